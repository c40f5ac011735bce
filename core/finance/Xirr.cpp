#include "core/finance/Xirr.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace offtake::finance {

namespace {

bool isEarlier(const DatedFlow& a, const DatedFlow& b) {
    return a.date < b.date;
}

Date earliest(std::span<const DatedFlow> flows) {
    return flows.empty() ? Date{} : std::min_element(flows.begin(), flows.end(), isEarlier)->date;
}

Date latest(std::span<const DatedFlow> flows) {
    return flows.empty() ? Date{} : std::max_element(flows.begin(), flows.end(), isEarlier)->date;
}

std::vector<TimedAmount> timed(std::span<const DatedFlow> flows, Date origin, DayCount convention) {
    std::vector<TimedAmount> out;
    out.reserve(flows.size());
    for (const DatedFlow& flow : flows) {
        out.push_back({yearFraction(origin, flow.date, convention), flow.amount});
    }
    return out;
}

Expected<double> valueAt(Date origin, double rate, std::span<const DatedFlow> flows, DayCount convention,
                         std::string_view what) {
    if (auto valid = requireRate(rate); !valid) {
        return tl::unexpected(valid.error());
    }
    std::vector<double> amounts;
    amounts.reserve(flows.size());
    for (const DatedFlow& flow : flows) {
        amounts.push_back(flow.amount);
    }
    if (auto finite = requireFinite(amounts, "flows"); !finite) {
        return tl::unexpected(finite.error());
    }
    const long double logGrowth = std::log1p(static_cast<long double>(rate));
    long double sum = 0;
    for (const TimedAmount& flow : timed(flows, origin, convention)) {
        sum += flow.amount * std::exp(-flow.time * logGrowth);
    }
    return representable(sum, what);
}

}  // namespace

Expected<RatesOfReturn> xirr(std::span<const DatedFlow> flows, DayCount convention) {
    return ratesOfReturn(timed(flows, earliest(flows), convention));
}

Expected<double> xnpv(double rate, std::span<const DatedFlow> flows, DayCount convention) {
    return valueAt(earliest(flows), rate, flows, convention, "xnpv");
}

Expected<double> xnfv(double rate, std::span<const DatedFlow> flows, DayCount convention) {
    return valueAt(latest(flows), rate, flows, convention, "xnfv");
}

}  // namespace offtake::finance
