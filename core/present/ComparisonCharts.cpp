#include "core/present/ComparisonCharts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "core/economics/metrics/PartyFlows.h"
#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::present {

using economics::AccountLine;
using economics::DealResult;
using economics::LineItem;
using economics::Quantity;
using economics::StudyResult;

namespace {

constexpr std::size_t kCategories = 5;         // more colours than that are not told apart in a stack
constexpr std::size_t kMonthlyBars = 120;      // more bars than that are thinner than a pixel column
constexpr std::size_t kMonthsInYear = 12;
constexpr double kNearlyAll = 0.995;
constexpr double kEarningShare = 4.0;  // a deal earns when it brings money in one month of four

ChartSpec monthlyChart(const StudyResult& result, std::string id) {
    ChartSpec chart;
    chart.id = std::move(id);
    chart.x.start = result.plan.structure.timeline.start;
    return chart;
}

std::string month(const StudyResult& result, double position) {
    return monthName(result.plan.structure.timeline.start, position);
}

/// "Cumulative cost, $ billion, nominal": what is measured, its unit and the convention.
void describeMeasure(ChartSpec& chart, const StudyResult& result, const std::string& measure, const std::string& convention) {
    const std::string unit = chooseMagnitude(chart);
    chart.subtitle = measure + ", " + unit + (convention.empty() ? "" : ", " + convention);
    if (chart.y.unit == "$" && !currencyNote(result).empty()) {
        chart.subtitle += "; " + currencyNote(result);
    }
}

std::vector<double> runningTotal(std::vector<double> amounts) {
    std::partial_sum(amounts.begin(), amounts.end(), amounts.begin());
    return amounts;
}

/// From which month on the deal with the lower total at the end stays the lower one; 0 when it always is.
struct Lead {
    std::size_t winner = 0;  ///< 0 or 1; meaningless in a tie
    std::size_t since = 0;
    bool isTie = false;
};

Lead leadOf(const std::vector<double>& a, const std::vector<double>& b) {
    Lead lead;
    lead.isTie = isTie(a.back(), b.back());
    lead.winner = a.back() <= b.back() ? 0 : 1;
    for (std::size_t t = 0; t < a.size(); ++t) {
        const double ahead = lead.winner == 0 ? b[t] - a[t] : a[t] - b[t];
        if (ahead <= 0.0) {
            lead.since = t + 1;
        }
    }
    return lead;
}

/// Where two lines meet between month t − 1 and t.
Marker crossing(const StudyResult& result, const std::vector<double>& a, const std::vector<double>& b, std::size_t t) {
    const double before = a[t - 1] - b[t - 1];
    const double after = a[t] - b[t];
    const double part = before == after ? 0.0 : before / (before - after);
    Marker marker;
    marker.at = static_cast<double>(t - 1) + part;
    marker.dot = a[t - 1] + part * (a[t] - a[t - 1]);
    marker.label = month(result, static_cast<double>(t));
    return marker;
}

void findLead(ChartSpec& chart, const StudyResult& result, const std::vector<std::vector<double>>& totals) {
    const std::string last = month(result, static_cast<double>(totals.front().size() - 1));
    if (totals.size() == 1) {
        chart.title = fmt::format("{} costs {} by {}", titleDealLabel(result, 0), moneyText(totals.front().back()), last);
        return;
    }
    if (totals.size() == 2) {
        const Lead lead = leadOf(totals[0], totals[1]);
        if (lead.isTie) {
            chart.title = fmt::format("Both cost the same in total by {}", last);
        } else if (lead.since == 0) {
            chart.title = fmt::format("{} costs less in total from the first month on", titleDealLabel(result, lead.winner));
        } else {
            chart.title = fmt::format("{} has cost less in total since {}", titleDealLabel(result, lead.winner), month(result, static_cast<double>(lead.since)));
            chart.markers.push_back(crossing(result, totals[0], totals[1], lead.since));
        }
        return;
    }
    const auto least = std::min_element(totals.begin(), totals.end(), [](const auto& x, const auto& y) { return x.back() < y.back(); });
    chart.title = fmt::format("{} costs least in total by {}: {}", titleDealLabel(result, static_cast<std::size_t>(least - totals.begin())), last,
                              moneyText(least->back()));
}

/// Costs of one kind of line by month.
struct CostKind {
    std::string id;
    std::string name;
    std::vector<double> months;
    double size = 0.0;  ///< of all its months without sign
};

std::vector<CostKind> costKinds(const DealResult& deal) {
    const economics::Ledger<double>& ledger = deal.evaluation.ledger;
    std::map<LineItem, CostKind> kinds;
    for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
        const AccountLine& line = deal.accounts->lines[i];
        const economics::LineInfo& info = economics::infoOf(line.item);
        const double paid = line.payer == deal.evaluation.party && countsAsCost(info, true) ? 1.0 : 0.0;
        const double received = line.payee == deal.evaluation.party && countsAsCost(info, false) ? 1.0 : 0.0;
        if (paid == received) {
            continue;
        }
        CostKind& kind = kinds.try_emplace(line.item, CostKind{std::string(info.key), std::string(info.label), std::vector<double>(ledger.months, 0.0), 0.0}).first->second;
        for (std::size_t t = 0; t < ledger.months; ++t) {
            const double amount = (paid - received) * ledger.line(static_cast<int>(i))[t];
            kind.months[t] += amount;
            kind.size += std::abs(amount);
        }
    }
    std::vector<CostKind> sorted;
    for (auto& entry : kinds) {
        if (entry.second.size > 0.0) {
            sorted.push_back(std::move(entry.second));
        }
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const CostKind& a, const CostKind& b) { return a.size > b.size; });
    return sorted;
}

