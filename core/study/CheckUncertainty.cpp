#include "core/study/CheckUncertainty.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/study/Distribution.h"
#include "core/study/StatedLevel.h"
#include "core/study/ValueText.h"
#include "core/units/Format.h"

namespace offtake::study {

namespace {

constexpr double kRounding = 1e-6;       // by which probabilities may miss 1, as when typed with a few decimals
constexpr double kLargestRate = 10.0;    // volatilities and jumps above 1000 % are percent typed as numbers
constexpr double kFastest = 1000.0;      // times a year
constexpr double kLongest = 12000.0;     // months

using Numbers = std::vector<double>;

std::string shown(const Input& input, double number) {
    Value value;
    value.numbers = {number};
    return valueText(input, value);
}

/// The checks of one value, in its words.
class Check {
public:
    Check(const Input& input, const std::string& subject) : m_input(input), m_subject(subject) {}

    Expected<void> family(const Uncertainty& stated) const {
        const Numbers& p = stated.parameters;
        for (const double number : p) {
            if (!std::isfinite(number)) {
                return refuse({"The distribution of {0} has a number that is not finite.", {label()}}, {"Enter finite numbers.", {}});
            }
        }
        switch (stated.family) {
            case Family::Certain: return p.empty() ? Expected<void>() : refuse({"{0} has parameters without a distribution.", {label()}}, {});
            case Family::Between: return p.size() == 2 && p[0] <= p[1] ? Expected<void>() : order();
            case Family::Normal:
            case Family::Lognormal: return moments(stated);
            case Family::Triangular: return p.size() == 3 ? threePoints(p) : order();
            case Family::Pert: return pert(p);
            case Family::Uniform: return p.size() == 2 && p[0] < p[1] ? Expected<void>() : order();
            case Family::Beta: return beta(p);
            case Family::Discrete: return discrete(p);
            case Family::Empirical: return p.empty() ? refuse({"The values of {0} are missing.", {label()}}, {"Write empirical(1; 2; 3).", {}}) : Expected<void>();
            case Family::Quantiles: return quantiles(p);
        }
        return {};
    }

    /// Whether each parameter in the unit of the input, but for deviations, is a value that it may have.
    Expected<void> bounds(const Uncertainty& stated) const {
        const bool deviations = stated.family == Family::Normal || stated.family == Family::Lognormal;
        Uncertainty copy = stated;
        Expected<void> checked;
        std::size_t position = 0;
        eachLevel(copy, [&](double level) {
            const bool skipped = deviations && position++ == 1;
            if (checked && !skipped && (level < m_input.low || level > m_input.high)) {
                checked = fail(ErrorCode::OutOfBounds, m_subject, {"The distribution of {0} reaches {1}.", {label(), shown(m_input, level)}},
                               {"Keep it between {0} and {1}.", {shown(m_input, m_input.low), shown(m_input, m_input.high)}});
            }
        });
        return checked;
    }

    Expected<void> process(const std::vector<ProcessTerm>& terms) const {
        for (const ProcessTerm& term : terms) {
            for (const double number : term.parameters) {
                if (!std::isfinite(number)) {
                    return refuse({"The process of {0} has a number that is not finite.", {label()}}, {"Enter finite numbers.", {}});
                }
            }
            if (auto checked = oneTerm(term); !checked) {
                return checked;
            }
        }
        return {};
    }

    [[nodiscard]] tl::unexpected<Error> refuse(Message reason, Message remedy) const {
        return fail(ErrorCode::Inconsistent, m_subject, std::move(reason), std::move(remedy));
    }
    [[nodiscard]] std::string label() const { return std::string(m_input.label); }

private:
    const Input& m_input;
    const std::string& m_subject;

