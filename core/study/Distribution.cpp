#include "core/study/Distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <variant>

#include <Eigen/QR>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/quadrature/tanh_sinh.hpp>

namespace offtake::study {

namespace {

/// No double is promoted to long double: the same digits everywhere, and faster.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Beta = boost::math::beta_distribution<double, Policy>;

double density(double z) { return boost::math::pdf(Normal(), z); }
double logOdds(double p) { return std::log(p) - std::log1p(-p); }

struct TriangularLaw {
    double lowest, mode, highest;
};
struct UniformLaw {
    double lowest, highest;
};
struct StepLaw {
    std::vector<double> values;  ///< rising
    std::vector<double> upTo;    ///< share at or below each
};
struct MetalogLaw {
    Metalog metalog;
};

/// Mean or a moment about it of any quantile function: ∫ f(Q(p)) dp, taken in z so that both tails are seen.
template <typename Integrand>
double expectation(const Integrand& integrand) {
    boost::math::quadrature::tanh_sinh<double> quadrature(12);
    return quadrature.integrate([&](double p, double toEnd) {
        // Near 1 the distance to it keeps digits that p has lost; 1 − p is exact enough for every law here.
        return integrand(p > 0.5 && toEnd > 0.0 ? std::min(1.0 - toEnd, std::nextafter(1.0, 0.0)) : std::max(p, 1e-300));
    }, 0.0, 1.0, 1e-12);
}

}  // namespace

struct Distribution::Law {
    std::variant<NormalForm, TriangularLaw, UniformLaw, BetaParameters, StepLaw, MetalogLaw> law;
};

Bounds boundsOf(const Input& input) {
    constexpr double kAny = std::numeric_limits<double>::infinity();
    return input.shape == Shape::Date ? Bounds{-kAny, kAny, false} : Bounds{input.low, input.high, isShare(input)};
}

double normalQuantile(double p) { return boost::math::quantile(Normal(), p); }
double normalShare(double z) { return boost::math::cdf(Normal(), z); }

LognormalParameters lognormalFromMoments(double mean, double deviation) {
    const double ratio = deviation / mean;
    const double variance = std::log1p(ratio * ratio);
    return {std::log(mean) - variance / 2.0, std::sqrt(variance)};
}

LognormalParameters lognormalFromQuantiles(double p1, double x1, double p2, double x2) {
    const double z1 = normalQuantile(p1);
    const double sigma = std::log(x2 / x1) / (normalQuantile(p2) - z1);
    return {std::log(x1) - sigma * z1, sigma};
}

BetaParameters pertParameters(double lowest, double mode, double highest, double weight) {
    const double width = highest - lowest;
    return {1.0 + weight * (mode - lowest) / width, 1.0 + weight * (highest - mode) / width, lowest, highest};
}

double TruncatedNormal::quantile(double p) const {
    const double from = (low - mu) / sigma;
    const double to = (high - mu) / sigma;
    // In the upper tail shares are 1 less something tiny: mirror it.
    if (from > 0.0) {
        return mu - sigma * normalQuantile(normalShare(-from) + p * (normalShare(-to) - normalShare(-from)));
    }
    return mu + sigma * normalQuantile(normalShare(from) + p * (normalShare(to) - normalShare(from)));
}

double TruncatedNormal::mean() const {
    const double from = (low - mu) / sigma;
    const double to = (high - mu) / sigma;
    return mu + sigma * (density(from) - density(to)) / (normalShare(to) - normalShare(from));
}

double TruncatedNormal::variance() const {
    const double from = (low - mu) / sigma;
    const double to = (high - mu) / sigma;
    const double share = normalShare(to) - normalShare(from);
    const double shift = (density(from) - density(to)) / share;
    return sigma * sigma * (1.0 + (from * density(from) - to * density(to)) / share - shift * shift);
}

double Metalog::quantile(double y) const {
    const double odds = logOdds(y);
    const double middle = y - 0.5;
    double sum = 0.0;
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        double term = 1.0;
        switch (k) {
            case 0: break;
            case 1: term = odds; break;
            case 2: term = middle * odds; break;
            case 3: term = middle; break;
            default: term = std::pow(middle, static_cast<double>(k / 2)) * (k % 2 == 0 ? 1.0 : odds); break;
        }
        sum += coefficients[k] * term;
    }
    return sum;
}