/// The largest kinds, and the rest as one.
std::vector<CostKind> grouped(std::vector<CostKind> kinds) {
    if (kinds.size() <= kCategories + 1) {
        return kinds;
    }
    CostKind rest{"rest", fmt::format("{} others", kinds.size() - kCategories), std::vector<double>(kinds.front().months.size(), 0.0), 0.0};
    for (std::size_t i = kCategories; i < kinds.size(); ++i) {
        for (std::size_t t = 0; t < rest.months.size(); ++t) {
            rest.months[t] += kinds[i].months[t];
        }
        rest.size += kinds[i].size;
    }
    kinds.resize(kCategories);
    kinds.push_back(std::move(rest));
    return kinds;
}

std::string costFinding(const StudyResult& result, std::size_t deal, const std::vector<CostKind>& kinds) {
    const double all = std::accumulate(kinds.begin(), kinds.end(), 0.0, [](double sum, const CostKind& kind) { return sum + kind.size; });
    const CostKind& first = kinds.front();
    std::string name = first.name;
    name.front() = static_cast<char>(name[0] >= 'A' && name[0] <= 'Z' && name.rfind("SLA", 0) != 0 ? name[0] + ('a' - 'A') : name[0]);
    if (first.size >= kNearlyAll * all) {
        return fmt::format("{} pays for one thing: {}", titleDealLabel(result, deal), name);
    }
    return fmt::format("{}: {} % of the money is {}", titleDealLabel(result, deal), numberText(100.0 * first.size / all, {0, false, true}), name);
}

/// Bars of months, or of years when there are too many months.
Series costBars(ChartSpec& chart, const CostKind& kind, int index) {
    const Role role = kind.id == "rest" ? Role::neutral(true) : Role::palette(index);
    if (kind.months.size() <= kMonthlyBars) {
        Series series = seriesOf(kind.name, role, kind.months, SeriesKind::StackedBars);
        series.id = kind.id;
        return series;
    }
    chart.barStep = static_cast<double>(kMonthsInYear);
    Series series;
    series.id = kind.id;
    series.name = kind.name;
    series.kind = SeriesKind::StackedBars;
    series.role = role;
    series.runs.emplace_back();
    for (std::size_t t = 0; t < kind.months.size(); t += kMonthsInYear) {
        const std::size_t end = std::min(t + kMonthsInYear, kind.months.size());
        double sum = 0.0;
        for (std::size_t m = t; m < end; ++m) {
            sum += kind.months[m];
        }
        series.runs.back().push_back({static_cast<double>(t + kMonthsInYear / 2), sum});
    }
    return series;
}

