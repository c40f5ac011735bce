#pragma once

#include <vector>

#include "core/study/Element.h"

namespace offtake::study {

/// Month index to calendar. Month 0 starts at `start`, the first day of a calendar month. The first `months` columns
/// are the horizon; further columns up to `columns` hold what contracts schedule beyond it.
struct Timeline {
    Date start;
    int months = 0;
    int columns = 0;
    std::vector<double> hours;       ///< in month t, by the study's convention
    std::vector<double> days;        ///< in month t, by the calendar
    std::vector<double> elapsedDays; ///< from start to the first day of month t; one more than columns
    std::vector<double> years;       ///< from start to the date of month t's flows, by the discounting convention
    std::vector<double> startYears;  ///< the same for the first day of month t
    std::vector<int> calendarYear;   ///< of month t, counted from the year of `start`
    int calendarYears = 0;           ///< touched by the horizon

    [[nodiscard]] Date firstDay(int month) const { return addMonths(start, month); }
    /// The date on which month t's flows are dated.
    [[nodiscard]] Date flowDate(int month) const;
    int flowTiming = 0;  ///< index into kFlowTimingChoices

    /// Months from start to a date: whole calendar months plus days over the days of its month. Negative before start.
    [[nodiscard]] double monthsAt(Date date) const;
    /// The date at a month position; inverse of monthsAt, rounded down to the day.
    [[nodiscard]] Date dateAt(double monthPosition) const;
};

/// The timeline of a study with `columns` ≥ its horizon.
[[nodiscard]] Timeline makeTimeline(const Element& studyRoot, int columns);

}  // namespace offtake::study
