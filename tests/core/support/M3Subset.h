#pragma once

#include <cmath>

#include "core/forecast/Accuracy.h"
#include "core/forecast/ForecastSeries.h"
#include "tests/core/support/ForecastReference.h"

/// Forecasts of the M3 subset by the project, by R and by those who took part, measured alike.
namespace offtake::test {

/// One series of the M3 subset: what was known, and what came.
struct M3Task {
    forecast::Series past;
    std::string period;
    std::vector<double> future;
};

/// Of one method on one series; coverages are negative where the method has no such interval.
struct M3Result {
    double mase = 0.0;
    double smape = 0.0;
    double coverage80 = -1.0;
    double coverage95 = -1.0;
    double msis = -1.0;
};

using M3Tasks = std::map<std::string, M3Task>;      // by id
using M3Results = std::map<std::string, M3Result>;  // by id

/// The tasks of a file such as series/m3_subset.csv.
inline M3Tasks m3Tasks(const std::filesystem::path& file) {
    M3Tasks all;
    for (const Row& row : table(file)) {
        M3Task task;
        task.past.name = row.at("id");
        task.past.values = numberList(row.at("train"));
        task.past.seasonLength = std::stoi(row.at("frequency"));
        task.period = row.at("period");
        task.future = numberList(row.at("test"));
        all[row.at("id")] = std::move(task);
    }
    return all;
}

inline M3Result m3OfPoints(const M3Task& task, const std::vector<double>& points) {
    using namespace forecast;
    return {mase(task.past.values, task.past.seasonLength, task.future, points).value(),
            smape(task.future, points).value()};
}

inline M3Results m3OfMethod(const M3Tasks& tasks, forecast::Method method) {
    using namespace forecast;
    M3Results results;
    for (const auto& [id, task] : tasks) {
        const Forecast predicted = forecastSeries(task.past, method, static_cast<int>(task.future.size())).value();
        M3Result result = m3OfPoints(task, predicted.point);
        std::vector<double> lower[2];
        std::vector<double> upper[2];
        for (std::size_t h = 0; h < task.future.size(); ++h) {
            for (int wide = 0; wide < 2; ++wide) {
                const Interval interval = predicted.interval(wide == 1 ? 0.95 : 0.8, h);
                lower[wide].push_back(interval.lower);
                upper[wide].push_back(interval.upper);
            }
        }
        result.coverage80 = coverage(task.future, lower[0], upper[0]).value();
        result.coverage95 = coverage(task.future, lower[1], upper[1]).value();
        result.msis = msis(task.past.values, task.past.seasonLength, task.future, lower[1], upper[1], 0.95).value();
        results[id] = result;
    }
    return results;
}

inline M3Results m3Published(const M3Tasks& tasks, const std::vector<Row>& rows, const std::string& method) {
    M3Results results;
    for (const Row& row : rows) {
        if (row.at("method") == method) {
            results[row.at("id")] = m3OfPoints(tasks.at(row.at("id")), numberList(row.at("forecasts")));
        }
    }
    return results;
}

/// R's own record: its points are recomputed, its 80 % intervals are known by their coverage only.
inline M3Results m3OfR(const std::vector<Row>& accuracy, const std::string& method) {
    M3Results results;
    for (const Row& row : accuracy) {
        if (row.at("method") == method) {
            results[row.at("id")] = {number(row.at("mase")), number(row.at("smape")), number(row.at("cover80")),
                                     number(row.at("cover95")), number(row.at("msis95"))};
        }
    }
    return results;
}

inline double m3Mean(const M3Results& results, double M3Result::*figure, const M3Tasks& tasks,
                     const std::string& period = "") {
    double sum = 0.0;
    int count = 0;
    for (const auto& [id, result] : results) {
        if (period.empty() || tasks.at(id).period == period) {
            sum += result.*figure;
            ++count;
        }
    }
    return sum / count;
}

struct Paired {
    double difference;
    double standardError;
};

/// Mean difference of MASE, a less b, and its standard error over series.
inline Paired pairedDifference(const M3Results& a, const M3Results& b) {
    std::vector<double> differences;
    for (const auto& [id, result] : a) {
        differences.push_back(result.mase - b.at(id).mase);
    }
    double mean = 0.0;
    for (const double difference : differences) {
        mean += difference / static_cast<double>(differences.size());
    }
    double squares = 0.0;
    for (const double difference : differences) {
        squares += (difference - mean) * (difference - mean);
    }
    const double count = static_cast<double>(differences.size());
    return {mean, std::sqrt(squares / (count - 1.0) / count)};
}

}  // namespace offtake::test
