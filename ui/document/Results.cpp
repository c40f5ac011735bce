#include "ui/document/Results.h"

#include <exception>
#include <utility>

#include <QPromise>
#include <QtConcurrentRun>

#include "ui/document/Document.h"
#include "ui/text/Text.h"

namespace offtake::ui {

Results::Results(const Document& document, QObject* parent) : QObject(parent), m_document(document) {
    connect(&m_document, &Document::replaced, this, &Results::documentReplaced);
    connect(&m_document, &Document::changed, this, &Results::update);
    connect(&m_watcher, &QFutureWatcher<Outcome>::finished, this, [this] {
        if (!m_running) {
            return;
        }
        m_running = false;
        const Outcome outcome = m_watcher.result();
        if (outcome.generation == m_generation) {
            accept(outcome);
        } else {
            start();
        }
    });
    update();
}

Results::~Results() {
    m_watcher.disconnect(this);
    m_watcher.waitForFinished();
}

void Results::setScenario(const std::string& id) {
    const std::string known = m_document.study().root().child(study::Role::Scenario, id) != nullptr ? id : std::string();
    if (known != m_scenario) {
        m_scenario = known;
        Q_EMIT scenarioChanged(toQt(m_scenario));
        update();
    }
}

void Results::waitForResult() {
    if (m_running) {
        m_watcher.waitForFinished();
        m_running = false;  // the watcher's signal, still to come, then finds nothing to do
        const Outcome outcome = m_watcher.result();
        if (outcome.generation == m_generation) {
            accept(outcome);
            return;
        }
    }
    if (m_stale && !m_error) {
        accept(compute(m_document.study(), m_scenario, m_generation));
    }
}

Results::Outcome Results::compute(const study::Study& study, const std::string& scenario, std::uint64_t generation) {
    const auto begin = std::chrono::steady_clock::now();
    const auto outcome = [&](Expected<ResultPointer> result) {
        return Outcome{std::move(result), std::chrono::steady_clock::now() - begin, generation};
    };
    // Nothing may leave this function by exception: QtConcurrent would hide what it says.
    try {
        Expected<economics::StudyResult> result = economics::evaluateStudy(study, scenario);
        if (!result) {
            return outcome(tl::unexpected(result.error()));
        }
        return outcome(std::make_shared<const economics::StudyResult>(*std::move(result)));
    } catch (const std::exception& defect) {
        return outcome(fail(ErrorCode::Internal, {}, {"The calculation stopped: {0}.", {std::string(defect.what())}},
                            {"Undo the last change, and report this as a defect.", {}}));
    }
}

void Results::documentReplaced() {
    m_lastTook.reset();
    m_error.reset();
    m_result.reset();
    if (!m_scenario.empty()) {
        m_scenario.clear();
        Q_EMIT scenarioChanged({});
    }
    Q_EMIT resultChanged(m_result);
}

void Results::update() {
    if (!m_scenario.empty() && m_document.study().root().child(study::Role::Scenario, m_scenario) == nullptr) {
        m_scenario.clear();
        Q_EMIT scenarioChanged({});
    }
    ++m_generation;
    m_error.reset();
    if (!m_running && m_lastTook && *m_lastTook < kImmediate) {
        accept(compute(m_document.study(), m_scenario, m_generation));
        return;
    }
    setStale(true);
    if (!m_running) {
        start();
    }
}

void Results::start() {
    m_running = true;
    m_watcher.setFuture(QtConcurrent::run(
        [study = m_document.study(), scenario = m_scenario, generation = m_generation](QPromise<Outcome>& promise) {
            promise.addResult(compute(study, scenario, generation));
        }));
}

void Results::accept(const Outcome& outcome) {
    m_lastTook = outcome.took;
    if (outcome.result) {
        m_result = *outcome.result;
        m_error.reset();
        setStale(false);
        Q_EMIT resultChanged(m_result);
        return;
    }
    m_error = outcome.result.error();
    setStale(true);
    Q_EMIT failed(*m_error);
}

void Results::setStale(bool stale) {
    if (stale != m_stale) {
        m_stale = stale;
        Q_EMIT staleChanged(stale);
    }
}

}  // namespace offtake::ui
