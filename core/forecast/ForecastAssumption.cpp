#include "core/forecast/ForecastAssumption.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <sstream>

#include <fmt/format.h>

#include "core/forecast/StepText.h"
#include "core/study/Assumption.h"
#include "core/study/Validate.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::forecast {

using namespace study;

namespace {

constexpr std::string_view kFraction = "fraction";  // how shares are written in the catalogue
constexpr std::string_view kAutomatic = "auto";
constexpr std::string_view kScaleOption = "--scale";
constexpr std::string_view kSaturationOption = "--saturation";
constexpr std::array<std::pair<std::string_view, TransformKind>, 3> kScales{
    {{"plain", TransformKind::None}, {"log", TransformKind::Log}, {"asinh", TransformKind::Asinh}}};
constexpr std::array kKeptSteps = {Step::Month, Step::Quarter, Step::Year};  // in the order of kHistoryStepChoices
constexpr std::size_t kMostHistory = 480;                                    // numbers that a value of a study holds

tl::unexpected<Error> unknownRecipe(std::string_view text) {
    return fail(ErrorCode::UnknownName, "method", {"\"{0}\" is no method of forecasting.", {std::string(text)}},
                {"Choose a method and fit again.", {}});
}

Expected<SaturationRange> parseSaturation(std::string_view text) {
    const std::size_t colon = text.find(':');
    SaturationRange range;
    const char* end = text.data() + text.size();
    const auto low = std::from_chars(text.data(), end, range.low);
    const bool separated = colon != std::string_view::npos && low.ptr == text.data() + colon;
    const auto high = separated ? std::from_chars(low.ptr + 1, end, range.high) : low;
    if (!separated || low.ec != std::errc{} || high.ec != std::errc{} || high.ptr != end) {
        return fail(ErrorCode::Syntax, "method", {"\"{0}\" is no saturation.", {std::string(text)}},
                    {"Write LOW:HIGH.", {}});
    }
    return range;
}

Recipe scaled(Recipe recipe, double factor) {
    if (recipe.saturation) {
        recipe.saturation->low *= factor;
        recipe.saturation->high *= factor;
    }
    return recipe;
}

std::vector<double> scaled(std::vector<double> values, double factor) {
    for (double& value : values) {
        value *= factor;
    }
    return values;
}

std::string significant(double value) {
    return fmt::format("{:.3g}", value);
}

/// "ETS(A,A,N) + Optimised Theta: alpha 0.31, AICc 41.2".
std::string modelText(const Outlook& outlook) {
    std::string text;
    for (const auto& [name, value] : outlook.parameters) {
        text += (text.empty() ? ": " : ", ") + name + " " + fmt::format("{:.6g}", value);
    }
    return outlook.model + text;
}

std::string_view labelOf(std::string_view key) {
    for (const OutlookMethod& method : outlookMethods()) {
        if (method.key == key) {
            return method.label;
        }
    }
    return key;
}

/// What the study says of the forecast in words: data, method and error.
std::string accountOf(const FittedForecast& fitted, const MonthlyForecast& monthly) {
    const Series& series = fitted.series;
    std::string text = fmt::format("{} values, {} to {}", series.values.size(), stepText(series, 0),
                                   stepText(series, series.values.size() - 1));
    text += fitted.source.title.empty() ? "." : fmt::format(", of {}.", fitted.source.title);
    text += fmt::format(" {}, {} steps ahead.", labelOf(fitted.recipe.method), fitted.outlook.point.size());
    if (fitted.score && !fitted.score->failure) {
        text += fmt::format(" Back-test from {} origins, {} steps ahead: MASE {}, {} % of values within the 80 % interval.",
                            fitted.origins, fitted.testedSteps, significant(fitted.score->mase),
                            significant(100.0 * fitted.score->coverage80));
    } else {
        text += " Not back-tested.";
    }
    for (const Message& note : monthly.notes) {
        text += " " + note.english();
    }
    return text;
}

/// The last day that the series stands for.
std::string endOf(const Series& series) {
    const auto after = dateOfStep(series, series.values.size());
    return after ? isoDate(*after - std::chrono::days{1}) : std::string();
}

std::string stepKey(Step step) {
    const auto place = std::find(kKeptSteps.begin(), kKeptSteps.end(), step) - kKeptSteps.begin();
    return std::string(kHistoryStepChoices[static_cast<std::size_t>(place)].key);
}

/// Values of the assumption by input, and the source that they name.
struct Written {
    std::vector<std::pair<const Input*, Value>> values;
    std::optional<Edit> newSource;
};

Value textValue(std::string text) {
    Value value;
    value.text = std::move(text);
    return value;
}

/// The id of the source among those of the study; added to the edits unless it is there.
std::string sourceId(const Study& study, const DataSource& source, Written& written) {
    if (source.title.empty()) {
        return {};
    }
    const auto known = study.root().childrenOf(study::Role::Source);
    for (const ElementPtr& each : known) {
        if (each->get(kTitle).text == source.title && each->get(kUrl).text == source.url) {
            return each->id;
        }
    }
    Element element = makeElement(kSourceKind, freeId(study.root(), study::Role::Source, source.title));
    with(element, kTitle, source.title);
    with(element, kUrl, source.url);
    with(element, kSourceDate, source.date);
    if (!source.confidence.empty()) {
        with(element, kConfidence, source.confidence);
    }
    std::string id = element.id;
    written.newSource = Edit{InsertElement{{}, known.size(), std::make_shared<const Element>(std::move(element))}};
    return id;
}

Expected<Written> write(const Study& study, const FittedForecast& fitted, double factor) {
    const Element& root = study.root();
    const Date start{std::chrono::days{static_cast<int>(root.get(kStart).number())}};
    const int months = static_cast<int>(root.get(kHorizon).number());
    const auto monthly = byMonth(fitted.series, fitted.outlook, fitted.levels, start, months);
    if (!monthly) {
        return tl::unexpected(monthly.error());
    }
    if (fitted.series.values.size() > kMostHistory) {
        return fail(ErrorCode::TooLarge, fitted.series.name,
                    {"A study keeps at most {0} values of a history, and there are {1}.",
                     {static_cast<std::int64_t>(kMostHistory), static_cast<std::int64_t>(fitted.series.values.size())}},
                    {"Average them over longer periods.", {}});
    }
    Written written;
    const std::string source = sourceId(study, fitted.source, written);
    Value value;
    value.numbers = scaled(monthly->values, factor);
    if (!monthly->errors.empty()) {
        value.uncertainty.process = {{ProcessKind::ErrorByMonth, monthly->errors}};
    }
    value.source = source;
    value.estimate = true;
    value.note = accountOf(fitted, *monthly);
    Value history;
    history.numbers = scaled(fitted.series.values, factor);
    history.source = source;
    Value first;
    first.numbers = {static_cast<double>(fitted.series.start->time_since_epoch().count())};
    written.values = {{&kForecastValue, std::move(value)},
                      {&kForecastHistory, std::move(history)},
                      {&kForecastHistoryStart, std::move(first)},
                      {&kForecastStep, textValue(stepKey(fitted.series.step))},
                      {&kForecastMethod, textValue(recipeText(scaled(fitted.recipe, factor)))},
                      {&kForecastModel, textValue(modelText(fitted.outlook))},
                      {&kForecastDate, textValue(endOf(fitted.series))}};
    return written;
}

/// The edit, unless something of the study would be wrong after it that is not wrong now.
Expected<Edit> unlessWrong(const Study& study, Edit edit) {
    const auto after = apply(study, edit);
    if (!after) {
        return tl::unexpected(after.error());
    }
    const std::vector<Problem> before = validate(study);
    for (const Problem& problem : validate(*after)) {
        const bool isNew = std::none_of(before.begin(), before.end(), [&](const Problem& each) {
            return each.path == problem.path && each.severity == Problem::Severity::Error;
        });
        if (problem.severity == Problem::Severity::Error && isNew) {
            return tl::unexpected(problem.error);
        }
    }
    return edit;
}

bool takesForecast(const Element& element, const Input& input) {
    return element.kind != &kForecastKind && input.shape == Shape::Path && input.continuous();
}

/// What all of these inputs have in common: their unit, and that they take a forecast.
Expected<const Input*> commonInput(const Study& study, std::span<const Path> inputs) {
    const Input* common = nullptr;
    for (const Path& path : inputs) {
        const auto place = findInput(study, path);
        if (!place) {
            return tl::unexpected(place.error());
        }
        const Input& input = place->input();
        if (!takesForecast(*place->element, input)) {
            return fail(ErrorCode::Inconsistent, path.text(), {"{0} takes no forecast.", {std::string(input.label)}},
                        {"Choose an input that is given by month.", {}});
        }
        if (common != nullptr && common->unit.symbol != input.unit.symbol) {
            return fail(ErrorCode::Inconsistent, path.text(), {"{0} and {1} have different units.", {std::string(common->label), std::string(input.label)}},
                        {"Let them follow a forecast each.", {}});
        }
        common = &input;
    }
    if (common == nullptr) {
        return fail(ErrorCode::Inconsistent, "forecast", {"No input is to follow the forecast.", {}}, {"Choose one.", {}});
    }
    return common;
}

/// An input that holds numbers in the unit of this symbol.
Input inputIn(std::string_view symbol) {
    const units::NamedUnit* unit = units::findNamedUnit(symbol);
    return study::number(kForecastValue.key, kForecastValue.label, unit != nullptr ? *unit : units::kOne, 1.0);
}

}  // namespace

