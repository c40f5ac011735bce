#include "core/present/ComparisonTable.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::present {

using economics::Better;
using economics::Metric;
using economics::MetricInfo;
using economics::StudyResult;

namespace {

constexpr double kLargestBeforeThousands = 1e5;  // "30,360 M$" is easier to compare with "920 M$" than "30.4 B$"
constexpr double kWholePercentFrom = 10.0;
constexpr double kIntegral = 1e-9;

/// Figures of one metric in the unit that people see (percent, not fractions), with what the row shares.
struct Figures {
    const MetricInfo* info = nullptr;
    std::vector<std::optional<double>> values;  ///< one a deal
    double largest = 0.0;
    Magnitude magnitude;
    int decimals = 0;
};

bool isPercent(const MetricInfo& info) { return info.unit.storedPerShown != 1.0; }

/// One magnitude for all rows in a unit: the largest has at most five digits before the point.
Magnitude sharedMagnitude(double largest) {
    const Magnitude none;
    if (largest < kLargestBeforeThousands) {
        return none;
    }
    for (const Magnitude& candidate : {magnitudeFor(1e5), magnitudeFor(1e8), magnitudeFor(1e11), magnitudeFor(1e14)}) {
        if (largest / candidate.divisor < kLargestBeforeThousands) {
            return candidate;
        }
    }
    return magnitudeFor(largest);
}

int decimalsOf(const Figures& row) {
    const bool areWhole = std::all_of(row.values.begin(), row.values.end(), [&](const std::optional<double>& value) {
        const double shown = value.value_or(0.0) / row.magnitude.divisor;
        return std::abs(shown - std::round(shown)) <= kIntegral * std::max(1.0, std::abs(shown));
    });
    return areWhole ? 0 : decimalsFor(row.largest / row.magnitude.divisor);
}

std::vector<Figures> figuresOf(const StudyResult& result, const std::vector<Metric>& wanted) {
    std::vector<Figures> rows;
    std::map<std::string_view, double> largestByUnit;
    for (const Metric metric : wanted) {
        Figures row;
        row.info = &economics::infoOf(metric);
        for (const economics::DealResult& deal : result.deals) {
            const auto figure = deal.figure(metric);
            row.values.push_back(figure ? std::optional(row.info->unit.shown(*figure)) : std::nullopt);
            row.largest = std::max(row.largest, std::abs(row.values.back().value_or(0.0)));
        }
        double& largest = largestByUnit[row.info->unit.symbol];
        largest = std::max(largest, row.largest);
        rows.push_back(std::move(row));
    }
    for (Figures& row : rows) {
        if (row.info->unit.scaling != units::Scaling::None) {
            row.magnitude = sharedMagnitude(largestByUnit[row.info->unit.symbol]);
        }
        row.decimals = decimalsOf(row);
    }
    return rows;
}

Meaning meaningOf(const Figures& row, double difference) {
    const bool roundsToNothing = std::abs(difference) / row.magnitude.divisor < 0.5 * std::pow(10.0, -row.decimals);
    if (row.info->better == Better::Neither || roundsToNothing) {
        return Meaning::None;
    }
    return (difference < 0.0) == (row.info->better == Better::Lower) ? Meaning::Better : Meaning::Worse;
}

std::string preference(Better better) {
    switch (better) {
        case Better::Lower:
            return "Lower is better.";
        case Better::Higher:
            return "Higher is better.";
        case Better::Neither:
            break;
    }
    return "Neither more nor less is better by itself.";
}

std::string missingReason(const MetricInfo& info) {
    return info.whyNone.empty() ? "It does not exist for this deal." : std::string(info.whyNone);
}

std::vector<double> ratesOf(const economics::DealResult& deal, Metric metric) {
    return metric == Metric::Irr ? deal.irrs : metric == Metric::EquityIrr ? deal.equityIrrs : std::vector<double>{};
}

/// Rates above it are not used to value money over time.
constexpr double kHighestDiscountRate = 1.0;

std::string ratesText(const std::vector<double>& rates) {
    std::string text;
    for (std::size_t i = 0; i < rates.size(); ++i) {
        text += i == 0 ? "" : i + 1 == rates.size() ? " and " : ", ";
        text += numberText(100.0 * rates[i], {1, false, true}) + " %";
    }
    return text;
}

Cell valueCell(const StudyResult& result, const Figures& row, std::size_t deal) {
    if (!row.values[deal]) {
        return Cell::missing(missingReason(*row.info));
    }
    Cell cell = Cell::number(*row.values[deal]);
    const std::vector<double> rates = ratesOf(result.deals[deal], row.info->metric);
    if (rates.size() > 1) {
        cell.hint = fmt::format("{} rates solve it: {}.", rates.size(), ratesText(rates));
    }
    return cell;
}

/// Why a deal's figure cannot be compared; nothing when it can.
std::optional<std::string> notComparable(const StudyResult& result, const Figures& row, std::size_t deal) {
    for (const std::size_t side : {deal, result.baseline}) {
        if (!row.values[side]) {
            return dealLetter(side) + ": " + missingReason(*row.info);
        }
    }
    return std::nullopt;
}

Cell differenceCell(const StudyResult& result, const Figures& row, std::size_t deal) {
    if (const auto why = notComparable(result, row, deal)) {
        return Cell::missing(*why);
    }
    const double difference = *row.values[deal] - *row.values[result.baseline];
    Cell cell = Cell::change(difference, meaningOf(row, difference));
    cell.hint = (isPercent(*row.info) ? "In percentage points. " : "") + preference(row.info->better);
    return cell;
}

/// (B − A) / |A|; nothing where that says nothing: shares, and a baseline of zero.
std::optional<double> relativeOf(const StudyResult& result, const Figures& row, std::size_t deal) {
    if (notComparable(result, row, deal) || isPercent(*row.info) || *row.values[result.baseline] == 0.0) {
        return std::nullopt;
    }
    const double relative = (*row.values[deal] - *row.values[result.baseline]) / std::abs(*row.values[result.baseline]);
    // Over a figure of 1e-320 a percentage has no number any more.
    return std::isfinite(100.0 * relative) ? std::optional(relative) : std::nullopt;
}

Cell relativeCell(const StudyResult& result, const Figures& row, std::size_t deal) {
    const auto relative = relativeOf(result, row, deal);
    if (!relative) {
        if (const auto why = notComparable(result, row, deal)) {
            return Cell::missing(*why);
        }
        const std::string size = *row.values[result.baseline] == 0.0 ? " is zero." : " is next to zero.";
        return Cell::missing(isPercent(*row.info) ? "The difference is in percentage points already."
                                                  : dealLetter(result.baseline) + size);
    }
    Cell cell = Cell::change(100.0 * *relative, Meaning::Muted);
    auto& number = std::get<NumberCell>(cell.value);
    number.unit = "%";
    number.magnitude = Magnitude{};
    number.decimals = number.value != 0.0 && std::abs(number.value) < kWholePercentFrom ? 1 : 0;
    return cell;
}

Cell barCell(const StudyResult& result, const Figures& row, std::size_t deal) {
    const auto relative = relativeOf(result, row, deal);
    if (!relative || *relative == 0.0) {
        return {};
    }
    const double difference = *row.values[deal] - *row.values[result.baseline];
    Cell cell = Cell::barOnly(std::min(1.0, std::abs(*relative)), meaningOf(row, difference));
    cell.hint = "Size of the difference; full at 100 % or more of " + dealLetter(result.baseline) + ".";
    return cell;
}

std::vector<std::size_t> othersOf(const StudyResult& result) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        if (i != result.baseline) {
            others.push_back(i);
        }
    }
    return others;
}

