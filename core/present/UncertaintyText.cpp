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
constexpr std::size_t kP95 = 4;
constexpr std::int64_t kHundred = 100;

double largestOf(const Distributed& distributed) {
    return std::max(std::abs(distributed.quantiles[kP5].value), std::abs(distributed.quantiles[kP95].value));
}

/// "4 ± 0.7" in points, without the percent sign.
struct ShareDigits {
    std::string share;
    std::string error;
};

ShareDigits digitsOf(const risk::Estimate& share) {
    const double error = std::max(kLeastError, kPercent * share.error);
    return {numberText(kPercent * share.value, {error < kWholeFrom ? 1 : 0, false, true}), numberText(error, {1, false, true})};
}

std::string pathsText(std::int64_t paths) { return numberText(static_cast<double>(paths), {0, false, true}); }

bool isCertain(const risk::Estimate& share) { return share.value <= 0.0 || share.value >= 1.0; }

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

const risk::Beaten* beatenOf(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    if (metric == nullptr || !isDifference(simulation, figure) || figure.deal >= metric->beaten.size()) {
        return nullptr;
    }
    const std::optional<risk::Beaten>& beaten = metric->beaten[figure.deal];
    return beaten && beaten->paths > 0 ? &*beaten : nullptr;
}

FigureScale scaleOf(const SimulatedFigure& figure, const Distributed& distributed) { return {figure.metric, largestOf(distributed)}; }

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

std::string percentText(const risk::Estimate& share) {
    const ShareDigits digits = digitsOf(share);
    return fmt::format("{} % ± {}", digits.share, digits.error);
}

std::string simulationSentence(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return fmt::format("{} has no {} on any path. {}", dealLetter(figure.deal), economics::infoOf(figure.metric).label, economics::infoOf(figure.metric).whyNone);
    }
    const FigureScale scale = scaleOf(figure, *distributed);
    if (const risk::Beaten* beaten = beatenOf(simulation, figure)) {
        return fmt::format("{} is {} in {}.", dealLetter(figure.deal), favouredWord(figure.metric), shareText(beaten->better));
    }
    const std::string what = isDifference(simulation, figure) ? dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline)
                                                              : shortDealLabel(result, figure.deal);
    return fmt::format("{}: between {} and {} in 90 of 100 cases.", what, scale.text(distributed->quantiles[kP5].value, isDifference(simulation, figure)),
                       scale.text(distributed->quantiles[kP95].value, isDifference(simulation, figure)));
}

std::string simulationDetail(const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return "";
    }
    const bool difference = isDifference(simulation, figure);
    const FigureScale scale = scaleOf(figure, *distributed);
    const std::string unit(economics::infoOf(figure.metric).unit.symbol);
    const bool isRate = unit.find('/') != std::string::npos;
    std::string detail = fmt::format("{}{} on average (±{}){}; {} to {} in 90 of 100 cases.",
                                     difference ? dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline) + ": " : "",
                                     scale.text(distributed->mean.value, difference), errorScale(figure.metric, distributed->mean.error).text(distributed->mean.error),
                                     isRate ? " in " + unit : "", scale.text(distributed->quantiles[kP5].value, difference),
                                     scale.text(distributed->quantiles[kP95].value, difference));
    if (distributed->standing) {
        detail += fmt::format(" With every input at its central value {}.", scale.text(*distributed->standing, difference));
    }
    return detail + fmt::format(" {} {}paths.", pathsText(simulation.paths), difference ? "paired " : "");
}

std::vector<std::string> simulationRemarks(const Simulation& simulation, const SimulatedFigure& figure) {
    std::vector<std::string> remarks;
    const risk::SimulatedMetric* metric = simulation.find(figure.metric);
    const Distributed* distributed = distributionOf(simulation, figure);
    if (metric == nullptr || distributed == nullptr) {
        return remarks;
    }
    const economics::MetricInfo& info = economics::infoOf(figure.metric);
    if (distributed->missing > 0) {
        remarks.push_back(fmt::format("{} of {} paths have no {} and count nowhere here. {}", pathsText(distributed->missing), pathsText(simulation.paths), info.label,
                                      info.whyNone));
    }
    for (std::size_t deal = 0; deal < metric->deals.size(); ++deal) {
        const bool shown = deal == figure.deal || (deal == simulation.baseline && isDifference(simulation, figure));
        if (shown && metric->deals[deal].severalRates > 0) {
            remarks.push_back(fmt::format("On {} paths {} has several rates of return; the one nearest zero counts.", pathsText(metric->deals[deal].severalRates),
                                          dealLetter(deal)));
        }
    }
    if (simulation.reachedError) {
        remarks.push_back(fmt::format("It ended after {} paths, as the wanted error was reached.", pathsText(simulation.paths)));
    }
    return remarks;
}

std::string dominanceSentence(const Simulation& simulation, const SimulatedFigure& figure) {
    const risk::Beaten* beaten = beatenOf(simulation, figure);
    if (beaten == nullptr) {
        return "";
    }
    if (beaten->deal != risk::Dominance::None && beaten->baseline != risk::Dominance::None) {
        return "Both are distributed alike.";
    }
    const bool forDeal = beaten->deal != risk::Dominance::None;
    const risk::Dominance order = forDeal ? beaten->deal : beaten->baseline;
    const std::string winner = dealLetter(forDeal ? figure.deal : simulation.baseline);
    const std::string loser = dealLetter(forDeal ? simulation.baseline : figure.deal);
    switch (order) {
        case risk::Dominance::First:
            return fmt::format("{} is at least as good as {} at every quantile: whoever prefers more to less prefers {} (first-order dominance).", winner, loser, winner);
        case risk::Dominance::Second:
            return fmt::format("Whoever shuns risk prefers {}, though it is not better at every quantile (second-order dominance).", winner);
        case risk::Dominance::None:
            break;
    }
    return "Neither deal dominates: which one is preferred depends on how risk is weighed.";
}

std::string casesTitle(const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return "";
    }
    const risk::Beaten* beaten = beatenOf(simulation, figure);
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

std::string convergenceSentence(const Simulation& simulation, const SimulatedFigure& figure) {
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        return "";
    }
    const FigureScale scale = errorScale(figure.metric, distributed->mean.error);
    const bool small = distributed->mean.error <= kSmallError * distributed->deviation;
    return fmt::format("Convergence: ±{} ({})", scale.text(distributed->mean.error), small ? "ok" : "more paths would help");
}

std::vector<double> errorsOnOffer(Metric metric, double present) {
    constexpr double kSteps[] = {5.0, 2.0, 1.0};
    constexpr int kDecades = 3;
    const double unit = economics::infoOf(metric).unit.shown(1.0);
    if (!(present > 0.0) || !(unit > 0.0)) {
        return {};
    }
    const int decade = static_cast<int>(std::floor(std::log10(present * unit)));
    std::vector<double> errors;
    for (int power = decade + 1; power > decade + 1 - kDecades; --power) {
        for (const double step : kSteps) {
            errors.push_back(step * std::pow(10.0, power) / unit);
        }
    }
    return errors;
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
