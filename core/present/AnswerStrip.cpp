#include "core/present/AnswerStrip.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::present {

using economics::Metric;
using economics::MetricInfo;
using economics::StudyResult;

namespace {

constexpr double kAbout = 0.05;   // "about as much": within five percent
constexpr double kTimesFrom = 1.5;  // "1.8 times as much" above it, "20 % more" below

bool isLcoc(Metric metric) { return metric == Metric::Lcoc; }

Metric metricOf(const StudyResult& result) {
    const auto hasLcoc = [](const economics::DealResult& deal) { return deal.figure(Metric::Lcoc).has_value(); };
    return result.deals.empty() || std::any_of(result.deals.begin(), result.deals.end(), hasLcoc) ? Metric::Lcoc : Metric::Npv;
}

/// The best deal but the baseline; the first one when none has the figure.
std::optional<std::size_t> bestOther(const StudyResult& result, Metric metric) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        if (i == result.baseline) {
            continue;
        }
        const auto mine = result.deals[i].figure(metric);
        const auto theirs = best ? result.deals[*best].figure(metric) : std::nullopt;
        const bool improves = mine && (!theirs || (isLcoc(metric) ? *mine < *theirs : *mine > *theirs));
        if (!best || improves) {
            best = i;
        }
    }
    return best;
}

std::string amountText(Metric metric, double value, double scale, bool plusSign = false) {
    if (isLcoc(metric) && std::abs(scale) < 0.1) {  // cents would hide the difference
        const std::string digits = numberText(std::abs(value), {decimalsFor(scale), false, true});
        return (value < 0.0 ? "−$" : plusSign ? "+$" : "$") + digits;
    }
    return moneyText(value, scale, plusSign);
}

/// "$6.30 B headline, $0.90 B firm".
std::string commitmentReading(const economics::DealResult& deal) {
    const auto headline = deal.figure(Metric::Headline);
    const auto firm = deal.figure(Metric::Firm);
    if (headline && firm) {
        return fmt::format("{} headline, {} firm", moneyText(*headline), moneyText(*firm, *headline));
    }
    const auto cost = deal.figure(Metric::TotalCost);
    return cost ? fmt::format("{} in total, no contract", moneyText(*cost)) : std::string("No contract, no cost");
}

AnswerFigure dealFigure(const StudyResult& result, std::size_t index, Metric metric, double scale) {
    const economics::DealResult& deal = result.deals[index];
    const MetricInfo& info = economics::infoOf(metric);
    AnswerFigure figure;
    figure.kind = AnswerFigure::Kind::Deal;
    figure.dealId = deal.id;
    figure.role = Role::deal(static_cast<int>(index));
    figure.heading = dealHeading(result, index);
    figure.value = deal.figure(metric);
    figure.figure = figure.value ? amountText(metric, *figure.value, scale) : "–";
    figure.unit = !figure.value ? "" : isLcoc(metric) ? "per H100e-hour" : "net present value";
    figure.reading = figure.value ? commitmentReading(deal) : std::string(info.whyNone);
    figure.hint = figure.value ? exactText(*figure.value) + " " + std::string(info.unit.symbol) : std::string(info.whyNone);
    return figure;
}

/// "30 % less", "1.8 times as much", "about as much".
std::string comparedAmount(double amount, double baseline) {
    const double change = amount / baseline - 1.0;
    if (std::abs(change) <= kAbout) {
        return "about as much";
    }
    if (change < 0.0) {
        return numberText(-100.0 * change, {0, false, true}) + " % less";
    }
    if (1.0 + change < kTimesFrom) {
        return numberText(100.0 * change, {0, false, true}) + " % more";
    }
    return numberText(1.0 + change, {1.0 + change < 10.0 ? 1 : 0, false, true}) + " times as much";
}

std::string preferenceSentence(const StudyResult& result, std::size_t other, Metric metric) {
    const std::string letter = dealLetter(other);
    const double mine = *result.deals[other].figure(metric);
    const double theirs = *result.deals[result.baseline].figure(metric);
    const bool sized = !result.deals[other].sizing;
    const std::string& sizing = result.study.root().get(study::kSizing).text;
    if (isTie(mine, theirs)) {
        return isLcoc(metric) ? "Both cost the same per useful hour." : "Both are worth the same.";
    }
    if (!isLcoc(metric)) {
        return letter + (mine > theirs ? " is worth more." : " is worth less.");
    }
    const auto useful = result.deals[other].figure(Metric::UsefulCompute);
    const auto usefulBase = result.deals[result.baseline].figure(Metric::UsefulCompute);
    if (sized && sizing == "same-money" && useful && usefulBase && *usefulBase > 0.0) {
        return fmt::format("For the same money {} gives {} useful compute.", letter, comparedAmount(*useful, *usefulBase));
    }
    const auto cost = result.deals[other].figure(Metric::PresentCost);
    const auto costBase = result.deals[result.baseline].figure(Metric::PresentCost);
    if (sized && sizing == "same-useful-compute" && cost && costBase && *costBase > 0.0) {
        return fmt::format("For the same useful compute {} costs {}.", letter, comparedAmount(*cost, *costBase));
    }
    return letter + (mine < theirs ? " is cheaper per useful hour." : " is dearer per useful hour.");
}

