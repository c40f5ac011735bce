#include "core/present/RiskTables.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/FigureScale.h"
#include "core/present/NumberText.h"

namespace offtake::present {

using economics::Metric;
using economics::StudyResult;
using risk::Distributed;
using risk::Estimate;
using risk::Simulation;

namespace {

constexpr const char* kQuantileNames[] = {"P5", "P25", "Median", "P75", "P95"};
static_assert(std::size(kQuantileNames) == risk::kQuantiles.size());

Row rowOf(std::string id, std::string label, std::string value, std::string hint = {}) {
    Row row;
    row.id = std::move(id);
    row.cells = {Cell::words(std::move(label)), Cell::words(std::move(value))};
    row.cells.back().hint = std::move(hint);
    return row;
}

/// A row of numbers of one metric. The table says the unit once.
Row numbersOf(std::string id, std::string label, Metric metric, const FigureScale& scale) {
    Row row;
    row.id = std::move(id);
    row.cells = {Cell::words(std::move(label))};
    row.unit = std::string(economics::infoOf(metric).unit.symbol);
    row.magnitude = scale.magnitude();
    row.decimals = scale.decimals();
    return row;
}

Cell numberCell(const FigureScale& scale, double stored, bool plusSign, std::string hint) {
    Cell cell = Cell::number(scale.read(stored));
    if (auto* number = std::get_if<NumberCell>(&cell.value)) {
        number->plusSign = plusSign;
    }
    cell.hint = std::move(hint);
    return cell;
}

Column leftColumn(std::string id, std::string title = {}) {
    Column column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.alignment = Alignment::Left;
    return column;
}

Column rightColumn(std::string id, std::string title = {}, std::optional<Role> role = std::nullopt) {
    Column column;
    column.id = std::move(id);
    column.title = std::move(title);
    column.role = role;
    return column;
}

Column dealColumn(const std::string& id, std::size_t deal) { return rightColumn(id, dealLetter(deal), Role::deal(static_cast<int>(deal))); }

std::string countText(std::int64_t count) { return numberText(static_cast<double>(count), {0, false, true}); }

std::string dominanceWords(const std::string& deal, const std::string& baseline, const risk::Beaten& beaten) {
    const auto one = [](const std::string& winner, risk::Dominance order) {
        return fmt::format("{}, {} order", winner, order == risk::Dominance::First ? "1st" : "2nd");
    };
    if (beaten.deal != risk::Dominance::None && beaten.baseline != risk::Dominance::None) {
        return "both the same";
    }
    if (beaten.deal != risk::Dominance::None) {
        return one(deal, beaten.deal);
    }
    return beaten.baseline != risk::Dominance::None ? one(baseline, beaten.baseline) : "none";
}

std::string samplerName(risk::Sampler sampler) {
    switch (sampler) {
        case risk::Sampler::Sobol:
            return "Scrambled Sobol’";
        case risk::Sampler::Philox:
            return "Independent draws";
        case risk::Sampler::Latin:
            return "Latin hypercube";
    }
    return "";
}

/// A column of quantileTable: whose distribution, and what is written at its head.
struct Subject {
    Column column;
    const Distributed* distributed = nullptr;
    bool difference = false;
};

std::vector<Subject> subjectsOf(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    if (metric == nullptr || figure.deal >= metric->deals.size()) {
        return {};
    }
    const auto whole = [&](std::size_t deal) { return Subject{dealColumn(simulation.dealIds[deal], deal), &metric->deals[deal], false}; };
    if (!isDifference(simulation, figure)) {
        return {whole(figure.deal)};
    }
    const std::string words = dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline);
    return {whole(simulation.baseline), whole(figure.deal), {rightColumn("difference", words), &metric->differences[figure.deal], true}};
}

double largestOf(const std::vector<Subject>& subjects) {
    double largest = 0.0;
    for (const Subject& subject : subjects) {
        for (const Estimate& quantile : subject.distributed->quantiles) {
            largest = std::max(largest, std::abs(quantile.value));
        }
    }
    return largest;
}

/// The scenario under which a deal is worst beside the best one.
const risk::RegretRow* worstRow(const risk::Regret& regret, std::size_t deal) {
    const risk::RegretRow* worst = nullptr;
    for (const risk::RegretRow& row : regret.rows) {
        const auto own = deal < row.deals.size() ? row.deals[deal].regret : std::nullopt;
        if (own && (worst == nullptr || *own > *worst->deals[deal].regret)) {
            worst = &row;
        }
    }
    return worst;
}

std::string scenarioName(const risk::RegretRow& row) { return row.scenario.empty() ? "Base" : row.name; }

std::string regretTitle(const risk::Regret& regret, const FigureScale& scale) {
    std::optional<std::size_t> least;
    for (std::size_t deal = 0; deal < regret.worst.size(); ++deal) {
        if (regret.worst[deal] && (!least || *regret.worst[deal] < *regret.worst[*least])) {
            least = deal;
        }
    }
    if (!least) {
        return "No deal has this figure under every scenario";
    }
    const std::string name = dealLetter(*least);
    if (*regret.worst[*least] <= 0.0) {
        return fmt::format("{} is the best under every scenario", name);
    }
    return fmt::format("{} is never worse by more than {} ({})", name, scale.text(*regret.worst[*least]), scenarioName(*worstRow(regret, *least)));
}

}  // namespace

