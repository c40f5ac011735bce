#include "core/risk/KnownIndices.h"

#include <cmath>
#include <numbers>

namespace offtake::risk {

namespace {

constexpr double kPi = std::numbers::pi;

}  // namespace

KnownFunction ishigami(double a, double b) {
    KnownFunction known;
    known.dimension = 3;
    known.function = [a, b](std::span<const double> u) {
        const auto x = [&](std::size_t i) { return kPi * (2.0 * u[i] - 1.0); };
        const double sine = std::sin(x(1));
        return std::sin(x(0)) + a * sine * sine + b * std::pow(x(2), 4) * std::sin(x(0));
    };
    known.mean = a / 2.0;
    const double fourth = b * std::pow(kPi, 4);
    const double v1 = (1.0 + fourth / 5.0) * (1.0 + fourth / 5.0) / 2.0;
    const double v2 = a * a / 8.0;
    const double v13 = 8.0 * fourth * fourth / 225.0;
    known.variance = v1 + v2 + v13;
    known.first = {v1 / known.variance, v2 / known.variance, 0.0};
    known.total = {(v1 + v13) / known.variance, v2 / known.variance, v13 / known.variance};
    return known;
}

KnownFunction gFunction(std::vector<double> a) {
    KnownFunction known;
    known.dimension = a.size();
    known.mean = 1.0;
    const auto part = [](double ai) { return 1.0 / (3.0 * (1.0 + ai) * (1.0 + ai)); };
    double all = 1.0;
    for (const double ai : a) {
        all *= 1.0 + part(ai);
    }
    known.variance = all - 1.0;
    for (const double ai : a) {
        known.first.push_back(part(ai) / known.variance);
        known.total.push_back(part(ai) * all / (1.0 + part(ai)) / known.variance);
    }
    known.function = [a = std::move(a)](std::span<const double> u) {
        double product = 1.0;
        for (std::size_t i = 0; i < a.size(); ++i) {
            product *= (std::abs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
        }
        return product;
    };
    return known;
}

}  // namespace offtake::risk
