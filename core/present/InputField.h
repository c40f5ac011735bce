#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/study/Element.h"

/// Inputs as fields of a table: what stands in the cell, in the unit column, and what typed text means there.
namespace offtake::present {

/// The power of ten in which a row of values is written: 6, 9 or 12 where the smallest of them that is not zero has
/// seven digits or more and the unit is one that takes a prefix ("150" under "M$/month"); else 0.
[[nodiscard]] int fieldMagnitude(const study::Input& input, std::span<const study::Value* const> values);

/// The unit of the row: "M$/month", "GPU", "%". Empty for dates, choices and texts.
[[nodiscard]] std::string fieldUnit(const study::Input& input, int magnitude);

/// The value without unit, all digits, with its spread as stated: "150", "17,900 to 51,900", "30,500 (17,900 to 51,900)",
/// "tri(5, 6, 9)", "2.4 ~ gbm(30 %)", "2026-07-01", "= power-price", a choice's label, the
/// name of the party or deal referred to; empty for an empty text or reference. Minus is U+2212.
[[nodiscard]] std::string fieldText(const study::Study& study, const study::Input& input, const study::Value& value, int magnitude);

/// Reads what was typed into a field whose unit column shows `fieldUnit(input, magnitude)`: a number without a unit is
/// in that unit. Errors: those of study::parseValue; UnknownName for a reference to what is not there. A reference may
/// be given by id or by name.
[[nodiscard]] Expected<study::Value> readField(const study::Study& study, const study::Input& input, std::string_view typed, int magnitude,
                                               const std::string& subject);

/// Whether the content differs from the input's default.
[[nodiscard]] bool isChanged(const study::Input& input, const study::Value& value);

/// Whether a reader may ask where it comes from: a number, and not the one with which the input does nothing.
[[nodiscard]] bool asksForSource(const study::Input& input, const study::Value& value);

/// What the head of the Deals page counts. Inputs are numbers, dates and choices of deals and what stands in them.
struct InputCounts {
    int deals = 0;
    int inputs = 0;
    int sourced = 0;   ///< with a source of the study
    int estimates = 0; ///< our own judgement, without a source
    int changed = 0;   ///< from the default
};
[[nodiscard]] InputCounts countInputs(const study::Study& study);

}  // namespace offtake::present
