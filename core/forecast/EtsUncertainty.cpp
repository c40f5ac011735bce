#include "core/forecast/EtsUncertainty.h"

#include <cmath>

#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "core/forecast/EtsForecast.h"
#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsSpace.h"

namespace offtake::forecast {

namespace {

/// Variables of the fit away from their bounds.
std::vector<std::size_t> freeVariables(const Box& box, const std::vector<double>& x) {
    constexpr double kAtBound = 1e-3;  // of the scale
    std::vector<std::size_t> free;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const double margin = kAtBound * box.scale[i];
        if (x[i] > box.lower[i] + margin && x[i] < box.upper[i] - margin) {
            free.push_back(i);
        }
    }
    return free;
}

/// The fit seen as functions of its free variables, each divided by its scale.
class Neighbourhood {
public:
    Neighbourhood(const EtsFit& fit, std::span<const double> values)
        : m_space(fit.model.form, fit.model.seasonLength, values),
          m_kernel(fit.model.form, fit.model.seasonLength, values),
          m_x(m_space.coordinates(fit.model)),
          m_free(freeVariables(m_space.box(), m_x)) {}

    [[nodiscard]] std::size_t size() const { return m_free.size(); }

    /// Half the second derivatives of -2 ln L, prior curvature included.
    Eigen::MatrixXd information() {
        const auto count = static_cast<Eigen::Index>(size());
        Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(count, count);
        for (Eigen::Index i = 0; i < count; ++i) {
            const Eigen::VectorXd up = gradient(i, kStep);
            const Eigen::VectorXd down = gradient(i, -kStep);
            if (up.allFinite() && down.allFinite()) {
                curvature.col(i) = (up - down) / (2.0 * kStep);
            }
        }
        Eigen::MatrixXd information = 0.25 * (curvature + curvature.transpose());
        for (Eigen::Index i = 0; i < count; ++i) {
            const std::size_t variable = m_free[static_cast<std::size_t>(i)];
            const double range = (m_space.box().upper[variable] - m_space.box().lower[variable]) / scale(i);
            if (std::isfinite(range)) {
                information(i, i) += 12.0 / (range * range);  // variance of a uniform distribution: range^2 / 12
            }
        }
        return information;
    }

    /// Forecasts by free variable (columns).
    Eigen::MatrixXd slopes(int horizon) {
        Eigen::MatrixXd result(horizon, static_cast<Eigen::Index>(size()));
        for (Eigen::Index i = 0; i < result.cols(); ++i) {
            const Eigen::VectorXd change = path(i, kStep, horizon) - path(i, -kStep, horizon);
            result.col(i) =
                change.allFinite() ? Eigen::VectorXd(change / (2.0 * kStep)) : Eigen::VectorXd::Zero(horizon);
        }
        return result;
    }

private:
    static constexpr double kStep = 1e-4;

    [[nodiscard]] double scale(Eigen::Index i) const {
        return m_space.box().scale[m_free[static_cast<std::size_t>(i)]];
    }

    EtsModel moved(Eigen::Index i, double step) {
        std::vector<double> x = m_x;
        x[m_free[static_cast<std::size_t>(i)]] += step * scale(i);
        m_at = x;
        return m_space.model(x);
    }

    Eigen::VectorXd gradient(Eigen::Index i, double step) {
        const EtsModel model = moved(i, step);
        Eigen::VectorXd free = Eigen::VectorXd::Constant(static_cast<Eigen::Index>(size()), std::nan(""));
        if (std::isfinite(m_kernel.criterion(model.parameters, model.initial))) {
            EtsGradient byState;
            m_kernel.gradient(model.parameters, byState);
            std::vector<double> all(m_x.size());
            m_space.pullBack(m_at, byState, all);
            for (Eigen::Index j = 0; j < free.size(); ++j) {
                free[j] = all[m_free[static_cast<std::size_t>(j)]] * scale(j);
            }
        }
        return free;
    }

    Eigen::VectorXd path(Eigen::Index i, double step, int horizon) {
        const EtsModel model = moved(i, step);
        if (!std::isfinite(m_kernel.criterion(model.parameters, model.initial))) {
            return Eigen::VectorXd::Constant(horizon, std::nan(""));
        }
        const std::vector<double> values = etsPath(model, m_kernel.last(), horizon);
        return Eigen::Map<const Eigen::VectorXd>(values.data(), horizon);
    }

    EtsSpace m_space;
    EtsKernel m_kernel;
    std::vector<double> m_x;
    std::vector<double> m_at;
    std::vector<std::size_t> m_free;
};

}  // namespace

std::vector<double> etsParameterVariance(const EtsFit& fit, std::span<const double> values, int horizon) {
    std::vector<double> variance(static_cast<std::size_t>(horizon), 0.0);
    Neighbourhood around(fit, values);
    if (around.size() == 0) {
        return variance;
    }
    const Eigen::MatrixXd information = around.information();
    const Eigen::VectorXd diagonal = information.diagonal().cwiseAbs();
    // Directions in which the likelihood is flat get just enough curvature to be inverted.
    for (double ridge = 1e-9; ridge < 1e3; ridge *= 10.0) {
        Eigen::MatrixXd convex = information;
        convex.diagonal() += ridge * diagonal + Eigen::VectorXd::Constant(diagonal.size(), 1e-12);
        const Eigen::LLT<Eigen::MatrixXd> factor(convex);
        if (factor.info() == Eigen::Success) {
            const Eigen::MatrixXd spread = factor.matrixL().solve(around.slopes(horizon).transpose());
            for (std::size_t h = 0; h < variance.size(); ++h) {
                variance[h] = spread.col(static_cast<Eigen::Index>(h)).squaredNorm();
            }
            break;
        }
    }
    return variance;
}

std::vector<double> etsChoiceVariance(const std::vector<EtsFit>& candidates, int horizon) {
    constexpr double kNegligible = 1e-3;
    const EtsFit& best = candidates.front();
    const std::vector<double> chosen = etsPath(best.model, best.run.last, horizon);
    std::vector<double> variance(chosen.size(), 0.0);
    double total = 0.0;
    for (const EtsFit& candidate : candidates) {
        const double weight = std::exp(-0.5 * (candidate.run.aicc - best.run.aicc));
        if (!(weight > kNegligible)) {
            break;
        }
        total += weight;
        const std::vector<double> path = etsPath(candidate.model, candidate.run.last, horizon);
        for (std::size_t h = 0; h < variance.size(); ++h) {
            variance[h] += weight * (path[h] - chosen[h]) * (path[h] - chosen[h]);
        }
    }
    for (double& value : variance) {
        value /= total;
    }
    return variance;
}

}  // namespace offtake::forecast