std::string recipeText(const Recipe& recipe) {
    std::string text = recipe.method;
    for (const auto& [name, kind] : kScales) {
        if (kind == recipe.scale && kind != TransformKind::None) {
            text += fmt::format(" {} {}", kScaleOption, name);
        }
    }
    if (recipe.saturation) {
        text += fmt::format(" {} {}:{}", kSaturationOption, recipe.saturation->low, recipe.saturation->high);
    }
    return text;
}

Expected<Recipe> parseRecipe(std::string_view text) {
    std::istringstream words{std::string(text)};
    Recipe recipe;
    words >> recipe.method;
    if (recipe.method == kAutomatic || recipe.method.empty()) {
        recipe.method = outlookMethods().front().key;
    }
    const auto methods = outlookMethods();
    if (std::none_of(methods.begin(), methods.end(), [&](const OutlookMethod& each) { return each.key == recipe.method; })) {
        return unknownRecipe(text);
    }
    for (std::string option; words >> option;) {
        std::string argument;
        words >> argument;
        const auto scale = std::find_if(kScales.begin(), kScales.end(), [&](const auto& each) { return each.first == argument; });
        if (option == kScaleOption && scale != kScales.end()) {
            recipe.scale = scale->second;
        } else if (option == kSaturationOption) {
            const auto range = parseSaturation(argument);
            if (!range) {
                return tl::unexpected(range.error());
            }
            recipe.saturation = *range;
        } else {
            return unknownRecipe(text);
        }
    }
    return recipe;
}

