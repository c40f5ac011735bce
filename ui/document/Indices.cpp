#include "ui/document/Indices.h"

#include <algorithm>

namespace offtake::ui {
namespace {

constexpr std::chrono::milliseconds kRest{400};  // simulation and tornado, which the page shows first, are done by then

bool same(const risk::Figure& a, const risk::Figure& b) { return a.metric == b.metric && a.deal == b.deal && a.against == b.against; }

/// The figure itself, then the other usual metrics of the same deals, which share its evaluations.
std::vector<risk::Figure> figuresWith(const risk::Figure& figure) {
    std::vector<risk::Figure> figures{figure};
    for (const economics::Metric metric : risk::usualMetrics()) {
        if (metric != figure.metric) {
            figures.push_back({metric, figure.deal, figure.against});
        }
    }
    return figures;
}

}  // namespace

Indices::Indices(const Results& results, QObject* parent)
    : QObject(parent), m_results(results),
      m_job(
          [this](const auto& outcome, std::chrono::nanoseconds took) {
              if (!outcome) {
                  m_error = outcome.error();
              } else if ((*outcome)->end == parallel::RunEnd::Complete) {
                  m_answer = *outcome;
                  m_of = m_startedOf;
                  m_slow = took > kPatience;
              }
              Q_EMIT changed();
          },
          [this](double share) {
              m_progress = share;
              Q_EMIT progressed(share);
          }) {
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRest);
    connect(&m_rest, &QTimer::timeout, this, &Indices::start);
    connect(&m_results, &Results::resultChanged, this, [this](const ResultPointer& result) {
        m_result = result;
        if (!result || result->plan.random.empty()) {
            m_answer.reset();  // of another document, or of a study that nothing is uncertain of any more
            m_of.reset();
            m_figure.reset();
        }
        restUntilAsked();
    });
    m_result = m_results.result();
}

bool Indices::canAsk() const {
    const bool deals = m_result && m_figure && m_figure->deal < m_result->deals.size() && m_figure->against.value_or(0) < m_result->deals.size();
    return deals && !m_result->plan.random.empty();
}

std::optional<std::size_t> Indices::placeOf(const risk::Figure& figure) const {
    if (!m_answer) {
        return std::nullopt;
    }
    const auto at = std::find_if(m_answer->figures.begin(), m_answer->figures.end(), [&](const risk::FigureIndices& found) { return same(found.figure, figure); });
    return at == m_answer->figures.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - m_answer->figures.begin()));
}

std::optional<Indices::Found> Indices::found() const {
    const auto place = m_figure ? placeOf(*m_figure) : std::nullopt;
    return place ? std::optional(Found{m_of, m_answer, *place}) : std::nullopt;
}

Indices::State Indices::state() const {
    if (m_job.isRunning() || m_rest.isActive()) {
        return State::Running;
    }
    if (!canAsk()) {
        return State::Nothing;
    }
    if (m_error) {
        return State::Failed;
    }
    if (m_stopped) {
        return State::Stopped;
    }
    return !found() ? State::Nothing : m_of == m_result ? State::Current : State::Outdated;
}

void Indices::setFigure(const risk::Figure& figure) {
    if (!m_figure || !same(*m_figure, figure)) {
        m_figure = figure;
        restUntilAsked();
    }
}

void Indices::setWanted(bool wanted) {
    if (m_wanted != wanted) {
        m_wanted = wanted;
        restUntilAsked();
    }
}

void Indices::restUntilAsked() {
    const bool needed = m_wanted && canAsk() && (m_of != m_result || !found());
    if (m_job.isRunning() && (!canAsk() || m_startedOf != m_result || needed)) {
        m_job.stop();
    }
    m_error.reset();
    m_stopped = false;
    if (needed && !(m_slow && found())) {
        m_rest.start();
    } else {
        m_rest.stop();
    }
    Q_EMIT changed();
}

void Indices::start() {
    m_rest.stop();
    if (!canAsk()) {
        return;
    }
    m_error.reset();
    m_stopped = false;
    m_progress = 0.0;
    m_startedOf = m_result;
    m_job.start([result = m_result, figures = figuresWith(*m_figure)](const parallel::RunContext& context) {
        return risk::studyIndices(*result, figures, risk::indexOptionsOf(result->study), context);
    });
    Q_EMIT changed();
}

void Indices::stop() {
    if (state() == State::Running) {
        m_rest.stop();
        m_job.stop();
        m_stopped = true;
        Q_EMIT changed();
    }
}

void Indices::wait() {
    if (m_rest.isActive()) {
        start();
    }
    m_job.wait();
}

}  // namespace offtake::ui
