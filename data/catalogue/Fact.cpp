#include "data/catalogue/Fact.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace offtake::catalogue {

namespace {

constexpr std::array<std::string_view, 4> kConfidenceNames = {"high", "medium", "low", "estimate"};

bool allowedInId(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

std::string numberText(const std::optional<double>& number) {
    return number ? fmt::format("{}", *number) : std::string{};
}

std::string periodText(const std::optional<Period>& period) {
    return period ? period->text : std::string{};
}

bool isWebAddress(std::string_view text) {
    return text.starts_with("https://") || text.starts_with("http://");
}

}  // namespace

std::string_view name(Confidence confidence) {
    return kConfidenceNames[static_cast<std::size_t>(confidence)];
}

std::optional<Confidence> confidenceNamed(std::string_view name) {
    const auto* found = std::find(kConfidenceNames.begin(), kConfidenceNames.end(), name);
    if (found == kConfidenceNames.end()) {
        return std::nullopt;
    }
    return static_cast<Confidence>(found - kConfidenceNames.begin());
}

std::string spelled(const Fact& fact) {
    std::string range;
    if (fact.low && fact.high) {
        range = fmt::format("{} to {}", *fact.low, *fact.high);
    } else if (fact.low) {
        range = fmt::format("from {}", *fact.low);
    } else if (fact.high) {
        range = fmt::format("up to {}", *fact.high);
    }
    std::string figure = range;
    if (fact.value) {
        figure = numberText(fact.value) + (range.empty() ? std::string{} : " (" + range + ")");
    }
    if (figure.empty()) {
        return fact.text;
    }
    return fact.unit.empty() ? figure : figure + ' ' + fact.unit;
}

Expected<void> check(const Fact& fact) {
    if (fact.id.empty() || !std::all_of(fact.id.begin(), fact.id.end(), allowedInId)) {
        return fail(ErrorCode::Syntax, fact.id, {"\"{0}\" cannot be an id.", {fact.id}},
                    {"Use letters, digits, points and hyphens.", {}});
    }
    if (fact.subject.empty() || fact.metric.empty()) {
        return fail(ErrorCode::Syntax, fact.id, {"The fact does not say what it is about.", {}},
                    {"Fill in the subject and the metric.", {}});
    }
    const bool figure = fact.value || fact.low || fact.high;
    if (!figure && fact.text.empty()) {
        return fail(ErrorCode::Syntax, fact.id, {"The fact has neither a figure nor a text.", {}},
                    {"Fill in value, low, high or text.", {}});
    }
    for (const auto& number : {fact.value, fact.low, fact.high}) {
        if (number && !std::isfinite(*number)) {
            return fail(ErrorCode::OutOfBounds, fact.id, {"A figure is not finite.", {}},
                        {"Leave it empty if it is unknown.", {}});
        }
    }
    const double low = fact.low.value_or(-HUGE_VAL);
    const double high = fact.high.value_or(HUGE_VAL);
    if (low > high || fact.value.value_or(low) < low || fact.value.value_or(high) > high) {
        return fail(ErrorCode::Inconsistent, fact.id, {"The figures are out of order: {0}.", {spelled(fact)}},
                    {"low <= value <= high must hold.", {}});
    }
    if (figure && fact.unit.empty()) {
        return fail(ErrorCode::Syntax, fact.id, {"The figure has no unit.", {}},
                    {"Write one; for shares \"fraction\", for ratios \"ratio\".", {}});
    }
    if (fact.bundle() && !fact.unit.ends_with("/GPU-h")) {
        return fail(ErrorCode::Inconsistent, fact.id, {"A bundle's fee is given in \"{0}\".", {fact.unit}},
                    {"Give it as money per GPU-hour, or choose another kind.", {}});
    }
    if (!fact.date && !fact.sourceDate) {
        return fail(ErrorCode::Syntax, fact.id, {"Neither the fact nor its source has a date.", {}},
                    {"Say when it held, or when the source was published.", {}});
    }
    if (fact.confidence != Confidence::Estimate && (!isWebAddress(fact.sourceUrl) || fact.sourceTitle.empty())) {
        return fail(ErrorCode::Syntax, fact.id, {"The fact has no source.", {}},
                    {"Give title and web address of the source, or set the confidence to \"estimate\".", {}});
    }
    return {};
}

std::vector<std::string> cells(const Fact& fact) {
    return {fact.id,
            fact.table,
            fact.kind,
            fact.subject,
            fact.metric,
            numberText(fact.value),
            numberText(fact.low),
            numberText(fact.high),
            fact.unit,
            fact.text,
            fact.party,
            fact.place,
            fact.terms,
            periodText(fact.date),
            fact.sourceTitle,
            fact.sourceUrl,
            periodText(fact.sourceDate),
            std::string(name(fact.confidence)),
            fact.claimGroup,
            fact.note};
}

std::vector<std::string> shortCells(const Fact& fact) {
    std::string figure = spelled(fact);
    figure += fact.bundle() ? ", whole bundle" : "";
    figure += fact.unverified() ? ", unverified" : "";
    figure += fact.confidence == Confidence::Estimate ? ", estimate" : "";
    const auto& date = fact.date ? fact.date : fact.sourceDate;
    return {fact.subject, fact.metric, figure, fact.terms, periodText(date), fact.sourceTitle, fact.id};
}

}  // namespace offtake::catalogue
