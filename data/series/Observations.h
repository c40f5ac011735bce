#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/forecast/StepText.h"
#include "data/series/DateText.h"

namespace offtake::series {

/// One value with when and where it was written.
struct Observation {
    std::optional<Moment> when;  ///< of all observations of a list, or of none
    double value = 0.0;          ///< NaN: the cell was empty or said that there is none
    std::size_t line = 0;        ///< of the file, from 1; 0 when it is from no file
};

/// Values as they were found, in the order of their source.
struct Observations {
    std::string source;  ///< file or catalogue; what errors call it
    std::string name;    ///< of the values: the column's header; empty without one
    std::string unit;    ///< may be empty
    std::vector<Observation> rows;
    std::vector<std::size_t> unreadable;  ///< lines that were left out
    std::size_t sellers = 1;  ///< parties and places that they are from
};

/// Something to know about a series before it is forecast.
struct Finding {
    enum class Kind : std::uint8_t {
        Gap,        ///< steps without a value
        Unordered,  ///< rows were not in the order of time
        Partial,    ///< the first or the last average stands for less of its period than the others
        Mixed,      ///< averages over things that differ
        Unreadable, ///< lines that were left out
        Duplicate,  ///< lines of a file that share their time and were averaged
    };
    Kind kind = Kind::Gap;
    Message text;
};

/// A series at equal steps, with what was noticed on the way.
struct Regular {
    forecast::Series series;  ///< gaps are NaN
    std::vector<Finding> findings;
    std::size_t gaps = 0;  ///< steps without a value
};

/// Puts observations on equal steps. With `every` their averages per period; without, the step is inferred: the
/// coarsest of year, quarter, month, week, day and hour in which no two values fall and in which all stand at the same
/// place.
///
/// Errors, with the source as subject: NoSolution for no values at all; Inconsistent for two values of one time (with
/// their lines), for distances that fit no step, and for `every` without dates; TooLarge for more than a million steps.
[[nodiscard]] Expected<Regular> regular(const Observations& observations,
                                        std::optional<forecast::Step> every = std::nullopt);

/// Fills gaps along the straight line between their neighbours. Returns how many were filled. There are none at the
/// ends.
std::size_t interpolate(forecast::Series& series);

}  // namespace offtake::series
