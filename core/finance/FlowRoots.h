#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

namespace offtake::finance {

/// An amount of money at a time. The unit of time (years, months, periods) is that of the rate.
struct TimedAmount {
    double time = 0.0;
    double amount = 0.0;
};

/// Every rate at which a series of flows has a present value of zero.
struct RatesOfReturn {
    /// Rates per unit of time, each once, the one nearest zero in log(1 + rate) first. Never empty, all above -1 and
    /// finite: a rate that rounds to -1 is given as the number next to it.
    std::vector<double> rates;
    /// log(1 + rate) of each, exact where `rates` saturates near -1.
    std::vector<double> logGrowth;
    /// How often the sign of the flows changes in order of time; an upper bound of the number of rates (Descartes).
    int signChanges = 0;

    /// The rate to report; `rates` says whether there are others.
    [[nodiscard]] double rate() const { return rates.front(); }
};

/// All real roots of sum(amount * (1 + rate)^-time) over rate > -1, for flows in any order.
///
/// Method: Descartes' rule and Rolle's theorem for sums of exponentials in x = log(1 + rate) (Laguerre 1883). With a
/// time tau between two flows of opposite sign, the derivative of e^(tau x) * NPV has one sign change less; between
/// its roots the weighted NPV is monotone and crosses zero at most once. Brackets are closed by TOMS 748 and the root
/// is refined in extended precision.
///
/// Guaranteed: for up to 256 sign changes and any number of flows, every root that a change of each flow by half a
/// unit in its last place cannot remove is found, once; roots so near each other that such a change could merge them
/// are reported as one, at the extremum between them (this is how a double root appears). Flows may range over all
/// finite doubles; scaling all of them changes nothing but rounding. Beyond 256 sign changes the search scans 8192
/// points instead, and roots closer than its step may be missed.
///
/// Errors: OutOfBounds for a number that is not finite, with subject "flows[3]" (position in `flows`, from 0; `what`
/// replaces "flows"); NoSolution when there are no flows, all are zero, they never change sign, they change sign but
/// never balance, or every rate exceeds the largest number.
[[nodiscard]] Expected<RatesOfReturn> ratesOfReturn(std::span<const TimedAmount> flows,
                                                    std::string_view what = "flows");

/// How often the sign changes along `flows`, zeros left out.
[[nodiscard]] int signChanges(std::span<const double> flows);

/// OutOfBounds naming the first entry that is not finite as "what[index]".
[[nodiscard]] Expected<void> requireFinite(std::span<const double> values, std::string_view what);

/// OutOfBounds naming `what` when the value is not finite.
[[nodiscard]] Expected<void> requireFinite(double value, std::string_view what);

/// OutOfBounds unless the rate is finite and above -1 (a rate of -100 % leaves nothing to discount).
[[nodiscard]] Expected<void> requireRate(double rate, std::string_view what = "rate");

/// The result as a double, or OutOfBounds when it exceeds the largest one.
[[nodiscard]] Expected<double> representable(long double value, std::string_view what);

}  // namespace offtake::finance