Expected<double> factorTo(const Input& input, const std::string& unit) {
    constexpr double kFarthest = 1e300;
    Input open = input.bounds(-kFarthest, kFarthest);
    open.shape = Shape::Number;
    const bool stored = unit == kFraction && input.unit.unit.sameDimension(units::base::kOne);
    const auto one = parseValue(open, unit.empty() || stored ? "1" : "1 " + unit, std::string(input.label),
                                stored ? BareNumber::Stored : BareNumber::Shown);
    if (!one) {
        return tl::unexpected(one.error());
    }
    return one->number();
}

std::vector<Path> inputsFor(const Study& study, const std::string& unit) {
    std::vector<Path> found;
    walk(study.root(), {}, [&](const Path& path, const Element& element) {
        for (const Input* input : element.kind->inputs) {
            if (takesForecast(element, *input) && factorTo(*input, unit)) {
                found.push_back(path.input(input->key));
            }
        }
    });
    return found;
}

Expected<Edit> useForecast(const Study& study, const FittedForecast& fitted, std::span<const Path> inputs) {
    const auto first = commonInput(study, inputs);
    if (!first) {
        return tl::unexpected(first.error());
    }
    const Input& input = **first;
    const auto factor = factorTo(input, fitted.series.unit);
    if (!factor) {
        return tl::unexpected(factor.error());
    }
    auto written = write(study, fitted, *factor);
    if (!written) {
        return tl::unexpected(written.error());
    }
    const std::string name = fitted.name.empty() ? "forecast" : fitted.name;
    Element element = makeElement(kForecastKind, freeId(study.root(), study::Role::Assumption, name));
    with(element, kName, fitted.name);
    with(element, kAssumptionUnit, input.unit.symbol);
    for (auto& [what, value] : written->values) {
        element.values[static_cast<std::size_t>(kForecastKind.indexOf(*what))] = std::move(value);
    }
    Value reference = fallbackOf(input);
    reference.assumption = element.id;
    Batch batch{fmt::format("Use the forecast {} for {}", element.displayName(), input.label), {}};
    if (written->newSource) {
        batch.edits.push_back(std::move(*written->newSource));
    }
    const std::size_t position = study.root().childrenOf(study::Role::Assumption).size();
    batch.edits.push_back({InsertElement{{}, position, std::make_shared<const Element>(std::move(element))}});
    for (const Path& path : inputs) {
        batch.edits.push_back({SetValue{path, reference}});
    }
    return unlessWrong(study, Edit{std::move(batch)});
}

