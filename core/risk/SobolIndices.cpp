#include "core/risk/SobolIndices.h"

#include <algorithm>
#include <cmath>

#include "core/parallel/Stream.h"
#include "core/risk/IndexSums.h"

namespace offtake::risk {

namespace {

/// The function at the rows of A and of B, and what each factor does to it.
struct Evaluated {
    std::vector<double> a;
    std::vector<double> b;
    std::vector<IndexSums::Change> changes;  ///< row by row, one a factor
};

/// Sums over a choice of rows.
IndexSums sumsOf(const Evaluated& at, std::size_t factors, double centre, std::span<const std::size_t> rows) {
    IndexSums sums(factors);
    for (const std::size_t row : rows) {
        sums.add(at.a[row] - centre, at.b[row] - centre, std::span(at.changes).subspan(row * factors, factors));
    }
    return sums;
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
    for (std::size_t row = 0; row < rows; ++row) {
        const std::span<const double> a = points.subspan(row * 2 * dimension, dimension);
        const std::span<const double> b = points.subspan(row * 2 * dimension + dimension, dimension);
        at.a.push_back(function(a));
        at.b.push_back(function(b));
        for (const std::vector<std::size_t>& factor : factors) {
            const auto with = [&](std::span<const double> most, std::span<const double> other) {
                std::vector<double> mixed(most.begin(), most.end());
                for (const std::size_t coordinate : factor) {
                    mixed[coordinate] = other[coordinate];
                }
                return function(mixed);
            };
            at.changes.push_back({at.a.back() - with(a, b), with(b, a) - at.b.back()});
        }
    }
    return at;
}

/// Rows at one of whose points the function does not exist.
std::size_t countMissing(const Evaluated& at, std::size_t factors) {
    std::size_t count = 0;
    for (std::size_t row = 0; row < at.a.size(); ++row) {
        const auto changes = std::span(at.changes).subspan(row * factors, factors);
        const bool exists = std::isfinite(at.a[row]) && std::isfinite(at.b[row]) &&
                            std::all_of(changes.begin(), changes.end(), [](const IndexSums::Change& change) { return std::isfinite(change.inA) && std::isfinite(change.inB); });
        count += exists ? 0 : 1;
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
    out.evaluations = rows * (2 * factors.size() + 2);
    if (const std::size_t missing = countMissing(at, factors.size()); missing > 0) {
        return fail(ErrorCode::NoSolution, "Sobol' indices", {"The figure does not exist on {0} of {1} rows.", {static_cast<std::int64_t>(missing), static_cast<std::int64_t>(rows)}},
                    {"Choose a figure that always exists, or narrow the ranges.", {}});
    }
    std::vector<std::size_t> all(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        all[row] = row;
    }
    const double centre = at.a.front();
    const IndexSums sums = sumsOf(at, factors.size(), centre, all);
    out.mean = centre + sums.mean();
    out.variance = sums.variance();
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
        const IndexSums again = sumsOf(at, factors.size(), centre, drawn);
        for (std::size_t factor = 0; factor < factors.size(); ++factor) {
            const double variance = again.spread(factor, again.mean(factor));
            firsts[factor].push_back(variance > 0.0 ? again.alone(factor) / variance : 0.0);
            totals[factor].push_back(variance > 0.0 ? again.together(factor) / variance : 0.0);
        }
    }
    for (std::size_t factor = 0; factor < factors.size(); ++factor) {
        const double variance = sums.spread(factor, sums.mean(factor));
        out.factors.push_back({estimateOf(sums.alone(factor) / variance, std::move(firsts[factor]), options.confidence),
                               estimateOf(sums.together(factor) / variance, std::move(totals[factor]), options.confidence)});
    }
    return out;
}

}  // namespace offtake::risk
