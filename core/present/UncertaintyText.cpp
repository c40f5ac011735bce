#include "core/present/UncertaintyText.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/FigureScale.h"
#include "core/present/NumberText.h"

namespace offtake::present {

using economics::Better;
using economics::Metric;
using economics::StudyResult;
using risk::Distributed;
using risk::Simulation;

namespace {

constexpr double kPercent = 100.0;
constexpr double kLeastError = 0.1;   // percentage points; a smaller one is rounded up to it
constexpr double kWholeFrom = 0.5;    // errors from here on leave no decimal
constexpr double kSmallError = 0.02;  // of the standard deviation: invisible in any chart of the distribution
constexpr std::size_t kP5 = 0;
constexpr std::size_t kP50 = 2;
constexpr std::size_t kP95 = 4;
constexpr std::int64_t kHundred = 100;

const risk::Beaten* beatenOf(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    if (metric == nullptr || figure.deal >= metric->beaten.size() || !metric->beaten[figure.deal] || metric->beaten[figure.deal]->paths == 0) {
        return nullptr;
    }
    return &*metric->beaten[figure.deal];
}

double largestOf(const Distributed& distributed) {
    return std::max(std::abs(distributed.quantiles[kP5].value), std::abs(distributed.quantiles[kP95].value));
}

FigureScale scaleOf(const SimulatedFigure& figure, const Distributed& distributed) { return {figure.metric, largestOf(distributed)}; }

/// "4 ± 0.7" in points, without the percent sign.
struct ShareDigits {
    std::string share;
    std::string error;
};

ShareDigits digitsOf(const risk::Estimate& share) {
    const double error = std::max(kLeastError, kPercent * share.error);
    return {numberText(kPercent * share.value, {error < kWholeFrom ? 1 : 0, false, true}), numberText(error, {1, false, true})};
}

bool isCertain(const risk::Estimate& share) { return share.value <= 0.0 || share.value >= 1.0; }

std::string dominanceText(const std::string& deal, const std::string& baseline, const risk::Beaten& beaten) {
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

Row rowOf(std::string id, std::string label, std::string value, std::string hint = {}) {
    Row row;
    row.id = std::move(id);
    row.cells = {Cell::words(std::move(label)), Cell::words(std::move(value))};
    row.cells.back().hint = std::move(hint);
    return row;
}

Row groupOf(std::string id, std::string label) {
    Row row;
    row.id = std::move(id);
    row.kind = Row::Kind::Group;
    row.cells = {Cell::words(std::move(label))};
    return row;
}

void addRisk(TableSpec& table, const Simulation& simulation, const SimulatedFigure& figure, const Distributed& distributed) {
    const FigureScale scale = scaleOf(figure, distributed);
    const bool difference = isDifference(simulation, figure);
    const std::string deal = dealLetter(figure.deal);
    const std::string baseline = dealLetter(simulation.baseline);
    table.rows.push_back(groupOf("risk", "Risk"));
    const risk::Beaten* beaten = difference ? beatenOf(simulation, figure) : nullptr;
    if (beaten != nullptr) {
        const ShareDigits digits = digitsOf(beaten->better);
        table.rows.push_back(rowOf("better", fmt::format("{} is {}", deal, favouredWord(figure.metric)), fmt::format("{} % ± {}", digits.share, digits.error),
                                   "Share of the paths; ± is one standard error, in percentage points."));
    }
    table.rows.push_back(rowOf("median", "Median", scale.number(distributed.quantiles[kP50].value, difference)));
    table.rows.push_back(rowOf("shortfall", "Worst 5 % (CVaR)", scale.number(distributed.shortfall.value, difference),
                               fmt::format("± {}", scale.number(distributed.shortfall.error))));
    if (beaten == nullptr) {
        return;
    }
    table.rows.push_back(rowOf("dominance", "Dominance", dominanceText(deal, baseline, *beaten),
                               "None: neither deal is preferred by everyone. First order: at least as good at every quantile. Second order: preferred by everyone who shuns risk."));
    const risk::SimulatedMetric& metric = *simulation.find(figure.metric);
    for (const std::size_t index : {simulation.baseline, figure.deal}) {
        if (index < metric.regret.size()) {
            const risk::Estimate& regret = metric.regret[index];
            table.rows.push_back(rowOf(fmt::format("regret{}", index), fmt::format("Mean regret of {}", dealLetter(index)), scale.number(regret.value),
                                       fmt::format("What it is worse than the best deal of each path; ± {}.", scale.number(regret.error))));
        }
    }
}

void addSampling(TableSpec& table, const Simulation& simulation, const SimulatedFigure& figure, const Distributed& distributed, std::optional<double> seconds) {
    const FigureScale scale = scaleOf(figure, distributed);
    table.rows.push_back(groupOf("sampling", "Sampling"));
    table.rows.push_back(rowOf("paths", samplerName(simulation.sampler), numberText(static_cast<double>(simulation.paths), {0, false, true}) + " paths"));
    const FigureScale fine = errorScale(figure.metric, distributed.mean.error);
    table.rows.push_back(rowOf("error", "Error of the mean", "± " + fine.text(distributed.mean.error)));
    table.rows.push_back(rowOf("seed", "Seed", fmt::format("{}", simulation.seed)));
    table.rows.push_back(rowOf("inputs", "Uncertain inputs", fmt::format("{}", simulation.inputs.size())));
    const auto stopped = std::count_if(simulation.inputs.begin(), simulation.inputs.end(), [](const risk::DrawnInput& input) { return input.stopped > 0.0; });
    if (stopped > 0) {
        table.rows.push_back(rowOf("stopped", "Held at their bounds", fmt::format("{} of them", stopped), "Some of their draws lay beyond what the input allows."));
    }
    if (!simulation.repairs.empty()) {
        table.rows.push_back(rowOf("repairs", "Correlations changed", fmt::format("{}", simulation.repairs.size()), "They did not fit together as stated."));
    }
    if (distributed.missing > 0) {
        table.rows.push_back(rowOf("missing", "Without the figure", numberText(static_cast<double>(distributed.missing), {0, false, true}),
                                   std::string(economics::infoOf(figure.metric).whyNone)));
    }
    if (distributed.severalRates > 0) {
        table.rows.push_back(rowOf("rates", "With several rates", numberText(static_cast<double>(distributed.severalRates), {0, false, true}),
                                   "The rate nearest zero counts."));
    }
    if (seconds) {
        table.rows.push_back(rowOf("time", "Time", fmt::format("{} s", numberText(*seconds, {*seconds < 10.0 ? 1 : 0, false, true}))));
    }
}

}  // namespace

SimulatedFigure usualFigure(const StudyResult& result, const Simulation& simulation) {
    const AnswerStrip strip = answerStrip(result);
    SimulatedFigure figure{Metric::Lcoc, simulation.baseline};
    if (const economics::MetricInfo* info = economics::findMetric(strip.metric)) {
        figure.metric = info->metric;
    }
    const std::string& other = strip.figures.back().dealId;
    for (std::size_t i = 0; i < simulation.dealIds.size(); ++i) {
        if (simulation.dealIds[i] == other) {
            figure.deal = i;
        }
    }
    return figure;
}

bool isDifference(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    return metric != nullptr && figure.deal != simulation.baseline && figure.deal < metric->differences.size() &&
           metric->differences[figure.deal].paths > 0;
}

const Distributed* distributionOf(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    if (metric == nullptr || figure.deal >= metric->deals.size()) {
        return nullptr;
    }
    if (isDifference(simulation, figure)) {
        return &metric->differences[figure.deal];
    }
    return metric->deals[figure.deal].paths > 0 ? &metric->deals[figure.deal] : nullptr;
}

std::string favouredWord(Metric metric) {
    switch (metric) {
        case Metric::Lcoc:
        case Metric::ImpliedPrice:
        case Metric::TotalCost:
        case Metric::PresentCost:
            return "cheaper";
        case Metric::Npv:
            return "worth more";
        default:
            return "better";
    }
}

std::string shareText(const risk::Estimate& share) {
    if (isCertain(share)) {
        return share.value <= 0.0 ? "none of the cases" : "all cases";
    }
    const ShareDigits digits = digitsOf(share);
    return fmt::format("{} % of cases (±{})", digits.share, digits.error);
}

std::string simulationSentence(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return fmt::format("{} has no {} on any path. {}", dealLetter(figure.deal), economics::infoOf(figure.metric).label, economics::infoOf(figure.metric).whyNone);
    }
    const FigureScale scale = scaleOf(figure, *distributed);
    if (const risk::Beaten* beaten = isDifference(simulation, figure) ? beatenOf(simulation, figure) : nullptr) {
        return fmt::format("{} is {} in {}.", dealLetter(figure.deal), favouredWord(figure.metric), shareText(beaten->better));
    }
    const std::string what = isDifference(simulation, figure) ? dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline)
                                                              : shortDealLabel(result, figure.deal);
    return fmt::format("{}: between {} and {} in 90 of 100 cases.", what, scale.text(distributed->quantiles[kP5].value, isDifference(simulation, figure)),
                       scale.text(distributed->quantiles[kP95].value, isDifference(simulation, figure)));
}

