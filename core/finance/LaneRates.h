#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/numbers/Lanes.h"

/// Rates of return on lanes: as many series of flows at once as there are lanes. One root, by far the most frequent case,
/// is found on all lanes together and proved to be the only one; lanes where that proof fails go one by one through the
/// solver that isolates all roots (FlowRoots.h). No lane ever holds NaN.
namespace offtake::finance {

/// On each lane: log(1 + rate) per unit of time, of several roots the one nearest zero; whether there is a root, and
/// whether there are several (1 or 0). Where there is none, logGrowth is 0.
template <typename Real>
struct LaneRates {
    Real logGrowth{0.0};
    Real exists{0.0};
    Real several{0.0};
};

/// What the scalar solver says of one series, of which amounts that are not finite have no root.
struct IsolatedRate {
    double logGrowth = 0.0;
    bool exists = false;
    bool several = false;
};
[[nodiscard]] IsolatedRate isolatedRate(std::span<const double> amounts, std::span<const double> times);

/// A present value at time 0 and its derivative by x = log(1 + rate).
template <typename Real>
struct PresentValue {
    Real value{0.0};
    Real slope{0.0};
};

/// Times 0, 1, 2, …
class UnitGrid {
public:
    explicit UnitGrid(std::size_t count) : m_count(count) {}

    [[nodiscard]] std::size_t size() const { return m_count; }
    [[nodiscard]] double time(std::size_t i) const { return static_cast<double>(i); }
    /// Whether no later amount has the same time.
    [[nodiscard]] bool isLastOfItsTime(std::size_t /*i*/) const { return true; }

    /// e^(-x step), one a step.
    template <typename Real>
    [[nodiscard]] std::array<Real, 1> factors(const Real& x) const {
        return {exp(-x)};
    }
    [[nodiscard]] std::size_t stepTo(std::size_t /*i*/) const { return 0; }

private:
    std::size_t m_count;
};

/// Times that do not decrease, from 0, as steps from one to the next, of which most calendars have few different ones.
class StepGrid {
public:
    static constexpr std::size_t kMostTimes = 2048;
    static constexpr std::size_t kMostSteps = 16;

    /// Steps that differ by less than 1e-13 of the last time count as one.
    explicit StepGrid(std::span<const double> times);

    /// False when there are too many times or different steps; then nothing else may be asked.
    [[nodiscard]] bool regular() const { return m_regular; }
    [[nodiscard]] std::size_t size() const { return m_times.size(); }
    [[nodiscard]] double time(std::size_t i) const { return m_times[i] - m_times[0]; }
    [[nodiscard]] bool isLastOfItsTime(std::size_t i) const { return i + 1 == m_times.size() || m_steps[m_stepTo[i + 1]] != 0.0; }

