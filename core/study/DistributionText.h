#pragma once

#include <string>
#include <string_view>

#include "core/study/Input.h"
#include "core/study/Uncertainty.h"
#include "core/study/ValueText.h"

/// Distributions and processes as text, the inverse of each other: "tri(5, 6, 9)", "ou(1.5, 60 %) + season(15 %, 1)".
namespace offtake::study {

/// How numbers are written: for people (shares in percent, digits in groups), or as files hold them (0.12, 17900).
enum class Digits { Shown, Stored };

/// The shortest digits of a number of the input that read back to it: "17,900", "12" for 12 %; stored "17900", "0.12".
[[nodiscard]] std::string digitsText(const Input& input, double stored, Digits digits);

/// "tri(5, 6, 9)", "62 ± 4", "discrete(1: 30 %, 2: 70 %)", without unit. Precondition: neither Certain nor Between.
[[nodiscard]] std::string familyText(const Input& input, const Uncertainty& uncertainty, Digits digits);

/// Reads what familyText writes (but for ±, which is a quantity), with units in or behind the bracket:
/// "tri(5, 6, 9) $/GPU-h". Errors: Syntax, UnknownName (what exists), UnitMismatch, each with the form to write.
[[nodiscard]] Expected<Uncertainty> parseFamily(const Input& input, std::string_view text, BareNumber bare);

/// "gbm(30 %, -10 %)", several terms with "+" between them. Empty without a process.
[[nodiscard]] std::string processText(const std::vector<ProcessTerm>& process, Digits digits);

/// Reads what processText writes. Shares and rates may be given in percent or as fractions: "30 %" and "0.3" are the same.
/// Errors: Syntax, UnknownName, UnitMismatch, each with the form to write.
[[nodiscard]] Expected<std::vector<ProcessTerm>> parseProcess(std::string_view text);

}  // namespace offtake::study
