#include "tests/core/support/UncertainStudy.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "core/study/CheckUncertainty.h"
#include "core/study/Path.h"
#include "core/study/StatedLevel.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/RandomStudy.h"

namespace offtake::testing {

using namespace study;

namespace {

class Doubter {
public:
    explicit Doubter(std::uint64_t seed) : m_engine(seed * 0xD1342543DE82EF95ULL + 7) {}

    ElementPtr doubted(const Element& element, const Path& path) {
        Element copy = element;
        for (std::size_t i = 0; i < copy.values.size(); ++i) {
            const Input& input = *copy.kind->inputs[i];
            Value& value = copy.values[i];
            if (input.continuous() && value.assumption.empty() && unit() < 0.35) {
                spread(input, value);
                if (!uncertaintyOf(value).none() && uncertaintyOf(value).family != Family::Certain) {
                    m_levels.push_back(path.input(input.key).text());
                }
            }
        }
        for (ElementPtr& child : copy.children) {
            child = doubted(*child, path.child(child->kind->role, child->id));
        }
        if (copy.kind->role == Role::Study) {
            addForecast(copy);
            addCorrelations(copy);
        }
        return std::make_shared<const Element>(std::move(copy));
    }

private:
    std::mt19937_64 m_engine;
    std::vector<std::string> m_levels;

    double unit() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; }
    int upTo(int count) { return std::min(count - 1, static_cast<int>(unit() * count)); }

    /// A number near the value that the input may have.
    double near(const Input& input, double central) {
        const double width = std::max(std::abs(central), 0.01 * std::min(1.0, input.high - input.low));
        return std::clamp(central + (unit() - 0.5) * width, input.low, input.high);
    }

    void spread(const Input& input, Value& value) {
        const Value before = value;
        if (value.numbers.size() == 1) {
            level(input, value);
        }
        if (input.shape == Shape::Path && unit() < 0.5) {
            value.uncertainty.process = process();
        }
        if (!checkUncertainty(input, value, {})) {
            value = before;
            return;
        }
        settle(input, value);
    }

    void level(const Input& input, Value& value) {
        const double centre = value.number();
        std::vector<double> points(3);
        for (double& point : points) {
            point = near(input, centre);
        }
        std::sort(points.begin(), points.end());
        if (input.shape == Shape::Date || unit() < 0.4) {
            const bool days = input.shape == Shape::Date;
            value.low = days ? centre - 30.0 : std::min(points[0], centre);
            value.high = days ? centre + 1.0 + upTo(90) : std::max(points[2], centre);
            return;
        }
        const double share = 0.01 + 0.4 * unit();
        switch (upTo(9)) {
            case 0: value.uncertainty = {Family::Normal, {centre, std::abs(centre) * unit() + 1e-3}, {}}; break;
            case 1: value.uncertainty = {Family::Lognormal, {centre, centre * unit()}, {}}; break;
            case 2: value.uncertainty = {Family::Triangular, points, {}}; break;
            case 3: value.uncertainty = {Family::Pert, points, {}}; break;
            case 4:
                value.uncertainty = {Family::Pert, points, {}};
                value.uncertainty.parameters.push_back(1.0 + 5.0 * unit());
                break;
            case 5: value.uncertainty = {Family::Uniform, {points[0], points[2]}, {}}; break;
            case 6: value.uncertainty = {Family::Beta, {0.1 + 4.0 * unit(), 0.1 + 4.0 * unit(), points[0], points[2]}, {}}; break;
            case 7: value.uncertainty = {Family::Discrete, {points[0], 0.25, points[1], 0.5, points[2], 0.25}, {}}; break;
            default:
                value.uncertainty = unit() < 0.5 ? Uncertainty{Family::Empirical, points, {}}
                                                 : Uncertainty{Family::Quantiles, {share, points[0], 0.5, points[1], 1.0 - share, points[2]}, {}};
        }
    }

    std::vector<ProcessTerm> process() {
        std::vector<ProcessTerm> terms;
        if (unit() < 0.5) {
            terms.push_back({ProcessKind::RandomWalk, unit() < 0.5 ? std::vector<double>{unit()} : std::vector<double>{unit(), 0.4 * unit() - 0.2}});
        } else {
            terms.push_back({ProcessKind::MeanReverting, {0.1 + 3.0 * unit(), unit()}});
        }
        if (unit() < 0.5) {
            terms.push_back({ProcessKind::Season, {0.3 * unit(), 1.0 + upTo(12)}});
        }
        if (unit() < 0.3) {
            terms.push_back({ProcessKind::Jumps, {3.0 * unit(), 0.0, unit()}});
        }
        if (unit() < 0.3) {
            terms.push_back({ProcessKind::OnOff, {60.0 * unit() + 1.0, 1.0 + unit(), unit()}});
        }
        return terms;
    }

    void addForecast(Element& root) {
        Element forecast = makeElement(kForecastKind, "forecast");
        Value& value = forecast.values[static_cast<std::size_t>(kForecastKind.indexOf(kForecastValue))];
        value.numbers = {2.0 + unit(), 2.0 + unit(), 2.0 + unit()};
        value.uncertainty.process = {{ProcessKind::ErrorByMonth, {0.1 * unit(), 0.1 + 0.1 * unit(), 0.2 + 0.1 * unit()}}};
        with(forecast, kAssumptionUnit, "$/GPU-h");
        add(root, std::move(forecast));
    }

    void addCorrelations(Element& root) {
        for (std::size_t i = 0; i + 1 < std::min<std::size_t>(m_levels.size(), 4); ++i) {
            Element pair = makeElement(kCorrelationKind, "pair-" + std::to_string(i));
            with(pair, kCorrelated, m_levels[i]);
            with(pair, kCorrelatedWith, m_levels[i + 1]);
            with(pair, kRankCorrelation, 0.9 * unit() - 0.45);
            add(root, std::move(pair));
        }
    }
};

}  // namespace

Study uncertainStudy(std::uint64_t seed) { return Study(Doubter(seed).doubted(randomStudy(seed).root(), {})); }

}  // namespace offtake::testing
