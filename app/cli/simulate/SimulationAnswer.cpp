#include "app/cli/simulate/SimulationAnswer.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Figures.h"
#include "app/cli/simulate/SimulationJson.h"
#include "app/cli/study/NumberOption.h"
#include "app/cli/study/ResultJson.h"
#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/present/TableText.h"
#include "core/present/UncertaintyText.h"
#include "core/study/kinds/StudyInputs.h"
#include "core/units/Format.h"

namespace offtake::cli {

using economics::Better;
using economics::Metric;
using economics::MetricInfo;
using economics::StudyResult;
using risk::Distributed;
using risk::Estimate;
using risk::SimulatedMetric;
using risk::Simulation;

namespace {

constexpr double kPercent = 100.0;

Expected<void> apply(const SimulateOptions& from, risk::SimulationOptions& to) {
    if (!from.paths.empty()) {
        const auto paths = numberFrom<std::int64_t>("--paths", from.paths);
        if (!paths) {
            return tl::make_unexpected(paths.error());
        }
        to.paths = *paths;
    }
    if (!from.seed.empty()) {
        const auto seed = numberFrom<std::uint64_t>("--seed", from.seed);
        if (!seed) {
            return tl::make_unexpected(seed.error());
        }
        to.seed = *seed;
    }
    if (!from.error.empty()) {
        const auto error = numberFrom<double>("--error", from.error);
        if (!error) {
            return tl::make_unexpected(error.error());
        }
        if (!(*error > 0.0)) {
            return fail(ErrorCode::OutOfBounds, "--error", {"An error of {0} is never reached.", {*error}}, {"Give a positive number in the unit of the first metric.", {}});
        }
        to.wantedError = *error;
    }
    for (const risk::Sampler sampler : {risk::Sampler::Sobol, risk::Sampler::Philox, risk::Sampler::Latin}) {
        to.sampler = risk::keyOf(sampler) == from.sampler ? sampler : to.sampler;
    }
    for (const std::string& key : from.metrics) {
        const MetricInfo* info = economics::findMetric(key);
        if (info == nullptr) {
            return fail(ErrorCode::UnknownName, "--metric", {"There is no figure \"{0}\".", {key}}, {"offtake-cli evaluate STUDY --format csv lists them all.", {}});
        }
        if (std::find(to.metrics.begin(), to.metrics.end(), info->metric) == to.metrics.end()) {
            to.metrics.push_back(info->metric);
        }
    }
    to.threads = from.threads;
    return {};
}

std::string figureText(double value, const MetricInfo& info, bool plusSign = false) {
    units::NumberStyle style;
    style.sign = plusSign ? units::SignStyle::Always : units::SignStyle::NegativeOnly;
    return units::format(value, info.unit, style);
}

std::string lowered(std::string_view label) {
    std::string text(label);
    const bool acronym = text.size() > 1 && text[1] >= 'A' && text[1] <= 'Z';
    if (!text.empty() && !acronym) {
        text[0] = static_cast<char>(text[0] >= 'A' && text[0] <= 'Z' ? text[0] - 'A' + 'a' : text[0]);
    }
    return text;
}

std::string beatenSentence(const StudyResult& result, const Simulation& simulation, const SimulatedMetric& metric, std::size_t deal) {
    const MetricInfo& info = economics::infoOf(metric.metric);
    const risk::Beaten& beaten = *metric.beaten[deal];
    const Distributed& apart = metric.differences[deal];
    const std::string name = present::titleDealLabel(result, deal);
    const std::string other = present::titleDealLabel(result, simulation.baseline);
    return fmt::format("By {}, {} is {} than {} in {}: on average {} (±{}), in 90 % of cases {} to {}.", lowered(info.label), name, present::favouredWord(metric.metric), other,
                       present::shareText(beaten.better), figureText(apart.mean.value, info, true), figureText(apart.mean.error, info),
                       figureText(apart.quantiles.front().value, info, true), figureText(apart.quantiles.back().value, info, true));
}

/// How many inputs were kept within their bounds, and the one that was most often.
std::string stoppedSentence(const Simulation& simulation) {
    const auto byStopped = [](const risk::DrawnInput& a, const risk::DrawnInput& b) { return a.stopped < b.stopped; };
    const auto count = std::count_if(simulation.inputs.begin(), simulation.inputs.end(), [](const risk::DrawnInput& input) { return input.stopped > 0.0; });
    const auto most = std::max_element(simulation.inputs.begin(), simulation.inputs.end(), byStopped);
    if (count == 0) {
        return {};
    }
    return fmt::format("Draws of {} of {} uncertain inputs were stopped at the bounds of the input, at most {:.2f} % of them ({}).", count,
                       simulation.inputs.size(), most->stopped * kPercent, most->path.text());
}

/// Whether a path gave this figure to any of the deals.
bool existsAnywhere(const SimulatedMetric& metric, const std::vector<std::size_t>& deals) {
    return std::any_of(deals.begin(), deals.end(), [&](std::size_t deal) { return metric.deals[deal].paths > 0; });
}

std::vector<std::string> sentencesOf(const StudyResult& result, const Simulation& simulation, const std::vector<std::size_t>& deals) {
    std::vector<std::string> sentences;
    if (simulation.inputs.empty()) {
        sentences.emplace_back("Nothing in this study is uncertain: every path gives the figures that it has anyway. Give inputs a range (5 to 9) or a distribution.");
        return sentences;
    }
    for (const SimulatedMetric& metric : simulation.metrics) {
        const MetricInfo& info = economics::infoOf(metric.metric);
        if (!existsAnywhere(metric, deals)) {
            sentences.push_back(fmt::format("{} exists on no path: {}", info.label, info.whyNone));
            continue;
        }
        for (const std::size_t deal : deals) {
            if (metric.beaten[deal] && metric.beaten[deal]->paths > 0) {
                sentences.push_back(beatenSentence(result, simulation, metric, deal));
            }
            const Distributed& own = metric.deals[deal];
            if (own.missing > 0) {
                sentences.push_back(fmt::format("{} of {} does not exist on {} of {} paths, which are left out: {}", info.label,
                                                present::titleDealLabel(result, deal), own.missing, simulation.paths, info.whyNone));
            }
            if (own.severalRates > 0) {
                sentences.push_back(fmt::format("{} of {} has several values on {} of {} paths; the one nearest zero counts.", info.label,
                                                present::titleDealLabel(result, deal), own.severalRates, simulation.paths));
            }
        }
    }
    if (const std::string stopped = stoppedSentence(simulation); !stopped.empty()) {
        sentences.push_back(stopped);
    }
    for (const risk::CorrelationRepair& repair : simulation.repairs) {
        sentences.push_back(fmt::format("The correlations do not fit together: {:.2f} between {} and {} was moved to {:.2f}.", repair.stated,
                                        result.plan.random[repair.first].path.text(), result.plan.random[repair.second].path.text(), repair.used));
    }
    return sentences;
}

/// One row a metric and deal, and for each other deal than the baseline one of the difference.
template <typename Visit>
void eachRow(const Simulation& simulation, const std::vector<std::size_t>& deals, const Visit& visit) {
    for (const SimulatedMetric& metric : simulation.metrics) {
        for (const std::size_t deal : deals) {
            visit(metric, deal, metric.deals[deal], false);
        }
        for (const std::size_t deal : deals) {
            if (deal != simulation.baseline) {
                visit(metric, deal, metric.differences[deal], true);
            }
        }
    }
}

/// Enough to show the sampling error with one digit, but never more than two beyond what the numbers need.
int decimalsOf(double largest, double error) {
    const int needed = present::decimalsFor(largest);
    return error > 0.0 ? std::clamp(static_cast<int>(std::ceil(-std::log10(error))), needed, needed + 2) : needed;
}

present::TableSpec shownTable(const StudyResult& result, const Simulation& simulation, const std::vector<std::size_t>& deals) {
    present::TableSpec table;
    table.id = "simulation";
    table.title = fmt::format("{} paths, seed {}, {}", simulation.paths, simulation.seed, risk::keyOf(simulation.sampler));
    for (const char* title : {"Figure", "Deal"}) {
        present::Column column;
        column.id = column.title = title;
        column.alignment = present::Alignment::Left;
        table.columns.push_back(column);
    }
    for (const char* title : {"Mean", "±", "Deviation", "5 %", "25 %", "50 %", "75 %", "95 %", "Worst 5 %"}) {
        present::Column column;
        column.id = column.title = title;
        table.columns.push_back(column);
    }
    eachRow(simulation, deals, [&](const SimulatedMetric& metric, std::size_t deal, const Distributed& found, bool difference) {
        if (!existsAnywhere(metric, deals)) {
            return;  // told in a sentence
        }
        const MetricInfo& info = economics::infoOf(metric.metric);
        present::Row row;
        const double largest = std::max(std::abs(info.unit.shown(found.lowest)), std::abs(info.unit.shown(found.highest)));
        row.magnitude = present::magnitudeFor(largest);
        row.unit = std::string(info.unit.symbol);
        row.decimals = decimalsOf(largest / row.magnitude->divisor, info.unit.shown(found.mean.error) / row.magnitude->divisor);
        row.cells.push_back(present::Cell::words(std::string(info.label), present::shortUnit(*row.unit, *row.magnitude)));
        row.cells.push_back(present::Cell::words(difference ? present::dealLetter(deal) + " − " + present::dealLetter(simulation.baseline)
                                                            : present::shortDealLabel(result, deal)));
        const auto add = [&](double value) {
            row.cells.push_back(found.paths > 0 ? present::Cell::number(info.unit.shown(value)) : present::Cell::missing(std::string(info.whyNone)));
        };
        add(found.mean.value);
        add(found.mean.error);
        add(found.deviation);
        for (const Estimate& quantile : found.quantiles) {
            add(quantile.value);
        }
        add(found.shortfall.value);
        table.rows.push_back(std::move(row));
    });
    table.caption = "± is one standard error of the mean, from sampling alone.";
    return table;
}

Table csvTable(const Simulation& simulation, const std::vector<std::size_t>& deals) {
    Table table{{}, {{"metric"}, {"deal"}, {"against"}, {"unit"}, {"paths"}, {"missing"}, {"mean"}, {"error"}, {"deviation"}}, {}};
    for (const double share : risk::kQuantiles) {
        table.columns.push_back({fmt::format("p{:.0f}", share * kPercent)});
        table.columns.push_back({fmt::format("p{:.0f}.error", share * kPercent)});
    }
    for (const char* heading : {"shortfall", "shortfall.error", "better", "better.error", "several-rates"}) {
        table.columns.push_back({heading});
    }
    eachRow(simulation, deals, [&](const SimulatedMetric& metric, std::size_t deal, const Distributed& found, bool difference) {
        const MetricInfo& info = economics::infoOf(metric.metric);
        std::vector<Cell> row{std::string(info.key), simulation.dealIds[deal], difference ? Cell(simulation.dealIds[simulation.baseline]) : Cell(),
                              storedUnit(info.unit), found.paths, found.missing};
        const auto add = [&](const Estimate& estimate) {
            row.push_back(found.paths > 0 ? Cell(estimate.value) : Cell());
            row.push_back(found.paths > 0 ? Cell(estimate.error) : Cell());
        };
        add(found.mean);
        row.push_back(found.paths > 0 ? Cell(found.deviation) : Cell());
        for (const Estimate& quantile : found.quantiles) {
            add(quantile);
        }
        add(found.shortfall);
        const bool shares = difference && metric.beaten[deal] && found.paths > 0;
        row.push_back(shares ? Cell(metric.beaten[deal]->better.value) : Cell());
        row.push_back(shares ? Cell(metric.beaten[deal]->better.error) : Cell());
        row.push_back(difference ? Cell() : Cell(found.severalRates));
        table.rows.push_back(std::move(row));
    });
    return table;
}

/// Of the first metric of which one way is better.
std::optional<risk::Regret> regretOf(const StudyResult& result, const Simulation& simulation) {
    for (const SimulatedMetric& metric : simulation.metrics) {
        if (economics::infoOf(metric.metric).better != Better::Neither && result.deals.size() > 1) {
            const auto regret = risk::regretByScenario(result.study, metric.metric);
            return regret ? std::optional(*regret) : std::nullopt;
        }
    }
    return std::nullopt;
}

}  // namespace

void declareSimulation(CLI::App& app, SimulateOptions& options) {
    declareStudy(app, options.study);
    app.add_option("--paths", options.paths, "How many futures to draw; else as the study states")->type_name("N");
    app.add_option("--seed", options.seed, "Picks the random numbers; else as the study states")->type_name("N");
    app.add_option("--sampler", options.sampler, "sobol, philox or latin; else as the study states")
        ->check(CLI::IsMember({"sobol", "philox", "latin"}).description(""))
        ->type_name("HOW");
    app.add_option("--metric", options.metrics, "This figure; may be repeated. The usual seven when not given")->type_name("KEY")->allow_extra_args(false);
    app.add_option("--error", options.error, "Stop once the standard error of the first figure's mean is at most this")->type_name("X");
    app.add_option("--deal", options.deal, "Print only this deal beside the baseline")->type_name("ID");
    app.add_option("--against", options.against, "Compare with this deal instead of the baseline")->type_name("ID");
}

Expected<SimulationTask> taskOf(const SimulateOptions& options) {
    std::vector<study::Assignment> more;
    if (!options.against.empty()) {
        more.push_back({study::Path{}.input(study::kBaseline.key).text(), options.against});
    }
    auto computed = compute(options.study, more);
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    risk::SimulationOptions simulation = risk::optionsOf(computed->result.study);
    if (const auto applied = apply(options, simulation); !applied) {
        return tl::make_unexpected(applied.error());
    }
    return SimulationTask{std::move(*computed), std::move(simulation)};
}

Expected<Answer> answerOf(const SimulateOptions& options, SimulationTask task, const Simulation& simulation) {
    const StudyResult& result = task.computed.result;
    std::vector<std::size_t> deals;
    std::optional<std::size_t> chosen;
    if (!options.deal.empty()) {
        const auto deal = dealNamed(result, options.deal);
        if (!deal) {
            return tl::make_unexpected(deal.error());
        }
        chosen = *deal;
    }
    for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
        if (!chosen || deal == *chosen || deal == simulation.baseline) {
            deals.push_back(deal);
        }
    }
    const std::vector<std::string> sentences = sentencesOf(result, simulation, deals);
    Answer answer;
    answer.notes = std::move(task.computed.notes);
    answer.tables.push_back(csvTable(simulation, deals));
    answer.json = {{"study", studyJson(result)}, {"simulation", simulationJson(result, simulation)}, {"answer", sentences}, {"metrics", simulatedMetricsJson(simulation)}};
    const auto regret = regretOf(result, simulation);
    answer.json["regret"] = regret ? regretJson(result, *regret) : nlohmann::ordered_json();
    answer.json["months"] = fansJson(simulation);
    std::string text = present::studyTitle(result) + "\n\n";
    for (const std::string& sentence : sentences) {
        text += sentence + '\n';
    }
    answer.text = text + '\n' + present::plainText(shownTable(result, simulation, deals));
    return answer;
}

}  // namespace offtake::cli