std::string commitmentSentence(const StudyResult& result, std::size_t other) {
    const double mine = result.deals[other].figure(Metric::Firm).value_or(0.0);
    const double theirs = result.deals[result.baseline].figure(Metric::Firm).value_or(0.0);
    if (mine <= 0.0 && theirs <= 0.0) {
        return {};
    }
    if (mine <= 0.0) {
        return fmt::format(" It commits nothing where {} commits {}.", dealLetter(result.baseline), moneyText(theirs));
    }
    if (theirs <= 0.0) {
        return fmt::format(" It commits {} where {} commits nothing.", moneyText(mine), dealLetter(result.baseline));
    }
    return fmt::format(" It commits {}.", comparedAmount(mine, theirs));
}

/// ", best of 2 others,", or which of them is as good.
std::string standing(const StudyResult& result, std::size_t other, Metric metric) {
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const auto figure = result.deals[i].figure(metric);
        if (i != result.baseline && i != other && figure && isTie(*figure, *result.deals[other].figure(metric))) {
            return fmt::format(", level with {},", dealLetter(i));
        }
    }
    return fmt::format(", best of {} others,", result.deals.size() - 1);
}

AnswerFigure differenceFigure(const StudyResult& result, std::size_t other, Metric metric, double scale) {
    AnswerFigure figure;
    figure.kind = AnswerFigure::Kind::Difference;
    figure.dealId = result.deals[other].id;
    const auto mine = result.deals[other].figure(metric);
    const std::string which = result.deals.size() > 2 && mine ? standing(result, other, metric) : "";
    figure.heading = fmt::format("{}{} compared with {}", dealLetter(other), which, dealLetter(result.baseline));
    const auto theirs = result.deals[result.baseline].figure(metric);
    if (!mine || !theirs) {
        const std::size_t without = mine ? result.baseline : other;
        figure.figure = "–";
        figure.reading = fmt::format("{} has no {}.", dealLetter(without), isLcoc(metric) ? "cost per useful hour" : "net present value");
        figure.hint = std::string(economics::infoOf(metric).whyNone);
        return figure;
    }
    const bool tie = isTie(*mine, *theirs);
    figure.value = *mine - *theirs;
    figure.figure = amountText(metric, tie ? 0.0 : *figure.value, scale, true);
    figure.unit = tie || *theirs == 0.0 ? "" : percentText(*figure.value / std::abs(*theirs));
    figure.meaning = tie ? Meaning::None : (*figure.value < 0.0) == isLcoc(metric) ? Meaning::Better : Meaning::Worse;
    figure.reading = preferenceSentence(result, other, metric) + commitmentSentence(result, other);
    figure.hint = exactText(*figure.value) + " " + std::string(economics::infoOf(metric).unit.symbol);
    return figure;
}

AnswerFigure nothing(std::string heading, std::string reading) {
    AnswerFigure figure;
    figure.heading = std::move(heading);
    figure.figure = "–";
    figure.reading = std::move(reading);
    return figure;
}

}  // namespace

AnswerStrip answerStrip(const StudyResult& result) {
    AnswerStrip strip;
    const Metric metric = metricOf(result);
    strip.metric = economics::infoOf(metric).key;
    if (result.deals.empty()) {
        strip.figures.push_back(nothing("No deal yet", "Add a deal to see what its compute costs."));
        return strip;
    }
    double scale = 0.0;
    const std::optional<std::size_t> other = bestOther(result, metric);
    for (const std::size_t deal : {result.baseline, other.value_or(result.baseline)}) {
        scale = std::max(scale, std::abs(result.deals[deal].figure(metric).value_or(0.0)));
    }
    strip.figures.push_back(dealFigure(result, result.baseline, metric, scale));
    if (!other) {
        strip.figures.push_back(nothing("Nothing to compare with", "Add a second deal to compare."));
        return strip;
    }
    strip.figures.push_back(dealFigure(result, *other, metric, scale));
    strip.figures.push_back(differenceFigure(result, *other, metric, scale));
    return strip;
}

std::vector<std::string> answerSentences(const StudyResult& result) {
    std::vector<std::string> sentences;
    for (const AnswerFigure& figure : answerStrip(result).figures) {
        const std::string unit = figure.unit.empty() ? "" : (figure.kind == AnswerFigure::Kind::Difference ? ", " : " ") + figure.unit;
        const std::string end = figure.reading.empty() || figure.reading.back() == '.' ? "" : ".";
        if (figure.kind == AnswerFigure::Kind::Nothing) {
            sentences.push_back(figure.heading + ". " + figure.reading + end);
        } else {
            sentences.push_back(figure.heading + ": " + figure.figure + unit + ". " + figure.reading + end);
        }
    }
    return sentences;
}

}  // namespace offtake::present
