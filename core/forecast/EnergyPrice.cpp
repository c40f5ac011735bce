#include "core/forecast/EnergyPrice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <Eigen/Dense>

namespace offtake::forecast {

namespace {

constexpr std::string_view kModel = "energy price";
constexpr double kDaysOfYear = 365.25;
constexpr int kFewestPrices = 20;
constexpr int kDaysForWeekdays = 28;    // four of each weekday
constexpr int kDaysForMonths = 730;     // two of each month
constexpr double kJumpThreshold = 3.0;  // standard deviations of what is left without jumps (Cartea & Figueroa 2005)
constexpr double kLeastPersistence = 0.01;  // below, a deviation is gone within a step, and its rate has no meaning

std::size_t weekdayOf(Date day) {
    return std::chrono::weekday{day}.iso_encoding() - 1;
}

std::size_t monthOf(Date day) {
    return static_cast<unsigned>(std::chrono::year_month_day{day}.month()) - 1;
}

std::optional<double> yearsOf(Step step) {
    switch (step) {
        case Step::Day:
            return 1.0 / kDaysOfYear;
        case Step::Week:
            return 7.0 / kDaysOfYear;
        case Step::Month:
            return 1.0 / 12.0;
        case Step::Year:
        case Step::Quarter:
        case Step::Hour:
        case Step::Unknown:
            break;
    }
    return std::nullopt;
}

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

/// The prices that are there, with their days and places.
struct Observed {
    std::vector<double> values;
    std::vector<Date> days;
    std::vector<std::size_t> places;
};

Expected<Observed> observed(const Series& series) {
    if (!series.start || !yearsOf(series.step)) {
        return fail(ErrorCode::Inconsistent, std::string(kModel),
                    {"the series is not one of dated days, weeks or months.", {}},
                    {"Average hours to days, and give the dates.", {}});
    }
    Observed found;
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        if (std::isfinite(series.values[i])) {
            found.values.push_back(series.values[i]);
            found.days.push_back(*dateOfStep(series, i));
            found.places.push_back(i);
        }
    }
    if (found.values.size() < static_cast<std::size_t>(kFewestPrices)) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"needs at least {0} prices and has {1}.",
                     {std::int64_t{kFewestPrices}, static_cast<std::int64_t>(found.values.size())}},
                    {"Give a longer series, or enter a range instead of a forecast.", {}});
    }
    const auto [low, high] = std::minmax_element(found.values.begin(), found.values.end());
    if (*low == *high) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"all prices are {0}, from which no error can be learned.", {*low}},
                    {"Give a series that moves, or enter the price itself.", {}});
    }
    return found;
}

Expected<void> chooseScale(EnergyFit& fit, const Observed& data, const EnergyOptions& options) {
    const auto notPositive =
        std::find_if(data.values.begin(), data.values.end(), [](double price) { return !(price > 0.0); });
    fit.scale = options.scale.value_or(notPositive == data.values.end() ? PriceScale::Log : PriceScale::Asinh);
    if (fit.scale == PriceScale::Log && notPositive != data.values.end()) {
        const auto place = data.places[static_cast<std::size_t>(notPositive - data.values.begin())];
        return fail(ErrorCode::OutOfBounds, std::string(kModel),
                    {"value {0} of the series is {1}; logarithms need positive prices.",
                     {static_cast<std::int64_t>(place + 1), *notPositive}},
                    {"Choose the asinh scale, which takes prices below zero.", {}});
    }
    if (fit.scale == PriceScale::Asinh) {
        fit.centre = median(data.values);
        std::vector<double> distances;
        for (const double price : data.values) {
            distances.push_back(std::abs(price - fit.centre));
        }
        fit.unit = median(distances);
        if (!(fit.unit > 0.0)) {
            return fail(
                ErrorCode::NoSolution, std::string(kModel),
                {"more than half of the prices are {0}, so the spread of the others has no unit.", {fit.centre}},
                {"Give a series that moves.", {}});
        }
    }
    return {};
}

/// Which columns the regression has: one per weekday that occurs (or one for all), eleven months, a line.
struct Design {
    bool weekdays = false;
    bool months = false;
    bool trend = false;
};