/// Hours of a quantity over the hours of each month: how many run on average.
std::vector<double> average(const StudyResult& result, std::size_t deal, Quantity quantity) {
    const study::Timeline& timeline = result.plan.structure.timeline;
    std::vector<double> units = result.deals[deal].quantityByMonth(result.plan.structure, deal, quantity);
    for (std::size_t t = 0; t < units.size(); ++t) {
        units[t] /= timeline.hours[t];
    }
    return units;
}

/// A quantity that holds through each month. The last month is often the end of a contract, so its value is no label.
Series stepsOf(std::string name, const Role& role, const std::vector<double>& values) {
    Series series = seriesOf(std::move(name), role, values, SeriesKind::Step);
    series.labelValue = false;
    return series;
}

bool isZero(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return value == 0.0; });
}

double sumOf(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::string countText(double value) {
    const Magnitude magnitude = magnitudeFor(value);
    return numberText(value / magnitude.divisor, {decimalsFor(value / magnitude.divisor), false, true}) + (magnitude.word.empty() ? "" : " " + magnitude.word);
}

}  // namespace

ChartSpec cumulativeCost(const StudyResult& result) {
    ChartSpec chart = monthlyChart(result, "cumulative-cost");
    chart.y.unit = "$";
    chart.emptyText = "No deal costs anything within the horizon.";
    std::vector<std::vector<double>> totals;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        totals.push_back(runningTotal(result.deals[i].costByMonth()));
        Series series = seriesOf(shortDealLabel(result, i), Role::deal(static_cast<int>(i)), totals.back());
        series.id = result.deals[i].id;
        chart.series.push_back(std::move(series));
    }
    if (std::all_of(totals.begin(), totals.end(), isZero)) {
        chart.series.clear();
        chart.title = "Cumulative cost";
        return chart;
    }
    findLead(chart, result, totals);
    describeMeasure(chart, result, "Cumulative cost before financing and tax", "nominal");
    return chart;
}

ChartSpec cumulativeNet(const StudyResult& result) {
    ChartSpec chart = monthlyChart(result, "cumulative-net");
    chart.y.unit = "$";
    chart.emptyText = "Money only goes out: see the cost.";
    chart.title = "Running total of money";
    bool earns = false;
    std::optional<std::size_t> most;
    std::vector<double> ends;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const economics::Evaluation<double>& evaluation = result.deals[i].evaluation;
        std::vector<double> net(evaluation.ledger.months);
        for (std::size_t t = 0; t < net.size(); ++t) {
            net[t] = economics::netOf(evaluation.ledger, evaluation.party, t);
        }
        const auto receives = std::count_if(net.begin(), net.end(), [](double amount) { return amount > 0.0; });
        earns = earns || kEarningShare * static_cast<double>(receives) >= static_cast<double>(net.size());
        const std::vector<double> total = runningTotal(std::move(net));
        ends.push_back(total.back());
        most = !most || ends[i] > ends[*most] ? i : *most;
        Series series = seriesOf(shortDealLabel(result, i), Role::deal(static_cast<int>(i)), total);
        series.id = result.deals[i].id;
        chart.series.push_back(std::move(series));
    }
    if (!earns) {
        chart.series.clear();
        return chart;
    }
    const std::string last = month(result, static_cast<double>(result.plan.structure.timeline.months - 1));
    chart.title = fmt::format("{}{}: {} by {}", titleDealLabel(result, *most), result.deals.size() == 1 ? "" : " ends with most money",
                              moneyText(ends[*most], std::nullopt, true), last);
    describeMeasure(chart, result, "Received less paid, running total", "nominal, after financing and tax");
    return chart;
}

