#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/forecast/MonthlyForecast.h"
#include "core/forecast/OutlookTest.h"
#include "core/study/Edit.h"

/// Forecasts as assumptions of a study: written with their data, method, date and error, and read back to be fitted
/// again.
namespace offtake::forecast {

/// How a forecast is made, as far as a study keeps it.
struct Recipe {
    std::string method;  ///< its key
    TransformKind scale = TransformKind::None;
    std::optional<SaturationRange> saturation;  ///< of growth curves, in the unit of the series
};

/// As the method of a forecast in a study, and as on the command line: "combined", "ets --scale log",
/// "logistic --saturation 800:3000".
[[nodiscard]] std::string recipeText(const Recipe& recipe);
/// Errors: UnknownName for another method or option; Syntax for a saturation that is none. "auto", the default of a
/// study, is the default method.
[[nodiscard]] Expected<Recipe> parseRecipe(std::string_view text);

/// Where the data is from, for the study's list of sources.
struct DataSource {
    std::string title;       ///< "rents.csv, price"; empty: no source is added
    std::string url;         ///< may be empty
    std::string date;        ///< as precisely as known
    std::string confidence;  ///< key of kConfidenceChoices
};

/// Everything that an assumption says of a forecast.
struct FittedForecast {
    std::string name;
    DataSource source;
    Recipe recipe;
    Series series;      ///< in its own unit
    Outlook outlook;    ///< of quantiles tailsOf(levels)
    std::vector<double> levels;  ///< kErrorLevel among them
    std::optional<OutlookScore> score;  ///< of the method in the back-test
    int origins = 0;                    ///< of the back-test
    int testedSteps = 0;
};

/// The factor from values in `unit` to the stored unit of an input. An empty unit means that of the input as its field
/// shows it. Errors: those of study::parseValue.
[[nodiscard]] Expected<double> factorTo(const study::Input& input, const std::string& unit);

/// The inputs by month whose unit the forecast has, in document order; all inputs by month for an empty unit.
[[nodiscard]] std::vector<study::Path> inputsFor(const study::Study& study, const std::string& unit);

/// Adds the forecast to the study and lets inputs refer to it, as one step: one draw for all of them. Errors: those of
/// byMonth and factorTo; UnknownName for a path that is no input; Inconsistent for one that takes no forecast, for
/// inputs of several units and for none; those of study::validate for values that may not stand there.
[[nodiscard]] Expected<study::Edit> useForecast(const study::Study& study, const FittedForecast& fitted,
                                                std::span<const study::Path> inputs);

/// Puts the forecast into the place of an earlier one, which keeps its name, unit and whoever refers to it. A forecast
/// without a unit takes that of the series. Errors: those of useForecast.
[[nodiscard]] Expected<study::Edit> refitForecast(const study::Study& study, const FittedForecast& fitted,
                                                  const std::string& assumption);

/// What a forecast of a study was fitted to, in the unit of the assumption as people read it. Precondition: study::isForecast.
/// Errors: UnknownName as parseRecipe; NoSolution when its history is empty.
struct KeptForecast {
    Recipe recipe;
    Series series;
    DataSource source;
    int horizon = 1;  ///< steps from the end of the history to the last month that it states
};
[[nodiscard]] Expected<KeptForecast> keptForecast(const study::Study& study, const study::Element& assumption);

}  // namespace offtake::forecast
