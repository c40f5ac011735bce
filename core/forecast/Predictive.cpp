#include "core/forecast/Predictive.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace offtake::forecast {

double LogPredictive::median() const {
    return std::exp(location);
}

double LogPredictive::quantile(double probability) const {
    const double standard = std::isinf(degreesOfFreedom)
                                ? boost::math::quantile(boost::math::normal(), probability)
                                : boost::math::quantile(boost::math::students_t(degreesOfFreedom), probability);
    return std::exp(location + spread * standard);
}

double LogPredictive::probabilityBelow(double value) const {
    if (!(value > 0.0)) {
        return 0.0;
    }
    const double standard = (std::log(value) - location) / spread;
    return std::isinf(degreesOfFreedom) ? boost::math::cdf(boost::math::normal(), standard)
                                        : boost::math::cdf(boost::math::students_t(degreesOfFreedom), standard);
}

double LogMixture::probabilityBelow(double value) const {
    double sum = 0.0;
    for (const Part& part : parts) {
        sum += part.weight * part.distribution.probabilityBelow(value);
    }
    return sum;
}

double LogMixture::quantile(double probability) const {
    // The quantile of a mixture lies between those of its parts.
    double low = std::numeric_limits<double>::infinity();
    double high = 0.0;
    for (const Part& part : parts) {
        const double each = part.distribution.quantile(probability);
        low = std::min(low, each);
        high = std::max(high, each);
    }
    constexpr double kPrecision = 1e-10;
    while (high > low * (1.0 + kPrecision)) {
        const double middle = std::sqrt(low) * std::sqrt(high);
        (probabilityBelow(middle) < probability ? low : high) = middle;
    }
    return std::sqrt(low) * std::sqrt(high);
}

Expected<std::vector<double>> logarithms(std::span<const double> values, std::size_t fewest, std::string_view model) {
    if (values.size() < fewest) {
        return fail(ErrorCode::NoSolution, std::string(model),
                    {"needs at least {0} values and has {1}.",
                     {static_cast<std::int64_t>(fewest), static_cast<std::int64_t>(values.size())}},
                    {"Give a longer series, or enter a range instead of a forecast.", {}});
    }
    std::vector<double> logs;
    logs.reserve(values.size());
    for (const double value : values) {
        if (!(value > 0.0) || !std::isfinite(value)) {
            return fail(ErrorCode::OutOfBounds, std::string(model),
                        {"value {0} of the series is {1}; a model in logarithms needs positive values.",
                         {static_cast<std::int64_t>(logs.size() + 1), value}},
                        {"Correct the value, or choose a method without logarithms.", {}});
        }
        logs.push_back(std::log(value));
    }
    if (std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); })) {
        return fail(ErrorCode::NoSolution, std::string(model),
                    {"all {0} values are equal, from which no change and no error can be learned.",
                     {static_cast<std::int64_t>(values.size())}},
                    {"Give a series that moves, or enter the value itself.", {}});
    }
    return logs;
}

}  // namespace offtake::forecast