ChartSpec monthlyCost(const StudyResult& result, std::size_t deal) {
    ChartSpec chart = monthlyChart(result, "monthly-cost." + result.deals[deal].id);
    chart.y.unit = "$";
    chart.emptyText = "This deal costs nothing within the horizon.";
    const std::vector<CostKind> kinds = costKinds(result.deals[deal]);
    if (kinds.empty()) {
        chart.title = titleDealLabel(result, deal) + ": cost by month";
        return chart;
    }
    int index = 0;
    for (const CostKind& kind : grouped(kinds)) {
        chart.series.push_back(costBars(chart, kind, index++));
    }
    chart.title = costFinding(result, deal, kinds);
    describeMeasure(chart, result, chart.barStep > 1.0 ? "Cost by year of the study" : "Cost by month", "nominal");
    return chart;
}

ChartSpec capacityAndUse(const StudyResult& result, std::size_t deal) {
    ChartSpec chart = monthlyChart(result, "capacity." + result.deals[deal].id);
    chart.y.unit = "GPU";
    chart.emptyText = "Nothing is installed within the horizon.";
    const std::vector<double> installed = average(result, deal, Quantity::InstalledHours);
    const std::vector<double> used = average(result, deal, Quantity::UsedHours);
    const std::vector<double> productive = average(result, deal, Quantity::ProductiveHours);
    if (isZero(installed)) {
        chart.title = titleDealLabel(result, deal) + ": capacity and use";
        return chart;
    }
    const Role own = Role::deal(static_cast<int>(deal));
    const auto add = [&](const char* id, const char* name, const Role& role, const std::vector<double>& values) {
        chart.series.push_back(stepsOf(name, role, values));
        chart.series.back().id = id;
    };
    add("installed", "Installed", Role::neutral(), installed);
    add("used", "Used", Role::deal(static_cast<int>(deal), true), used);
    add("productive", "Productive", own, productive);
    chart.title = fmt::format("{} uses {} % of what is installed", titleDealLabel(result, deal),
                              numberText(100.0 * sumOf(used) / sumOf(installed), {0, false, true}));
    describeMeasure(chart, result, "Accelerators, average of each month", "productive: used less checkpoints and restarts");
    return chart;
}

ChartSpec usefulCompute(const StudyResult& result) {
    ChartSpec chart = monthlyChart(result, "useful-compute");
    chart.y.unit = "H100e";
    chart.emptyText = "No deal delivers useful compute within the horizon.";
    chart.title = "Useful compute";
    std::optional<std::size_t> most;
    std::vector<double> totals;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const std::vector<double> useful = average(result, i, Quantity::UsefulHours);
        totals.push_back(sumOf(result.deals[i].quantityByMonth(result.plan.structure, i, Quantity::UsefulHours)));
        most = !most || totals[i] > totals[*most] ? i : *most;
        Series series = stepsOf(shortDealLabel(result, i), Role::deal(static_cast<int>(i)), useful);
        series.id = result.deals[i].id;
        chart.series.push_back(std::move(series));
    }
    if (!most || totals[*most] <= 0.0) {
        chart.series.clear();
        return chart;
    }
    const bool same = std::all_of(totals.begin(), totals.end(), [&](double total) { return isTie(total, totals[*most]); });
    if (result.deals.size() == 1 || same) {
        chart.title = fmt::format("{} useful H100e-hours{}", countText(totals[*most]), result.deals.size() == 1 ? "" : " in every deal");
    } else {
        chart.title = fmt::format("{} delivers most: {} useful H100e-hours", titleDealLabel(result, *most), countText(totals[*most]));
    }
    std::string convention;
    if (result.plan.structure.study.choiceOf(study::kDemandMode) == 1) {
        // What is supplied meets the demand, or all of it is used and the rest is unmet: either way their sum is the demand.
        const study::Timeline& timeline = result.plan.structure.timeline;
        std::vector<double> demand = result.deals[*most].quantityByMonth(result.plan.structure, *most, Quantity::UsefulHours);
        for (std::size_t t = 0; t < demand.size(); ++t) {
            demand[t] = (demand[t] + result.deals[*most].evaluation.unmetDemand[t]) / timeline.hours[t];
        }
        Series series = stepsOf("Demand", Role::neutral(), demand);
        series.id = "demand";
        chart.series.push_back(std::move(series));
        convention = "with the stated demand";
    }
    describeMeasure(chart, result, "H100 equivalents in useful work, average of each month", convention);
    return chart;
}

