#include "core/forecast/ResaleValue.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Dense>

namespace offtake::forecast {

namespace {

constexpr std::string_view kModel = "resale value";
constexpr std::size_t kFewest = 5;  // three coefficients, and an error with more than one degree of freedom

tl::unexpected<Error> outOfBounds(std::size_t place, Message reason) {
    reason.arguments.insert(reason.arguments.begin(), static_cast<std::int64_t>(place + 1));
    return fail(
        ErrorCode::OutOfBounds, std::string(kModel), std::move(reason),
        {"Give the age in years, the price as a share of the price when new, and newer generations by number.", {}});
}

Expected<void> check(std::span<const ResaleObservation> observations) {
    if (observations.size() < kFewest) {
        return fail(ErrorCode::NoSolution, std::string(kModel),
                    {"needs at least {0} prices and has {1}.",
                     {static_cast<std::int64_t>(kFewest), static_cast<std::int64_t>(observations.size())}},
                    {"Add prices of other ages, or enter a range.", {}});
    }
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const ResaleObservation& one = observations[i];
        if (!(one.share > 0.0) || !std::isfinite(one.share)) {
            return outOfBounds(i, {"observation {0} has the share {1}, which has no logarithm.", {one.share}});
        }
        if (!(one.ageYears >= 0.0) || !std::isfinite(one.ageYears)) {
            return outOfBounds(i, {"observation {0} has the age {1}.", {one.ageYears}});
        }
        if (!(one.newer >= 0.0) || !std::isfinite(one.newer)) {
            return outOfBounds(i, {"observation {0} has {1} newer generations.", {one.newer}});
        }
    }
    const auto sameAge = [&](const ResaleObservation& one) { return one.ageYears == observations.front().ageYears; };
    if (std::all_of(observations.begin(), observations.end(), sameAge)) {
        return fail(
            ErrorCode::NoSolution, std::string(kModel),
            {"all prices are of the age {0}, from which no decay can be learned.", {observations.front().ageYears}},
            {"Add prices of other ages.", {}});
    }
    return {};
}

/// One row per observation: 1, age and, when asked for, newer generations.
Eigen::MatrixXd designOf(std::span<const ResaleObservation> observations, bool generations) {
    Eigen::MatrixXd x(static_cast<Eigen::Index>(observations.size()), generations ? 3 : 2);
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const auto row = static_cast<Eigen::Index>(i);
        x(row, 0) = 1.0;
        x(row, 1) = observations[i].ageYears;
        if (generations) {
            x(row, 2) = observations[i].newer;
        }
    }
    return x;
}

/// Whether age and generations differ enough to be told apart: their correlation leaves at least a hundredth of the
/// variance of generations to explain.
bool canTellGenerations(std::span<const ResaleObservation> observations) {
    constexpr double kLeastOwnShare = 0.01;
    const auto n = static_cast<double>(observations.size());
    double meanAge = 0.0, meanNewer = 0.0;
    for (const ResaleObservation& one : observations) {
        meanAge += one.ageYears / n;
        meanNewer += one.newer / n;
    }
    double ages = 0.0, newers = 0.0, both = 0.0;
    for (const ResaleObservation& one : observations) {
        ages += (one.ageYears - meanAge) * (one.ageYears - meanAge);
        newers += (one.newer - meanNewer) * (one.newer - meanNewer);
        both += (one.ageYears - meanAge) * (one.newer - meanNewer);
    }
    return newers > 0.0 && 1.0 - both * both / (ages * newers) >= kLeastOwnShare;
}

}  // namespace

Expected<ResaleFit> fitResale(std::span<const ResaleObservation> observations) {
    if (const auto checked = check(observations); !checked) {
        return tl::unexpected(checked.error());
    }
    const bool generations = canTellGenerations(observations);
    const Eigen::MatrixXd x = designOf(observations, generations);
    Eigen::VectorXd y(x.rows());
    ResaleFit fit;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        y(static_cast<Eigen::Index>(i)) = std::log(observations[i].share);
        fit.oldest = std::max(fit.oldest, observations[i].ageYears);
    }
    const Eigen::VectorXd found = x.colPivHouseholderQr().solve(y);
    const Eigen::VectorXd left = y - x * found;
    fit.observations = static_cast<int>(observations.size());
    fit.degreesOfFreedom = static_cast<double>(x.rows() - x.cols());
    fit.residualSd = std::sqrt(left.squaredNorm() / fit.degreesOfFreedom);
    fit.start = found(0);
    fit.decayPerYear = -found(1);
    if (generations) {
        fit.perGeneration = -found(2);
    }
    const Eigen::MatrixXd covariance = (x.transpose() * x).inverse() * (fit.residualSd * fit.residualSd);
    fit.covariance.assign(covariance.data(), covariance.data() + covariance.size());
    return fit;
}

LogPredictive predictResale(const ResaleFit& fit, double ageYears, double newer) {
    std::vector<double> row{1.0, ageYears};
    double location = fit.start - fit.decayPerYear * ageYears;
    if (fit.perGeneration) {
        row.push_back(newer);
        location -= *fit.perGeneration * newer;
    }
    double ofCurve = 0.0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        for (std::size_t j = 0; j < row.size(); ++j) {
            ofCurve += row[i] * row[j] * fit.covariance[i * row.size() + j];
        }
    }
    return {location, std::sqrt(fit.residualSd * fit.residualSd + ofCurve), fit.degreesOfFreedom};
}

}  // namespace offtake::forecast
