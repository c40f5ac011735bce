#pragma once

#include <memory>
#include <optional>

#include <QDateTime>
#include <QObject>

#include "core/risk/Simulation.h"
#include "ui/document/Job.h"
#include "ui/document/Results.h"

namespace offtake::ui {

/// A simulation with the result that it was drawn around: names, months and deals of the two fit together.
struct SimulationRun {
    ResultPointer of;
    std::shared_ptr<const risk::Simulation> simulation;
    double seconds = 0.0;
    QDateTime finished;
};

/// The simulation of the document's study under the chosen scenario, by the study's own paths, seed and sampler. It
/// runs off the GUI thread and stops within a tenth of a second. The last complete run stays while a newer one is on its
/// way, and after one was stopped or failed. After an edit it runs again by itself while runs take under kFast; slower
/// ones wait for start(). GUI thread only.
class Simulations : public QObject {
    Q_OBJECT
public:
    enum class State {
        Nothing,   ///< no result to draw around yet, or nobody asked
        Certain,   ///< no input of the study is uncertain
        Running,
        Current,   ///< run() is of the study as it stands
        Outdated,  ///< run() is of an earlier state; start() makes a new one
        Stopped,   ///< the last run was stopped; run() is the complete one before it, if any
        Failed,    ///< error() says why
    };
    static constexpr std::chrono::milliseconds kFast{1000};

    /// `results` must outlive this object.
    explicit Simulations(const Results& results, QObject* parent = nullptr);

    [[nodiscard]] State state() const;
    /// The last complete run; nothing before the first.
    [[nodiscard]] const std::optional<SimulationRun>& run() const { return m_run; }
    /// Whether run() is of another study, scenario or sampling than what is open.
    [[nodiscard]] bool isStale() const { return m_run.has_value() && m_run->of != m_result; }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Finished share of the present run, 0 to 1.
    [[nodiscard]] double progress() const { return m_progress; }

    /// A metric that is wanted beside the usual ones. Runs again when the present run lacks it; what setWantedError asked
    /// of another metric is over.
    void setMetric(economics::Metric metric);
    /// Ends runs as soon as the standard error of the metric's mean is at most this, in the metric's unit; nothing: all
    /// paths are drawn. Runs again. Precondition: above zero, and a metric was set.
    void setWantedError(std::optional<double> error);
    [[nodiscard]] std::optional<double> wantedError() const { return m_wantedError; }

    /// Whether somebody looks at simulations: the first run then starts by itself.
    void setWanted(bool wanted);
    /// Returns when no run is under way. For tests, and for drawing without a window.
    void waitForRun() { m_job.wait(); }

public Q_SLOTS:
    /// Runs; one that is under way begins anew. Nothing happens without a result or without uncertain inputs.
    void start();
    /// Runs as soon as the next result is there: for an edit that asks for another sampling.
    void startWithNext() { m_startsWithNext = true; }
    /// Stops the run that is under way.
    void stop();

Q_SIGNALS:
    /// State or run changed.
    void changed();
    void progressed(double share);

private:
    [[nodiscard]] risk::SimulationOptions options() const;
    void follow(const ResultPointer& result);
    void accept(const Expected<std::shared_ptr<const risk::Simulation>>& outcome, std::chrono::nanoseconds took);

    const Results& m_results;
    ResultPointer m_result;        ///< the newest
    ResultPointer m_startedOf;     ///< of the run under way
    std::optional<SimulationRun> m_run;
    std::optional<Error> m_error;
    std::optional<economics::Metric> m_metric;
    std::optional<double> m_wantedError;
    double m_progress = 0.0;
    bool m_wanted = false;
    bool m_stopped = false;
    bool m_startsWithNext = false;
    Job<risk::Simulation> m_job;   ///< last: destroyed, and waited for, first
};

}  // namespace offtake::ui
