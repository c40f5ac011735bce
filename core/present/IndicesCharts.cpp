#include "core/present/IndicesCharts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/InputName.h"
#include "core/present/NumberText.h"

namespace offtake::present {

using economics::StudyResult;
using risk::FigureIndices;
using risk::IndexFactor;
using risk::IntervalEstimate;
using risk::SobolIndex;
using risk::StudyIndices;

namespace {

constexpr double kPercent = 100.0;

double halfWidth(const IntervalEstimate& estimate) { return (estimate.high - estimate.low) / 2.0; }

/// Shares are given in whole percent unless the interval is narrower than that.
int decimalsOf(double error) { return error * kPercent < 1.0 ? 1 : 0; }

/// "62 %".
std::string percentText(double share, double error) { return numberText(share * kPercent, {decimalsOf(error), false, true}) + " %"; }

/// "62 % (±4 at 95 %)".
std::string withInterval(const IntervalEstimate& share, double confidence) {
    const double error = halfWidth(share);
    return fmt::format("{} (±{} at {:.0f} %)", percentText(share.value, error), numberText(error * kPercent, {decimalsOf(error), false, true}), confidence * kPercent);
}

std::string idOf(const IndexFactor& factor) { return factor.inputs.front().text(); }

/// "B − A" or "B".
std::string subjectOf(const risk::Figure& figure) {
    return figure.against ? dealLetter(figure.deal) + " − " + dealLetter(*figure.against) : dealLetter(figure.deal);
}

std::string titleOf(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    const std::size_t first = found.order.front();
    const std::string name = factorName(result.study, indices.factors[first]);
    const IntervalEstimate& total = found.factors[first].total;
    constexpr double kNearlyAll = 0.95;
    if (total.value > kNearlyAll) {
        return fmt::format("{} decides nearly all of it", name);
    }
    return fmt::format("{} has a part in {} of it", name, percentText(total.value, halfWidth(total)));
}

BarRow rowOf(const StudyResult& result, const IndexFactor& factor, const SobolIndex& index) {
    BarRow row;
    row.id = idOf(factor);
    row.label = factorName(result.study, factor);
    // Sampling error may take a small index below zero, or the total one below the first.
    const double alone = std::max(index.first.value, 0.0) * kPercent;
    const double whole = std::max(index.total.value * kPercent, alone);
    const double error = halfWidth(index.total);
    row.parts.push_back({alone, Role::palette(0), percentText(index.first.value, halfWidth(index.first)) + " alone"});
    row.parts.push_back({whole - alone, Role::palette(0, true), fmt::format("{} ±{}", percentText(index.total.value, error), numberText(error * kPercent, {decimalsOf(error), false, true}))});
    row.parts[0].told = index.first.value * kPercent;
    row.parts[1].told = index.total.value * kPercent;
    return row;
}

}  // namespace

std::string factorName(const study::Study& study, const IndexFactor& factor) {
    const std::string first = inputName(study, factor.inputs.front());
    switch (factor.inputs.size()) {
        case 1: return first;
        case 2: return fmt::format("{} with {}, correlated", first, inputName(study, factor.inputs.back()));
        default: return fmt::format("{} and {} more, correlated", first, factor.inputs.size() - 1);
    }
}

ChartSpec indicesChart(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    ChartSpec chart;
    chart.id = "indices";
    chart.kind = ChartKind::HorizontalBars;
    chart.y.unit = "%";
    if (found.order.empty()) {
        chart.title = "Where the uncertainty comes from";
        chart.emptyText = indicesSentence(indices, found);
        return chart;
    }
    for (std::size_t i = 0; i < std::min(found.order.size(), kIndexRows); ++i) {
        const std::size_t factor = found.order[i];
        chart.rows.push_back(rowOf(result, indices.factors[factor], found.factors[factor]));
    }
    chart.title = titleOf(result, indices, found);
    chart.subtitle = fmt::format("Share of the variance of {}, %: dark alone, light together with others; ± at {:.0f} %", subjectOf(found.figure), indices.confidence * kPercent);
    if (found.order.size() > kIndexRows) {
        chart.caption = fmt::format("{} more inputs have smaller parts.", found.order.size() - kIndexRows);
    }
    return chart;
}

TableSpec indicesTable(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    TableSpec table;
    table.id = "indices";
    table.title = fmt::format("Shares of the variance over {} paths, seed {}, {}", found.paths, indices.seed, risk::keyOf(indices.sampler));
    Column name;
    name.id = name.title = "Input";
    name.alignment = Alignment::Left;
    table.columns.push_back(name);
    for (const char* title : {"Alone", "±", "In all", "± in all"}) {
        Column column;
        column.id = title;
        column.title = std::string_view(title).starts_with("±") ? "±" : title;
        column.unit = "%";
        column.decimals = 1;
        table.columns.push_back(column);
    }
    for (const std::size_t factor : found.order) {
        const SobolIndex& index = found.factors[factor];
        Row row;
        row.id = idOf(indices.factors[factor]);
        row.cells.push_back(Cell::words(factorName(result.study, indices.factors[factor])));
        for (const study::Path& path : indices.factors[factor].inputs) {
            row.cells.front().hint += (row.cells.front().hint.empty() ? "" : ", ") + path.text();
        }
        for (const IntervalEstimate& estimate : {index.first, index.total}) {
            row.cells.push_back(Cell::number(estimate.value * kPercent));
            row.cells.push_back(Cell::number(halfWidth(estimate) * kPercent));
        }
        table.rows.push_back(std::move(row));
    }
    table.caption = fmt::format("Alone: what would go if the input were known. In all: what would be left if all others were. ± at {:.0f} %, from sampling alone.", indices.confidence * kPercent);
    return table;
}

std::string indicesSentence(const StudyIndices& indices, const FigureIndices& found) {
    if (found.none) {
        Error plain = *found.none;
        plain.remedy = {};
        return plain.english();
    }
    const std::string share = withInterval(found.sumOfFirst, indices.confidence);
    if (found.sumOfFirst.high >= 1.0) {
        return fmt::format("Inputs one by one explain all of the variance, as far as these paths tell: {}.", share);
    }
    return fmt::format("Inputs one by one explain {} of the variance; the rest comes of inputs together.", share);
}

std::vector<std::string> indicesNotes(const StudyResult& result, const StudyIndices& indices, const FigureIndices& found) {
    std::vector<std::string> notes;
    if (found.missing > 0 && !found.none) {
        notes.push_back(fmt::format("{} of {} paths are left out, since the figure does not exist on them or once an input of theirs is drawn again: {}", found.missing,
                                    found.paths + found.missing, economics::infoOf(found.figure.metric).whyNone));
    }
    const auto grouped = std::count_if(found.order.begin(), found.order.end(), [&](std::size_t factor) { return indices.factors[factor].inputs.size() > 1; });
    if (grouped > 0) {
        notes.emplace_back("Inputs that are correlated count as one: shares of each would not add up.");
    }
    if (const std::size_t idle = indices.factors.size() + indices.elsewhere.size() - found.order.size(); idle > 0 && !found.none) {
        notes.push_back(idle == 1 ? "One more uncertain input does not move it." : fmt::format("{} more uncertain inputs do not move it.", idle));
    }
    for (const risk::CorrelationRepair& repair : indices.repairs) {
        notes.push_back(fmt::format("The correlations do not fit together: {:.2f} between {} and {} was moved to {:.2f}.", repair.stated,
                                    result.plan.random[repair.first].path.text(), result.plan.random[repair.second].path.text(), repair.used));
    }
    return notes;
}

}  // namespace offtake::present