    template <typename Real>
    [[nodiscard]] std::array<Real, kMostSteps> factors(const Real& x) const {
        std::array<Real, kMostSteps> all;
        for (std::size_t k = 0; k < m_count; ++k) {
            all[k] = exp(-x * Real(m_steps[k]));
        }
        return all;
    }
    /// Which of the factors leads from time i to the one before it.
    [[nodiscard]] std::size_t stepTo(std::size_t i) const { return m_stepTo[i]; }
    [[nodiscard]] double step(std::size_t index) const { return m_steps[index]; }

private:
    std::span<const double> m_times;
    std::array<double, kMostSteps> m_steps{};
    std::array<std::uint8_t, kMostTimes> m_stepTo{};
    std::size_t m_count = 0;
    bool m_regular = true;
};

/// Even and odd times apart, so that four chains of operations run at once.
template <typename Arch>
[[nodiscard]] inline PresentValue<numbers::LanesOn<Arch>> presentValue(std::span<const numbers::LanesOn<Arch>> flows, const UnitGrid& /*grid*/,
                                                                       const numbers::LanesOn<Arch>& x) {
    using Real = numbers::LanesOn<Arch>;
    using Batch = typename Real::Batch;
    const Batch v = exp(-x).batch;
    const Batch square = v * v;
    std::array<Batch, 2> value{Batch(0.0), Batch(0.0)};
    std::array<Batch, 2> derivative{Batch(0.0), Batch(0.0)};  // by the square
    std::size_t i = flows.size();
    if (i % 2 != 0) {
        value[0] = flows[--i].batch;
    }
    for (; i > 0; i -= 2) {
        derivative[0] = xsimd::fma(derivative[0], square, value[0]);
        derivative[1] = xsimd::fma(derivative[1], square, value[1]);
        value[0] = xsimd::fma(value[0], square, flows[i - 2].batch);
        value[1] = xsimd::fma(value[1], square, flows[i - 1].batch);
    }
    const Batch total = xsimd::fma(value[1], v, value[0]);
    const Batch slope = xsimd::fma(xsimd::fma(derivative[1], v, derivative[0]) * Batch(2.0), v, value[1]) * v;
    return {Real(total), Real(-slope)};
}

template <typename Arch>
[[nodiscard]] inline PresentValue<numbers::LanesOn<Arch>> presentValue(std::span<const numbers::LanesOn<Arch>> amounts, const StepGrid& grid,
                                                                       const numbers::LanesOn<Arch>& x) {
    using Real = numbers::LanesOn<Arch>;
    const auto factors = grid.factors(x);
    Real value(0.0);
    Real slope(0.0);
    for (std::size_t i = amounts.size(); i-- > 0;) {
        value += amounts[i];
        if (i > 0) {
            const std::size_t k = grid.stepTo(i);
            slope = factors[k] * (slope - Real(grid.step(k)) * value);
            value *= factors[k];
        }
    }
    return {value, slope};
}

/// The signs of the amounts of each lane at both ends, and between which times the first change stands.
template <typename Arch>
struct LaneSigns {
    using Real = numbers::LanesOn<Arch>;
    using Condition = typename Real::Batch::batch_bool_type;

    Condition changes = Real(0.0) > Real(0.0);
    Condition startsPositive = changes;
    Condition endsPositive = changes;
    Condition endsNegative = changes;
    Real pivot{0.0};  ///< time of the first change