Design designOf(const Series& series, const Observed& data, const EnergyOptions& options) {
    const int days = daysBetween(data.days.front(), data.days.back()) + 1;
    return {options.weekdays && series.step == Step::Day && days >= kDaysForWeekdays,
            options.months && days >= kDaysForMonths, options.trend};
}

/// Means of the effects that are there become part of the level, so that effects are differences from it.
template <std::size_t N>
double centre(std::array<double, N>& effects, const std::array<bool, N>& there) {
    const auto count = static_cast<double>(std::count(there.begin(), there.end(), true));
    if (count == 0.0) {
        return 0.0;
    }
    const double mean = std::accumulate(effects.begin(), effects.end(), 0.0) / count;
    for (std::size_t i = 0; i < N; ++i) {
        effects[i] = there[i] ? effects[i] - mean : 0.0;
    }
    return mean;
}

/// Least squares of level, seasons and line; returns what is left.
std::vector<double> removeSeasons(EnergyFit& fit, const Observed& data, const Design& design) {
    const auto rows = static_cast<Eigen::Index>(data.values.size());
    constexpr Eigen::Index kColumns = 7 + 12 + 1;
    Eigen::MatrixXd x = Eigen::MatrixXd::Zero(rows, kColumns);
    Eigen::VectorXd y(rows);
    std::array<bool, 7> weekdayThere{};
    std::array<bool, 12> monthThere{};
    for (std::size_t i = 0; i < data.values.size(); ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        const std::size_t weekday = design.weekdays ? weekdayOf(data.days[i]) : 0;
        x(row, static_cast<Eigen::Index>(weekday)) = 1.0;
        weekdayThere[weekday] = true;
        if (design.months) {
            const std::size_t month = monthOf(data.days[i]);
            monthThere[month] = true;
            x(row, 7 + static_cast<Eigen::Index>(month)) = month > 0 ? 1.0 : 0.0;  // January is the reference
        }
        if (design.trend) {
            x(row, 19) =
                daysBetween(fit.last, data.days[i]) / kDaysOfYear;  // 0 at the end: the level is that of the end
        }
        y(row) = toScale(fit, data.values[i]);
    }
    const Eigen::VectorXd effects = x.colPivHouseholderQr().solve(y);
    const Eigen::VectorXd left = y - x * effects;
    for (std::size_t i = 0; i < 7; ++i) {
        fit.weekday[i] = effects(static_cast<Eigen::Index>(i));
    }
    for (std::size_t i = 0; i < 12; ++i) {
        fit.month[i] = effects(7 + static_cast<Eigen::Index>(i));
    }
    fit.trendPerYear = effects(19);
    fit.level = centre(fit.weekday, weekdayThere) + centre(fit.month, monthThere);
    return {left.data(), left.data() + left.size()};
}

/// One deviation and the one a step later.
struct Pair {
    double before = 0.0;
    double after = 0.0;
    std::size_t place = 0;  ///< of the later one in the series
    bool jumped = false;
};

std::vector<Pair> pairsOf(const std::vector<double>& deviations, const std::vector<std::size_t>& places) {
    std::vector<Pair> pairs;
    for (std::size_t i = 1; i < deviations.size(); ++i) {
        if (places[i] == places[i - 1] + 1) {
            pairs.push_back({deviations[i - 1], deviations[i], places[i]});
        }
    }
    return pairs;
}

/// after = intercept + persistence · before + error, by least squares without the jumps.
struct Regression {
    double intercept = 0.0;
    double persistence = 0.0;
    double sd = 0.0;
    int count = 0;
    [[nodiscard]] double error(const Pair& pair) const { return pair.after - intercept - persistence * pair.before; }
};

