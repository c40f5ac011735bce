#pragma once

#include <optional>
#include <string>

#include "core/economics/StudyResult.h"

/// What deals, parties and amounts are called in sentences, tables and charts.
namespace offtake::present {

/// The study's name, or "Comparison" when it has none.
[[nodiscard]] std::string studyTitle(const economics::StudyResult& result);

/// "A" for the first deal of the study, "Z" for the 26th, "AA" after it.
[[nodiscard]] std::string dealLetter(std::size_t deal);

/// "A SpaceX lease": the letter with the whole name.
[[nodiscard]] std::string dealLabel(const economics::StudyResult& result, std::size_t deal);

/// "A SpaceX lease" for "SpaceX lease, single vendor": the letter with what stands before the first comma, in at
/// most some twenty characters, for ends of lines and narrow columns. Where two deals would read the same, with more of
/// their names.
[[nodiscard]] std::string shortDealLabel(const economics::StudyResult& result, std::size_t deal);

/// The same in sentences and titles, where there is room for whole names: some fifty characters.
[[nodiscard]] std::string titleDealLabel(const economics::StudyResult& result, std::size_t deal);

/// "A · SpaceX lease".
[[nodiscard]] std::string dealHeading(const economics::StudyResult& result, std::size_t deal);

/// The party whose money a deal's figures count.
[[nodiscard]] std::string partyOf(const economics::StudyResult& result, std::size_t deal);

/// "$6.30 B", "$900 M", "−$0.41": three significant digits in the magnitude of `scale` (of the amount itself without
/// one), for amounts that a sentence compares. Cents below a thousand.
[[nodiscard]] std::string moneyText(double amount, std::optional<double> scale = std::nullopt, bool plusSign = false);

/// "−15 %", "+280 %", "+0.4 %": a relative change.
[[nodiscard]] std::string percentText(double change);

/// "" for a study in US dollars, else "$ stands for EUR".
[[nodiscard]] std::string currencyNote(const economics::StudyResult& result);

/// Whether two figures are the same but for rounding of the calculation (1e-9 of the larger one).
[[nodiscard]] bool isTie(double a, double b);

}  // namespace offtake::present