    template <typename Grid>
    LaneSigns(std::span<const Real> amounts, const Grid& grid) {
        Condition startsNegative = changes;
        Real together(0.0);
        double before = 0.0;
        for (std::size_t i = 0; i < amounts.size() && !xsimd::all(changes); ++i) {
            together += amounts[i];
            if (grid.isLastOfItsTime(i)) {
                const Condition up = together > Real(0.0);
                const Condition down = together < Real(0.0);
                const Condition change = ((up & startsNegative) | (down & startsPositive)) & ~changes;
                pivot = select(change, Real((before + grid.time(i)) / 2.0), pivot);
                changes = changes | change;
                startsPositive = startsPositive | (up & ~startsNegative);
                startsNegative = startsNegative | (down & ~startsPositive);
                before = grid.time(i);
                together = Real(0.0);
            }
        }
        for (std::size_t i = amounts.size(); i-- > 0 && !xsimd::all(endsPositive | endsNegative);) {
            if (grid.isLastOfItsTime(i)) {
                together = Real(0.0);
            }
            together += amounts[i];
            if (i == 0 || grid.isLastOfItsTime(i - 1)) {
                endsPositive = endsPositive | ((together > Real(0.0)) & ~endsNegative);
                endsNegative = endsNegative | ((together < Real(0.0)) & ~endsPositive);
            }
        }
    }
    /// Lanes with an odd number of roots.
    [[nodiscard]] Condition crosses() const { return changes & ((startsPositive & endsNegative) | (~startsPositive & endsPositive)); }
};

/// A root of the lanes that `wanted` names, which cross: Newton's method in x = log(1 + rate), each lane within the bracket
/// of the signs that it has seen; a step that leaves it is replaced by its middle. Clears `wanted` on lanes that settle.
///
/// The present value is taken at the time of the first sign change. Seen from there, if it is the only one, earlier and
/// later amounts pull the slope the same way: the value is monotone in x and its second derivative at most `span` (last
/// less first time) times the first, so that a step of size s leaves an error of about span s² / 2.
template <typename Arch, typename Grid>
[[nodiscard]] numbers::LanesOn<Arch> newtonRoots(std::span<const numbers::LanesOn<Arch>> amounts, const Grid& grid, const LaneSigns<Arch>& signs, double span,
                                                 typename LaneSigns<Arch>::Condition& wanted) {
    using Real = numbers::LanesOn<Arch>;
    using Condition = typename LaneSigns<Arch>::Condition;
    constexpr int kMostSteps = 60;
    constexpr double kClose = 1e-7;        // leaves 5e-15 over the whole span
    constexpr double kMostGrowth = 300.0;  // keeps powers over the whole span within the range of double
    constexpr double kEdge = 1.0 - 1e-3;
    const double reach = std::min(3.0, kMostGrowth / span);  // of a year's rate -95 % to +1900 %
    Condition settled = ~wanted;
    Real x(0.0);
    Real low(-reach);
    Real high(reach);
    for (int step = 0; step < kMostSteps && !xsimd::all(settled); ++step) {
        const PresentValue<Real> at = presentValue(amounts, grid, x);
        const Condition isLow = ((at.value > Real(0.0)) & signs.endsPositive) | ((at.value < Real(0.0)) & signs.endsNegative);
        low = select(isLow, x, low);
        high = select(isLow, high, x);
        Real next = x - at.value / (at.slope + signs.pivot * at.value);
        next = select((next >= low) & (next <= high), next, (low + high) * Real(0.5));
        const Real moved = max(next - x, x - next);
        x = select(settled, x, next);
        settled = settled | (moved < Real(kClose / span));
    }
    // At the edge the bracket was closed, not a root found.
    const Condition found = wanted & settled & (max(x, -x) < Real(kEdge * reach));
    wanted = wanted & ~found;
    return select(found, x, Real(0.0));
}

/// Lanes on which x is proved to be the only root.
///
/// Just below x, take the balance of an account that grows at that rate and receives amount by amount: how often it changes
/// its sign is an upper bound of the number of roots above (Descartes' rule for the series divided by 1 - growth · v), so
/// that one change leaves x alone there. Of the balance from the last amount backwards the same holds for the roots below,
/// and it must not change its sign at all.
template <typename Arch, typename Grid>
[[nodiscard]] typename LaneSigns<Arch>::Condition onlyRoots(std::span<const numbers::LanesOn<Arch>> amounts, const Grid& grid, const LaneSigns<Arch>& signs,
                                                            const numbers::LanesOn<Arch>& x) {
    using Real = numbers::LanesOn<Arch>;
    using Condition = typename LaneSigns<Arch>::Condition;
    // Far enough for the end balances to be clear of rounding, near enough that no second root matters in between.
    constexpr double kShare = 1e-6;
    constexpr double kLeast = 1e-9;
    const Real bound = x - max(x, -x) * Real(kShare) - Real(kLeast);
    const auto back = grid.factors(bound);
    const auto forth = grid.factors(-bound);
    // Lanes that start positive are mirrored.
    const Real sign = select(signs.startsPositive, Real(-1.0), Real(1.0));
    Condition turned = Real(0.0) > Real(0.0);
    Condition wrong = turned;
    Real lowest(0.0);
    Real fromFirst(0.0);
    Real fromLast(0.0);
    // Both ways in one loop: each alone is a chain of dependent operations.
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        fromFirst = (i > 0 ? fromFirst * forth[grid.stepTo(i)] : fromFirst) + amounts[i];
        if (grid.isLastOfItsTime(i)) {
            const Real seen = fromFirst * sign;
            wrong = wrong | (turned & (seen < Real(0.0)));
            turned = turned | (seen > Real(0.0));
        }
        const std::size_t j = amounts.size() - 1 - i;
        fromLast = (i > 0 ? fromLast * back[grid.stepTo(j + 1)] : fromLast) + amounts[j];
        if (j == 0 || grid.isLastOfItsTime(j - 1)) {
            lowest = min(lowest, fromLast * sign);
        }
    }
    return ~wrong & turned & (lowest >= Real(0.0));
}