Regression regress(const std::vector<Pair>& pairs) {
    double n = 0.0, sumX = 0.0, sumY = 0.0, sumXX = 0.0, sumXY = 0.0;
    for (const Pair& pair : pairs) {
        if (!pair.jumped) {
            n += 1.0;
            sumX += pair.before;
            sumY += pair.after;
        }
    }
    const double meanX = sumX / n;
    const double meanY = sumY / n;
    for (const Pair& pair : pairs) {
        if (!pair.jumped) {
            sumXX += (pair.before - meanX) * (pair.before - meanX);
            sumXY += (pair.before - meanX) * (pair.after - meanY);
        }
    }
    Regression line;
    line.count = static_cast<int>(n);
    line.persistence = sumXX > 0.0 ? sumXY / sumXX : 0.0;
    line.intercept = meanY - line.persistence * meanX;
    double squares = 0.0;
    for (const Pair& pair : pairs) {
        squares += pair.jumped ? 0.0 : line.error(pair) * line.error(pair);
    }
    line.sd = std::sqrt(squares / (n - 2.0));
    return line;
}

double kurtosisOf(const std::vector<Pair>& pairs, const Regression& line) {
    double second = 0.0, fourth = 0.0;
    for (const Pair& pair : pairs) {
        const double square = line.error(pair) * line.error(pair);
        second += square;
        fourth += square * square;
    }
    return fourth * static_cast<double>(pairs.size()) / (second * second);
}

/// Marks errors beyond the threshold as jumps until no more are found.
Regression withoutJumps(std::vector<Pair>& pairs, Regression line) {
    constexpr int kMostRounds = 50;
    const auto most = pairs.size() / 4;  // more are no jumps but the shape of the errors
    for (int round = 0; round < kMostRounds; ++round) {
        bool found = false;
        std::size_t count = 0;
        for (Pair& pair : pairs) {
            const bool beyond = !pair.jumped && std::abs(line.error(pair)) > kJumpThreshold * line.sd;
            pair.jumped = pair.jumped || beyond;
            found = found || beyond;
            count += pair.jumped ? 1 : 0;
        }
        if (!found || count > most) {
            break;
        }
        line = regress(pairs);
    }
    return line;
}

void describeJumps(EnergyFit& fit, const std::vector<Pair>& pairs, const Regression& line) {
    std::vector<double> sizes;
    for (const Pair& pair : pairs) {
        if (pair.jumped) {
            sizes.push_back(line.error(pair));
            fit.jumpAt.push_back(pair.place);
        }
    }
    if (sizes.empty()) {
        return;
    }
    const auto count = static_cast<double>(sizes.size());
    fit.jumps.perYear = count / (static_cast<double>(pairs.size()) * fit.stepYears);
    fit.jumps.mean = std::accumulate(sizes.begin(), sizes.end(), 0.0) / count;
    double squares = 0.0;
    for (const double size : sizes) {
        squares += (size - fit.jumps.mean) * (size - fit.jumps.mean);
    }
    fit.jumps.sd = sizes.size() > 1 ? std::sqrt(squares / (count - 1.0)) : 0.0;
    if (fit.scale == PriceScale::Asinh) {
        fit.jumps.sizes = std::move(sizes);
    }
}

}  // namespace

double toScale(const EnergyFit& fit, double price) {
    return fit.scale == PriceScale::Log ? std::log(price) : std::asinh((price - fit.centre) / fit.unit);
}

double fromScale(const EnergyFit& fit, double scaled) {
    return fit.scale == PriceScale::Log ? std::exp(scaled) : fit.centre + fit.unit * std::sinh(scaled);
}

