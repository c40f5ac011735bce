#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "core/forecast/ForecastAssumption.h"
#include "data/series/SeriesRequest.h"
#include "ui/document/Job.h"

namespace offtake::ui {

/// How a series is to be forecast.
struct ForecastQuestion {
    forecast::Recipe recipe;                 ///< method kBestMethod: the one with the lowest error in the back-test
    int horizon = 0;                         ///< steps ahead; 0: as customary
    std::vector<double> levels{0.8, 0.95};  ///< kErrorLevel among them
};
inline constexpr const char* kBestMethod = "best";

/// A forecast with the series that it is of.
struct ForecastFound {
    std::shared_ptr<const forecast::Series> of;
    ForecastQuestion question;
    forecast::Outlook outlook;
};

/// A series, its forecast and its back-test: read and computed off the GUI thread, one after the other. What was found
/// last stays, marked stale, until the newer is there, or a reason why there is none. GUI thread only.
class Forecasts : public QObject {
    Q_OBJECT
public:
    enum class Stage { Idle, Reading, Fitting, Testing };

    explicit Forecasts(QObject* parent = nullptr);

    /// Reads another series and forecasts it.
    void setRequest(const series::SeriesRequest& request);
    /// Forecasts a series that is known already.
    void setSeries(const forecast::Series& series);
    /// Forecasts the series in another way.
    void setQuestion(const ForecastQuestion& question);
    [[nodiscard]] const ForecastQuestion& question() const { return m_question; }
    /// Nothing is wanted any more but what was found.
    void stop();
    /// Begins again after stop().
    void resume();

    [[nodiscard]] Stage stage() const;
    [[nodiscard]] bool wasStopped() const { return m_stopped; }
    /// Finished share of the back-test.
    [[nodiscard]] double progress() const { return m_progress; }

    /// What was read last; null before, and for a series that was known.
    [[nodiscard]] const std::shared_ptr<const series::SeriesReading>& reading() const { return m_reading; }
    /// The series at hand; null when there is none or it could not be read.
    [[nodiscard]] const std::shared_ptr<const forecast::Series>& series() const { return m_series; }

    /// The last forecast.
    [[nodiscard]] const std::shared_ptr<const ForecastFound>& forecast() const { return m_forecast; }
    /// Whether it is of another series or question than the present ones.
    [[nodiscard]] bool isStale() const;
    /// Why there is no forecast as asked.
    [[nodiscard]] const std::optional<Error>& forecastError() const { return m_forecastError; }

    /// The back-test of the series at hand; null while there is none.
    [[nodiscard]] const std::shared_ptr<const forecast::OutlookTest>& test() const { return m_test; }
    /// Why there is none.
    [[nodiscard]] const std::optional<Error>& testError() const { return m_testError; }

    /// Returns when nothing is under way. For tests, and for drawing without a window.
    void wait();

Q_SIGNALS:
    void changed();
    void progressed(double share);

private:
    void begin();
    void fit();
    void askFit(const std::string& method);
    void askTest();
    [[nodiscard]] forecast::OutlookOptions options() const;
    [[nodiscard]] std::vector<std::string> candidates() const;
    void acceptReading(const Expected<std::shared_ptr<const series::SeriesReading>>& outcome);
    void acceptTest(const Expected<std::shared_ptr<const forecast::OutlookTest>>& outcome);

    std::optional<series::SeriesRequest> m_request;
    ForecastQuestion m_question;
    std::shared_ptr<const series::SeriesReading> m_reading;
    std::shared_ptr<const forecast::Series> m_series;
    std::shared_ptr<const ForecastFound> m_forecast;
    std::optional<Error> m_forecastError;
    std::shared_ptr<const forecast::OutlookTest> m_test;
    std::optional<Error> m_testError;
    std::string m_testOf;  ///< what m_test depends on besides the series
    double m_progress = 0.0;
    bool m_stopped = false;
    Job<series::SeriesReading> m_readJob;
    Job<ForecastFound> m_fitJob;
    Job<forecast::OutlookTest> m_testJob;
};

}  // namespace offtake::ui