double Metalog::slope(double y) const {
    const double odds = logOdds(y);
    const double middle = y - 0.5;
    const double steep = 1.0 / (y * (1.0 - y));
    double sum = 0.0;
    for (std::size_t k = 1; k < coefficients.size(); ++k) {
        double term = 0.0;
        const auto power = static_cast<double>(k / 2);
        switch (k) {
            case 1: term = steep; break;
            case 2: term = middle * steep + odds; break;
            case 3: term = 1.0; break;
            default:
                term = k % 2 == 0 ? power * std::pow(middle, power - 1.0)
                                  : power * std::pow(middle, power - 1.0) * odds + std::pow(middle, power) * steep;
                break;
        }
        sum += coefficients[k] * term;
    }
    return sum;
}

bool Metalog::feasible() const {
    constexpr double kOutmost = 20.723265836946414;  // log odds of 1 − 1e-9
    constexpr int kSteps = 2000;
    for (int i = 0; i <= kSteps; ++i) {
        const double odds = kOutmost * (2.0 * i / kSteps - 1.0);
        if (!(slope(1.0 / (1.0 + std::exp(-odds))) > 0.0)) {
            return false;
        }
    }
    return true;
}

Metalog metalogThrough(const std::vector<double>& probabilities, const std::vector<double>& values, std::size_t terms) {
    const auto rows = static_cast<Eigen::Index>(probabilities.size());
    const auto columns = static_cast<Eigen::Index>(terms);
    Eigen::MatrixXd basis(rows, columns);
    Eigen::VectorXd wanted(rows);
    for (Eigen::Index i = 0; i < rows; ++i) {
        const auto row = static_cast<std::size_t>(i);
        wanted(i) = values[row];
        for (Eigen::Index k = 0; k < columns; ++k) {
            Metalog unit{std::vector<double>(static_cast<std::size_t>(k) + 1, 0.0)};
            unit.coefficients.back() = 1.0;
            basis(i, k) = unit.quantile(probabilities[row]);
        }
    }
    const Eigen::VectorXd solved = basis.colPivHouseholderQr().solve(wanted);
    return {std::vector<double>(solved.data(), solved.data() + solved.size())};
}

Metalog metalogOfTriplet(double p, double low, double median, double high) {
    const double odds = logOdds(1.0 - p);
    const double ratio = (median - low) / (high - low);
    return {{median, (high - low) / (2.0 * odds), (1.0 - 2.0 * ratio) * (high - low) / ((1.0 - 2.0 * p) * odds)}};
}

namespace {

using Law = decltype(Distribution::Law::law);

/// Reads the parameters of one uncertainty; every check gives its reason and what to do.
class LawReader {
public:
    LawReader(const Uncertainty& uncertainty, double central, const Bounds& bounds, std::string_view name)
        : m_uncertainty(uncertainty), m_given(uncertainty.parameters), m_central(central), m_bounds(bounds), m_name(name) {}

    Expected<Law> read() const {
        for (const double parameter : m_given) {
            if (!std::isfinite(parameter)) {
                return wrong({"has a spread with a number that is none.", {}}, {});
            }
        }
        switch (m_uncertainty.family) {
            case Family::Certain: return Law(NormalForm{NormalForm::Scale::Plain, m_central, 0.0, 0.0});
            case Family::Between: return between();
            case Family::Normal: return normal();
            case Family::Lognormal: return lognormal();
            case Family::Triangular: return triangular();
            case Family::Pert: return pert();
            case Family::Uniform: return uniform();
            case Family::Beta: return beta();
            case Family::Discrete: return discrete();
            case Family::Empirical: return empirical();
            case Family::Quantiles: return quantiles();
        }
        return wrong({"has a spread of an unknown family.", {}}, {});
    }

private:
    const Uncertainty& m_uncertainty;
    const std::vector<double>& m_given;
    double m_central;
    Bounds m_bounds;
    std::string_view m_name;