Expected<EnergyFit> fitEnergy(const Series& series, const EnergyOptions& options) {
    const auto data = observed(series);
    if (!data) {
        return tl::unexpected(data.error());
    }
    EnergyFit fit;
    fit.stepYears = *yearsOf(series.step);
    fit.unitStep = series.step;
    fit.last = data->days.back();
    fit.observations = static_cast<int>(data->values.size());
    if (const auto chosen = chooseScale(fit, *data, options); !chosen) {
        return tl::unexpected(chosen.error());
    }
    const auto deviations = removeSeasons(fit, *data, designOf(series, *data, options));
    std::vector<Pair> pairs = pairsOf(deviations, data->places);
    if (pairs.size() < static_cast<std::size_t>(kFewestPrices) / 2) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"only {0} prices follow another without a gap.", {static_cast<std::int64_t>(pairs.size())}},
                    {"Give a series with fewer gaps.", {}});
    }
    Regression line = regress(pairs);
    fit.kurtosis = kurtosisOf(pairs, line);
    if (options.jumps) {
        line = withoutJumps(pairs, line);
    }
    constexpr double kRounding = 1e-10;  // relative to numbers of the size of the scale
    if (!(line.sd > kRounding)) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"the prices follow their level and seasons exactly, from which no error can be learned.", {}},
                    {"Is the series made up? Enter its values instead.", {}});
    }
    if (line.persistence >= 1.0) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"deviations do not fade: there is no level that prices return to.", {}},
                    {"Choose a method that wanders, such as drift or moore.", {}});
    }
    fit.step = {std::max(line.persistence, kLeastPersistence), line.sd};
    fit.process = processOf(fit.step, fit.stepYears);
    describeJumps(fit, pairs, line);
    // Deviations were measured from a mean that includes the jumps; those come on top of the process.
    const double centre = line.intercept / (1.0 - line.persistence);
    fit.level += centre;
    fit.lastDeviation = deviations.back() - centre;
    fit.levelError = line.sd / ((1.0 - fit.step.persistence) * std::sqrt(static_cast<double>(line.count)));
    return fit;
}

EnergyPredictive::EnergyPredictive(const EnergyFit& fit, double location, DeviationDistribution deviation, double mean)
    : m_scale(fit.scale),
      m_centre(fit.centre),
      m_unit(fit.unit),
      m_location(location),
      m_deviation(std::move(deviation)),
      m_mean(mean) {}

double EnergyPredictive::quantile(double probability) const {
    const double scaled = m_location + m_deviation.quantile(probability);
    return m_scale == PriceScale::Log ? std::exp(scaled) : m_centre + m_unit * std::sinh(scaled);
}

Expected<EnergyPredictive> predictEnergy(const EnergyFit& fit, int steps, const EnergyOutlook& outlook) {
    Series calendar;
    calendar.start = fit.last;
    calendar.step = fit.unitStep;
    const Date day = *dateOfStep(calendar, static_cast<std::size_t>(steps));
    const double years = fit.stepYears * steps;
    // The error of the level works as far as the deviation has returned to it.
    const double returned = 1.0 - std::pow(fit.step.persistence, steps);
    const double slow = outlook.slowVolatility * outlook.slowVolatility * years;
    const double ofLevel = fit.levelError * fit.levelError * returned * returned;
    const double extra = slow + (outlook.forward ? 0.0 : ofLevel);
    DeviationDistribution deviation(fit.process, fit.jumps, fit.lastDeviation, years, extra);
    const auto noise = [&](double u) {
        return expectedExponential(fit.process, fit.jumps, fit.lastDeviation, years, u) * std::exp(0.5 * u * u * extra);
    };
    double location = fit.level + fit.weekday[weekdayOf(day)] + fit.month[monthOf(day)];
    if (fit.scale == PriceScale::Log) {
        if (outlook.forward && !(*outlook.forward > 0.0)) {
            return fail(ErrorCode::OutOfBounds, std::string(kModel), {"the forward price is {0}.", {*outlook.forward}},
                        {"Give a positive one, or choose the asinh scale.", {}});
        }
        location = outlook.forward ? std::log(*outlook.forward / noise(1.0)) : location;
        return EnergyPredictive(fit, location, std::move(deviation), std::exp(location) * noise(1.0));
    }
    // E sinh(location + noise) = (e^location · E e^noise − e^−location · E e^−noise) / 2; solved for the location when
    // the mean is given.
    const double up = noise(1.0);
    const double down = noise(-1.0);
    if (outlook.forward) {
        const double wanted = (*outlook.forward - fit.centre) / fit.unit;
        location = std::log((wanted + std::sqrt(wanted * wanted + up * down)) / up);
    }
    const double mean = fit.centre + 0.5 * fit.unit * (std::exp(location) * up - std::exp(-location) * down);
    return EnergyPredictive(fit, location, std::move(deviation), mean);
}

}  // namespace offtake::forecast
