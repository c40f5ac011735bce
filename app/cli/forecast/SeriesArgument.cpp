#include "app/cli/forecast/SeriesArgument.h"

#include <algorithm>
#include <cmath>

#include <CLI/CLI.hpp>

#include "app/cli/Input.h"
#include "data/catalogue/Catalogue.h"
#include "data/csv/Csv.h"
#include "data/series/CatalogueSeries.h"
#include "data/series/SeriesCsv.h"

namespace offtake::cli {

namespace {

using series::CsvOptions;
using series::Regular;

std::optional<std::string> unlessEmpty(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

Expected<CsvOptions> csvOptions(const SeriesOptions& options, const std::string& name) {
    CsvOptions csv;
    csv.name = name;
    csv.column = unlessEmpty(options.column);
    csv.dates = unlessEmpty(options.dates);
    if (!options.dayOrder.empty()) {
        csv.dayOrder = options.dayOrder == "dmy" ? series::DayOrder::DayFirst : series::DayOrder::MonthFirst;
    }
    if (!options.decimal.empty()) {
        csv.decimalComma = options.decimal == "comma";
    }
    for (const std::string& condition : options.where) {
        const auto sign = condition.find('=');
        if (sign == std::string::npos || sign == 0) {
            return fail(ErrorCode::Syntax, "--where", {"\"{0}\" is no condition.", {condition}},
                        {"Write it as COLUMN=VALUE.", {}});
        }
        csv.where.emplace_back(condition.substr(0, sign), condition.substr(sign + 1));
    }
    return csv;
}

std::optional<forecast::Step> everyOf(const SeriesOptions& options) {
    return options.every.empty() ? std::nullopt : forecast::stepNamed(options.every);
}

Expected<Regular> fromFile(const Input& input, const SeriesOptions& options, const std::string& column) {
    auto csv = csvOptions(options, input.name);
    if (!csv) {
        return tl::make_unexpected(csv.error());
    }
    csv->column = unlessEmpty(column);
    const auto observations = series::readSeriesCsv(input.text, *csv);
    return observations ? series::regular(*observations, everyOf(options)) : tl::make_unexpected(observations.error());
}

Expected<Regular> fromCatalogue(const SeriesOptions& options) {
    const auto facts = catalogue::Catalogue::builtIn();
    if (!facts) {
        return tl::make_unexpected(facts.error());
    }
    const auto found = series::catalogueSeries(*facts, options.catalogue);
    return found ? series::regularFacts(*found, everyOf(options)) : tl::make_unexpected(found.error());
}

/// Cumulative production from the time of the first value on.
Expected<std::vector<double>> aligned(const Regular& experience, const forecast::Series& values,
                                      const std::string& source) {
    const forecast::Series& all = experience.series;
    std::size_t first = 0;
    while (all.start && first < all.values.size() && forecast::dateOfStep(all, first) != values.start) {
        ++first;
    }
    std::vector<double> found(all.values.begin() + static_cast<std::ptrdiff_t>(first), all.values.end());
    const bool covers = all.step == values.step && found.size() >= values.values.size();
    if (!covers || std::any_of(found.begin(), found.end(), [](double value) { return std::isnan(value); })) {
        return fail(ErrorCode::Inconsistent, source,
                    {"cumulative production is not given at each time of the values.", {}},
                    {"Give it on every line that has a value.", {}});
    }
    return found;
}

}  // namespace

void declareSeries(CLI::App& app, SeriesOptions& options) {
    auto* source = app.add_option_group("Series", "Where the series is from: a file or the catalogue");
    source->add_option("file", options.file, "A CSV file, or - for standard input")->type_name("FILE");
    source
        ->add_option("--catalogue", options.catalogue,
                     "The prices of one product in the catalogue, by words that they hold")
        ->type_name("WORDS");
    source->require_option(1);
    auto* reading = app.add_option_group("Reading", "How the file is read");
    reading
        ->add_option("--column", options.column,
                     "Column of the values, by header or number; none: the only one with numbers")
        ->type_name("NAME");
    reading->add_option("--dates", options.dates, "Column of the dates; none: the first that holds dates, if any")
        ->type_name("NAME");
    reading->add_option("--where", options.where, "Only lines whose cell in a column is this; may be repeated")
        ->type_name("COLUMN=VALUE")
        ->expected(1)
        ->take_all();
    reading
        ->add_option("--day-order", options.dayOrder,
                     "What comes first in 03/04/2026: dmy or mdy; none: shown by other dates")
        ->check(CLI::IsMember({"dmy", "mdy"}).description(""))
        ->type_name("ORDER");
    reading->add_option("--decimal", options.decimal, "point or comma; none: comma where semicolons separate the cells")
        ->check(CLI::IsMember({"point", "comma"}).description(""))
        ->type_name("SIGN");
    reading->add_option("--every", options.every, "Average the values of each year, quarter, month, week, day or hour")
        ->check(CLI::IsMember({"year", "quarter", "month", "week", "day", "hour"}).description(""))
        ->type_name("STEP");
    reading
        ->add_option("--gaps", options.gaps,
                     "What to do with steps without a value: refuse (the default) or interpolate")
        ->check(CLI::IsMember({"refuse", "interpolate"}).description(""))
        ->type_name("HOW");
    reading
        ->add_option("--frequency", options.frequency,
                     "Steps of a season; none: 12 for months, 4 for quarters, 7 for days, 24 for hours")
        ->check(CLI::Range(1, 10000).description(""))
        ->type_name("STEPS");
}

Expected<LoadedSeries> loadSeries(const SeriesOptions& options) {
    LoadedSeries loaded;
    Input input;
    if (options.catalogue.empty()) {
        auto read = readInput(options.file);
        if (!read) {
            return tl::make_unexpected(read.error());
        }
        input = std::move(*read);
    }
    auto result = options.catalogue.empty() ? fromFile(input, options, options.column) : fromCatalogue(options);
    if (!result) {
        return tl::make_unexpected(result.error());
    }
    for (const series::Finding& finding : result->findings) {
        loaded.findings.push_back(finding.text.english());
    }
    loaded.source = options.catalogue.empty() ? input.name : "catalogue";
    loaded.series = std::move(result->series);
    loaded.gaps = result->gaps;
    if (options.gaps == "interpolate") {
        loaded.gaps -= series::interpolate(loaded.series);
    }
    if (options.frequency > 0) {
        loaded.series.seasonLength = options.frequency;
    }
    if (!options.experience.empty()) {
        const auto experience = fromFile(input, options, options.experience);
        const auto found =
            experience ? aligned(*experience, loaded.series, loaded.source) : tl::make_unexpected(experience.error());
        if (!found) {
            return tl::make_unexpected(found.error());
        }
        loaded.experience = *found;
    }
    return loaded;
}

Expected<std::vector<double>> parseNumbers(const std::string& text, const std::string& option) {
    std::vector<double> numbers;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        const auto number = csv::number(text.substr(from, comma - from));
        if (!number) {
            Error error = number.error();
            error.subject = option;
            error.remedy = {"Write numbers with commas between them.", {}};
            return tl::make_unexpected(std::move(error));
        }
        numbers.push_back(*number);
        from = comma + 1;
    }
    return numbers;
}

Expected<std::vector<double>> parseLevels(const std::string& text) {
    auto levels = parseNumbers(text, "--levels");
    if (!levels) {
        return levels;
    }
    for (double& level : *levels) {
        if (!(level > 0.0 && level < 100.0)) {
            return fail(ErrorCode::OutOfBounds, "--levels", {"{0} % is no level of an interval.", {level}},
                        {"Give levels above 0 and below 100.", {}});
        }
        level /= 100.0;
    }
    std::vector<double> sorted = *levels;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) {
        return fail(ErrorCode::Inconsistent, "--levels", {"\"{0}\" has a level twice.", {text}}, {"Give each once.", {}});
    }
    return levels;
}

}  // namespace offtake::cli