std::vector<Column> columnsOf(const StudyResult& result, const ComparisonOptions& options) {
    std::vector<Column> columns;
    const auto add = [&](std::string id, std::string title) -> Column& {
        Column column;
        column.id = std::move(id);
        column.title = std::move(title);
        columns.push_back(std::move(column));
        return columns.back();
    };
    add("metric", "Metric").alignment = Alignment::Left;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        add(result.deals[i].id, options.lettersOnly ? dealLetter(i) : shortDealLabel(result, i)).role = Role::deal(static_cast<int>(i));
    }
    const std::vector<std::size_t> others = othersOf(result);
    for (const std::size_t deal : others) {
        const std::string title = dealLetter(deal) + " − " + dealLetter(result.baseline);
        if (options.absolute) {
            add(result.deals[deal].id + ".difference", title);
        }
        if (options.relative) {
            add(result.deals[deal].id + ".relative", options.absolute ? "in %" : title + " in %");
        }
    }
    if (others.size() == 1) {
        add("bar", "").alignment = Alignment::Left;
    }
    return columns;
}

Row rowOf(const StudyResult& result, const ComparisonOptions& options, const Figures& figures) {
    Row row;
    row.id = figures.info->key;
    row.unit = std::string(figures.info->unit.symbol);
    row.magnitude = figures.magnitude;
    row.decimals = figures.decimals;
    const std::string_view name = shortName(figures.info->metric);
    std::string note = shortUnit(*row.unit, figures.magnitude);
    if (!name.empty()) {
        note = std::string(name) + (note.empty() ? "" : ", " + note);
    }
    row.cells.push_back(Cell::words(std::string(figures.info->label), note));
    row.cells.back().hint = figures.info->formula;
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        row.cells.push_back(valueCell(result, figures, deal));
    }
    const std::vector<std::size_t> others = othersOf(result);
    for (const std::size_t deal : others) {
        if (options.absolute) {
            row.cells.push_back(differenceCell(result, figures, deal));
        }
        if (options.relative) {
            row.cells.push_back(relativeCell(result, figures, deal));
        }
    }
    if (others.size() == 1) {
        row.cells.push_back(barCell(result, figures, others.front()));
    }
    return row;
}

}  // namespace