Expected<Edit> refitForecast(const Study& study, const FittedForecast& fitted, const std::string& assumption) {
    const Path path = Path{}.child(study::Role::Assumption, assumption);
    const auto element = findElement(study, path);
    if (!element) {
        return tl::unexpected(element.error());
    }
    if (!isForecast(**element)) {
        return fail(ErrorCode::Inconsistent, path.text(), {"{0} is no forecast.", {(*element)->displayName()}});
    }
    const std::string& unit = (*element)->get(kAssumptionUnit).text;
    const auto factor = factorTo(inputIn(unit), unit.empty() ? std::string() : fitted.series.unit);
    if (!factor) {
        return tl::unexpected(factor.error());
    }
    auto written = write(study, fitted, *factor);
    if (!written) {
        return tl::unexpected(written.error());
    }
    if (unit.empty() && units::findNamedUnit(fitted.series.unit) != nullptr) {
        written->values.emplace_back(&kAssumptionUnit, textValue(fitted.series.unit));
    }
    Batch batch{fmt::format("Refit the forecast {}", (*element)->displayName()), {}};
    if (written->newSource) {
        batch.edits.push_back(std::move(*written->newSource));
    }
    for (auto& [what, value] : written->values) {
        batch.edits.push_back({SetValue{path.input(what->key), std::move(value)}});
    }
    return unlessWrong(study, Edit{std::move(batch)});
}

Expected<KeptForecast> keptForecast(const Study& study, const Element& assumption) {
    auto recipe = parseRecipe(assumption.get(kForecastMethod).text);
    if (!recipe) {
        return tl::unexpected(recipe.error());
    }
    KeptForecast kept;
    kept.recipe = *std::move(recipe);
    const auto& choices = kHistoryStepChoices;
    const auto step = std::find_if(std::begin(choices), std::end(choices),
                                   [&](const Choice& each) { return each.key == assumption.choice(kForecastStep); });
    kept.series.step = kKeptSteps[static_cast<std::size_t>(step == std::end(choices) ? 0 : step - std::begin(choices))];
    kept.series.seasonLength = customarySeason(kept.series.step);
    const std::string& unit = assumption.get(kAssumptionUnit).text;
    const double shown = inputIn(unit).unit.shown(1.0);  // 100 of a share that is kept as a fraction
    kept.recipe = scaled(kept.recipe, shown);
    kept.series.values = scaled(assumption.get(kForecastHistory).numbers, shown);
    kept.series.start = Date{std::chrono::days{static_cast<int>(assumption.get(kForecastHistoryStart).number())}};
    kept.series.name = assumption.displayName();
    kept.series.unit = unit;
    if (const Element* source = study.source(assumption.get(kForecastHistory).source)) {
        kept.source = {source->get(kTitle).text, source->get(kUrl).text, source->get(kSourceDate).text, source->get(kConfidence).text};
    }
    if (kept.series.values.size() < 2) {
        return fail(ErrorCode::NoSolution, assumption.displayName(), {"The forecast keeps no history that could be fitted again.", {}},
                    {"Choose a series to fit in its place.", {}});
    }
    const Date start{std::chrono::days{static_cast<int>(study.root().get(kStart).number())}};
    const auto months = static_cast<int>(assumption.get(kForecastValue).numbers.size());
    kept.horizon = horizonCovering(kept.series, start, months).value_or(1);
    return kept;
}

}  // namespace offtake::forecast
