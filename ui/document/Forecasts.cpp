#include "ui/document/Forecasts.h"

#include <algorithm>
#include <utility>

namespace offtake::ui {

namespace {

bool same(const ForecastQuestion& a, const ForecastQuestion& b) {
    return forecast::recipeText(a.recipe) == forecast::recipeText(b.recipe) && a.horizon == b.horizon && a.levels == b.levels;
}

}  // namespace

Forecasts::Forecasts(QObject* parent)
    : QObject(parent), m_readJob([this](const auto& outcome, std::chrono::nanoseconds) { acceptReading(outcome); }),
      m_fitJob([this](const auto& outcome, std::chrono::nanoseconds) {
          if (outcome) {
              m_forecast = *outcome;
          }
          m_forecastError = outcome ? std::nullopt : std::optional(outcome.error());
          if (!m_test && !m_testError) {
              askTest();
          }
          Q_EMIT changed();
      }),
      m_testJob([this](const auto& outcome, std::chrono::nanoseconds) { acceptTest(outcome); },
                [this](double share) {
                    m_progress = share;
                    Q_EMIT progressed(share);
                }) {
    m_question.recipe.method = forecast::outlookMethods().front().key;
}

void Forecasts::setRequest(const series::SeriesRequest& request) {
    m_request = request;
    begin();
}

void Forecasts::setSeries(const forecast::Series& series) {
    m_request.reset();
    m_reading.reset();
    m_series = std::make_shared<const forecast::Series>(series);
    begin();
}

void Forecasts::begin() {
    m_stopped = false;
    m_fitJob.stop();
    m_testJob.stop();
    m_test.reset();
    m_testError.reset();
    if (!m_request) {
        m_readJob.stop();
        fit();
        return;
    }
    m_series.reset();
    m_readJob.start([request = *m_request](const parallel::RunContext&) -> Expected<series::SeriesReading> { return series::readSeries(request); });
    Q_EMIT changed();
}

void Forecasts::acceptReading(const Expected<std::shared_ptr<const series::SeriesReading>>& outcome) {
    m_reading = outcome ? *outcome : std::make_shared<const series::SeriesReading>(series::SeriesReading{tl::unexpected(outcome.error()), {}, {}, 0, 0});
    if (m_reading->result) {
        m_series = std::make_shared<const forecast::Series>(m_reading->result->series);
        fit();
        return;
    }
    // Figures of another series beside what could not be read would mislead.
    m_forecast.reset();
    m_forecastError.reset();
    Q_EMIT changed();
}

void Forecasts::setQuestion(const ForecastQuestion& question) {
    if (same(question, m_question)) {
        return;
    }
    m_question = question;
    m_stopped = false;
    if (m_series && !m_readJob.isRunning()) {
        fit();
    }
}

forecast::OutlookOptions Forecasts::options() const {
    forecast::OutlookOptions options;
    options.horizon = m_question.horizon > 0 ? m_question.horizon : forecast::customaryHorizon(m_series->step);
    options.probabilities = forecast::tailsOf(m_question.levels);
    options.transform = m_question.recipe.scale;
    options.saturation = m_question.recipe.saturation;
    return options;
}

std::vector<std::string> Forecasts::candidates() const {
    std::vector<std::string> keys = forecast::customaryMethods(*m_series);
    const std::string& chosen = m_question.recipe.method;
    if (chosen != kBestMethod && std::find(keys.begin(), keys.end(), chosen) == keys.end()) {
        keys.insert(keys.begin(), chosen);
    }
    return keys;
}

void Forecasts::fit() {
    // Another horizon or interval leaves the past as it was.
    forecast::Recipe tested = m_question.recipe;
    const auto keys = candidates();
    tested.method = keys.front() + " " + std::to_string(keys.size());
    const std::string testOf = forecast::recipeText(tested);
    if (testOf != m_testOf) {
        m_testOf = testOf;
        m_testJob.stop();
        m_test.reset();
        m_testError.reset();
    }
    m_forecastError.reset();
    if (m_question.recipe.method != kBestMethod) {
        askFit(m_question.recipe.method);
    } else if (m_test) {
        acceptTest(m_test);
    } else {
        askTest();
    }
    Q_EMIT changed();
}

void Forecasts::askFit(const std::string& method) {
    m_fitJob.start([of = m_series, question = m_question, method, options = options()](const parallel::RunContext&) -> Expected<ForecastFound> {
        auto outlook = forecast::outlook(*of, method, options);
        if (!outlook) {
            return tl::unexpected(outlook.error());
        }
        return ForecastFound{of, question, *std::move(outlook)};
    });
}

void Forecasts::askTest() {
    if (m_testJob.isRunning()) {
        return;
    }
    m_progress = 0.0;
    m_testJob.start([of = m_series, keys = candidates(), options = options()](const parallel::RunContext& context) -> Expected<forecast::OutlookTest> {
        const auto size = forecast::customaryTest(*of);
        if (!size) {
            return fail(ErrorCode::NoSolution, of->name,
                        {"{0} values are too few to hold some back and test methods on them.", {static_cast<std::int64_t>(of->values.size())}},
                        {"Give a longer series.", {}});
        }
        return forecast::testOutlooks(*of, keys, *size, options, context);
    });
}

void Forecasts::acceptTest(const Expected<std::shared_ptr<const forecast::OutlookTest>>& outcome) {
    m_test = outcome ? *outcome : nullptr;
    m_testError = outcome ? std::nullopt : std::optional(outcome.error());
    if (m_question.recipe.method == kBestMethod) {
        const auto best = m_test ? forecast::bestMethod(*m_test) : std::nullopt;
        askFit(best.value_or(std::string(forecast::outlookMethods().front().key)));
    }
    Q_EMIT changed();
}

void Forecasts::stop() {
    if (stage() == Stage::Idle) {
        return;
    }
    m_readJob.stop();
    m_fitJob.stop();
    m_testJob.stop();
    m_stopped = true;
    Q_EMIT changed();
}

void Forecasts::resume() {
    if (!m_stopped) {
        return;
    }
    if (m_request && !m_series) {
        begin();
    } else if (m_series) {
        m_stopped = false;
        fit();
    }
}

Forecasts::Stage Forecasts::stage() const {
    return m_readJob.isRunning() ? Stage::Reading : m_fitJob.isRunning() ? Stage::Fitting : m_testJob.isRunning() ? Stage::Testing : Stage::Idle;
}

bool Forecasts::isStale() const {
    return m_forecast && (m_forecast->of != m_series || !same(m_forecast->question, m_question));
}

void Forecasts::wait() {
    while (stage() != Stage::Idle) {
        m_readJob.wait();
        m_fitJob.wait();
        m_testJob.wait();
    }
}

}  // namespace offtake::ui
