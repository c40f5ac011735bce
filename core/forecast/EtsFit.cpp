#include "core/forecast/EtsFit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/forecast/Decompose.h"
#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsSpace.h"
#include "core/forecast/Minimise.h"

namespace offtake::forecast {

namespace {

/// In -2 ln L. R's own optimum is itself good to about 0.01.
constexpr double kTolerance = 1e-5;
constexpr int kMaxSteps = 150;
constexpr std::size_t kStarts = 3;
constexpr double kOutside = std::numeric_limits<double>::infinity();

/// The likelihood of one form as a function of its free numbers.
class Likelihood {
public:
    Likelihood(EtsForm form, std::span<const double> values, int seasonLength)
        : m_form(form),
          m_seasonLength(seasonLength),
          m_kernel(form, seasonLength, values),
          m_space(form, seasonLength, values) {}

    [[nodiscard]] const EtsSpace& space() const { return m_space; }

    /// -2 ln L, and this weight times the barrier at the edge of the admissible region (none for weight 0).
    double operator()(std::span<const double> x, std::span<double> gradient, double barrierWeight) {
        const EtsModel model = m_space.model(x);
        const double barrier = barrierWeight > 0.0 ? barrierWeight * barrierAt(x) : 0.0;
        const double value =
            std::isfinite(barrier) ? m_kernel.criterion(model.parameters, model.initial) + barrier : kOutside;
        if (!gradient.empty() && std::isfinite(value)) {
            m_kernel.gradient(model.parameters, m_byState);
            m_space.pullBack(x, m_byState, gradient);
            if (barrierWeight > 0.0) {
                addBarrierSlope(x, gradient, barrierWeight);
            }
        }
        return value;
    }

    [[nodiscard]] bool admissible(std::span<const double> x) const { return std::isfinite(barrierAt(x)); }

private:
    [[nodiscard]] double barrierAt(std::span<const double> x) const {
        return admissibleBarrier(m_form, m_space.model(x).parameters, m_seasonLength);
    }

    void addBarrierSlope(std::span<const double> x, std::span<double> gradient, double weight) const {
        constexpr double kStep = 1e-7;
        std::vector<double> moved(x.begin(), x.end());
        const double here = barrierAt(x);
        for (std::size_t i = 0; i < m_space.parameterSlots(); ++i) {
            const double step = x[i] + kStep > m_space.box().upper[i] ? -kStep : kStep;
            moved[i] = x[i] + step;
            const double there = barrierAt(moved);
            gradient[i] += std::isfinite(there) ? weight * (there - here) / step : 0.0;
            moved[i] = x[i];
        }
    }

