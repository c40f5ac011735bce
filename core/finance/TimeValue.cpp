#include "core/finance/TimeValue.h"

#include <cmath>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace offtake::finance {

namespace {

using Real = long double;

constexpr double kMostPeriods = 100'000.0;

struct NamedValue {
    std::string_view name;
    double value;
};

Expected<void> requireArguments(double rate, std::initializer_list<NamedValue> others) {
    for (const NamedValue& other : others) {
        if (auto finite = requireFinite(other.value, other.name); !finite) {
            return finite;
        }
    }
    return requireRate(rate);
}

Expected<void> requirePeriods(double periods) {
    if (!(periods > 0.0)) {
        return fail(ErrorCode::OutOfBounds, "periods", {"The number of periods must be above zero.", {}});
    }
    return {};
}

Expected<void> requirePeriod(double period, double first, double periods) {
    if (!(period >= first && period <= periods)) {
        return fail(ErrorCode::OutOfBounds, "period",
                    {"Period {0} is not one of {1} to {2}.", {period, first, periods}});
    }
    return {};
}

Real logGrowth(double rate) {
    return std::log1p(static_cast<Real>(rate));
}

/// (e^(n x) - 1) / rate: what n payments of 1 at the ends of periods have grown to. n for a rate of zero.
Real grownAnnuity(double rate, Real x, Real n) {
    return rate == 0.0 ? n : std::expm1(n * x) / rate;
}

/// What a payment is worth at the end of its period.
Real atPeriodEnd(double rate, Due due) {
    return due == Due::Begin ? 1 + static_cast<Real>(rate) : Real{1};
}

/// amount * factor, where nothing stays nothing however large the factor.
Real times(double amount, Real factor) {
    return amount == 0.0 ? Real{0} : amount * factor;
}

/// (e^(k x) - 1) / (e^(n x) - 1) for 0 <= k <= n without overflow.
Real annuityRatio(Real k, Real n, Real x) {
    if (x == 0) {
        return k / n;
    }
    return x > 0 ? std::exp((k - n) * x) * std::expm1(-k * x) / std::expm1(-n * x)
                 : std::expm1(k * x) / std::expm1(n * x);
}

/// rate * e^(k x) / (e^(n x) - 1) for 0 <= k <= n without overflow; 1/n for a rate of zero.
Real principalFactor(double rate, Real k, Real n, Real x) {
    if (rate == 0.0) {
        return 1 / n;
    }
    return x > 0 ? -rate * std::exp((k - n) * x) / std::expm1(-n * x) : rate * std::exp(k * x) / std::expm1(n * x);
}

Real endBalance(double rate, Real period, Real periods, double pv, double fv) {
    const Real x = logGrowth(rate);
    return pv * annuityRatio(periods - period, periods, -x) - fv * annuityRatio(period, periods, x);
}

Real endPayment(double rate, Real periods, double pv, double fv) {
    const Real x = logGrowth(rate);
    // pv weighs with r/(1 - v^n) and fv with r/((1+r)^n - 1): neither is a difference of nearly equal numbers.
    return -(pv * principalFactor(rate, periods, periods, x) + fv * principalFactor(rate, 0, periods, x));
}

Real endInterest(double rate, double period, double periods, double pv, double fv) {
    return -rate * endBalance(rate, static_cast<Real>(period) - 1, periods, pv, fv);
}

Real endPrincipal(double rate, double period, double periods, double pv, double fv) {
    return -(static_cast<Real>(pv) + fv) *
           principalFactor(rate, static_cast<Real>(period) - 1, periods, logGrowth(rate));
}

Expected<void> requireLoan(double rate, double period, double first, double periods, double pv, double fv) {
    return requireArguments(rate, {{"period", period}, {"periods", periods}, {"pv", pv}, {"fv", fv}})
        .and_then([&] { return requirePeriods(periods); })
        .and_then([&] { return requirePeriod(period, first, periods); });
}

tl::unexpected<Error> neverRepaid() {
    return fail(ErrorCode::NoSolution, "nper", {"The payments never reach the target.", {}},
                {"Check the signs: what is paid is negative. A payment must exceed the interest of a period.", {}});
}

}  // namespace

Expected<double> fv(double rate, double periods, double pmt, double pv, Due due) {
    if (auto valid = requireArguments(rate, {{"periods", periods}, {"pmt", pmt}, {"pv", pv}}); !valid) {
        return tl::unexpected(valid.error());
    }
    const Real x = logGrowth(rate);
    const Real grown = times(pv, std::exp(periods * x));
    return representable(-(grown + times(pmt, atPeriodEnd(rate, due) * grownAnnuity(rate, x, periods))), "fv");
}

