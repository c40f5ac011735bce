#pragma once

#include <span>

#include "core/base/Error.h"
#include "core/finance/FlowRoots.h"

/// Time value of money with the signs and argument order of spreadsheets: received is positive, paid is negative, and
///     pv (1+r)^n + pmt (1 + r·[begin]) ((1+r)^n - 1)/r + fv = 0.
/// Rates are fractions per period. Everything is computed from log1p and expm1 in extended precision, so that results
/// keep full precision for rates from 0 and 1e-300 up and for powers beyond the range of double.
/// Errors, of all: OutOfBounds for an argument that is not finite, a rate of -1 or less, or a result beyond the
/// largest number; the subject is the argument's name.
namespace offtake::finance {

/// When in its period a payment falls due.
enum class Due { End, Begin };

/// Value after `periods` periods. `periods` may be any number.
[[nodiscard]] Expected<double> fv(double rate, double periods, double pmt, double pv, Due due = Due::End);

/// Value now of `periods` payments and a last amount fv.
[[nodiscard]] Expected<double> pv(double rate, double periods, double pmt, double fv = 0.0, Due due = Due::End);

/// The level payment that turns pv into -fv. Error: OutOfBounds unless periods > 0.
[[nodiscard]] Expected<double> pmt(double rate, double periods, double pv, double fv = 0.0, Due due = Due::End);

/// Interest part of payment `period` (1 is the first). With payments due at the beginning the first has none.
/// Error: OutOfBounds unless 1 <= period <= periods.
[[nodiscard]] Expected<double> ipmt(double rate, double period, double periods, double pv, double fv = 0.0,
                                    Due due = Due::End);

/// Principal part of payment `period`: pmt - ipmt, computed as -r (pv + fv) (1+r)^(period-1) / ((1+r)^n - 1), which
/// loses no digits where the two nearly cancel. Error: as ipmt.
[[nodiscard]] Expected<double> ppmt(double rate, double period, double periods, double pv, double fv = 0.0,
                                    Due due = Due::End);

/// What is still owed (positive for a loan pv > 0) after `period` payments and just before the next falls due.
/// Between pv at 0 and -fv at `periods`. Error: OutOfBounds unless 0 <= period <= periods and periods > 0.
[[nodiscard]] Expected<double> balance(double rate, double period, double periods, double pv, double fv = 0.0);

/// Number of payments until pv has become -fv; need not be whole, and is negative when that lies in the past.
/// Error: NoSolution when the payments never get there.
[[nodiscard]] Expected<double> nper(double rate, double pmt, double pv, double fv = 0.0, Due due = Due::End);

/// Every rate per period that satisfies the equation (at most two), nearest zero first.
/// Errors: OutOfBounds unless `periods` is a whole number of 1 to 100 000; NoSolution with the reason when no rate
/// does, as when pmt and pv have the same sign.
[[nodiscard]] Expected<RatesOfReturn> rate(double periods, double pmt, double pv, double fv, Due due = Due::End);

/// Net present value with the first flow now, at t = 0 (not Excel's NPV); 0 without flows.
[[nodiscard]] Expected<double> npv(double rate, std::span<const double> flows);

/// Excel's NPV: the first flow is one period away, so the result is npv / (1 + rate).
[[nodiscard]] Expected<double> npvExcel(double rate, std::span<const double> flows);

}  // namespace offtake::finance
