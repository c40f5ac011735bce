#include "core/forecast/Forecast.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace offtake::forecast {

namespace {

double standardQuantile(double probability, double degreesOfFreedom) {
    if (std::isinf(degreesOfFreedom)) {
        return boost::math::quantile(boost::math::normal(), probability);
    }
    return boost::math::quantile(boost::math::students_t(degreesOfFreedom), probability);
}

/// The share of the standard distribution above z, and the z above which a share lies.
double standardShareAbove(double z, double degreesOfFreedom) {
    using boost::math::complement;
    return std::isinf(degreesOfFreedom) ? cdf(complement(boost::math::normal(), z))
                                        : cdf(complement(boost::math::students_t(degreesOfFreedom), z));
}
double standardQuantileAbove(double share, double degreesOfFreedom) {
    using boost::math::complement;
    return std::isinf(degreesOfFreedom) ? quantile(complement(boost::math::normal(), share))
                                        : quantile(complement(boost::math::students_t(degreesOfFreedom), share));
}

}  // namespace

double Forecast::shareBelowZero(std::size_t step) const {
    if (transform.kind == TransformKind::Log) {
        return 0.0;
    }
    if (deviation[step] == 0.0) {
        return point[step] < 0.0 ? 1.0 : 0.0;
    }
    return standardShareAbove((transform.forward(point[step]) - transform.forward(0.0)) / deviation[step],
                              degreesOfFreedom);
}

double Forecast::quantile(double probability, std::size_t step) const {
    if (deviation[step] == 0.0) {
        return point[step];
    }
    const double below = staysPositive ? shareBelowZero(step) : 0.0;
    if (below > 0.0) {
        const double above = standardQuantileAbove((1.0 - probability) * (1.0 - below), degreesOfFreedom);
        return std::max(0.0, point[step] + deviation[step] * above);
    }
    const double shift = deviation[step] * standardQuantile(probability, degreesOfFreedom);
    return transform.back(transform.forward(point[step]) + shift);
}

Interval Forecast::interval(double level, std::size_t step) const {
    const double tail = 0.5 * (1.0 - level);
    return {quantile(tail, step), quantile(1.0 - tail, step)};
}

Expected<Forecast> mixture(const std::vector<Forecast>& parts, const std::vector<double>& weights) {
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    const bool sound = !parts.empty() && parts.size() == weights.size() && total > 0.0 && std::isfinite(total) &&
                       std::all_of(weights.begin(), weights.end(), [](double w) { return w >= 0.0; });
    const bool alike = std::all_of(parts.begin(), parts.end(), [&](const Forecast& part) {
        return part.horizon() == parts.front().horizon() && part.transform.kind == parts.front().transform.kind;
    });
    if (!sound || !alike) {
        return fail(ErrorCode::Inconsistent, "combination",
                    {"Forecasts can be combined when they have one horizon and transform and a weight each.", {}},
                    {"Give each forecast a weight of zero or more, not all zero.", {}});
    }
    Forecast mixed;
    mixed.transform = parts.front().transform;
    mixed.staysPositive =
        std::all_of(parts.begin(), parts.end(), [](const Forecast& part) { return part.staysPositive; });
    for (std::size_t i = 0; i < parts.size(); ++i) {
        mixed.model += (i == 0 ? "" : " + ") + parts[i].model;
        mixed.degreesOfFreedom = std::min(mixed.degreesOfFreedom, parts[i].degreesOfFreedom);
        mixed.parameters.insert(mixed.parameters.end(), parts[i].parameters.begin(), parts[i].parameters.end());
        mixed.notes.insert(mixed.notes.end(), parts[i].notes.begin(), parts[i].notes.end());
    }
    const auto mean = [&](auto value) {
        double sum = 0.0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            sum += weights[i] / total * value(parts[i]);
        }
        return sum;
    };
    for (std::size_t h = 0; h < parts.front().horizon(); ++h) {
        const auto place = [&](const Forecast& part) { return part.transform.forward(part.point[h]); };
        const double centre = mean(place);
        const double variance = mean([&](const Forecast& part) {
            const double apart = place(part) - centre;
            return part.deviation[h] * part.deviation[h] + apart * apart;
        });
        mixed.point.push_back(mixed.transform.back(centre));
        mixed.deviation.push_back(std::sqrt(variance));
    }
    std::size_t common = parts.front().fitted.size();
    for (const Forecast& part : parts) {
        common = std::min(common, part.fitted.size());
    }
    for (std::size_t back = common; back > 0; --back) {
        mixed.fitted.push_back(mean([&](const Forecast& part) { return part.fitted[part.fitted.size() - back]; }));
    }
    mixed.residualDeviation = mean([](const Forecast& part) { return part.residualDeviation; });
    return mixed;
}

}  // namespace offtake::forecast
