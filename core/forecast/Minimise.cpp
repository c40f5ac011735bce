#include "core/forecast/Minimise.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace offtake::forecast {

namespace {

using Vector = Eigen::VectorXd;
using Matrix = Eigen::MatrixXd;

std::span<double> view(Vector& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}
std::span<const double> view(const Vector& v) {
    return {v.data(), static_cast<std::size_t>(v.size())};
}
Vector vectorOf(const std::vector<double>& v) {
    return Eigen::Map<const Vector>(v.data(), static_cast<Eigen::Index>(v.size()));
}

/// The search in variables divided by their scale, so that one step size suits all.
class Search {
public:
    Search(const Objective& function, const Box& box, const std::vector<double>& start)
        : m_function(function),
          m_scale(vectorOf(box.scale)),
          m_lower(vectorOf(box.lower).cwiseQuotient(m_scale)),
          m_upper(vectorOf(box.upper).cwiseQuotient(m_scale)),
          m_x(vectorOf(start).cwiseQuotient(m_scale).cwiseMax(m_lower).cwiseMin(m_upper)),
          m_gradient(m_x.size()) {
        m_value = evaluate(m_x, &m_gradient);
    }

    Minimum run(double tolerance, int maxSteps) {
        curvatureByDifferences();
        bool fresh = true;
        for (int step = 0; step < maxSteps && std::isfinite(m_value); ++step) {
            const Vector direction = newtonDirection();
            const double expected = -m_gradient.dot(direction);
            if (expected < tolerance && fresh) {
                break;
            }
            const double before = m_value;
            if (expected < tolerance || !advance(direction)) {
                if (fresh) {
                    break;
                }
                curvatureByDifferences();
                fresh = true;
                continue;
            }
            fresh = false;
            if (before - m_value < tolerance) {
                // Little gained: either the minimum or a curvature gone stale. Look once more with a fresh one.
                curvatureByDifferences();
                fresh = true;
            }
        }
        const Vector x = m_x.cwiseProduct(m_scale);
        const Vector gradient = m_gradient.cwiseQuotient(m_scale);
        return {{x.begin(), x.end()}, m_value, {gradient.begin(), gradient.end()}};
    }

private:
    double evaluate(const Vector& x, Vector* gradient) {
        m_point = x.cwiseProduct(m_scale);
        const double value = m_function(view(std::as_const(m_point)), gradient ? view(*gradient) : std::span<double>{});
        if (gradient && std::isfinite(value)) {
            *gradient = gradient->cwiseProduct(m_scale);
        }
        return value;
    }

    [[nodiscard]] bool rests(Eigen::Index i) const {
        return (m_x[i] <= m_lower[i] && m_gradient[i] > 0.0) || (m_x[i] >= m_upper[i] && m_gradient[i] < 0.0);
    }

    void curvatureByDifferences() {
        constexpr double kStep = 1e-5;
        const Eigen::Index size = m_x.size();
        m_curvature = Matrix::Zero(size, size);
        Vector shifted = m_x;
        Vector there(size);
        for (Eigen::Index i = 0; i < size; ++i) {
            const double step = m_x[i] + kStep > m_upper[i] ? -kStep : kStep;
            shifted[i] = m_x[i] + step;
            if (std::isfinite(evaluate(shifted, &there))) {
                m_curvature.col(i) = (there - m_gradient) / step;
            } else {
                m_curvature(i, i) = 1.0;
            }
            shifted[i] = m_x[i];
        }
        m_curvature = (0.5 * (m_curvature + m_curvature.transpose())).eval();
    }

    Vector newtonDirection() {
        m_free.clear();
        for (Eigen::Index i = 0; i < m_x.size(); ++i) {
            if (!rests(i)) {
                m_free.push_back(i);
            }
        }
        Vector direction = Vector::Zero(m_x.size());
        if (m_free.empty()) {
            return direction;
        }
        const Vector slope = m_gradient(m_free);
        Matrix curvature = m_curvature(m_free, m_free);
        const Vector diagonal =
            curvature.diagonal().cwiseAbs().cwiseMax(1e-8 * curvature.cwiseAbs().maxCoeff() + 1e-12);
        // A ridge that grows until the matrix is positive definite.
        for (double ridge = 1e-10; ridge < 1e12; ridge *= ridge < 1e-4 ? 1e3 : 8.0) {
            Matrix convex = curvature;
            convex.diagonal() += ridge * diagonal;
            const Eigen::LLT<Matrix> factor(convex);
            if (factor.info() == Eigen::Success) {
                Vector free = -factor.solve(slope);
                if (free.allFinite() && slope.dot(free) <= 0.0) {
                    // Farther than this the local picture means nothing.
                    constexpr double kFarthest = 25.0;
                    const double size = free.cwiseAbs().maxCoeff();
                    direction(m_free) = size > kFarthest ? Vector(free * (kFarthest / size)) : free;
                    break;
                }
            }
        }
        return direction;
    }

    bool advance(const Vector& direction) {
        constexpr double kEnough = 1e-4;  // Armijo's share of the expected decrease
        Vector gradient(m_x.size());
        double length = 1.0;
        for (int cut = 0; cut < 25; ++cut) {
            const Vector next = (m_x + length * direction).cwiseMax(m_lower).cwiseMin(m_upper);
            const Vector move = next - m_x;
            const double slope = m_gradient.dot(move);
            const double value = evaluate(next, &gradient);
            if (std::isfinite(value) && value < m_value && value <= m_value + kEnough * slope) {
                update(move, gradient - m_gradient);
                m_x = next;
                m_value = value;
                m_gradient = gradient;
                return true;
            }
            double shrink = 0.2;
            if (std::isfinite(value) && slope < 0.0) {
                shrink = std::clamp(-0.5 * slope / (value - m_value - slope), 0.1, 0.5);
            }
            length *= shrink;
        }
        return false;
    }

    void update(const Vector& move, Vector change) {
        const Vector bent = m_curvature * move;
        const double bend = move.dot(bent);
        const double seen = move.dot(change);
        if (!(bend > 0.0)) {
            // The approximation is not convex along the move: take what was seen there, if that is.
            if (seen > 0.0) {
                m_curvature += change * change.transpose() / seen;
            }
            return;
        }
        if (seen < 0.2 * bend) {
            const double blend = 0.8 * bend / (bend - seen);
            change = blend * change + (1.0 - blend) * bent;
        }
        m_curvature += change * change.transpose() / move.dot(change) - bent * bent.transpose() / bend;
    }

    const Objective& m_function;
    Vector m_scale;
    Vector m_lower;
    Vector m_upper;
    Vector m_x;
    Vector m_point;
    Vector m_gradient;
    double m_value = 0.0;
    Matrix m_curvature;
    std::vector<Eigen::Index> m_free;
};

}  // namespace

Minimum minimise(const Objective& function, const Box& box, const std::vector<double>& start, double tolerance,
                 int maxSteps) {
    return Search(function, box, start).run(tolerance, maxSteps);
}

}  // namespace offtake::forecast
