#pragma once

#include <string>
#include <string_view>

#include "core/base/Date.h"

namespace offtake::catalogue {

/// The time a fact is about, as coarse as its source gives it.
struct Period {
    Date first;        ///< first day
    Date last;         ///< last day; equal to `first` for a day
    std::string text;  ///< as written, which keeps the coarseness: "2026-H2"

    friend bool operator==(const Period&, const Period&) = default;
};

/// Reads a day "2026-07-01", month "2026-07", quarter "2026-Q3", half-year "2026-H2", year "2026", or a span of two of
/// these, "2024/2025" or "2026-07/2026-Q4" (ISO 8601 with the customary Q and H).
/// Errors: Syntax for other forms; OutOfBounds for dates that do not exist; Inconsistent for a span that ends before
/// it starts.
[[nodiscard]] Expected<Period> parsePeriod(std::string_view text);

}  // namespace offtake::catalogue