    [[nodiscard]] tl::unexpected<Error> wrong(Message reason, Message remedy) const {
        return fail(ErrorCode::Inconsistent, std::string(m_name), std::move(reason), std::move(remedy));
    }
    [[nodiscard]] bool has(std::size_t count) const { return m_given.size() >= count; }
    [[nodiscard]] tl::unexpected<Error> tooFew(std::int64_t count) const {
        return wrong({"has a spread with fewer than {0} numbers.", {count}}, {"Give all of them.", {}});
    }

    Expected<Law> between() const {
        if (!has(2)) {
            return tooFew(2);
        }
        const double low = m_given[0];
        const double high = m_given[1];
        if (!(low <= m_central && m_central <= high)) {
            return wrong({"lies at {0}, outside of its range from {1} to {2}.", {m_central, low, high}}, {"Widen the range or move the value.", {}});
        }
        const double z = normalQuantile(0.95);
        const auto form = [&](NormalForm::Scale scale, double a, double centre, double b) {
            return Law(NormalForm{scale, centre, (centre - a) / z, (b - centre) / z});
        };
        if (m_bounds.share && low > 0.0 && high < 1.0) {
            return form(NormalForm::Scale::Odds, logOdds(low), logOdds(m_central), logOdds(high));
        }
        if (low > 0.0 && !m_bounds.share) {
            return form(NormalForm::Scale::Log, std::log(low), std::log(m_central), std::log(high));
        }
        return form(NormalForm::Scale::Plain, low, m_central, high);
    }
    Expected<Law> normal() const {
        if (!has(2)) {
            return tooFew(2);
        }
        if (m_given[1] < 0.0) {
            return wrong({"has a negative standard deviation, {0}.", {m_given[1]}}, {"Give it without the sign.", {}});
        }
        return Law(NormalForm{NormalForm::Scale::Plain, m_given[0], m_given[1], m_given[1]});
    }
    Expected<Law> lognormal() const {
        if (!has(2)) {
            return tooFew(2);
        }
        if (!(m_given[0] > 0.0) || m_given[1] < 0.0) {
            return wrong({"is lognormal with mean {0} and standard deviation {1}; both have to be positive.", {m_given[0], m_given[1]}},
                         {"Use a normal distribution for numbers that may be negative.", {}});
        }
        const LognormalParameters law = lognormalFromMoments(m_given[0], m_given[1]);
        return Law(NormalForm{NormalForm::Scale::Log, law.mu, law.sigma, law.sigma});
    }
    /// Lowest ≤ mode ≤ highest; nothing when they are.
    std::optional<Error> unordered() const {
        if (m_given[0] <= m_given[1] && m_given[1] <= m_given[2]) {
            return std::nullopt;
        }
        return wrong({"has {0}, {1} and {2} as lowest, likeliest and highest value.", {m_given[0], m_given[1], m_given[2]}}, {"Give them in rising order.", {}}).value();
    }
    [[nodiscard]] static Law always(double value) { return NormalForm{NormalForm::Scale::Plain, value, 0.0, 0.0}; }
    Expected<Law> triangular() const {
        if (!has(3)) {
            return tooFew(3);
        }
        if (const auto error = unordered()) {
            return tl::make_unexpected(*error);
        }
        return m_given[0] == m_given[2] ? always(m_given[0]) : Law(TriangularLaw{m_given[0], m_given[1], m_given[2]});
    }
    Expected<Law> pert() const {
        constexpr double kUsualWeight = 4.0;
        if (!has(3)) {
            return tooFew(3);
        }
        if (const auto error = unordered()) {
            return tl::make_unexpected(*error);
        }
        const double weight = has(4) ? m_given[3] : kUsualWeight;
        if (weight < 0.0) {
            return wrong({"gives its likeliest value the negative weight {0}.", {weight}}, {"4 is usual.", {}});
        }
        return m_given[0] == m_given[2] ? always(m_given[0]) : Law(pertParameters(m_given[0], m_given[1], m_given[2], weight));
    }
    Expected<Law> uniform() const {
        if (!has(2)) {
            return tooFew(2);
        }
        if (m_given[0] > m_given[1]) {
            return wrong({"runs from {0} down to {1}.", {m_given[0], m_given[1]}}, {"Give the lower end first.", {}});
        }
        return m_given[0] == m_given[1] ? always(m_given[0]) : Law(UniformLaw{m_given[0], m_given[1]});
    }
    Expected<Law> beta() const {
        if (!has(2)) {
            return tooFew(2);
        }
        const double lowest = has(4) ? m_given[2] : 0.0;
        const double highest = has(4) ? m_given[3] : 1.0;
        if (!(m_given[0] > 0.0 && m_given[1] > 0.0) || !(lowest < highest)) {
            return wrong({"is a beta distribution with the shapes {0} and {1} from {2} to {3}.", {m_given[0], m_given[1], lowest, highest}},
                         {"Both shapes have to be positive, and the lower end below the upper.", {}});
        }
        return Law(BetaParameters{m_given[0], m_given[1], lowest, highest});
    }
    Expected<Law> discrete() const {
        constexpr double kRounding = 1e-6;
        if (!has(2) || m_given.size() % 2 != 0) {
            return tooFew(2);
        }
        std::vector<std::pair<double, double>> steps;
        double total = 0.0;
        for (std::size_t i = 0; i < m_given.size(); i += 2) {
            if (m_given[i + 1] < 0.0) {
                return wrong({"gives {0} a negative probability.", {m_given[i]}}, {});
            }
            steps.emplace_back(m_given[i], m_given[i + 1]);
            total += m_given[i + 1];
        }
        if (std::abs(total - 1.0) > kRounding) {
            return wrong({"has probabilities that sum to {0}.", {total}}, {"Make them sum to 1.", {}});
        }
        return stepsOf(std::move(steps), total);
    }
    Expected<Law> empirical() const {
        if (!has(1)) {
            return tooFew(1);
        }
        std::vector<std::pair<double, double>> steps;
        for (const double value : m_given) {
            steps.emplace_back(value, 1.0);
        }
        return stepsOf(std::move(steps), static_cast<double>(m_given.size()));
    }
    static Law stepsOf(std::vector<std::pair<double, double>> steps, double total) {
        std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        StepLaw law;
        double sum = 0.0;
        for (const auto& [value, probability] : steps) {
            sum += probability / total;
            law.values.push_back(value);
            law.upTo.push_back(sum);
        }
        law.upTo.back() = 1.0;
        return law;
    }
    Expected<Law> quantiles() const {
        if (!has(4) || m_given.size() % 2 != 0) {
            return tooFew(4);
        }
        std::vector<double> shares;
        std::vector<double> values;
        for (std::size_t i = 0; i < m_given.size(); i += 2) {
            shares.push_back(m_given[i]);
            values.push_back(m_given[i + 1]);
            if (!(m_given[i] > 0.0 && m_given[i] < 1.0)) {
                return wrong({"has a quantile at {0}.", {m_given[i]}}, {"Probabilities lie between 0 and 1.", {}});
            }
            if (i > 0 && !(shares.back() > shares[shares.size() - 2] && values.back() > values[values.size() - 2])) {
                return wrong({"has quantiles that cross: {0} after {1}.", {values.back(), values[values.size() - 2]}},
                             {"Give rising values at rising probabilities.", {}});
            }
        }
        if (shares.size() == 2) {
            return ofTwo(shares, values);
        }
        // The fewest terms that pass through all points; with points that no such curve follows, fewer terms and least squares.
        constexpr std::size_t kMostTerms = 16;
        for (std::size_t terms = std::min(shares.size(), kMostTerms); terms >= 2; --terms) {
            const bool interpolates = terms == shares.size();
            const Metalog metalog = metalogThrough(shares, values, terms);
            if (metalog.feasible()) {
                return Law(MetalogLaw{metalog});
            }
            if (interpolates && shares.size() == 3) {
                break;  // three quantiles have to be met
            }
        }
        return wrong({"has quantiles that no smooth distribution follows.", {}}, {"Bring the inner ones nearer to even steps, or give a discrete distribution.", {}});
    }
    Law ofTwo(const std::vector<double>& shares, const std::vector<double>& values) const {
        const double z1 = normalQuantile(shares[0]);
        const double z2 = normalQuantile(shares[1]);
        const auto through = [&](NormalForm::Scale scale, double a, double b) {
            const double sigma = (b - a) / (z2 - z1);
            return Law(NormalForm{scale, a - sigma * z1, sigma, sigma});
        };
        if (values[0] > 0.0) {
            return through(NormalForm::Scale::Log, std::log(values[0]), std::log(values[1]));
        }
        return through(NormalForm::Scale::Plain, values[0], values[1]);
    }
};

double scaled(NormalForm::Scale scale, double x) {
    switch (scale) {
        case NormalForm::Scale::Plain: return x;
        case NormalForm::Scale::Log: return std::exp(x);
        case NormalForm::Scale::Odds: return 1.0 / (1.0 + std::exp(-x));
    }
    return x;
}

struct QuantileAt {
    double p;
    double operator()(const NormalForm& form) const {
        const double z = normalQuantile(p);
        return scaled(form.scale, form.centre + z * (z < 0.0 ? form.below : form.above));
    }
    double operator()(const TriangularLaw& law) const {
        const double width = law.highest - law.lowest;
        const double rising = (law.mode - law.lowest) / width;
        return p < rising ? law.lowest + std::sqrt(p * width * (law.mode - law.lowest))
                          : law.highest - std::sqrt((1.0 - p) * width * (law.highest - law.mode));
    }
    double operator()(const UniformLaw& law) const { return law.lowest + p * (law.highest - law.lowest); }
    double operator()(const BetaParameters& law) const {
        return law.lowest + (law.highest - law.lowest) * boost::math::quantile(Beta(law.alpha, law.beta), p);
    }
    double operator()(const StepLaw& law) const {
        const auto found = std::lower_bound(law.upTo.begin(), law.upTo.end(), p);
        return law.values[std::min(static_cast<std::size_t>(found - law.upTo.begin()), law.values.size() - 1)];
    }
    double operator()(const MetalogLaw& law) const { return law.metalog.quantile(p); }
};

struct ShareBelow {
    double x;
    double operator()(const NormalForm& form) const {
        double y = x;
        if (form.scale != NormalForm::Scale::Plain) {
            if (x <= 0.0) {
                return 0.0;
            }
            if (form.scale == NormalForm::Scale::Odds && x >= 1.0) {
                return 1.0;
            }
            y = form.scale == NormalForm::Scale::Log ? std::log(x) : logOdds(x);
        }
        const double deviation = y < form.centre ? form.below : form.above;
        return deviation > 0.0 ? normalShare((y - form.centre) / deviation) : y < form.centre ? 0.0 : 1.0;
    }
    double operator()(const TriangularLaw& law) const {
        if (x <= law.lowest || x >= law.highest) {
            return x <= law.lowest ? 0.0 : 1.0;
        }
        const double width = law.highest - law.lowest;
        return x < law.mode ? (x - law.lowest) * (x - law.lowest) / (width * (law.mode - law.lowest))
                            : 1.0 - (law.highest - x) * (law.highest - x) / (width * (law.highest - law.mode));
    }
    double operator()(const UniformLaw& law) const { return std::clamp((x - law.lowest) / (law.highest - law.lowest), 0.0, 1.0); }
    double operator()(const BetaParameters& law) const {
        return boost::math::cdf(Beta(law.alpha, law.beta), std::clamp((x - law.lowest) / (law.highest - law.lowest), 0.0, 1.0));
    }
    double operator()(const StepLaw& law) const {
        const auto above = std::upper_bound(law.values.begin(), law.values.end(), x);
        return above == law.values.begin() ? 0.0 : law.upTo[static_cast<std::size_t>(above - law.values.begin()) - 1];
    }
    double operator()(const MetalogLaw& law) const {
        double low = 0.0;
        double high = 1.0;
        while (true) {  // bisection to the last digit: Q rises
            const double middle = (low + high) / 2.0;
            if (middle <= low || middle >= high) {
                return middle;
            }
            (law.metalog.quantile(middle) <= x ? low : high) = middle;
        }
    }
};

}  // namespace