    EtsForm m_form;
    int m_seasonLength;
    EtsKernel m_kernel;
    EtsSpace m_space;
    EtsGradient m_byState;
};

struct Start {
    std::vector<double> x;
    double value;
};

/// Points of a coarse grid of smoothing parameters, the most likely first. Most of the work of a search from a bad
/// start goes into leaving it.
std::vector<Start> gridOfStarts(Likelihood& likelihood) {
    const EtsForm form = likelihood.space().form();
    const std::vector<double> none{0.0};
    std::vector<Start> starts;
    for (const double alpha : {0.02, 0.2, 0.5, 0.8, 0.97}) {
        for (const double beta : form.trend == TrendForm::None ? none : std::vector{0.02, 0.3, 0.9}) {
            for (const double gamma : form.season == SeasonForm::None ? none : std::vector{0.02, 0.3, 0.8}) {
                for (const double phi : isDamped(form) ? std::vector{0.95, 0.85} : none) {
                    std::vector<double> x = likelihood.space().start(alpha, beta, gamma, phi);
                    const double value = likelihood(x, {}, 0.0);
                    starts.push_back({std::move(x), value});
                }
            }
        }
    }
    std::stable_sort(starts.begin(), starts.end(), [](const Start& a, const Start& b) { return a.value < b.value; });
    return starts;
}

/// Search within the admissible region, by barriers of decreasing weight.
Minimum searchWithin(Likelihood& likelihood, std::vector<double> start) {
    Minimum found;
    for (const double weight : {0.3, 0.01, 0.0003}) {
        const Objective criterion = [&](std::span<const double> x, std::span<double> gradient) {
            return likelihood(x, gradient, weight);
        };
        found = minimise(criterion, likelihood.space().box(), start, kTolerance, kMaxSteps);
        start = found.x;
    }
    found.value = likelihood(found.x, {}, 0.0);
    return found;
}

/// The best of several starts: the most likely of the grid, then the most likely with another alpha.
EtsModel mostLikely(EtsForm form, std::span<const double> values, int seasonLength) {
    Likelihood likelihood(form, values, seasonLength);
    const Objective free = [&](std::span<const double> x, std::span<double> gradient) {
        return likelihood(x, gradient, 0.0);
    };
    const std::vector<Start> grid = gridOfStarts(likelihood);
    const auto within =
        std::find_if(grid.begin(), grid.end(), [&](const Start& s) { return likelihood.admissible(s.x); });
    Minimum best{{}, kOutside, {}};
    std::vector<double> tried;
    for (const Start& start : grid) {
        const double alpha = start.x.front();
        if (std::find(tried.begin(), tried.end(), alpha) != tried.end()) {
            continue;
        }
        tried.push_back(alpha);
        Minimum found = minimise(free, likelihood.space().box(), start.x, kTolerance, kMaxSteps);
        if (found.value < best.value && !likelihood.admissible(found.x)) {
            // With a season the customary region reaches a little beyond the admissible one.
            found = within == grid.end()
                        ? best
                        : searchWithin(likelihood, likelihood.admissible(start.x) ? start.x : within->x);
        }
        if (found.value < best.value) {
            best = std::move(found);
        }
        if (tried.size() == kStarts) {
            break;
        }
    }
    return likelihood.space().model(best.x.empty() ? grid.front().x : best.x);
}

}  // namespace

Expected<EtsFit> fitEts(EtsForm form, std::span<const double> values, int seasonLength) {
    const auto count = static_cast<int>(values.size());
    const int needed =
        std::max(parameterCount(form, seasonLength) + 2, form.season == SeasonForm::None ? 0 : 2 * seasonLength);
    if (count < needed) {
        return fail(ErrorCode::NoSolution, etsName(form),
                    {"The series has {0} values, this model needs {1}.",
                     {static_cast<std::int64_t>(count), static_cast<std::int64_t>(needed)}},
                    {"Choose a simpler model.", {}});
    }
    if (needsPositive(form) && !std::all_of(values.begin(), values.end(), [](double v) { return v > 0.0; })) {
        return fail(ErrorCode::NoSolution, etsName(form), {"The series has values at or below zero.", {}},
                    {"Choose a model with additive error, trend and season.", {}});
    }
    EtsModel model = mostLikely(form, values, seasonLength);
    auto run = runEts(model, values);
    if (!run) {
        return tl::unexpected<Error>(run.error());
    }
    return EtsFit{std::move(model), *std::move(run)};
}

std::vector<EtsForm> candidateForms(std::span<const double> values, int seasonLength) {
    const bool positive = std::all_of(values.begin(), values.end(), [](double v) { return v > 0.0; });
    const bool season = seasonLength > 1 && seasonLength <= kLongestSeason;
    std::vector<EtsForm> forms;
    for (const SeasonForm seasonForm : {SeasonForm::None, SeasonForm::Additive, SeasonForm::Multiplicative}) {
        for (const TrendForm trend : {TrendForm::None, TrendForm::Additive, TrendForm::Damped}) {
            for (const ErrorForm error : {ErrorForm::Additive, ErrorForm::Multiplicative}) {
                const EtsForm form{error, trend, seasonForm};
                const bool fits = (seasonForm == SeasonForm::None || season) && (positive || !needsPositive(form)) &&
                                  hasFiniteVariance(form);
                if (fits) {
                    forms.push_back(form);
                }
            }
        }
    }
    return forms;
}

Expected<std::vector<EtsFit>> fitAllEts(std::span<const double> values, int seasonLength) {
    std::vector<EtsFit> fits;
    for (const EtsForm form : candidateForms(values, seasonLength)) {
        if (auto fit = fitEts(form, values, seasonLength)) {
            fits.push_back(*std::move(fit));
        }
    }
    if (fits.empty()) {
        return fail(ErrorCode::NoSolution, "ETS",
                    {"The series has {0} values, too few for any model of exponential smoothing.",
                     {static_cast<std::int64_t>(values.size())}},
                    {"Use the naive method or the drift, or give at least 5 values.", {}});
    }
    std::stable_sort(fits.begin(), fits.end(),
                     [](const EtsFit& a, const EtsFit& b) { return a.run.aicc < b.run.aicc; });
    return fits;
}

}  // namespace offtake::forecast