TableSpec riskTable(const Simulation& simulation, const SimulatedFigure& figure) {
    TableSpec table;
    table.id = "risk";
    table.title = "Risk";
    table.columns = {leftColumn("figure"), rightColumn("value")};
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return table;
    }
    const FigureScale scale = scaleOf(figure, *distributed);
    const bool difference = isDifference(simulation, figure);
    const risk::Beaten* beaten = beatenOf(simulation, figure);
    const std::string deal = dealLetter(figure.deal);
    const std::string baseline = dealLetter(simulation.baseline);
    if (beaten != nullptr) {
        table.rows.push_back(rowOf("better", fmt::format("{} is {}", deal, favouredWord(figure.metric)), percentText(beaten->better),
                                   "Share of the paths; ± is one standard error, in percentage points."));
    }
    table.rows.push_back(rowOf("shortfall", "Worst 5 % (CVaR)", scale.number(distributed->shortfall.value, difference),
                               fmt::format("Mean of the worst 5 % of the paths; ± {}.", scale.number(distributed->shortfall.error))));
    if (beaten == nullptr) {
        return table;
    }
    table.rows.push_back(rowOf("dominance", "Dominance", dominanceWords(deal, baseline, *beaten), dominanceSentence(simulation, figure)));
    const risk::SimulatedMetric& metric = *simulation.find(figure.metric);
    for (const std::size_t index : {simulation.baseline, figure.deal}) {
        if (index < metric.regret.size()) {
            const Estimate& regret = metric.regret[index];
            table.rows.push_back(rowOf(fmt::format("regret{}", index), fmt::format("Mean regret of {}", dealLetter(index)), scale.number(regret.value),
                                       fmt::format("What it is worse than the best deal of each path; ± {}.", scale.number(regret.error))));
        }
    }
    return table;
}

TableSpec quantileTable(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure) {
    TableSpec table;
    table.id = "quantiles";
    table.title = "Distribution";
    table.columns = {leftColumn("quantile")};
    const std::vector<Subject> subjects = subjectsOf(simulation, figure);
    const FigureScale scale(figure.metric, largestOf(subjects));
    const std::string unit = scale.unit();
    table.subtitle = std::string(economics::infoOf(figure.metric).label) + (unit.empty() ? "" : ", " + unit);
    table.columns.front().title = unit;
    const auto addRow = [&](std::string id, std::string label, const auto& estimateOf) {
        Row row = numbersOf(std::move(id), std::move(label), figure.metric, scale);
        for (const Subject& subject : subjects) {
            if (subject.distributed->paths == 0) {
                row.cells.push_back(Cell::missing(std::string(economics::infoOf(figure.metric).whyNone)));
                continue;
            }
            const std::optional<Estimate> estimate = estimateOf(*subject.distributed);
            if (!estimate) {
                row.cells.push_back(Cell::missing("The figure does not exist with every input at its central value."));
                continue;
            }
            const std::string error = estimate->error > 0.0 ? " ± " + errorScale(figure.metric, estimate->error).text(estimate->error) : "";
            row.cells.push_back(numberCell(scale, estimate->value, subject.difference, scale.text(estimate->value, subject.difference) + error));
        }
        table.rows.push_back(std::move(row));
    };
    for (const Subject& subject : subjects) {
        table.columns.push_back(subject.column);
    }
    if (subjects.empty()) {
        return table;
    }
    addRow("mean", "Mean", [](const Distributed& of) { return std::optional(of.mean); });
    for (std::size_t q = 0; q < risk::kQuantiles.size(); ++q) {
        addRow(fmt::format("q{}", q), kQuantileNames[q], [q](const Distributed& of) { return std::optional(of.quantiles[q]); });
    }
    addRow("shortfall", "Worst 5 %", [](const Distributed& of) { return std::optional(of.shortfall); });
    addRow("standing", "Central", [](const Distributed& of) { return of.standing ? std::optional(Estimate{*of.standing, 0.0}) : std::nullopt; });
    if (const std::string currency = currencyNote(result); !currency.empty()) {
        table.caption = currency;
    }
    return table;
}