Expected<Distribution> Distribution::of(const Uncertainty& uncertainty, double central, const Bounds& bounds, std::string_view name) {
    auto law = LawReader(uncertainty, central, bounds, name).read();
    if (!law) {
        return tl::make_unexpected(law.error());
    }
    return Distribution(std::make_shared<const Law>(Law{std::move(*law)}));
}

double Distribution::quantile(double p) const { return std::visit(QuantileAt{p}, m_law->law); }
double Distribution::cdf(double x) const { return std::visit(ShareBelow{x}, m_law->law); }
const NormalForm* Distribution::normalForm() const { return std::get_if<NormalForm>(&m_law->law); }
bool Distribution::continuous() const { return !std::holds_alternative<StepLaw>(m_law->law); }

double Distribution::mean() const {
    if (const auto* law = std::get_if<TriangularLaw>(&m_law->law)) {
        return (law->lowest + law->mode + law->highest) / 3.0;
    }
    if (const auto* law = std::get_if<UniformLaw>(&m_law->law)) {
        return (law->lowest + law->highest) / 2.0;
    }
    if (const auto* law = std::get_if<BetaParameters>(&m_law->law)) {
        return law->lowest + (law->highest - law->lowest) * law->alpha / (law->alpha + law->beta);
    }
    if (const auto* law = std::get_if<StepLaw>(&m_law->law)) {
        double sum = 0.0;
        for (std::size_t i = 0; i < law->values.size(); ++i) {
            sum += law->values[i] * (law->upTo[i] - (i > 0 ? law->upTo[i - 1] : 0.0));
        }
        return sum;
    }
    if (const NormalForm* form = normalForm()) {
        if (form->scale == NormalForm::Scale::Plain) {  // each half is half of a normal
            return form->centre + (form->above - form->below) * density(0.0);
        }
        if (form->scale == NormalForm::Scale::Log) {  // E exp(s z) over z > 0 is exp(s² / 2) Φ(s)
            const auto half = [](double s) { return std::exp(s * s / 2.0) * normalShare(s); };
            return std::exp(form->centre) * (half(form->above) + half(-form->below));
        }
    }
    return expectation([&](double p) { return quantile(p); });
}

