#include "core/risk/Correlation.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <Eigen/Eigenvalues>

namespace offtake::risk {

namespace {

using Matrix = Eigen::MatrixXd;

/// Differences below this are rounding, not a repair.
constexpr double kSameCorrelation = 1e-6;
/// Eigenvalues of a repaired matrix are at least this, so that its root exists in spite of rounding.
constexpr double kLeastEigenvalue = 1e-10;

Matrix toEigen(const SquareMatrix& from) {
    const auto size = static_cast<Eigen::Index>(from.size);
    Matrix matrix(size, size);
    for (Eigen::Index i = 0; i < size; ++i) {
        for (Eigen::Index k = 0; k < size; ++k) {
            matrix(i, k) = from.at(static_cast<std::size_t>(i), static_cast<std::size_t>(k));
        }
    }
    return matrix;
}

SquareMatrix fromEigen(const Matrix& from) {
    SquareMatrix matrix{static_cast<std::size_t>(from.rows()), {}};
    for (Eigen::Index i = 0; i < from.rows(); ++i) {
        for (Eigen::Index k = 0; k < from.cols(); ++k) {
            matrix.cells.push_back(from(i, k));
        }
    }
    return matrix;
}

Matrix withEigenvaluesFrom(const Matrix& symmetric, double least) {
    const Eigen::SelfAdjointEigenSolver<Matrix> solver(symmetric);
    const Eigen::VectorXd values = solver.eigenvalues().cwiseMax(least);
    return solver.eigenvectors() * values.asDiagonal() * solver.eigenvectors().transpose();
}

/// The lower triangular root of a positive semidefinite matrix. A pivot that is nothing but rounding leaves its column empty.
SquareMatrix choleskyOf(const SquareMatrix& matrix) {
    constexpr double kNoPivot = 1e-14;
    SquareMatrix root{matrix.size, std::vector<double>(matrix.cells.size(), 0.0)};
    for (std::size_t k = 0; k < matrix.size; ++k) {
        double pivot = matrix.at(k, k);
        for (std::size_t j = 0; j < k; ++j) {
            pivot -= root.at(k, j) * root.at(k, j);
        }
        if (pivot <= kNoPivot) {
            continue;
        }
        root.at(k, k) = std::sqrt(pivot);
        for (std::size_t i = k + 1; i < matrix.size; ++i) {
            double cell = matrix.at(i, k);
            for (std::size_t j = 0; j < k; ++j) {
                cell -= root.at(i, j) * root.at(k, j);
            }
            root.at(i, k) = cell / root.at(k, k);
        }
    }
    return root;
}

}  // namespace

double normalCorrelation(double rank) { return 2.0 * std::sin(std::numbers::pi * rank / 6.0); }
double spearmanOf(double normal) { return 6.0 / std::numbers::pi * std::asin(normal / 2.0); }
double kendallOf(double normal) { return 2.0 / std::numbers::pi * std::asin(normal); }

double lowestEigenvalue(const SquareMatrix& symmetric) {
    return Eigen::SelfAdjointEigenSolver<Matrix>(toEigen(symmetric), Eigen::EigenvaluesOnly).eigenvalues().minCoeff();
}

SquareMatrix nearestCorrelation(const SquareMatrix& symmetric) {
    constexpr int kMostSteps = 1000;
    constexpr double kSettled = 1e-12;
    Matrix unit = toEigen(symmetric);
    Matrix correction = Matrix::Zero(unit.rows(), unit.cols());
    for (int step = 0; step < kMostSteps; ++step) {
        const Matrix corrected = unit - correction;
        const Matrix positive = withEigenvaluesFrom(corrected, 0.0);
        correction = positive - corrected;
        Matrix next = positive;
        next.diagonal().setOnes();
        const double moved = (next - unit).norm();
        unit = next;
        if (moved <= kSettled * unit.norm()) {
            break;
        }
    }
    // Rounding leaves eigenvalues a little below zero; lift them and scale the diagonal back to ones.
    const Matrix lifted = withEigenvaluesFrom(unit, kLeastEigenvalue);
    const Eigen::VectorXd scale = lifted.diagonal().cwiseSqrt().cwiseInverse();
    Matrix result = scale.asDiagonal() * lifted * scale.asDiagonal();
    result.diagonal().setOnes();
    return fromEigen((result + result.transpose()) / 2.0);
}

Expected<Joint> jointOf(const study::Plan& plan, study::RandomInput::Part part) {
    Joint joint;
    std::vector<study::CorrelatedPair> pairs;
    for (const study::CorrelatedPair& pair : plan.correlations) {
        if (plan.random[pair.first].part != part) {
            continue;
        }
        if (pair.first == pair.second) {
            return fail(ErrorCode::Inconsistent, plan.random[pair.first].path.text(), {"is correlated with itself.", {}}, {"Name another input.", {}});
        }
        pairs.push_back(pair);
        joint.members.push_back(pair.first);
        joint.members.push_back(pair.second);
    }
    std::sort(joint.members.begin(), joint.members.end());
    joint.members.erase(std::unique(joint.members.begin(), joint.members.end()), joint.members.end());
    const std::size_t size = joint.members.size();
    if (size == 0) {
        return joint;
    }
    const auto position = [&](std::size_t input) {
        return static_cast<std::size_t>(std::lower_bound(joint.members.begin(), joint.members.end(), input) - joint.members.begin());
    };
    SquareMatrix stated{size, std::vector<double>(size * size, 0.0)};
    SquareMatrix matrix = stated;
    for (const study::CorrelatedPair& pair : pairs) {
        const std::size_t i = position(pair.first);
        const std::size_t k = position(pair.second);
        stated.at(i, k) = stated.at(k, i) = pair.rankCorrelation;
        matrix.at(i, k) = matrix.at(k, i) = normalCorrelation(pair.rankCorrelation);
    }
    for (std::size_t i = 0; i < size; ++i) {
        matrix.at(i, i) = 1.0;
    }
    constexpr double kRounding = -1e-12;
    if (lowestEigenvalue(matrix) < kRounding) {
        matrix = nearestCorrelation(matrix);
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t k = i + 1; k < size; ++k) {
                const double used = spearmanOf(matrix.at(i, k));
                if (std::abs(used - stated.at(i, k)) > kSameCorrelation) {
                    joint.repairs.push_back({joint.members[i], joint.members[k], stated.at(i, k), used});
                }
            }
        }
    }
    joint.factor = choleskyOf(matrix);
    return joint;
}

}  // namespace offtake::risk
