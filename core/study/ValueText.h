#pragma once

#include <string>
#include <string_view>

#include "core/study/Element.h"

namespace offtake::study {

/// What a person would read: "2.5 $/GPU-h", "12 %", "2026-07-01", "= power-price", a choice's label, "50 %; 75 %; 100 %",
/// and how uncertain it is, as stated: "17,900 to 51,900 GPU" where the central value is the one that this range means
/// (units::middleOf), else "30,500 (17,900 to 51,900) GPU"; "62 ± 4 $", "tri(5, 6, 9) $", "2.4 $/GPU-h ~ gbm(30 %)".
/// Full precision; `parseValue` reads it back to the same value.
[[nodiscard]] std::string valueText(const Input& input, const Value& value);

/// `valueText` without the unit of the input.
[[nodiscard]] std::string numberText(const Input& input, const Value& value);

/// What a number without a unit means where the unit is percent: 12 is twelve percent to who reads a percent sign in
/// the field (Shown), and files and command lines keep shares as fractions (Stored).
enum class BareNumber { Shown, Stored };

/// Reads a value: numbers with or without unit, ranges, distributions and processes (DistributionText.h), paths separated
/// by ";", dates and ranges of them, keys or labels of a choice, ids, "= assumption". Keeps nothing of an earlier value:
/// source and note are the caller's.
/// Errors: Syntax, UnitMismatch, OutOfBounds, UnknownName, each with the remedy.
[[nodiscard]] Expected<Value> parseValue(const Input& input, std::string_view typed, const std::string& subject,
                                         BareNumber bare = BareNumber::Stored);

}  // namespace offtake::study