std::string comparisonBasis(const StudyResult& result) {
    if (result.deals.empty()) {
        return "No deal";
    }
    const study::Element& root = result.study.root();
    std::string parties;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const std::string party = partyOf(result, i);
        if (parties.find(party) == std::string::npos) {
            parties += (parties.empty() ? "" : ", ") + party;
        }
    }
    std::string text = fmt::format("Baseline {}, seen by {}", dealLetter(result.baseline), parties);
    const std::string sizing = root.get(study::kSizing).text;
    text += sizing == "same-money" ? ", sized for the same money" : sizing == "same-useful-compute" ? ", sized for the same useful compute" : ", sized as entered";
    text += root.get(study::kMoneyView).text == "real" ? ", real money of the study's start" : ", nominal money";
    const std::string currency = currencyNote(result);
    return text + (currency.empty() ? "" : ", " + currency);
}

std::vector<std::string> comparisonNotes(const StudyResult& result) {
    std::vector<std::string> notes;
    if (const study::Element* scenario = result.study.root().child(study::Role::Scenario, result.scenario)) {
        notes.push_back(fmt::format("Scenario: {}.", scenario->displayName()));
    }
    if (!currencyNote(result).empty()) {
        notes.push_back(currencyNote(result) + ".");
    }
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const economics::DealResult& deal = result.deals[i];
        if (deal.sizing) {
            notes.push_back(fmt::format("{} stands as entered: {}", dealLetter(i), deal.sizing->reason.english()));
        } else if (i != result.baseline && result.study.root().get(study::kSizing).text != "as-entered") {
            notes.push_back(fmt::format("{} is sized at {} times its own scale.", dealLetter(i), numberText(deal.scale, {3, false, true})));
        }
        // A rate at which nobody discounts decides nothing.
        std::vector<double> even = deal.differenceIrrs;
        std::erase_if(even, [](double rate) { return rate <= 0.0 || rate > kHighestDiscountRate; });
        if (!even.empty()) {
            notes.push_back(fmt::format("Discounted at {} a year, {} and {} are worth the same.", ratesText(even), dealLetter(result.baseline), dealLetter(i)));
        }
        for (const Metric metric : {Metric::Irr, Metric::EquityIrr}) {
            const std::vector<double> rates = ratesOf(deal, metric);
            if (rates.size() > 1) {
                notes.push_back(fmt::format("{} of {}: {} rates solve it, {}; the one nearest zero is shown.",
                                            economics::infoOf(metric).label, dealLetter(i), rates.size(), ratesText(rates)));
            }
        }
    }
    return notes;
}

TableSpec comparisonTable(const StudyResult& result, const ComparisonOptions& options) {
    TableSpec table;
    table.id = "comparison";
    table.title = studyTitle(result);
    table.subtitle = comparisonBasis(result);
    for (const std::string& note : comparisonNotes(result)) {
        table.caption += (table.caption.empty() ? "" : " ") + note;
    }
    table.columns = columnsOf(result, options);
    std::optional<MetricGroup> group;
    for (const Figures& figures : figuresOf(result, metricsFor(options.audience))) {
        const MetricGroup own = groupOf(figures.info->metric);
        if (options.audience == Audience::All && own != group) {
            Row head;
            head.kind = Row::Kind::Group;
            head.id = fmt::format("group.{}", static_cast<int>(own));
            head.cells.push_back(Cell::words(std::string(groupLabel(own))));
            table.rows.push_back(std::move(head));
        }
        group = own;
        table.rows.push_back(rowOf(result, options, figures));
    }
    return table;
}

}  // namespace offtake::present
