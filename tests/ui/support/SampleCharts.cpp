#include "SampleCharts.h"

#include <cmath>

namespace offtake::samples {

using namespace present;

namespace {

template <typename Function>
std::vector<double> byMonth(int months, Function value) {
    std::vector<double> values;
    for (int month = 0; month < months; ++month) {
        values.push_back(value(static_cast<double>(month)));
    }
    return values;
}

ChartSpec monthly(std::string id, int months, std::string title, std::string subtitle) {
    ChartSpec spec;
    spec.id = std::move(id);
    spec.title = std::move(title);
    spec.subtitle = std::move(subtitle);
    spec.x.start = date(2026, 7, 1);
    spec.x.months = months;
    spec.y.unit = "$";
    return spec;
}

}  // namespace

ChartSpec cumulativeCost() {
    ChartSpec spec = monthly("cumulative", 42, "Open has cost less in total since month 8", "Cumulative payments, $ billion, nominal");
    const auto a = byMonth(43, [](double m) { return m < 2 ? 0.02e9 * m : 0.04e9 + 0.153e9 * (m - 2); });
    const auto b = byMonth(43, [](double m) { return 0.26e9 + 0.1135e9 * m; });
    spec.series = {seriesOf("A Lease", Role::deal(0), a), seriesOf("B Open", Role::deal(1), b)};
    spec.markers = {{Marker::Kind::Vertical, 12.0, "month 12: B cheaper", 1.6e9}};
    spec.caption = "Figures made up for tests.";
    chooseMagnitude(spec);
    return spec;
}

ChartSpec costFan() {
    ChartSpec spec = monthly("fan", 48, "B's cost may pass A's; its median never does", "LCOC by contract month, $ per H100e-hour, P5 to P95");
    spec.y.unit = "$/H100e-h";
    spec.x.start = date(2026, 1, 1);
    for (const double share : {1.0, 0.35}) {
        Band band;
        band.id = share == 1.0 ? "p5" : "p25";
        band.name = share == 1.0 ? "P5 to P95" : "P25 to P75";
        band.lowerLabel = share == 1.0 ? "P5" : "P25";
        band.upperLabel = share == 1.0 ? "P95" : "P75";
        band.role = Role::deal(1);
        band.inner = share != 1.0;
        for (double m = 0.0; m <= 48.0; m += 1.0) {
            const double middle = 2.74 - 0.009 * m;
            const double width = share * 0.24 * std::sqrt(m);
            band.lower.push_back({m, middle - 0.6 * width});
            band.upper.push_back({m, middle + width});
        }
        spec.bands.push_back(band);
    }
    spec.series = {seriesOf("A lease", Role::deal(0), byMonth(49, [](double) { return 2.71; })),
                   seriesOf("B open", Role::deal(1), byMonth(49, [](double m) { return 2.74 - 0.009 * m; }))};
    return spec;
}

ChartSpec stackedCapacity() {
    ChartSpec spec = monthly("capacity", 36, "Spot fills the gap from 2027", "Supply by month, million H100e-hours, and demand");
    spec.y.unit = "H100e-h";
    spec.series = {seriesOf("contract", Role::palette(0), byMonth(37, [](double m) { return m < 4 ? 0.0 : 9e6; }), SeriesKind::StackedArea),
                   seriesOf("own", Role::palette(2), byMonth(37, [](double m) { return 0.12e6 * m; }), SeriesKind::StackedArea),
                   seriesOf("spot", Role::palette(4), byMonth(37, [](double m) { return m < 8 ? 1e6 : 1e6 + 0.1e6 * (m - 8); }), SeriesKind::StackedArea),
                   seriesOf("demand", Role::neutral(), byMonth(37, [](double m) { return 6e6 + 0.3e6 * m; }), SeriesKind::Step)};
    chooseMagnitude(spec);
    return spec;
}

ChartSpec monthlyCashFlow() {
    ChartSpec spec = monthly("cash", 24, "The deposit comes back in the last month", "Cash flow by month, $ million, nominal");
    spec.series = {seriesOf("operations", Role::palette(2), byMonth(24, [](double m) { return 12e6 + 2e6 * std::sin(m / 2.0); }), SeriesKind::StackedBars),
                   seriesOf("financing", Role::palette(1), byMonth(24, [](double m) { return m < 6 ? -18e6 : -5e6; }), SeriesKind::StackedBars),
                   seriesOf("deposit", Role::palette(0), byMonth(24, [](double m) { return m < 1 ? -30e6 : m > 22 ? 30e6 : 0.0; }), SeriesKind::StackedBars)};
    chooseMagnitude(spec);
    return spec;
}

ChartSpec differenceHistogram() {
    ChartSpec spec;
    spec.id = "difference";
    spec.title = "In 71 of 100 cases B is cheaper";
    spec.subtitle = "B − A, $ per H100e-hour, 100,000 paired paths; mean −0.36 ± 0.002";
    spec.x.kind = XAxis::Kind::Numeric;
    spec.x.title = "B − A, $ per H100e-hour";
    spec.y.unit = "paths";
    spec.barStep = 0.0625;
    spec.barFill = 0.92;
    Series below = seriesOf("B cheaper", Role::deal(1), {}, SeriesKind::StackedBars);
    Series above = seriesOf("A cheaper", Role::deal(0), {}, SeriesKind::StackedBars);
    below.directLabel = above.directLabel = false;
    below.runs.emplace_back();
    above.runs.emplace_back();
    for (double x = -1.59375; x < 1.0; x += 0.0625) {
        (x < 0.0 ? below : above).runs.front().push_back({x, 3200.0 * std::exp(-std::pow((x + 0.25) / 0.4, 2.0))});
    }
    spec.series = {below, above};
    Marker zero;
    zero.at = 0.0;
    zero.label = "A cheaper";
    zero.role = Role::deal(0);
    zero.leftLabel = "B cheaper in 71 of 100 (±1)";
    zero.leftRole = Role::deal(1);
    spec.markers = {zero};
    return spec;
}

ChartSpec tornado() {
    ChartSpec spec;
    spec.id = "tornado";
    spec.kind = ChartKind::HorizontalBars;
    spec.title = "The undisclosed count decides more than all the rest";
    spec.subtitle = "Change of B − A when one input goes to its P5 and P95; orange favours B";
    spec.y.unit = "$/H100e-h";
    const auto row = [&](const char* name, double low, const char* lowText, double high, const char* highText) {
        spec.rows.push_back({name, name, {{low, Role::deal(1), lowText}, {high, Role::deal(0), highText}}});
    };
    row("Accelerators in A", -0.74, "17,900", 0.52, "51,900");
    row("Parity of B", -0.22, "1.05", 0.31, "0.84");
    row("Rent index 2028", -0.26, "−30 %", 0.24, "+25 %");
    row("Porting effort", -0.09, "60", 0.21, "240");
    row("Outage, shared layer", -0.04, "0", 0.15, "2 / yr");
    row("Utilisation", -0.11, "92 %", 0.1, "78 %");
    row("Power price of B", -0.05, "0.05", 0.06, "0.09");
    return spec;
}

ChartSpec breakEvenMap() {
    ChartSpec spec;
    spec.id = "map";
    spec.kind = ChartKind::HeatMap;
    spec.title = "Open wins while parity stays above 0.87";
    spec.subtitle = "B − A over two inputs; click sets them in Deals";
    spec.x.kind = XAxis::Kind::Numeric;
    spec.x.title = "parity of B with the reference stack";
    spec.y.unit = "$/H100e-h";
    HeatMap& heat = spec.heat;
    heat.yTitle = "porting, months";
    heat.negative = Role::deal(1);
    heat.positive = Role::deal(0);
    heat.negativeLabel = "B cheaper";
    heat.positiveLabel = "A cheaper";
    heat.borderLabel = "A = B";
    heat.dotLabel = "this study";
    for (int i = 0; i <= 24; ++i) {
        heat.xs.push_back(0.7 + 0.4 * i / 24.0);
        heat.ys.push_back(18.0 * i / 24.0);
    }
    const auto porting = [](double parity) { return (parity - 0.87) * 76.0; };
    for (const double y : heat.ys) {
        for (const double x : heat.xs) {
            heat.values.push_back((y - porting(x)) * 0.03);
        }
    }
    heat.border.emplace_back();
    for (double x = 0.87; x <= 1.1; x += 0.01) {
        heat.border.front().push_back({x, porting(x)});
    }
    heat.dot = Point{0.94, 4.0};
    return spec;
}

ChartSpec bridge() {
    ChartSpec spec;
    spec.id = "bridge";
    spec.kind = ChartKind::Waterfall;
    spec.title = "Price decides; parity takes back two fifths of it";
    spec.subtitle = "From A to B, $ per H100e-hour, parts add up exactly; axis from 1.9";
    spec.y.unit = "$/H100e-h";
    spec.y.range = Range{1.9, 2.82};
    spec.steps = {{"a", "A lease", 2.71, true, Role::deal(0)},      {"price", "price", -0.52, false, Role::better()},
                  {"parity", "parity", 0.21, false, Role::worse()}, {"porting", "porting", 0.09, false, Role::worse()},
                  {"exit", "exit", -0.12, false, Role::better()},   {"outage", "outage", -0.06, false, Role::better()},
                  {"idle", "idle", -0.04, false, Role::better()},   {"govern", "govern", 0.03, false, Role::worse()},
                  {"b", "B open", 2.30, true, Role::deal(1)}};
    return spec;
}

ChartSpec crowdedLines() {
    ChartSpec spec = monthly("crowded", 60, "Eight offers end within a tenth of each other", "Cumulative cost, $ million");
    for (int deal = 0; deal < 8; ++deal) {
        spec.series.push_back(seriesOf(std::string(1, static_cast<char>('A' + deal)) + " offer", Role::deal(deal),
                                       byMonth(61, [deal](double m) { return (400.0 + deal) * 1e4 * m * (1.0 + 0.01 * deal); })));
    }
    chooseMagnitude(spec);
    return spec;
}

TableSpec comparison() {
    TableSpec table;
    table.id = "comparison";
    table.title = "A compared with B";
    Column metric;
    metric.id = "metric";
    metric.alignment = Alignment::Left;
    table.columns.push_back(metric);
    for (const char* name : {"A lease", "B open", "B − A", "%", "bar"}) {
        Column column;
        column.id = name;
        column.title = std::string(name) == "bar" || std::string(name) == "%" ? "" : name;
        table.columns.push_back(column);
    }
    table.columns[1].role = Role::deal(0);
    table.columns[2].role = Role::deal(1);
    const auto row = [&](const char* id, const char* name, const char* note, double a, double b, int decimals, Meaning meaning, double bar) {
        Row made;
        made.id = id;
        const auto number = [&](double value, bool change) {
            Cell cell = change ? Cell::change(value, meaning) : Cell::number(value);
            std::get<NumberCell>(cell.value).decimals = decimals;
            return cell;
        };
        made.cells = {Cell::words(name, note), number(a, false), number(b, false), number(b - a, true)};
        Cell percent = a == 0.0 ? Cell::missing("A is zero") : Cell::words("");
        if (a != 0.0) {
            NumberCell share;
            share.value = (b - a) / a * 100.0;
            share.unit = "%";
            share.decimals = 0;
            share.plusSign = true;
            percent.value = share;
        }
        percent.meaning = Meaning::Muted;
        made.cells.push_back(percent);
        made.cells.push_back(Cell::barOnly(bar, meaning));
        table.rows.push_back(made);
    };
    row("lcoc", "Cost of useful compute", "LCOC, $/H100e-h", 2.71, 2.30, 2, Meaning::Better, 0.75);
    row("total", "Total paid", "M$", 6300, 5040, 0, Meaning::Better, 0.9);
    row("pv", "Present value of cost", "M$ at 11 %", 5118, 4196, 0, Meaning::Better, 0.83);
    row("firm", "Firm commitment", "M$", 900, 3420, 0, Meaning::Worse, 1.0);
    row("useful", "Useful compute", "M H100e-h", 1889, 1824, 0, Meaning::Worse, 0.16);
    row("idle", "Idle capacity paid", "M$", 378, 151, 0, Meaning::Better, 0.4);
    row("first", "Time to first useful compute", "months", 0, 4, 0, Meaning::Worse, 0.34);
    Row group;
    group.id = "shares";
    group.kind = Row::Kind::Group;
    group.cells = {Cell::words("Concentration")};
    table.rows.push_back(group);
    row("hhi", "Worst layer concentration", "HHI, rack fabric", 10000, 4150, 0, Meaning::Better, 0.6);
    table.rows.back().indent = 1;
    return table;
}

}  // namespace offtake::samples