std::string casesTitle(const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return "";
    }
    const risk::Beaten* beaten = isDifference(simulation, figure) ? beatenOf(simulation, figure) : nullptr;
    if (beaten == nullptr) {
        const FigureScale scale = scaleOf(figure, *distributed);
        return fmt::format("In 90 of 100 cases between {} and {}", scale.text(distributed->quantiles[kP5].value), scale.text(distributed->quantiles[kP95].value));
    }
    if (beaten->ties >= 1.0) {
        return "Both are the same in every case";
    }
    const bool forDeal = beaten->better.value >= beaten->worse.value;
    const double share = forDeal ? beaten->better.value : beaten->worse.value;
    const std::string winner = dealLetter(forDeal ? figure.deal : simulation.baseline);
    const auto cases = static_cast<std::int64_t>(std::lround(share * static_cast<double>(kHundred)));
    const std::string count = share >= 1.0 ? "In every case" : cases == kHundred ? "In more than 99 of 100 cases" : fmt::format("In {} of 100 cases", cases);
    return fmt::format("{} {} is {}", count, winner, favouredWord(figure.metric));
}

SimulatedHead simulatedHead(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure) {
    SimulatedHead head;
    const economics::MetricInfo& info = economics::infoOf(figure.metric);
    const bool difference = isDifference(simulation, figure);
    head.paired = difference;
    head.heading = difference ? dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline) : dealHeading(result, figure.deal);
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        head.measure = info.label;
        head.mean = "–";
        head.spread = info.whyNone;
        return head;
    }
    const FigureScale scale = scaleOf(figure, *distributed);
    const std::string unit = scale.unit();
    head.measure = std::string(info.label) + (unit.empty() ? "" : ", " + unit);
    head.mean = scale.text(distributed->mean.value, difference);
    head.spread = fmt::format("P5 {} · P95 {}", scale.number(distributed->quantiles[kP5].value, difference), scale.number(distributed->quantiles[kP95].value, difference));
    if (difference && info.better != Better::Neither && distributed->mean.value != 0.0) {
        head.meaning = (distributed->mean.value < 0.0) == (info.better == Better::Lower) ? Meaning::Better : Meaning::Worse;
    }
    return head;
}