double Distribution::reach() const {
    if (const auto* law = std::get_if<TriangularLaw>(&m_law->law)) {
        return law->highest;
    }
    if (const auto* law = std::get_if<UniformLaw>(&m_law->law)) {
        return law->highest;
    }
    if (const auto* law = std::get_if<BetaParameters>(&m_law->law)) {
        return law->highest;
    }
    if (const auto* law = std::get_if<StepLaw>(&m_law->law)) {
        return law->values.back();
    }
    return quantile(1.0 - kBeyondReach);
}

double Distribution::variance() const {
    if (const auto* law = std::get_if<TriangularLaw>(&m_law->law)) {
        const double a = law->lowest, b = law->mode, c = law->highest;
        return (a * a + b * b + c * c - a * b - a * c - b * c) / 18.0;
    }
    if (const auto* law = std::get_if<UniformLaw>(&m_law->law)) {
        return (law->highest - law->lowest) * (law->highest - law->lowest) / 12.0;
    }
    if (const auto* law = std::get_if<BetaParameters>(&m_law->law)) {
        const double sum = law->alpha + law->beta;
        const double width = law->highest - law->lowest;
        return width * width * law->alpha * law->beta / (sum * sum * (sum + 1.0));
    }
    const double centre = mean();
    if (const auto* law = std::get_if<StepLaw>(&m_law->law)) {
        double sum = 0.0;
        for (std::size_t i = 0; i < law->values.size(); ++i) {
            sum += (law->values[i] - centre) * (law->values[i] - centre) * (law->upTo[i] - (i > 0 ? law->upTo[i - 1] : 0.0));
        }
        return sum;
    }
    if (const NormalForm* form = normalForm()) {
        if (form->scale == NormalForm::Scale::Plain) {
            const double second = (form->below * form->below + form->above * form->above) / 2.0;
            return second - (centre - form->centre) * (centre - form->centre);
        }
        if (form->scale == NormalForm::Scale::Log) {
            const auto half = [](double s) { return std::exp(2.0 * s * s) * normalShare(2.0 * s); };
            const double second = std::exp(2.0 * form->centre) * (half(form->above) + half(-form->below));
            return second - centre * centre;
        }
    }
    return expectation([&](double p) { return (quantile(p) - centre) * (quantile(p) - centre); });
}

}  // namespace offtake::study