ChartSpec idleCapacity(const StudyResult& result) {
    ChartSpec chart = monthlyChart(result, "idle-capacity");
    chart.y.unit = "GPU";
    chart.emptyText = "No capacity is idle within the horizon.";
    chart.title = "Idle capacity";
    std::optional<std::size_t> most;
    std::vector<double> shares;
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        const std::vector<double> idle = average(result, i, Quantity::IdleHours);
        const double available = sumOf(average(result, i, Quantity::AvailableHours));
        shares.push_back(available > 0.0 ? sumOf(idle) / available : 0.0);
        most = !most || shares[i] > shares[*most] ? i : *most;
        Series series = stepsOf(shortDealLabel(result, i), Role::deal(static_cast<int>(i)), idle);
        series.id = result.deals[i].id;
        chart.series.push_back(std::move(series));
    }
    if (!most || shares[*most] <= 0.0) {
        chart.series.clear();
        return chart;
    }
    chart.title = fmt::format("{} leaves {} % of what is available idle", titleDealLabel(result, *most), numberText(100.0 * shares[*most], {0, false, true}));
    describeMeasure(chart, result, "Idle accelerators, average of each month", "");
    return chart;
}

ChartSpec partyShift(const StudyResult& result, std::size_t deal) {
    ChartSpec chart;
    chart.id = "party-shift." + result.deals[deal].id;
    chart.kind = ChartKind::HorizontalBars;
    chart.y.unit = "$";
    chart.emptyText = "No party gains or loses.";
    const std::string letters = dealLetter(deal) + " in place of " + dealLetter(result.baseline);
    chart.title = letters + ": who gains and who loses";
    if (deal == result.baseline) {
        chart.emptyText = "This is the baseline.";
        return chart;
    }
    const DealResult& other = result.deals[deal];
    const DealResult& baseline = result.deals[result.baseline];
    std::vector<double> shifts;
    double largest = 0.0;
    for (int party = 0; party < other.accounts->parties(); ++party) {
        shifts.push_back(other.netOfParty(party) - baseline.netOfParty(party));
        largest = std::max(largest, std::abs(shifts.back()));
    }
    for (std::size_t party = 0; party < shifts.size(); ++party) {
        if (isTie(largest + shifts[party], largest)) {
            continue;
        }
        const Role role = Role::deal(static_cast<int>(shifts[party] > 0.0 ? deal : result.baseline));
        chart.rows.push_back({other.accounts->partyIds[party], other.accounts->partyNames[party], {{shifts[party], role, moneyText(shifts[party], largest, true)}}});
    }
    if (chart.rows.empty()) {
        return chart;
    }
    const auto ends = std::minmax_element(shifts.begin(), shifts.end());
    const auto name = [&](auto at) { return other.accounts->partyNames[static_cast<std::size_t>(at - shifts.begin())]; };
    chart.title = fmt::format("{}: {} gains most, {} loses most", letters, name(ends.second), name(ends.first));
    describeMeasure(chart, result, "Change of each party's net", "nominal, financing and tax included; the bars sum to zero");
    return chart;
}

std::vector<ChartSpec> comparisonCharts(const StudyResult& result) {
    std::vector<ChartSpec> charts{cumulativeCost(result), cumulativeNet(result), usefulCompute(result), idleCapacity(result)};
    for (std::size_t i = 0; i < result.deals.size(); ++i) {
        charts.push_back(monthlyCost(result, i));
        charts.push_back(capacityAndUse(result, i));
        if (i != result.baseline) {
            charts.push_back(partyShift(result, i));
        }
    }
    return charts;
}

}  // namespace offtake::present
