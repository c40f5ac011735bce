#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/catalogue/Period.h"

namespace offtake::catalogue {

/// How far a fact can be relied on.
enum class Confidence : std::uint8_t {
    High,      ///< a filing, a vendor's page, a measured series
    Medium,    ///< reported by others, or one step away from its source
    Low,       ///< not seen at its source, in part or whole: shown as unverified
    Estimate,  ///< derived or assumed by whoever entered it; may stand without a source
};

/// One figure or statement with where it comes from. The user's own facts have the same form.
struct Fact {
    std::string id;               ///< unique and lasting; letters, digits, points and hyphens: "deal.spx-google.term"
    std::string table;            ///< the file it is kept in, without ending: "prices"; kUserTable for the user's own
    std::string kind;             ///< what sort of figure within the table: "rental", "index", "bundle"
    std::string subject;          ///< what it is about: "NVIDIA H100 SXM5 80GB"
    std::string metric;           ///< what is said of it: "rental"
    std::optional<double> value;  ///< the figure; none where a source gives only a range or words
    std::optional<double> low;    ///< the range of the source; may stand alone ("at least")
    std::optional<double> high;
    std::string
        unit;  ///< of all three, in its own currency: "$/GPU-h", "EUR/kWh"; shares are "fraction", never percent
    std::string text;            ///< a statement in words where there is no figure
    std::string party;           ///< who charges, owns, runs or measures it
    std::string place;           ///< where it holds
    std::string terms;           ///< under which terms: "on-demand", "3-year"
    std::optional<Period> date;  ///< when it held
    std::string sourceTitle;
    std::string sourceUrl;
    std::optional<Period> sourceDate;  ///< when the source was published
    Confidence confidence = Confidence::Estimate;
    std::string claimGroup;  ///< facts with the same group answer the same question; they may disagree
    std::string note;

    [[nodiscard]] bool unverified() const { return confidence == Confidence::Low; }
    /// Whether this is the fee of a whole bundle (processors, storage, network, power) spread over its accelerators:
    /// never to be shown, compared or fitted as the rent of an accelerator.
    [[nodiscard]] bool bundle() const { return kind == "bundle"; }
    friend bool operator==(const Fact&, const Fact&) = default;
};

inline constexpr std::string_view kUserTable = "own";

/// "high", "medium", "low", "estimate".
[[nodiscard]] std::string_view name(Confidence confidence);
[[nodiscard]] std::optional<Confidence> confidenceNamed(std::string_view name);

/// The figure in words: "2.35 $/GPU-h", "1.47 to 6.88 $/GPU-h", "1.94 (1.9 to 2.1) $/GPU-h", "from 2000 GPU"; the text
/// where there is no figure. Numbers in C locale, shortest exact form.
[[nodiscard]] std::string spelled(const Fact& fact);

/// What must hold of every fact: an id of the allowed characters, subject and metric, a figure or a text, finite
/// numbers with low <= value <= high and a unit, a date of its own or of its source, and a web address as source
/// unless it is an estimate. A bundle's unit must be one of money per GPU-hour.
/// Errors: Syntax, Inconsistent or OutOfBounds, with the id as subject.
[[nodiscard]] Expected<void> check(const Fact& fact);

/// Facts as rows of text, for tables and exports: all fields, in the order of kFactColumns.
inline constexpr std::array<std::string_view, 20> kFactColumns = {
    "id",    "table", "kind",  "subject", "metric",       "value",      "low",         "high",       "unit",   "text",
    "party", "place", "terms", "date",    "source_title", "source_url", "source_date", "confidence", "claims", "note"};
[[nodiscard]] std::vector<std::string> cells(const Fact& fact);

/// The short form that fits a terminal or a list: subject, metric, the figure in words (with "unverified" and "whole
/// bundle" where that holds), terms, date, source title, id.
inline constexpr std::array<std::string_view, 7> kShortFactColumns = {"subject", "metric", "figure", "terms",
                                                                      "date",    "source", "id"};
[[nodiscard]] std::vector<std::string> shortCells(const Fact& fact);

}  // namespace offtake::catalogue
