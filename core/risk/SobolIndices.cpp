#include "core/risk/SobolIndices.h"

#include <algorithm>
#include <cmath>

#include "core/parallel/Stream.h"
#include "core/risk/IndexSums.h"

namespace offtake::risk {

namespace {

/// The function at the rows of A, of B, and of A with one factor of B.
struct Evaluated {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<std::vector<double>> mixed;  ///< one a factor
};

struct Indices {
    double first = 0.0;
    double total = 0.0;
};

/// Sums over a choice of rows.
IndexSums sumsOf(const Evaluated& at, double centre, std::span<const std::size_t> rows) {
    IndexSums sums(at.mixed.size());
    std::vector<double> mixed(at.mixed.size());
    for (const std::size_t row : rows) {
        for (std::size_t factor = 0; factor < mixed.size(); ++factor) {
            mixed[factor] = at.mixed[factor][row] - centre;
        }
        sums.add(at.a[row] - centre, at.b[row] - centre, mixed);
    }
    return sums;
}

double varianceOf(const IndexSums& sums) { return sums.spread(sums.mean()) * 2.0 * sums.rows() / (2.0 * sums.rows() - 1.0); }

/// Both indices of a factor.
Indices indicesOf(const IndexSums& sums, std::size_t factor) {
    const double variance = varianceOf(sums);
    return variance > 0.0 ? Indices{sums.alone(factor, sums.mean()) / variance, sums.together(factor) / variance} : Indices{};
}

/// The middle `confidence` of a sample.
IntervalEstimate estimateOf(double value, std::vector<double> sample, double confidence) {
    std::sort(sample.begin(), sample.end());
    const double last = static_cast<double>(sample.size() - 1);
    const auto quantile = [&](double share) { return sample[static_cast<std::size_t>(std::lround(share * last))]; };
    return {value, quantile((1.0 - confidence) / 2.0), quantile((1.0 + confidence) / 2.0)};
}

Evaluated evaluatedAt(const UnitFunction& function, std::size_t dimension, const std::vector<std::vector<std::size_t>>& factors,
                      std::span<const double> points) {
    const std::size_t rows = points.size() / (2 * dimension);
    Evaluated at;
    at.mixed.resize(factors.size());
    for (std::size_t row = 0; row < rows; ++row) {
        const std::span<const double> a = points.subspan(row * 2 * dimension, dimension);
        const std::span<const double> b = points.subspan(row * 2 * dimension + dimension, dimension);
        at.a.push_back(function(a));
        at.b.push_back(function(b));
        for (std::size_t factor = 0; factor < factors.size(); ++factor) {
            std::vector<double> mixed(a.begin(), a.end());
            for (const std::size_t coordinate : factors[factor]) {
                mixed[coordinate] = b[coordinate];
            }
            at.mixed[factor].push_back(function(mixed));
        }
    }
    return at;
}

std::size_t countMissing(const Evaluated& at) {
    const auto missing = [](const std::vector<double>& values) {
        return static_cast<std::size_t>(std::count_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); }));
    };
    std::size_t count = missing(at.a) + missing(at.b);
    for (const std::vector<double>& values : at.mixed) {
        count += missing(values);
    }
    return count;
}

}  // namespace

std::vector<std::vector<std::size_t>> singleFactors(std::size_t dimension) {
    std::vector<std::vector<std::size_t>> factors;
    for (std::size_t i = 0; i < dimension; ++i) {
        factors.push_back({i});
    }
    return factors;
}

std::vector<double> independentPoints(std::size_t rows, std::size_t columns, std::uint64_t seed) {
    const parallel::Stream stream = parallel::streamOf(seed, "independent points");
    std::vector<double> points;
    points.reserve(rows * columns);
    for (std::size_t row = 0; row < rows; ++row) {
        for (std::size_t column = 0; column < columns; ++column) {
            points.push_back(parallel::uniform(stream, row, column));
        }
    }
    return points;
}

Expected<SobolIndices> sobolIndices(const UnitFunction& function, std::size_t dimension, const std::vector<std::vector<std::size_t>>& factors,
                                    std::span<const double> points, const SobolOptions& options) {
    const std::size_t width = 2 * dimension;
    const bool known = std::all_of(factors.begin(), factors.end(), [&](const std::vector<std::size_t>& factor) {
        return std::all_of(factor.begin(), factor.end(), [&](std::size_t coordinate) { return coordinate < dimension; });
    });
    if (dimension == 0 || !known || points.size() % width != 0 || points.size() < 2 * width || options.resamples == 0) {
        return fail(ErrorCode::Inconsistent, "Sobol' indices", {"{0} numbers are no two or more rows of {1}.", {static_cast<std::int64_t>(points.size()), static_cast<std::int64_t>(width)}},
                    {"Draw more points.", {}});
    }
    const Evaluated at = evaluatedAt(function, dimension, factors, points);
    const std::size_t rows = at.a.size();
    SobolIndices out;
    out.evaluations = rows * (factors.size() + 2);
    if (const std::size_t missing = countMissing(at); missing > 0) {
        return fail(ErrorCode::NoSolution, "Sobol' indices", {"The figure does not exist at {0} of {1} points.", {static_cast<std::int64_t>(missing), static_cast<std::int64_t>(out.evaluations)}},
                    {"Choose a figure that always exists, or narrow the ranges.", {}});
    }
    std::vector<std::size_t> all(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        all[row] = row;
    }
    const double centre = at.a.front();
    const IndexSums sums = sumsOf(at, centre, all);
    out.mean = centre + sums.mean();
    out.variance = varianceOf(sums);
    constexpr double kRounding = 1e-26;  // of the squared mean: a variance of less is rounding
    if (!(out.variance > kRounding * out.mean * out.mean)) {
        return fail(ErrorCode::Inconsistent, "Sobol' indices", {"The figure does not vary.", {}}, {"State ranges for inputs that it depends on.", {}});
    }
    std::vector<std::vector<double>> firsts(factors.size());
    std::vector<std::vector<double>> totals(factors.size());
    const parallel::Stream stream = parallel::streamOf(options.seed, "bootstrap of Sobol' indices");
    std::vector<std::size_t> drawn(rows);
    for (std::size_t resample = 0; resample < options.resamples; ++resample) {
        for (std::size_t row = 0; row < rows; ++row) {
            drawn[row] = static_cast<std::size_t>(parallel::uniform(stream, resample, row) * static_cast<double>(rows));
        }
        const IndexSums again = sumsOf(at, centre, drawn);
        for (std::size_t factor = 0; factor < factors.size(); ++factor) {
            const Indices indices = indicesOf(again, factor);
            firsts[factor].push_back(indices.first);
            totals[factor].push_back(indices.total);
        }
    }
    for (std::size_t factor = 0; factor < factors.size(); ++factor) {
        const Indices indices = indicesOf(sums, factor);
        out.factors.push_back({estimateOf(indices.first, std::move(firsts[factor]), options.confidence), estimateOf(indices.total, std::move(totals[factor]), options.confidence)});
    }
    return out;
}

}  // namespace offtake::risk
