#include "app/cli/study/FigureArgument.h"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Figures.h"
#include "core/units/Format.h"

namespace offtake::cli {

using namespace economics;
using Json = nlohmann::ordered_json;

void declareFigure(CLI::App& app, FigureOptions& options) {
    app.add_option("--metric", options.metric, "The figure: lcoc (the default), npv, total-cost and others; see explain --help")->type_name("METRIC");
    app.add_option("--deal", options.deal, "Of this deal; the baseline when not given")->type_name("ID");
    app.add_option("--against", options.against, "How much more of it the deal has than this one")->type_name("ID");
}

Expected<Metric> metricNamed(const std::string& key) {
    if (const MetricInfo* info = findMetric(key)) {
        return info->metric;
    }
    std::string known;
    for (const MetricInfo& info : metrics()) {
        known += (known.empty() ? "" : ", ") + std::string(info.key);
    }
    return fail(ErrorCode::UnknownName, key, {"there is no metric of this name.", {}}, {"Metrics are: {0}.", {known}});
}

Expected<Asked> askedStudy(const StudyOptions& options) {
    auto changed = changedStudy(options);
    if (!changed) {
        return tl::make_unexpected(changed.error());
    }
    auto evaluator = risk::Evaluator::of(changed->study);
    if (!evaluator) {
        return tl::make_unexpected(evaluator.error());
    }
    if (evaluator->base().deals.empty()) {
        return fail(ErrorCode::Inconsistent, options.study, {"has no deals.", {}}, {"Add one.", {}});
    }
    for (const std::size_t deal : evaluator->sizedDeals()) {
        changed->notes.push_back(fmt::format("{} is sized anew for every value, as the study asks.", evaluator->base().deals[deal].name));
    }
    return Asked{std::move(*evaluator), std::move(changed->notes)};
}

Expected<risk::Figure> figureAsked(const StudyResult& result, const FigureOptions& options) {
    const auto metric = metricNamed(options.metric);
    if (!metric) {
        return tl::make_unexpected(metric.error());
    }
    risk::Figure figure{*metric, result.baseline};
    if (!options.deal.empty()) {
        const auto deal = dealNamed(result, options.deal);
        if (!deal) {
            return tl::make_unexpected(deal.error());
        }
        figure.deal = *deal;
    }
    if (!options.against.empty()) {
        const auto against = dealNamed(result, options.against);
        if (!against) {
            return tl::make_unexpected(against.error());
        }
        figure.against = *against;
        if (*against == figure.deal) {
            return fail(ErrorCode::Inconsistent, "--against " + options.against, {"is the deal itself.", {}}, {"Name another deal, or --deal too.", {}});
        }
    }
    return figure;
}

Json figureAsJson(const StudyResult& result, const risk::Figure& figure) {
    const MetricInfo& info = infoOf(figure.metric);
    return {{"metric", info.key},
            {"label", info.label},
            {"deal", result.deals[figure.deal].id},
            {"against", figure.against ? Json(result.deals[*figure.against].id) : Json()},
            {"unit", storedUnit(info.unit)}};
}

Json inputNumber(const risk::Knob& knob, double number) {
    return knob.input->shape == study::Shape::Date ? Json(risk::numberOf(knob, number)) : Json(number);
}

Json knobAsJson(const risk::Knob& knob) {
    return {{"path", knob.path.text()}, {"label", knob.label}, {"unit", storedUnit(knob.unit)}, {"value", inputNumber(knob, knob.number)}};
}

std::string figureText(const risk::Figure& figure, std::optional<double> value) {
    units::NumberStyle style;
    style.sign = figure.against ? units::SignStyle::Always : units::SignStyle::NegativeOnly;
    return units::format(value, infoOf(figure.metric).unit, style);
}

}  // namespace offtake::cli
