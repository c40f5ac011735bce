#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/forecast/EtsModel.h"

namespace offtake::forecast {

/// Derivatives of -2 ln L: by the smoothing parameters and by each initial state.
struct EtsGradient {
    double alpha = 0.0;
    double beta = 0.0;
    double gamma = 0.0;
    double phi = 0.0;
    double level = 0.0;
    double trend = 0.0;
    std::vector<double> season;
};

/// The recursion of the smoothing equations over a series, forwards for the likelihood and backwards (adjoint) for its
/// exact derivatives. Written with d = y - forecast, both error forms share one recursion:
///   level' = q + alpha d / s,  trend' = phi trend + beta d / s,  season' = s + gamma d / q
/// (divisors s and q only with a multiplicative season; a multiplicative trend' = trend^phi + beta d / (s level)); they
/// differ in the likelihood alone.
/// Keeps its working memory, so that a fit of hundreds of evaluations allocates once. Not for several threads.
class EtsKernel {
public:
    EtsKernel(EtsForm form, int seasonLength, std::span<const double> values);

    /// -2 ln L = n ln sum e^2 (+ 2 sum ln forecast); infinite where the form is not defined (see runEts).
    [[nodiscard]] double criterion(const EtsParameters& parameters, const EtsState& initial);

    /// After criterion() with the same arguments gave a finite value.
    void gradient(const EtsParameters& parameters, EtsGradient& result);

    [[nodiscard]] std::span<const double> forecasts() const { return m_forecast; }
    [[nodiscard]] EtsState last() const;

private:
    enum class Trend : std::uint8_t { None, Sum, Factor };

    template <Trend trendKind, SeasonForm season>
    bool forward(const EtsParameters& parameters, const EtsState& initial);
    template <Trend trendKind, SeasonForm season>
    void backward(const EtsParameters& parameters, EtsGradient& result);
    /// Calls `work` with the two forms as std::integral_constant.
    template <typename Work>
    auto dispatch(Work work);
    [[nodiscard]] double additiveCriterion();
    [[nodiscard]] double multiplicativeCriterion();

    EtsForm m_form;
    std::size_t m_seasonLength;
    std::span<const double> m_values;
    std::vector<double> m_forecast;
    std::vector<double> m_difference;  ///< value less forecast
    std::vector<double> m_base;        ///< q of each step
    std::vector<double> m_trend;       ///< before each step, and after the last
    std::vector<double> m_growth;      ///< trend^phi of each step, of a multiplicative trend
    std::vector<double> m_season;      ///< effects in order of time, the initial ones first
    std::vector<double> m_seasonAdjoint;
    double m_level = 0.0;    ///< after the last step
    double m_squares = 0.0;  ///< sum of squared errors
    double m_floor;          ///< below which the sum of squares is taken for rounding
};

}  // namespace offtake::forecast
