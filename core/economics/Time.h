#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <span>

#include "core/numbers/Double.h"
#include "core/numbers/Lanes.h"
#include "core/study/Timeline.h"

/// Time never branches: dates are Real months from the start of the study, and what happens in month t is an overlap.
namespace offtake::economics {

/// Shorter than any delay or delivery that matters (a second or so), so that a division by it is safe.
inline constexpr double kInstant = 1e-6;

/// Between which numbers a value is known to lie. Lanes tell, so that steps that no path needs are left out; double and
/// Recorded tell nothing and take all of them, so that they agree to the last bit and formulas hold for other numbers.
struct Known {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    [[nodiscard]] bool zero() const { return low == 0.0 && high == 0.0; }
};
template <typename Real>
[[nodiscard]] Known knownOf(const Real& /*value*/) {
    return {};
}
template <typename Arch>
[[nodiscard]] Known knownOf(const numbers::LanesOn<Arch>& value) {
    std::array<double, numbers::LanesOn<Arch>::kWidth> lanes{};
    value.store(lanes.data());
    Known known{lanes[0], lanes[0]};
    for (const double lane : lanes) {
        known.low = std::min(known.low, lane);
        known.high = std::max(known.high, lane);
    }
    return known;
}
/// The first whole number from 0 to `last` that is not below x.
[[nodiscard]] inline std::size_t stepFrom(double x, std::size_t last) {
    return x <= 0.0 ? 0 : x >= static_cast<double>(last) ? last : static_cast<std::size_t>(std::ceil(x));
}

/// The part of month t in [from, to], 0 to 1.
template <typename Real>
[[nodiscard]] Real overlap(std::size_t t, const Real& from, const Real& to) {
    using numbers::max;
    using numbers::min;
    const auto month = static_cast<double>(t);
    return max(Real(0.0), min(Real(month + 1.0), to) - max(Real(month), from));
}

/// 1 when `when` falls into month t, else 0.
template <typename Real>
[[nodiscard]] Real occursIn(std::size_t t, const Real& when) {
    using numbers::select;
    const auto month = static_cast<double>(t);
    return select(when >= Real(month), select(when < Real(month + 1.0), Real(1.0), Real(0.0)), Real(0.0));
}

/// Share of an even process from `from` over `months` (at once when 0) that is complete at `position`.
template <typename Real>
[[nodiscard]] Real completeAt(const Real& position, const Real& from, const Real& months) {
    using numbers::max;
    using numbers::min;
    return max(Real(0.0), min(Real(1.0), (position - from) / max(months, Real(kInstant))));
}

/// The share of it that completes in month t, up to `end`.
template <typename Real>
[[nodiscard]] Real completesIn(std::size_t t, const Real& from, const Real& months, const Real& end) {
    using numbers::min;
    const auto month = static_cast<double>(t);
    return completeAt(min(Real(month + 1.0), end), from, months) - completeAt(min(Real(month), end), from, months);
}

/// Share of an even delivery from `from` over `months` that is in place, averaged over month t, up to `end` (0 after).
template <typename Real>
[[nodiscard]] Real delivered(std::size_t t, const Real& from, const Real& months, const Real& end) {
    using numbers::max;
    using numbers::min;
    const Real twice = max(months, Real(kInstant)) * 2.0;
    // Accelerator-months in place up to x months after `from`: x²/2d while arriving, x − d/2 once all are there.
    const auto inPlace = [&](double position) {
        const Real since = max(min(Real(position), end) - from, Real(0.0));
        const Real arriving = min(since, months);
        return arriving * arriving / twice + (since - arriving);
    };
    return inPlace(static_cast<double>(t) + 1.0) - inPlace(static_cast<double>(t));
}

/// Calendar days from the study's start to a month position within the timeline's columns.
template <typename Real>
[[nodiscard]] Real daysAt(const study::Timeline& timeline, const Real& position) {
    using numbers::max;
    using numbers::min;
    const Known known = knownOf(position);
    const std::size_t last = stepFrom(known.high, timeline.days.size());  // months from there on have not begun
    const std::size_t first = known.low < 1.0 ? 0 : std::min(stepFrom(std::floor(known.low), last), last);  // those before are over
    Real days(first > 0 ? timeline.elapsedDays[first] : 0.0);
    for (std::size_t t = first; t < last; ++t) {
        days += timeline.days[t] * max(Real(0.0), min(Real(1.0), position - static_cast<double>(t)));
    }
    return days;
}

/// The inverse of daysAt; the end of the timeline for later days.
template <typename Real>
[[nodiscard]] Real monthsAtDays(const study::Timeline& timeline, const Real& days) {
    using numbers::max;
    using numbers::min;
    const Known known = knownOf(days);
    std::size_t first = 0;  // months before are over
    while (first < timeline.days.size() && timeline.elapsedDays[first + 1] <= known.low) {
        ++first;
    }
    Real months(static_cast<double>(first));
    for (std::size_t t = first; t < timeline.days.size() && timeline.elapsedDays[t] < known.high; ++t) {
        months += max(Real(0.0), min(Real(1.0), (days - timeline.elapsedDays[t]) / timeline.days[t]));
    }
    return months;
}

/// A Path input as the model reads it.
template <typename Real>
struct PathNumbers {
    std::span<const Real> numbers;  ///< one a month from the start of what the input belongs to; empty when the factors say it all
    std::span<const Real> factors;  ///< one a calendar month of the study; empty when there is no process
    bool odds = false;              ///< whether the factors multiply the odds of a share
};

/// A path of plain numbers in month t, counted from `start`: one number a month, averaged over the calendar month it straddles;
/// the first holds before, the last after.
template <typename Real>
[[nodiscard]] Real pathAt(std::span<const Real> path, std::size_t t, const Real& start) {
    using numbers::max;
    using numbers::min;
    if (path.size() == 1) {
        return path.back();
    }
    const Known known = knownOf(start);
    const auto month = static_cast<double>(t);
    const std::size_t last = stepFrom(month - known.low, path.size() - 1);     // from there on months lie before the end wholly
    const std::size_t first = stepFrom(month - known.high - 1.0, path.size() - 1);  // before it they lie after the end
    Real value = path[last];
    for (std::size_t i = first; i < last; ++i) {
        // The part of month t that lies before the end of the i-th month of the path.
        const Real before = max(Real(0.0), min(Real(1.0), start + static_cast<double>(i + 1) - static_cast<double>(t)));
        value += (path[i] - path[i + 1]) * before;
    }
    return value;
}

/// A Path input in month t of the study: its own number times what its process makes of the month.
template <typename Real>
[[nodiscard]] Real pathAt(const PathNumbers<Real>& path, std::size_t t, const Real& start) {
    if (path.factors.empty()) {
        return pathAt(path.numbers, t, start);
    }
    const Real& factor = path.factors[t];
    if (path.numbers.empty()) {
        return factor;
    }
    const Real level = pathAt(path.numbers, t, start);
    if (!path.odds) {
        return level * factor;
    }
    // A share of 1 has no odds: it stays 1, but is 0 under a factor of 0.
    using numbers::max;
    return level * factor / max(Real(1.0) - level + level * factor, Real(std::numeric_limits<double>::min()));
}

/// Growth at a rate over any number of years, with what depends on the rate alone done once.
template <typename Real>
class Growth {
public:
    explicit Growth(const Real& rate) {
        using numbers::log1p;
        m_logarithm = log1p(rate);
        m_none = knownOf(rate).zero();
    }
    /// (1 + rate) to the power of years.
    template <typename Years>
    [[nodiscard]] Real over(const Years& years) const {
        using numbers::exp;
        return m_none ? Real(1.0) : exp(m_logarithm * years);
    }

private:
    Real m_logarithm{0.0};
    bool m_none = false;
};

/// (1 + rate) to the power of years.
template <typename Real, typename Exponent>
[[nodiscard]] Real compounded(const Real& rate, const Exponent& years) {
    using numbers::exp;
    using numbers::log1p;
    return exp(log1p(rate) * years);
}

/// a / b, or `otherwise` when b is not positive.
template <typename Real>
[[nodiscard]] Real ratioOr(const Real& a, const Real& b, double otherwise) {
    using numbers::select;
    const auto positive = b > Real(0.0);
    return select(positive, a / select(positive, b, Real(1.0)), Real(otherwise));
}

}  // namespace offtake::economics
