#include "ui/document/Simulations.h"

#include <algorithm>
#include <utility>

namespace offtake::ui {

Simulations::Simulations(const Results& results, QObject* parent)
    : QObject(parent), m_results(results),
      m_job([this](const auto& outcome, std::chrono::nanoseconds took) { accept(outcome, took); },
            [this](double share) {
                m_progress = share;
                Q_EMIT progressed(share);
            }) {
    connect(&m_results, &Results::resultChanged, this, &Simulations::follow);
    follow(m_results.result());
}

Simulations::State Simulations::state() const {
    if (m_job.isRunning()) {
        return State::Running;
    }
    if (!m_result) {
        return State::Nothing;
    }
    if (m_result->plan.random.empty()) {
        return State::Certain;
    }
    if (m_error) {
        return State::Failed;
    }
    if (m_stopped) {
        return State::Stopped;
    }
    return !m_run ? State::Nothing : isStale() ? State::Outdated : State::Current;
}

void Simulations::setMetric(economics::Metric metric) {
    if (m_metric == metric) {
        return;
    }
    m_metric = metric;
    const bool endedEarly = std::exchange(m_wantedError, std::nullopt).has_value();
    if (endedEarly || (m_run && m_run->simulation->find(metric) == nullptr)) {
        start();
    }
}

void Simulations::setWantedError(std::optional<double> error) {
    if (m_wantedError != error) {
        m_wantedError = error;
        start();
    }
}

risk::SimulationOptions Simulations::options() const {
    risk::SimulationOptions options = risk::optionsOf(m_result->study);
    options.wantedError = m_wantedError;
    if (m_metric) {
        // The wanted error is that of the first.
        options.metrics = {*m_metric};
        std::copy_if(risk::usualMetrics().begin(), risk::usualMetrics().end(), std::back_inserter(options.metrics),
                     [this](economics::Metric usual) { return usual != *m_metric; });
    }
    return options;
}

void Simulations::setWanted(bool wanted) {
    m_wanted = wanted;
    if (wanted && state() == State::Nothing) {
        start();
    }
}

void Simulations::start() {
    if (!m_result || m_result->plan.random.empty()) {
        return;
    }
    m_error.reset();
    m_stopped = false;
    m_progress = 0.0;
    m_startedOf = m_result;
    m_job.start([result = m_result, options = options()](const parallel::RunContext& context) { return risk::simulate(*result, options, context); });
    Q_EMIT changed();
}

void Simulations::stop() {
    if (m_job.isRunning()) {
        m_job.stop();
        m_stopped = true;
        Q_EMIT changed();
    }
}

void Simulations::follow(const ResultPointer& result) {
    m_result = result;
    m_error.reset();
    m_stopped = false;
    if (!result || result->plan.random.empty()) {
        // Of another document, or of a study that nothing is uncertain of any more: its figures would mislead.
        m_job.stop();
        m_run.reset();
        m_metric.reset();
        m_wantedError.reset();
        Q_EMIT changed();
        return;
    }
    const bool asked = std::exchange(m_startsWithNext, false);
    const bool fast = m_run && m_run->seconds < std::chrono::duration<double>(kFast).count();
    if (m_job.isRunning() || fast || (m_wanted && !m_run) || asked) {
        start();
    } else {
        Q_EMIT changed();
    }
}

void Simulations::accept(const Expected<std::shared_ptr<const risk::Simulation>>& outcome, std::chrono::nanoseconds took) {
    if (!outcome) {
        m_error = outcome.error();
    } else if ((*outcome)->end == parallel::RunEnd::Complete) {
        m_run = SimulationRun{m_startedOf, *outcome, std::chrono::duration<double>(took).count(), QDateTime::currentDateTime()};
    }
    Q_EMIT changed();
}

}  // namespace offtake::ui
