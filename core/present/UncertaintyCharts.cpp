#include "core/present/UncertaintyCharts.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/present/DealNames.h"
#include "core/present/FigureScale.h"
#include "core/present/NumberText.h"

namespace offtake::present {

using economics::Better;
using economics::StudyResult;
using risk::Distributed;
using risk::Simulation;

namespace {

constexpr std::size_t kP5 = 0;
constexpr std::size_t kP25 = 1;
constexpr std::size_t kP50 = 2;
constexpr std::size_t kP75 = 3;
constexpr std::size_t kP95 = 4;
constexpr double kPercent = 100.0;
constexpr double kErrors = 2.0;  // standard errors either way: about 95 of 100

Role roleOf(std::size_t deal) { return Role::deal(static_cast<int>(deal)); }

Band bandOf(const risk::Fan& fan, std::size_t lower, std::size_t upper, const char* lowerName, const char* upperName, Role role) {
    Band band;
    band.id = lowerName;
    band.name = fmt::format("{} to {}", lowerName, upperName);
    band.lowerLabel = lowerName;
    band.upperLabel = upperName;
    band.role = role;
    band.inner = lower != kP5;
    for (std::size_t t = 0; t < fan.mean.size(); ++t) {
        band.lower.push_back({static_cast<double>(t), fan.quantiles[lower][t]});
        band.upper.push_back({static_cast<double>(t), fan.quantiles[upper][t]});
    }
    return band;
}

const risk::Fan* fanOf(const Simulation& simulation, const FanSubject& subject) {
    const auto& fans = subject.difference ? simulation.differenceFans : simulation.fans;
    return subject.deal < fans.size() && !fans[subject.deal].running.mean.empty() ? &fans[subject.deal].running : nullptr;
}

std::string fanTitle(const Simulation& simulation, const FanSubject& subject, const risk::Fan& fan) {
    const double low = fan.quantiles[kP5].back();
    const double middle = fan.quantiles[kP50].back();
    const double high = fan.quantiles[kP95].back();
    const std::string deal = dealLetter(subject.deal);
    if (!subject.difference) {
        const double largest = std::max(std::abs(low), std::abs(high));
        return fmt::format("{} costs {} to {} in 90 of 100 cases", deal, moneyText(low, largest), moneyText(high, largest));
    }
    const std::string baseline = dealLetter(simulation.baseline);
    if (high < 0.0) {
        return fmt::format("{} ends cheaper than {} in at least 95 of 100 cases", deal, baseline);
    }
    if (low > 0.0) {
        return fmt::format("{} ends dearer than {} in at least 95 of 100 cases", deal, baseline);
    }
    if (low == 0.0 && high == 0.0) {
        return fmt::format("{} and {} cost the same", deal, baseline);
    }
    return middle < 0.0 ? fmt::format("{} may end dearer than {}; in the median it is cheaper", deal, baseline)
                        : fmt::format("{} may end cheaper than {}; in the median it is not", deal, baseline);
}

std::string subjectOf(const Simulation& simulation, const SimulatedFigure& figure) {
    return isDifference(simulation, figure) ? dealLetter(figure.deal) + " − " + dealLetter(simulation.baseline) : dealLetter(figure.deal);
}

std::string noFigure(const SimulatedFigure& figure) {
    return fmt::format("No path has this figure. {}", economics::infoOf(figure.metric).whyNone);
}

/// Colours and words of values below and above zero.
struct Sides {
    Role below = Role::palette(0);
    Role above = Role::palette(0);
    std::string belowWords;
    std::string aboveWords;
};

Sides sidesOf(const Simulation& simulation, const SimulatedFigure& figure) {
    Sides sides;
    const Better better = economics::infoOf(figure.metric).better;
    if (!isDifference(simulation, figure) || better == Better::Neither) {
        sides.below = sides.above = isDifference(simulation, figure) ? Role::neutral() : roleOf(figure.deal);
        return sides;
    }
    const std::size_t below = better == Better::Lower ? figure.deal : simulation.baseline;
    const std::size_t above = better == Better::Lower ? simulation.baseline : figure.deal;
    sides.below = roleOf(below);
    sides.above = roleOf(above);
    sides.belowWords = fmt::format("{} {}", dealLetter(below), favouredWord(figure.metric));
    sides.aboveWords = fmt::format("{} {}", dealLetter(above), favouredWord(figure.metric));
    return sides;
}

void addBars(ChartSpec& chart, const risk::Histogram& histogram, const FigureScale& scale, const Sides& sides) {
    const std::size_t bins = histogram.counts.size();
    std::int64_t total = 0;
    for (const std::int64_t count : histogram.counts) {
        total += count;
    }
    const double low = scale.shown(histogram.low);
    const double width = (scale.shown(histogram.high) - low) / static_cast<double>(bins);
    chart.barStep = width > 0.0 ? width : 1.0;
    chart.barFill = 0.92;
    const auto seriesFor = [](std::string id, const std::string& name, Role role) {
        Series series = seriesOf(std::move(id), role, {}, SeriesKind::StackedBars);
        series.name = name.empty() ? "Share of cases" : name;
        series.directLabel = false;
        series.runs.emplace_back();
        return series;
    };
    Series below = seriesFor("below", sides.belowWords, sides.below);
    Series above = seriesFor("above", sides.aboveWords, sides.above);
    for (std::size_t i = 0; i < bins; ++i) {
        const double centre = width > 0.0 ? low + width * (static_cast<double>(i) + 0.5) : low;
        Series& side = centre < 0.0 ? below : above;
        side.runs.front().push_back({centre, kPercent * static_cast<double>(histogram.counts[i]) / static_cast<double>(total)});
    }
    for (Series* side : {&below, &above}) {
        if (!side->runs.front().empty()) {
            chart.series.push_back(std::move(*side));
        }
    }
}

}  // namespace

ChartSpec costFan(const StudyResult& result, const Simulation& simulation, const FanSubject& subject, std::optional<std::size_t> beside) {
    ChartSpec chart;
    chart.id = "fan";
    chart.x.start = result.plan.structure.timeline.start;
    chart.y.unit = "$";
    const risk::Fan* fan = fanOf(simulation, subject);
    if (fan == nullptr) {
        chart.title = "Cost by month";
        chart.emptyText = "The simulation was run without quantiles by month.";
        return chart;
    }
    const Role role = roleOf(subject.deal);
    chart.bands = {bandOf(*fan, kP5, kP95, "P5", "P95", role), bandOf(*fan, kP25, kP75, "P25", "P75", role)};
    Series median = seriesOf("median", role, fan->quantiles[kP50]);
    median.name = "median";
    if (subject.difference) {
        median.name = dealLetter(subject.deal) + " − " + dealLetter(simulation.baseline);
    } else if (beside && *beside != subject.deal) {
        median.name = dealLetter(subject.deal);
        const risk::Fan* other = fanOf(simulation, {*beside, false});
        if (other != nullptr) {
            Series line = seriesOf("beside", roleOf(*beside), other->quantiles[kP50]);
            line.name = dealLetter(*beside);
            line.labelValue = false;
            chart.series.push_back(std::move(line));
        }
    }
    median.labelValue = false;
    chart.series.push_back(std::move(median));
    chart.title = fanTitle(simulation, subject, *fan);
    const std::string unit = chooseMagnitude(chart);
    chart.subtitle = fmt::format("{}, {}, nominal; median and P5 to P95", subject.difference ? "Difference of running cost" : "Running cost", unit);
    if (const std::string currency = currencyNote(result); !currency.empty()) {
        chart.subtitle += "; " + currency;
    }
    return chart;
}

ChartSpec distributionChart(const StudyResult& result, const Simulation& simulation, const SimulatedFigure& figure) {
    ChartSpec chart;
    chart.id = "distribution";
    chart.x.kind = XAxis::Kind::Numeric;
    chart.y.unit = "%";
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr) {
        chart.title = std::string(economics::infoOf(figure.metric).label);
        chart.emptyText = noFigure(figure);
        return chart;
    }
    const risk::Histogram& histogram = distributed->histogram;
    const FigureScale scale(figure.metric, std::max(std::abs(histogram.low), std::abs(histogram.high)));
    const Sides sides = sidesOf(simulation, figure);
    addBars(chart, histogram, scale, sides);
    chart.title = casesTitle(simulation, figure);
    const bool difference = isDifference(simulation, figure);
    const std::string unit = scale.unit();
    chart.x.title = subjectOf(simulation, figure) + (unit.empty() ? "" : ", " + unit);
    chart.subtitle = fmt::format("{}; % of {} {}paths", economics::infoOf(figure.metric).label,
                                 numberText(static_cast<double>(distributed->paths), {0, false, true}), difference ? "paired " : "");
    if (const std::string currency = currencyNote(result); !currency.empty()) {
        chart.subtitle += "; " + currency;
    }
    if (difference) {
        Marker zero;
        zero.leftLabel = sides.belowWords;
        zero.leftRole = sides.below;
        zero.label = sides.aboveWords;
        zero.role = sides.above;
        chart.markers.push_back(std::move(zero));
    }
    if (histogram.high > histogram.low) {
        chart.caption = "The first and the last bar hold what lies beyond them.";
    }
    return chart;
}