Expected<double> pv(double rate, double periods, double pmt, double fv, Due due) {
    if (auto valid = requireArguments(rate, {{"periods", periods}, {"pmt", pmt}, {"fv", fv}}); !valid) {
        return tl::unexpected(valid.error());
    }
    const Real x = logGrowth(rate);
    const Real discounted = times(fv, std::exp(-periods * x));
    return representable(
        -(discounted - times(pmt, atPeriodEnd(rate, due) * grownAnnuity(rate, x, -static_cast<Real>(periods)))), "pv");
}

Expected<double> pmt(double rate, double periods, double pv, double fv, Due due) {
    auto valid = requireArguments(rate, {{"periods", periods}, {"pv", pv}, {"fv", fv}}).and_then([&] {
        return requirePeriods(periods);
    });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    return representable(endPayment(rate, periods, pv, fv) / atPeriodEnd(rate, due), "pmt");
}

Expected<double> ipmt(double rate, double period, double periods, double pv, double fv, Due due) {
    if (auto valid = requireLoan(rate, period, 1.0, periods, pv, fv); !valid) {
        return tl::unexpected(valid.error());
    }
    if (due == Due::Begin && period == 1.0) {
        return 0.0;
    }
    return representable(endInterest(rate, period, periods, pv, fv) / atPeriodEnd(rate, due), "ipmt");
}

Expected<double> ppmt(double rate, double period, double periods, double pv, double fv, Due due) {
    if (auto valid = requireLoan(rate, period, 1.0, periods, pv, fv); !valid) {
        return tl::unexpected(valid.error());
    }
    if (due == Due::Begin && period == 1.0) {
        return pmt(rate, periods, pv, fv, due);
    }
    return representable(endPrincipal(rate, period, periods, pv, fv) / atPeriodEnd(rate, due), "ppmt");
}

Expected<double> balance(double rate, double period, double periods, double pv, double fv) {
    if (auto valid = requireLoan(rate, period, 0.0, periods, pv, fv); !valid) {
        return tl::unexpected(valid.error());
    }
    return representable(endBalance(rate, period, periods, pv, fv), "balance");
}

Expected<double> nper(double rate, double pmt, double pv, double fv, Due due) {
    if (auto valid = requireArguments(rate, {{"pmt", pmt}, {"pv", pv}, {"fv", fv}}); !valid) {
        return tl::unexpected(valid.error());
    }
    const Real payment = pmt * atPeriodEnd(rate, due);
    if (rate == 0.0) {
        return pmt == 0.0 ? Expected<double>(neverRepaid())
                          : representable(-(static_cast<Real>(pv) + fv) / payment, "nper");
    }
    // (1+r)^n = (p - r fv) / (p + r pv); its logarithm through log1p where the two are nearly equal.
    const Real target = payment - static_cast<Real>(rate) * fv;
    const Real start = payment + static_cast<Real>(rate) * pv;
    if (start == 0 || target / start <= 0) {
        return neverRepaid();
    }
    const Real excess = -static_cast<Real>(rate) * (static_cast<Real>(pv) + fv) / start;
    constexpr Real kNearOne = 0.5;
    const Real logRatio = std::abs(excess) < kNearOne ? std::log1p(excess) : std::log(target / start);
    return representable(logRatio / logGrowth(rate), "nper");
}

Expected<RatesOfReturn> rate(double periods, double pmt, double pv, double fv, Due due) {
    if (auto valid = requireArguments(0.0, {{"periods", periods}, {"pmt", pmt}, {"pv", pv}, {"fv", fv}}); !valid) {
        return tl::unexpected(valid.error());
    }
    if (!(periods >= 1.0 && periods <= kMostPeriods) || periods != std::floor(periods)) {
        return fail(ErrorCode::OutOfBounds, "periods",
                    {"The number of periods must be a whole number from 1 to {0}.", {kMostPeriods}});
    }
    std::vector<TimedAmount> flows{{0.0, pv}, {periods, fv}};
    const double firstPayment = due == Due::Begin ? 0.0 : 1.0;
    for (double k = 0.0; k < periods && pmt != 0.0; k += 1.0) {
        flows.push_back({k + firstPayment, pmt});
    }
    return ratesOfReturn(flows, "rate");
}

Expected<double> npv(double rate, std::span<const double> flows) {
    auto valid = requireRate(rate).and_then([&] { return requireFinite(flows, "flows"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    const Real growth = 1 + static_cast<Real>(rate);
    Real value = 0;
    for (auto flow = flows.rbegin(); flow != flows.rend(); ++flow) {
        value = value / growth + *flow;
    }
    return representable(value, "npv");
}

Expected<double> npvExcel(double rate, std::span<const double> flows) {
    auto valid = requireRate(rate).and_then([&] { return requireFinite(flows, "flows"); });
    if (!valid) {
        return tl::unexpected(valid.error());
    }
    std::vector<double> later{0.0};
    later.insert(later.end(), flows.begin(), flows.end());
    return npv(rate, later);
}

}  // namespace offtake::finance