    [[nodiscard]] Expected<void> order() const {
        return refuse({"The numbers of the distribution of {0} are not in rising order.", {label()}}, {"Write the lower number first, as in tri(5, 6, 9).", {}});
    }
    [[nodiscard]] Expected<void> threePoints(const Numbers& p) const {
        return p[0] <= p[1] && p[1] <= p[2] && p[0] < p[2] ? Expected<void>() : order();
    }
    [[nodiscard]] Expected<void> moments(const Uncertainty& stated) const {
        const Numbers& p = stated.parameters;
        if (p.size() != 2 || !(p[1] >= 0.0) || !std::isfinite(p[0] - p[1]) || !std::isfinite(p[0] + p[1])) {
            return refuse({"The standard deviation of {0} must not be negative, but positive or 0.", {label()}}, {"Write it as 62 ± 4.", {}});
        }
        if (stated.family == Family::Lognormal && !(p[0] > 0.0)) {
            return refuse({"A lognormal distribution is of positive numbers; the mean of {0} is not.", {label()}}, {"Write normal(mean, standard deviation).", {}});
        }
        return {};
    }
    [[nodiscard]] Expected<void> pert(const Numbers& p) const {
        if (p.size() != 3 && p.size() != 4) {
            return order();
        }
        if (p.size() == 4 && p[3] < 0.0) {
            return refuse({"The weight of the most likely value of {0} is negative.", {label()}}, {"4 is usual.", {}});
        }
        return threePoints(p);
    }
    [[nodiscard]] Expected<void> beta(const Numbers& p) const {
        if (p.size() != 4 || !(p[0] > 0.0 && p[1] > 0.0)) {
            return refuse({"Both shapes of the beta distribution of {0} must be positive.", {label()}}, {"Write it as beta(2, 3, lowest, highest).", {}});
        }
        return p[2] < p[3] ? Expected<void>() : order();
    }
    [[nodiscard]] Expected<void> discrete(const Numbers& p) const {
        double sum = 0.0;
        for (std::size_t i = 1; i < p.size(); i += 2) {
            if (p[i] < 0.0) {
                return refuse({"A probability of {0} is negative.", {label()}}, {"Probabilities are from 0 to 100 % and add to 100 %.", {}});
            }
            sum += p[i];
        }
        if (p.empty() || p.size() % 2 != 0 || std::abs(sum - 1.0) > kRounding) {
            return refuse({"The probabilities of {0} add to {1}.", {label(), fmt::format("{:.6g} %", 100.0 * sum)}}, {"Make them add to 100 %.", {}});
        }
        return {};
    }
    [[nodiscard]] Expected<void> quantiles(const Numbers& p) const {
        if (p.size() < 4 || p.size() % 2 != 0) {
            return refuse({"{0} needs two quantiles or more.", {label()}}, {"Write quantiles(10 %: 40, 50 %: 60, 90 %: 160).", {}});
        }
        for (std::size_t i = 0; i < p.size(); i += 2) {
            if (!(p[i] > 0.0 && p[i] < 1.0)) {
                return refuse({"{0} has a quantile at {1}.", {label(), units::fullPrecision(p[i], units::kPercent)}}, {"Quantiles lie between 0 and 100 %, without the ends.", {}});
            }
            if (i > 0 && !(p[i] > p[i - 2] && p[i + 1] > p[i - 1])) {
                return refuse({"The quantiles of {0} cross: {1} stands at {2}, {3} at {4}.",
                               {label(), shown(m_input, p[i - 1]), units::fullPrecision(p[i - 2], units::kPercent), shown(m_input, p[i + 1]), units::fullPrecision(p[i], units::kPercent)}},
                              {"Give rising values at rising probabilities.", {}});
            }
        }
        return {};
    }