TableSpec riskTable(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure, std::optional<double> seconds) {
    TableSpec table;
    table.id = "risk";
    const SimulatedHead head = simulatedHead(result, simulation, figure);
    table.title = head.heading;
    table.subtitle = head.measure;
    Column label;
    label.id = "figure";
    label.alignment = Alignment::Left;
    Column value;
    value.id = "value";
    table.columns = {label, value};
    if (const Distributed* distributed = distributionOf(simulation, figure)) {
        addRisk(table, simulation, figure, *distributed);
        addSampling(table, simulation, figure, *distributed, seconds);
    }
    return table;
}

std::string convergenceSentence(const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return "";
    }
    const FigureScale scale = errorScale(figure.metric, distributed->mean.error);
    const bool small = distributed->mean.error <= kSmallError * distributed->deviation;
    return fmt::format("Convergence: ±{} ({})", scale.text(distributed->mean.error), small ? "ok" : "more paths would help");
}

void addSpread(AnswerStrip& strip, const StudyResult& result, const Simulation& simulation, bool updating) {
    const economics::MetricInfo* info = economics::findMetric(strip.metric);
    if (info == nullptr) {
        return;
    }
    for (AnswerFigure& shown : strip.figures) {
        const auto found = std::find(simulation.dealIds.begin(), simulation.dealIds.end(), shown.dealId);
        if (shown.kind == AnswerFigure::Kind::Nothing || found == simulation.dealIds.end()) {
            continue;
        }
        const SimulatedFigure figure{info->metric, static_cast<std::size_t>(found - simulation.dealIds.begin())};
        const bool isDeal = shown.kind == AnswerFigure::Kind::Deal;
        const risk::SimulatedMetric* metric = simulation.find(info->metric);
        const Distributed* distributed = metric == nullptr ? nullptr : isDeal ? &metric->deals[figure.deal] : distributionOf(simulation, figure);
        if (distributed == nullptr || distributed->paths == 0) {
            continue;
        }
        const FigureScale scale = scaleOf(figure, *distributed);
        const std::string spread = fmt::format("P5–P95 {} to {}", scale.text(distributed->quantiles[kP5].value, !isDeal), scale.text(distributed->quantiles[kP95].value, !isDeal));
        if (isDeal) {
            shown.reading = spread + (updating ? " (updating…)" : "") + " · " + shown.reading;
            continue;
        }
        // The sentence about the study as entered would say the same with less.
        const std::size_t end = shown.reading.find(". ");
        const std::string rest = end == std::string::npos ? "" : shown.reading.substr(end + 1);
        shown.reading = simulationSentence(result, simulation, figure) + (updating ? " (updating…)" : "") + rest;
        shown.hint = spread + "\n" + shown.hint;
    }
}

}  // namespace offtake::present