TableSpec samplingTable(const Simulation& simulation, const SimulatedFigure& figure, std::optional<double> seconds) {
    TableSpec table;
    table.id = "sampling";
    table.title = "Sampling";
    table.columns = {leftColumn("figure"), rightColumn("value")};
    table.rows.push_back(rowOf("paths", samplerName(simulation.sampler), countText(simulation.paths) + " paths",
                               simulation.reachedError ? "Ended early, as the wanted error was reached." : ""));
    if (const Distributed* distributed = distributionOf(simulation, figure)) {
        const FigureScale fine = errorScale(figure.metric, distributed->mean.error);
        table.rows.push_back(rowOf("error", "Error of the mean", "± " + fine.text(distributed->mean.error), "One standard error."));
    }
    table.rows.push_back(rowOf("seed", "Seed", fmt::format("{}", simulation.seed)));
    table.rows.push_back(rowOf("inputs", "Uncertain inputs", fmt::format("{}", simulation.inputs.size())));
    const auto stopped = std::count_if(simulation.inputs.begin(), simulation.inputs.end(), [](const risk::DrawnInput& input) { return input.stopped > 0.0; });
    if (stopped > 0) {
        table.rows.push_back(rowOf("stopped", "Held at their bounds", fmt::format("{} of them", stopped), "Some of their draws lay beyond what the input allows."));
    }
    if (!simulation.repairs.empty()) {
        table.rows.push_back(rowOf("repairs", "Correlations changed", fmt::format("{}", simulation.repairs.size()), "They did not fit together as stated."));
    }
    if (seconds) {
        table.rows.push_back(rowOf("time", "Time", fmt::format("{} s", numberText(*seconds, {*seconds < 10.0 ? 1 : 0, false, true}))));
    }
    return table;
}

TableSpec regretTable(const StudyResult& result, const risk::Regret& regret) {
    TableSpec table;
    table.id = "regret";
    double largest = 0.0;
    for (const risk::RegretRow& row : regret.rows) {
        for (const risk::RegretCell& cell : row.deals) {
            largest = std::max(largest, cell.regret.value_or(0.0));
        }
    }
    const FigureScale scale(regret.metric, largest);
    const std::string unit = scale.unit();
    table.title = regretTitle(regret, scale);
    table.subtitle = fmt::format("By how much each deal is worse than the best under a scenario: {}{}", economics::infoOf(regret.metric).label,
                                 unit.empty() ? "" : ", " + unit);
    table.columns = {leftColumn("scenario", "Scenario")};
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        table.columns.push_back(dealColumn(result.deals[deal].id, deal));
    }
    for (const risk::RegretRow& scenario : regret.rows) {
        Row row = numbersOf(scenario.scenario, scenarioName(scenario), regret.metric, scale);
        for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
            const auto own = deal < scenario.deals.size() ? scenario.deals[deal].regret : std::nullopt;
            if (!own) {
                const std::string why = scenario.error ? scenario.error->english() : std::string(economics::infoOf(regret.metric).whyNone);
                row.cells.push_back(Cell::missing(why));
                continue;
            }
            Cell cell = numberCell(scale, *own, false, fmt::format("{} {}", economics::infoOf(regret.metric).label, scale.text(*scenario.deals[deal].figure)));
            cell.meaning = *own > 0.0 ? Meaning::None : Meaning::Muted;
            cell.bold = *own > 0.0 && &scenario == worstRow(regret, deal);
            row.cells.push_back(std::move(cell));
        }
        table.rows.push_back(std::move(row));
    }
    table.caption = "Every input at its central value; the largest of each deal stands out.";
    return table;
}

}  // namespace offtake::present
