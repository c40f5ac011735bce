#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/study/Plan.h"

/// Random inputs that move together: a Gaussian copula, so that any distributions can be joined.
namespace offtake::risk {

/// The correlation of normals whose ranks correlate by r (Spearman): 2 sin(π r / 6). Kruskal (1958).
[[nodiscard]] double normalCorrelation(double rank);
/// The reverse: 6 / π · asin(ρ / 2); and Kendall's: 2 / π · asin(ρ).
[[nodiscard]] double spearmanOf(double normal);
[[nodiscard]] double kendallOf(double normal);

/// A stated correlation that was moved so that all of them fit together.
struct CorrelationRepair {
    std::size_t first = 0;   ///< positions among Plan::random
    std::size_t second = 0;
    double stated = 0.0;     ///< rank correlations; 0 of a pair that none was stated of
    double used = 0.0;
};

/// A square matrix by rows.
struct SquareMatrix {
    std::size_t size = 0;
    std::vector<double> cells;
    [[nodiscard]] double& at(std::size_t row, std::size_t column) { return cells[row * size + column]; }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return cells[row * size + column]; }
};
[[nodiscard]] double lowestEigenvalue(const SquareMatrix& symmetric);
/// The correlation matrix nearest to a symmetric one in the Frobenius norm, by alternating projections with Dykstra's
/// correction. N. Higham, "Computing the nearest correlation matrix", IMA J. Numer. Anal. 22 (2002), algorithm 3.3.
[[nodiscard]] SquareMatrix nearestCorrelation(const SquareMatrix& symmetric);

/// How independent normals become joined ones: joined[i] = Σ factor(i, k) · independent[k], k ≤ i.
struct Joint {
    std::vector<std::size_t> members;  ///< positions among Plan::random, in rising order
    SquareMatrix factor;               ///< lower triangular
    std::vector<CorrelationRepair> repairs;
};

/// The joint of all random inputs of a part that any pair names; no members when none does. A pair named several times
/// counts as it is named last. Errors: Inconsistent when an input is paired with itself.
[[nodiscard]] Expected<Joint> jointOf(const study::Plan& plan, study::RandomInput::Part part);

}  // namespace offtake::risk