    [[nodiscard]] Expected<void> oneTerm(const ProcessTerm& term) const {
        const Numbers& p = term.parameters;
        const auto within = [&](std::size_t i, double low, double high) { return i >= p.size() || (p[i] >= low && p[i] <= high); };
        const Message percent{"30 is 3000 %: write 30 % or 0.3.", {}};
        switch (term.kind) {
            case ProcessKind::RandomWalk:
                return !p.empty() && p.size() <= 2 && within(0, 0.0, kLargestRate) && within(1, -kLargestRate, kLargestRate)
                           ? Expected<void>()
                           : refuse({"The volatility of {0} must be from 0 to 1000 % a year, its drift within 1000 %.", {label()}}, percent);
            case ProcessKind::MeanReverting:
                if (p.size() != 2 || !(p[0] > 0.0) || !within(0, 0.0, kFastest)) {
                    return refuse({"The speed at which {0} returns must be above 0.", {label()}}, {"Write gbm(30 %) for a value that does not return.", {}});
                }
                return within(1, 0.0, kLargestRate) ? Expected<void>() : refuse({"The volatility of {0} must be from 0 to 1000 % a year.", {label()}}, percent);
            case ProcessKind::Season:
                return p.size() == 2 && within(0, 0.0, 1.0) && within(1, 1.0, 12.0)
                           ? Expected<void>()
                           : refuse({"The season of {0} needs an amplitude from 0 to 100 % and the month of its peak, from 1 to 12.", {label()}}, {"Write season(15 %, 1).", {}});
            case ProcessKind::Jumps:
                return p.size() == 3 && within(0, 0.0, kFastest) && within(1, -kLargestRate, kLargestRate) && within(2, 0.0, kLargestRate)
                           ? Expected<void>()
                           : refuse({"The jumps of {0} need a number a year, a mean and a standard deviation that are not negative.", {label()}}, {"Write jumps(2, 0, 50 %).", {}});
            case ProcessKind::OnOff:
                return p.size() >= 2 && p.size() <= 3 && p[0] > 0.0 && p[1] > 0.0 && within(0, 0.0, kLongest) && within(1, 0.0, kLongest) && within(2, 0.0, 1.0)
                           ? Expected<void>()
                           : refuse({"The interruptions of {0} need months up and down above 0, and a level from 0 to 100 %.", {label()}}, {"Write onoff(60, 1, 0).", {}});
            case ProcessKind::ErrorByMonth:
                for (std::size_t i = 0; i < p.size(); ++i) {
                    if (!within(i, 0.0, kLargestRate)) {
                        return refuse({"The errors of {0} must be from 0 to 1000 %.", {label()}}, percent);
                    }
                }
                return p.empty() ? refuse({"The errors of {0} are missing.", {label()}}, {"Write errors(4 %, 6 %, 7 %).", {}}) : Expected<void>();
        }
        return {};
    }
};

/// The distribution of the level of a value, without its process.
Expected<Distribution> lawOf(const Input& input, const Value& value, const Uncertainty& stated, const std::string& subject) {
    return Distribution::of(stated, value.numbers.empty() ? 0.0 : value.number(), boundsOf(input), subject);
}

}  // namespace

Expected<void> checkUncertainty(const Input& input, const Value& value, const std::string& subject) {
    const Uncertainty& stated = value.uncertainty;
    const Check check(input, subject);
    if (stated.none()) {
        return stated.parameters.empty() ? Expected<void>() : check.family(stated);
    }
    if (!input.continuous()) {
        return check.refuse({"{0} decides what is calculated, so it cannot be uncertain.", {check.label()}}, {"Enter one value, and another in a scenario.", {}});
    }
    if (!stated.process.empty() && input.shape != Shape::Path) {
        return check.refuse({"{0} is one number for all months, so it has no process in time.", {check.label()}}, {"Write a distribution, as in 5 to 9.", {}});
    }
    const bool level = stated.family != Family::Certain;
    if (level && (input.shape == Shape::Date && stated.family != Family::Between)) {
        return check.refuse({"{0} is a day.", {check.label()}}, {"Write a range, as in 2026-07-01 to 2026-10-01.", {}});
    }
    if (level && value.numbers.size() != 1) {
        return check.refuse({"{0} has one number for each month, so it has no distribution of its own.", {check.label()}},
                            {"Add a process, as in 5; 6; 7 ~ gbm(30 %).", {}});
    }
    if (auto checked = check.family(stated); !checked) {
        return checked;
    }
    if (auto checked = check.bounds(stated); !checked) {
        return checked;
    }
    if (stated.family == Family::Quantiles && !lawOf(input, value, stated, subject)) {
        const bool triplet = stated.parameters.size() == 6;
        return check.refuse({"No smooth distribution follows the quantiles of {0}: their steps are too uneven.", {check.label()}},
                            triplet ? Message{"Move the middle one towards the middle of the others, or give a discrete distribution.", {}}
                                    : Message{"Give the lowest, the middle and the highest of them only, or a discrete distribution.", {}});
    }
    return check.process(stated.process);
}

ShareOutside shareOutside(const Input& input, const Value& value) {
    const Uncertainty stated = uncertaintyOf(value);
    const bool mayLeave = stated.family == Family::Normal || stated.family == Family::Lognormal || stated.family == Family::Quantiles;
    const bool range = stated.family == Family::Between && value.number() >= stated.parameters[0] && value.number() <= stated.parameters[1];
    if (input.shape == Shape::Date || !(mayLeave || range)) {  // a central value beside its range is noted elsewhere
        return {};
    }
    const auto law = lawOf(input, value, stated, std::string(input.label));
    if (!law) {
        return {};
    }
    ShareOutside outside{law->cdf(input.low), 1.0 - law->cdf(input.high)};
    if (range) {
        outside.below = stated.parameters[0] == input.low ? 0.0 : outside.below;
        outside.above = stated.parameters[1] == input.high ? 0.0 : outside.above;
    }
    return outside;
}

}  // namespace offtake::study
