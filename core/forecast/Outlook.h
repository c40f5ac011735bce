#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/forecast/EtsModel.h"
#include "core/forecast/GrowthCurve.h"
#include "core/forecast/MooresLaw.h"
#include "core/forecast/Series.h"
#include "core/forecast/Transform.h"

/// Every method by its name, with one answer for all of them: what the command line prints and the window shows.
namespace offtake::forecast {

struct OutlookMethod {
    std::string_view key;    ///< on the command line and in files
    std::string_view label;  ///< what a reader sees
    std::string_view help;   ///< one sentence
};

/// Every method, the default first.
[[nodiscard]] std::span<const OutlookMethod> outlookMethods();

struct OutlookOptions {
    int horizon = 12;                   ///< steps ahead; 1 to kLongestOutlook
    std::vector<double> probabilities;  ///< of the quantiles that are wanted, each within (0, 1)
    /// Of smoothing, Theta and the naive methods; the others have their own.
    TransformKind transform = TransformKind::None;
    std::optional<EtsForm> form;  ///< of smoothing, instead of the form with the lowest AICc
    double theta = kMooreTheta;  ///< of Moore's law
    /// Cumulative production at the times of the series, for Wright's law. Further values are what is expected of the
    /// future; where they end, growth goes on at the mean rate of the past.
    std::vector<double> experience;
    std::optional<SaturationRange> saturation;  ///< of growth curves
    double launch = 1.0;                        ///< steps from the launch to the first value, for Bass
    std::vector<double> forward;  ///< prices of energy that the mean keeps to, from the first step ahead on
    double slowVolatility = 0.0;  ///< of the level of energy prices, per √year
};

inline constexpr int kLongestOutlook = 2000;

/// What is usually looked at: 12 months, 8 quarters, 5 years, 26 weeks, 30 days, 48 hours.
[[nodiscard]] int customaryHorizon(Step step);

/// What is known of the next values of a series.
struct Outlook {
    std::string method;  ///< its key
    std::string model;   ///< what was fitted, in words
    std::vector<std::pair<std::string, double>> parameters;
    std::vector<double> point;                   ///< of each step: the mean, on a logarithmic scale the median
    bool pointIsMedian = false;                  ///< of a skewed distribution, whose mean is another number
    std::vector<std::vector<double>> quantiles;  ///< by step, in the order of the probabilities asked for
    std::vector<double> fitted;                  ///< one-step forecasts of the past, aligned with its end; may be empty
    std::vector<Message> notes;                  ///< what a reader must know to use it
};

/// The probabilities of the ends of central intervals of these levels, lower and upper in turn: 0.8 has 0.1 and 0.9.
[[nodiscard]] std::vector<double> tailsOf(std::span<const double> levels);

/// Forecasts a series by the method of this key. Errors: UnknownName for another key; OutOfBounds for a horizon or a
/// probability outside its bounds, and for forecasts beyond what a number can hold; Inconsistent for a series with
/// gaps, but for energy prices; and those of the method.
[[nodiscard]] Expected<Outlook> outlook(const Series& series, std::string_view method, const OutlookOptions& options);

}  // namespace offtake::forecast
