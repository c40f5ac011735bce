#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QTimer>

#include "core/risk/StudyIndices.h"
#include "ui/document/Job.h"
#include "ui/document/Results.h"

namespace offtake::ui {

/// Which uncertain inputs the variance of a figure comes from, computed off the GUI thread while somebody looks. It takes
/// thousands of evaluations for each input: it begins when the study has rested for a moment, can be stopped, and once a
/// run has taken longer than kPatience the next one waits for start(). The last complete answer stays. GUI thread only.
class Indices : public QObject {
    Q_OBJECT
public:
    enum class State {
        Nothing,   ///< no figure or result, or nobody looks
        Running,   ///< or about to
        Current,   ///< found() is of the study as it stands
        Outdated,  ///< found() is of an earlier state; start() makes a newer one
        Stopped,
        Failed,    ///< error() says why
    };
    static constexpr std::chrono::seconds kPatience{10};

    /// `results` must outlive this object.
    explicit Indices(const Results& results, QObject* parent = nullptr);

    [[nodiscard]] State state() const;
    /// The last complete answer, with the result that it was asked of; nothing before the first.
    struct Found {
        ResultPointer of;
        std::shared_ptr<const risk::StudyIndices> answer;
        std::size_t figure = 0;  ///< place of the present figure in answer->figures
    };
    [[nodiscard]] std::optional<Found> found() const;
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    /// Finished share of the present run, 0 to 1.
    [[nodiscard]] double progress() const { return m_progress; }

    /// The figure that is asked about; those of the usual metrics for the same deals are found with it.
    void setFigure(const risk::Figure& figure);
    /// Whether somebody looks.
    void setWanted(bool wanted);
    /// Returns when nothing is under way. For tests, and for drawing without a window.
    void wait();

public Q_SLOTS:
    void start();
    void stop();

Q_SIGNALS:
    /// State or answer changed.
    void changed();
    void progressed(double share);

private:
    [[nodiscard]] std::optional<std::size_t> placeOf(const risk::Figure& figure) const;
    [[nodiscard]] bool canAsk() const;
    void restUntilAsked();

    const Results& m_results;
    ResultPointer m_result;     ///< the newest
    ResultPointer m_startedOf;  ///< of the run under way
    ResultPointer m_of;         ///< of the answer
    std::shared_ptr<const risk::StudyIndices> m_answer;
    std::optional<risk::Figure> m_figure;
    std::optional<Error> m_error;
    double m_progress = 0.0;
    bool m_wanted = false;
    bool m_stopped = false;
    bool m_slow = false;  ///< the last run took longer than kPatience
    QTimer m_rest;
    Job<risk::StudyIndices> m_job;  ///< last: destroyed, and waited for, first
};

}  // namespace offtake::ui
