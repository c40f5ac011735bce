#include "core/finance/ContractMonths.h"

#include <algorithm>

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

namespace {

/// Contract months whose first day is not after `day`.
int monthsBegunBy(Date start, Date day) {
    if (day < start) {
        return 0;
    }
    const std::chrono::year_month_day from{start};
    const std::chrono::year_month_day to{day};
    const auto apart = (to.year() / to.month() - from.year() / from.month()).count();
    const int months = static_cast<int>(apart);
    return addMonths(start, months) <= day ? months + 1 : months;
}

}  // namespace

int monthsBilled(Date start, Date lastDay) {
    return monthsBegunBy(start, lastDay);
}

int monthsCompleted(Date start, Date lastDay) {
    return std::max(0, monthsBegunBy(start, lastDay + std::chrono::days{1}) - 1);
}

Date earliestExit(Date start, int monthsBefore, int noticeDays) {
    return addMonths(start, monthsBefore) + std::chrono::days{noticeDays};
}

Expected<Commitment> commitment(double monthlyPrice, Date start, Date lastDay, int monthsBefore, int noticeDays) {
    if (auto finite = requireFinite(monthlyPrice, "monthlyPrice"); !finite) {
        return tl::unexpected(finite.error());
    }
    if (monthsBefore < 0 || noticeDays < 0) {
        return fail(ErrorCode::OutOfBounds, monthsBefore < 0 ? "monthsBefore" : "noticeDays",
                    {"This must not be negative.", {}});
    }
    if (lastDay < start) {
        return fail(ErrorCode::Inconsistent, "lastDay",
                    {"The contract ends on {0}, before it starts on {1}.", {isoDate(lastDay), isoDate(start)}});
    }
    Commitment out;
    out.months = monthsBilled(start, lastDay);
    out.headline = monthlyPrice * out.months;
    out.earliestExit = std::min(earliestExit(start, monthsBefore, noticeDays), lastDay);
    out.firmMonths = monthsBilled(start, out.earliestExit);
    out.firm = monthlyPrice * out.firmMonths;
    out.firmShare = static_cast<double>(out.firmMonths) / out.months;
    return out;
}

Expected<double> pricePerUnitHour(double annualRevenue, double units, double hoursPerYear) {
    if (!(units > 0.0) || !(hoursPerYear > 0.0)) {
        return fail(ErrorCode::OutOfBounds, units > 0.0 ? "hoursPerYear" : "units", {"This must be above zero.", {}});
    }
    return requireFinite(annualRevenue, "annualRevenue").and_then([&] {
        return representable(annualRevenue / units / hoursPerYear, "pricePerUnitHour");
    });
}

}  // namespace offtake::finance
