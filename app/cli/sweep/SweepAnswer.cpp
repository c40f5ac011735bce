#include "app/cli/sweep/SweepAnswer.h"

#include <algorithm>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Figures.h"
#include "core/study/ValueText.h"

namespace offtake::cli {

using risk::Figure;
using risk::SweepAxis;
using Json = nlohmann::ordered_json;

namespace {

/// Each metric of each deal that is asked about: of all deals when none is named.
Expected<std::vector<Figure>> figuresAsked(const economics::StudyResult& result, const SweepOptions& options) {
    std::vector<Figure> figures;
    for (const std::string& metric : options.metrics) {
        if (!options.deal.empty() || !options.against.empty()) {
            const auto figure = figureAsked(result, {metric, options.deal, options.against});
            if (!figure) {
                return tl::make_unexpected(figure.error());
            }
            figures.push_back(*figure);
            continue;
        }
        const auto known = metricNamed(metric);
        if (!known) {
            return tl::make_unexpected(known.error());
        }
        for (std::size_t deal = 0; deal < result.deals.size(); ++deal) {
            figures.push_back({*known, deal});
        }
    }
    return figures;
}

/// "lcoc.lease", "lcoc.lease-open": the name of a column.
std::string columnOf(const economics::StudyResult& result, const Figure& figure) {
    const std::string own = fmt::format("{}.{}", economics::infoOf(figure.metric).key, result.deals[figure.deal].id);
    return figure.against ? own + "-" + result.deals[*figure.against].id : own;
}

bool isPlainNumber(const SweepAxis& axis, const study::Value& value) {
    return axis.knob.input->numeric() && axis.knob.input->shape != study::Shape::Date && value.numbers.size() == 1 && value.assumption.empty();
}

Cell cellOf(const SweepAxis& axis, const study::Value& value) {
    return isPlainNumber(axis, value) ? Cell(value.number()) : Cell(axis.knob.input->numeric() ? study::valueText(*axis.knob.input, value) : value.text);
}

Json jsonOf(const SweepAxis& axis, const study::Value& value) {
    return isPlainNumber(axis, value) ? Json(value.number()) : Json(axis.knob.input->numeric() ? study::valueText(*axis.knob.input, value) : value.text);
}

Json asJson(const economics::StudyResult& result, const risk::Sweep& sweep) {
    Json json = {{"inputs", Json::array()}, {"figures", Json::array()}, {"rows", Json::array()}};
    for (const SweepAxis& axis : sweep.axes) {
        json["inputs"].push_back({{"path", axis.knob.path.text()}, {"label", axis.knob.label}, {"unit", storedUnit(axis.knob.unit)}});
    }
    for (const Figure& figure : sweep.figures) {
        json["figures"].push_back(figureAsJson(result, figure));
    }
    for (const risk::SweepRow& row : sweep.rows) {
        auto values = Json::array();
        auto figures = Json::array();
        for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
            values.push_back(jsonOf(sweep.axes[i], sweep.axes[i].values[row.at[i]]));
        }
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            figures.push_back({{"value", numberOrNull(row.figures[i])}, {"reason", row.figures[i] ? Json() : Json(row.reasons[i])}});
        }
        json["rows"].push_back({{"inputs", std::move(values)}, {"figures", std::move(figures)}});
    }
    return json;
}

Table asTable(const economics::StudyResult& result, const risk::Sweep& sweep) {
    Table table;
    for (const SweepAxis& axis : sweep.axes) {
        table.columns.push_back({axis.knob.path.text()});
    }
    for (const Figure& figure : sweep.figures) {
        table.columns.push_back({columnOf(result, figure)});
    }
    for (const risk::SweepRow& row : sweep.rows) {
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
            cells.push_back(cellOf(sweep.axes[i], sweep.axes[i].values[row.at[i]]));
        }
        for (const std::optional<double>& figure : row.figures) {
            cells.push_back(figure ? Cell(*figure) : Cell());
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

/// Why figures are missing, each reason once.
std::vector<std::string> reasonsIn(const economics::StudyResult& result, const risk::Sweep& sweep) {
    std::vector<std::pair<std::string, std::size_t>> reasons;
    for (const risk::SweepRow& row : sweep.rows) {
        for (std::size_t i = 0; i < row.figures.size(); ++i) {
            if (row.figures[i]) {
                continue;
            }
            const std::string reason = fmt::format("{}: {}", columnOf(result, sweep.figures[i]), row.reasons[i]);
            const auto known = std::find_if(reasons.begin(), reasons.end(), [&](const auto& item) { return item.first == reason; });
            if (known == reasons.end()) {
                reasons.emplace_back(reason, 1);
            } else {
                ++known->second;
            }
        }
    }
    std::vector<std::string> sentences;
    for (const auto& [reason, rows] : reasons) {
        sentences.push_back(rows == 1 ? fmt::format("One row has no {}", reason) : fmt::format("{} rows have no {}", rows, reason));
    }
    return sentences;
}

}  // namespace

void declareSweepOptions(CLI::App& app, SweepOptions& options) {
    declareStudy(app, options.study);
    app.add_option("--vary", options.vary, "An input with its values, from:to:steps or a,b,c; may be repeated: all combinations")
        ->required()
        ->type_name("PATH=VALUES")
        ->expected(1)
        ->take_all();
    app.add_option("--metric", options.metrics, "A figure to tabulate (lcoc); may be repeated")->type_name("METRIC")->expected(1)->take_all();
    app.add_option("--deal", options.deal, "Of this deal; of all deals when not given")->type_name("ID");
    app.add_option("--against", options.against, "How much more of it the deal has than this one")->type_name("ID");
}

Expected<SweepTask> taskOf(const SweepOptions& options) {
    auto asked = askedStudy(options.study);
    if (!asked) {
        return tl::make_unexpected(asked.error());
    }
    auto figures = figuresAsked(asked->evaluator.base(), options);
    if (!figures) {
        return tl::make_unexpected(figures.error());
    }
    std::vector<SweepAxis> axes;
    for (const std::string& text : options.vary) {
        auto axis = risk::readSweepAxis(asked->evaluator, text);
        if (!axis) {
            return tl::make_unexpected(axis.error());
        }
        axes.push_back(std::move(*axis));
    }
    auto sweep = risk::sweepWithoutRows(asked->evaluator, std::move(axes), std::move(*figures));
    if (!sweep) {
        return tl::make_unexpected(sweep.error());
    }
    return SweepTask{std::move(*asked), std::move(*sweep)};
}

Answer answerOf(const SweepOptions& options, SweepTask task) {
    const economics::StudyResult& base = task.asked.evaluator.base();
    Answer answer;
    answer.notes = std::move(task.asked.notes);
    const std::vector<std::string> reasons = reasonsIn(base, task.sweep);
    answer.notes.insert(answer.notes.end(), reasons.begin(), reasons.end());
    answer.json = asJson(base, task.sweep);
    answer.json["scenario"] = options.study.scenario;
    answer.tables.push_back(asTable(base, task.sweep));
    return answer;
}

}  // namespace offtake::cli
