#include "core/present/SpreadText.h"

#include <cmath>
#include <numbers>
#include <string_view>

#include <fmt/format.h>

#include "core/study/ProcessMean.h"
#include "core/study/ValueText.h"

namespace offtake::present {

using namespace study;

namespace {

constexpr std::size_t kMostNamed = 6;  // values of a discrete distribution that are still read
constexpr std::string_view kMonths[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};

std::string percent(double share) { return fmt::format("{:.4g} %", 100.0 * share); }

class Words {
public:
    Words(const Input& input, const Value& value) : m_input(input), m_value(value), m_stated(uncertaintyOf(value)) {}

    std::string level() const {
        const std::vector<double>& p = m_stated.parameters;
        switch (m_stated.family) {
            case Family::Certain: return {};
            case Family::Between: return fmt::format("90 % between {} and {}, median {}; {}", said(p[0]), said(p[1]), said(m_value.number()), betweenForm(p[0], p[1]));
            case Family::Normal: return fmt::format("normal: mean {}, standard deviation {}", said(p[0]), said(p[1]));
            case Family::Lognormal: return fmt::format("lognormal: mean {}, standard deviation {}", said(p[0]), said(p[1]));
            case Family::Triangular: return fmt::format("triangular: lowest {}, most likely {}, highest {}", said(p[0]), said(p[1]), said(p[2]));
            case Family::Pert: return fmt::format("PERT: lowest {}, most likely {}, highest {}", said(p[0]), said(p[1]), said(p[2]));
            case Family::Uniform: return fmt::format("anywhere from {} to {}, all equally likely", said(p[0]), said(p[1]));
            case Family::Beta: return fmt::format("beta from {} to {} with the shapes {:.6g} and {:.6g}", said(p[2]), said(p[3]), p[0], p[1]);
            case Family::Discrete: return discrete(p);
            case Family::Empirical: return fmt::format("one of {} values, equally likely", p.size());
            case Family::Quantiles: return quantiles(p);
        }
        return {};
    }

    std::string process() const {
        std::string out;
        for (const ProcessTerm& term : m_stated.process) {
            out += (out.empty() ? "by month: " : ", ") + inWords(term);
        }
        return movesOdds(m_input, m_stated.process) ? out + "; moves the odds, whose mean stays, while that of the share moves towards a half" : out;
    }

private:
    const Input& m_input;
    const Value& m_value;
    Uncertainty m_stated;

    [[nodiscard]] std::string said(double number) const {
        Value one;
        one.numbers = {number};
        return valueText(m_input, one);
    }

    /// Which shape a range stands for; see Family::Between.
    [[nodiscard]] std::string_view betweenForm(double low, double high) const {
        if (m_input.shape == Shape::Date) {
            return "normal, each side with its own width";
        }
        if (isShare(m_input)) {
            return low > 0.0 && high < 1.0 ? "normal in log odds, each side with its own width" : "normal, each side with its own width";
        }
        if (low <= 0.0) {
            return "normal, each side with its own width";
        }
        return m_value.number() == std::sqrt(low) * std::sqrt(high) ? "lognormal" : "lognormal, each side with its own width";
    }

    [[nodiscard]] std::string discrete(const std::vector<double>& p) const {
        std::string out;
        for (std::size_t i = 0; i < p.size() && i < 2 * kMostNamed; i += 2) {
            out += fmt::format("{}{} with {}", out.empty() ? "" : ", ", said(p[i]), percent(p[i + 1]));
        }
        return out + (p.size() > 2 * kMostNamed ? ", …" : "");
    }

    [[nodiscard]] std::string quantiles(const std::vector<double>& p) const {
        std::string out;
        for (std::size_t i = 0; i < p.size(); i += 2) {
            out += fmt::format("{}{} below {}", out.empty() ? "" : ", ", percent(p[i]), said(p[i + 1]));
        }
        return out;
    }

    [[nodiscard]] static std::string inWords(const ProcessTerm& term) {
        const std::vector<double>& p = term.parameters;
        switch (term.kind) {
            case ProcessKind::RandomWalk:
                return fmt::format("random walk with a volatility of {} a year", percent(p[0])) + (p.size() > 1 && p[1] != 0.0 ? fmt::format(" and a drift of {} a year", percent(p[1])) : "");
            case ProcessKind::MeanReverting:
                return fmt::format("returns half way in {:.3g} months, volatility {} a year", 12.0 * std::numbers::ln2 / p[0], percent(p[1]));
            case ProcessKind::Season: {
                const auto month = static_cast<std::size_t>(std::lround(p[1])) - 1;
                return fmt::format("season of {}, highest in {}", percent(p[0]), kMonths[month]);
            }
            case ProcessKind::Jumps: return fmt::format("{:.3g} jumps a year of {} with a spread of {}", p[0], percent(p[1]), percent(p[2]));
            case ProcessKind::OnOff:
                return fmt::format("up {:.3g} months and down {:.3g} on average, at {} while down", p[0], p[1], percent(p.size() > 2 ? p[2] : 0.0));
            case ProcessKind::ErrorByMonth:
                return p.size() == 1 ? fmt::format("error of {} after a month", percent(p[0])) : fmt::format("error from {} after a month to {} after {} months", percent(p.front()), percent(p.back()), p.size());
        }
        return {};
    }
};

}  // namespace

std::string spreadText(const Input& input, const Value& value) {
    if (!input.numeric() || !value.assumption.empty()) {
        return {};
    }
    const Words words(input, value);
    const std::string level = words.level();
    const std::string process = words.process();
    return level + (level.empty() || process.empty() ? "" : "; ") + process;
}

}  // namespace offtake::present