ChartSpec convergenceChart(const Simulation& simulation, const SimulatedFigure& figure) {
    ChartSpec chart;
    chart.id = "convergence";
    chart.x.kind = XAxis::Kind::Numeric;
    chart.x.title = "paths";
    chart.y.includeZero = false;
    const Distributed* distributed = distributionOf(simulation, figure);
    if (distributed == nullptr || distributed->convergence.empty()) {
        chart.title = "Convergence";
        chart.emptyText = distributed == nullptr ? noFigure(figure) : "Too few paths to see how the mean settles.";
        return chart;
    }
    const FigureScale scale(figure.metric, distributed->mean.value);
    const FigureScale fine = errorScale(figure.metric, distributed->mean.error);
    Band band;
    band.id = "error";
    band.name = "two standard errors";
    band.role = Role::neutral();
    Series mean = seriesOf("mean", Role::neutral(), {});
    mean.directLabel = false;
    mean.runs.emplace_back();
    for (const risk::Checkpoint& point : distributed->convergence) {
        const double x = static_cast<double>(point.paths);
        mean.runs.front().push_back({x, point.mean.value});
        band.lower.push_back({x, point.mean.value - kErrors * point.mean.error});
        band.upper.push_back({x, point.mean.value + kErrors * point.mean.error});
    }
    chart.series = {std::move(mean)};
    chart.bands = {std::move(band)};
    // Axes divide by a power of ten alone: values are given as people read them.
    const auto toShown = [&](std::vector<Point>& points) {
        for (Point& point : points) {
            point.y = scale.shown(point.y);
        }
    };
    toShown(chart.series.front().runs.front());
    toShown(chart.bands.front().lower);
    toShown(chart.bands.front().upper);
    chart.y.unit = scale.unit();
    chart.title = fmt::format("The mean has settled to ±{}", fine.text(distributed->mean.error));
    const std::string unit = scale.unit();
    chart.subtitle = fmt::format("Mean of {} over the first paths{}{}, with two standard errors either way", subjectOf(simulation, figure),
                                 unit.empty() ? "" : ", ", unit);
    return chart;
}

}  // namespace offtake::present
