#include "core/economics/metrics/RateOfReturn.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/finance/FlowRoots.h"

namespace offtake::economics {

namespace {

/// Where the amounts, merged by equal times, change sign: how often, and the time of the last change.
struct SignChanges {
    int count = 0;
    double time = 0.0;
};

SignChanges signChanges(std::span<const double> amounts, std::span<const double> years) {
    SignChanges changes;
    double before = 0.0;
    double timeBefore = 0.0;
    for (std::size_t i = 0; i < amounts.size();) {
        double amount = 0.0;
        const double time = years[i];
        while (i < amounts.size() && years[i] == time) {
            amount += amounts[i];
            ++i;
        }
        if (amount != 0.0) {
            if (before != 0.0 && (amount > 0.0) != (before > 0.0)) {
                ++changes.count;
                changes.time = (timeBefore + time) / 2.0;
            }
            before = amount;
            timeBefore = time;
        }
    }
    return changes;
}

/// Present value at the time of the sign change and its derivative by x = log(1 + rate). With one sign change the value
/// is monotone in x, so that Newton's method inside a bracket finds the only root.
struct Weighted {
    double value = 0.0;
    double slope = 0.0;
};

Weighted weightedValue(std::span<const double> amounts, std::span<const double> years, double pivot, double x) {
    Weighted at;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i] != 0.0) {
            const double term = amounts[i] * std::exp(-x * (years[i] - pivot));
            at.value += term;
            at.slope -= (years[i] - pivot) * term;
        }
    }
    return at;
}

/// The root of a series with one sign change; nothing when it lies outside of [-3, 3] in log(1 + rate), about -95 % to
/// +1900 % a year, or when the steps do not settle.
std::optional<double> singleRoot(std::span<const double> amounts, std::span<const double> years, double pivot) {
    constexpr double kReach = 3.0;
    constexpr double kSettled = 1e-15;
    constexpr int kMostSteps = 100;
    double low = -kReach;
    double high = kReach;
    const bool falling = weightedValue(amounts, years, pivot, low).value > 0.0;
    if ((weightedValue(amounts, years, pivot, high).value > 0.0) == falling) {
        return std::nullopt;
    }
    double x = 0.0;
    for (int step = 0; step < kMostSteps; ++step) {
        const Weighted at = weightedValue(amounts, years, pivot, x);
        if (at.value == 0.0) {
            return x;
        }
        ((at.value > 0.0) == falling ? low : high) = x;
        double next = x - at.value / at.slope;
        if (!(next > low && next < high)) {
            next = (low + high) / 2.0;
        }
        if (std::abs(next - x) <= kSettled * std::max(1.0, std::abs(x))) {
            return next;
        }
        x = next;
    }
    return std::nullopt;
}

MaybeRate<double> told(double rate) { return rate <= kHighestRate ? MaybeRate<double>{rate, 1.0} : MaybeRate<double>{}; }

}  // namespace

MaybeRate<double> rateOfReturn(std::span<const double> amounts, std::span<const double> years) {
    const SignChanges changes = signChanges(amounts, years);
    if (changes.count == 0) {
        return {};
    }
    // Most series have one root; it is found here in a tenth of the time that isolating all roots takes.
    if (changes.count == 1) {
        if (const std::optional<double> x = singleRoot(amounts, years, changes.time)) {
            return told(std::expm1(*x));
        }
    }
    std::vector<finance::TimedAmount> flows;
    flows.reserve(amounts.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i] != 0.0) {
            flows.push_back({years[i], amounts[i]});
        }
    }
    const auto roots = finance::ratesOfReturn(flows);
    return roots ? told(roots->rate()) : MaybeRate<double>{};
}

MaybeRate<numbers::Recorded> rateOfReturn(std::span<const numbers::Recorded> amounts, std::span<const double> years) {
    std::vector<double> plain;
    numbers::Tape* tape = nullptr;
    for (const numbers::Recorded& amount : amounts) {
        plain.push_back(amount.value);
        tape = amount.tape != nullptr ? amount.tape : tape;
    }
    const MaybeRate<double> rate = rateOfReturn(plain, years);
    if (tape == nullptr || rate.exists == 0.0) {
        return {rate.value, rate.exists};
    }
    std::vector<numbers::Recorded> operands(amounts.begin(), amounts.end());
    operands.insert(operands.end(), years.begin(), years.end());
    return {tape->append(numbers::Operation::Root, operands, rate.value), rate.exists};
}

}  // namespace offtake::economics