/// Lanes that `wanted` names, one by one through isolatedRate.
template <typename Arch>
void isolateLanes(std::span<const numbers::LanesOn<Arch>> amounts, std::span<const double> times, const typename LaneSigns<Arch>::Condition& wanted,
                  LaneRates<numbers::LanesOn<Arch>>& rates) {
    using Real = numbers::LanesOn<Arch>;
    std::array<double, Real::kWidth> isWanted{};
    std::array<double, Real::kWidth> growth{};
    std::array<double, Real::kWidth> exists{};
    std::array<double, Real::kWidth> several{};
    select(wanted, Real(1.0), Real(0.0)).store(isWanted.data());
    rates.logGrowth.store(growth.data());
    rates.exists.store(exists.data());
    std::vector<double> lane(amounts.size());
    for (std::size_t k = 0; k < Real::kWidth; ++k) {
        if (isWanted[k] > 0.0) {
            for (std::size_t i = 0; i < amounts.size(); ++i) {
                lane[i] = amounts[i].lane(k);
            }
            const IsolatedRate found = isolatedRate(lane, times);
            growth[k] = found.logGrowth;
            exists[k] = found.exists ? 1.0 : 0.0;
            several[k] = found.several ? 1.0 : 0.0;
        }
    }
    rates = {Real::load(growth.data()), Real::load(exists.data()), Real::load(several.data())};
}

/// The rates of amounts on a grid; `times` are the grid's, or empty for 0, 1, 2, ….
template <typename Arch, typename Grid>
[[nodiscard]] LaneRates<numbers::LanesOn<Arch>> ratesOnGrid(std::span<const numbers::LanesOn<Arch>> amounts, std::span<const double> times, const Grid& grid) {
    using Real = numbers::LanesOn<Arch>;
    using Condition = typename LaneSigns<Arch>::Condition;
    LaneRates<Real> rates;
    const double span = grid.size() > 1 ? grid.time(grid.size() - 1) : 0.0;
    if (span <= 0.0) {
        return rates;
    }
    const LaneSigns<Arch> signs(amounts, grid);
    Condition open = signs.crosses();
    const Condition tried = open;
    const Real x = newtonRoots(amounts, grid, signs, span, open);
    const Condition proved = tried & ~open & onlyRoots(amounts, grid, signs, x);
    rates.logGrowth = select(proved, x, Real(0.0));
    rates.exists = select(proved, Real(1.0), Real(0.0));
    const Condition left = signs.changes & ~proved;
    if (xsimd::any(left)) [[unlikely]] {
        isolateLanes(amounts, times, left, rates);
    }
    return rates;
}

/// Rates per period of flows one period apart.
template <typename Arch>
[[nodiscard]] LaneRates<numbers::LanesOn<Arch>> ratesOfReturn(std::span<const numbers::LanesOn<Arch>> flows) {
    return ratesOnGrid(flows, {}, UnitGrid(flows.size()));
}

/// Rates per unit of time of amounts at `times`, which do not decrease.
template <typename Arch>
[[nodiscard]] LaneRates<numbers::LanesOn<Arch>> ratesOfReturn(std::span<const numbers::LanesOn<Arch>> amounts, std::span<const double> times) {
    const StepGrid grid(times);
    if (!grid.regular()) {
        LaneRates<numbers::LanesOn<Arch>> rates;
        const auto all = numbers::LanesOn<Arch>(1.0) > numbers::LanesOn<Arch>(0.0);
        isolateLanes(amounts, times, all, rates);
        return rates;
    }
    return ratesOnGrid(amounts, times, grid);
}

}  // namespace offtake::finance
