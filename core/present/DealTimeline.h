#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/Date.h"
#include "core/economics/StudyResult.h"

namespace offtake::present {

/// One tranche on the calendar.
struct TimelineBar {
    std::string path;               ///< of the tranche
    std::string name;
    Date start;
    Date end;                       ///< first day after it
    std::optional<Date> firmUntil;  ///< paid for whatever happens up to here; nothing when nothing is firm
    std::string firmWords;          ///< "firm 0.9 B$"; empty when the whole term is firm or nothing is
    std::string words;              ///< what its clauses say, shortest first to read: "either party may leave on 90 days' notice"
};

struct TimelineDeal {
    std::string path;
    std::string name;
    std::vector<TimelineBar> bars;  ///< in the order of the deal; those without length are left out
};

/// The deals of a study side by side on one calendar.
struct DealTimeline {
    Date from;                      ///< first day of the month in which the first bar or the study starts
    Date to;                        ///< first day after the last bar and the horizon
    Date horizonEnd;
    std::vector<TimelineDeal> deals;
};

/// Builds it from what the contracts come to. A contract is firm up to the exit of the customer as billed; what is
/// owned is firm throughout; what has no scheduled payment is not firm.
[[nodiscard]] DealTimeline dealTimeline(const economics::StudyResult& result);

/// The timeline as sentences, one a tranche, for screen readers.
[[nodiscard]] std::string timelineText(const DealTimeline& timeline);

}  // namespace offtake::present
