#include "tests/core/support/LaneFunctionsKernel.h"

#include <array>

#include "core/finance/LaneRates.h"
#include "core/numbers/Normal.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

namespace {

using Real = numbers::LanesOn<Arch>;

Real applied(testing::LaneFunction function, const Real& x) {
    switch (function) {
        case testing::LaneFunction::Exponential: return exp(x);
        case testing::LaneFunction::Logarithm: return log(x);
        case testing::LaneFunction::NormalQuantile: return numbers::normalQuantile(x);
    }
    return x;
}

}  // namespace

std::vector<double> onLanes(testing::LaneFunction function, std::span<const double> numbers) {
    std::vector<double> results;
    for (std::size_t first = 0; first < numbers.size(); first += Real::kWidth) {
        std::array<double, Real::kWidth> lanes{};
        for (std::size_t k = 0; k < Real::kWidth; ++k) {
            lanes[k] = numbers[std::min(first + k, numbers.size() - 1)];
        }
        const Real result = applied(function, Real::load(lanes.data()));
        for (std::size_t k = 0; k < Real::kWidth && first + k < numbers.size(); ++k) {
            results.push_back(result.lane(k));
        }
    }
    return results;
}

testing::SolvedRates ratesOnLanes(std::span<const std::vector<double>> series, std::span<const double> times) {
    testing::SolvedRates solved;
    for (std::size_t first = 0; first < series.size(); first += Real::kWidth) {
        std::vector<Real> amounts;
        for (std::size_t i = 0; i < series[0].size(); ++i) {
            std::array<double, Real::kWidth> lanes{};
            for (std::size_t k = 0; k < Real::kWidth; ++k) {
                lanes[k] = series[std::min(first + k, series.size() - 1)][i];
            }
            amounts.push_back(Real::load(lanes.data()));
        }
        const std::span<const Real> span(amounts);
        const finance::LaneRates<Real> rates = times.empty() ? finance::ratesOfReturn(span) : finance::ratesOfReturn(span, times);
        for (std::size_t k = 0; k < Real::kWidth && first + k < series.size(); ++k) {
            solved.logGrowth.push_back(rates.logGrowth.lane(k));
            solved.exists.push_back(rates.exists.lane(k));
            solved.several.push_back(rates.several.lane(k));
        }
    }
    return solved;
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
