#include "core/study/ProcessMean.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace offtake::study {

namespace {

constexpr double kMonths = 12.0;

double parameter(const ProcessTerm& term, std::size_t index) { return index < term.parameters.size() ? term.parameters[index] : 0.0; }

double meanFactor(const ProcessTerm& term, const Timeline& timeline, int month) {
    switch (term.kind) {
        case ProcessKind::RandomWalk: return std::exp(parameter(term, 1) * (month + 0.5) / kMonths);
        case ProcessKind::Season: {
            const auto calendarMonth = static_cast<double>(static_cast<unsigned>(std::chrono::year_month_day(timeline.firstDay(month)).month()));
            return 1.0 + parameter(term, 0) * std::cos(2.0 * std::numbers::pi * (calendarMonth - parameter(term, 1)) / kMonths);
        }
        case ProcessKind::OnOff: {
            const double up = parameter(term, 0);
            const double down = parameter(term, 1);
            return up + down > 0.0 ? (up + parameter(term, 2) * down) / (up + down) : 1.0;
        }
        case ProcessKind::MeanReverting:
        case ProcessKind::Jumps:
        case ProcessKind::ErrorByMonth: return 1.0;
    }
    return 1.0;
}

}  // namespace

std::vector<double> meanFactors(std::span<const ProcessTerm> process, const Timeline& timeline, int columns) {
    std::vector<double> factors(static_cast<std::size_t>(columns), 1.0);
    for (const ProcessTerm& term : process) {
        for (std::size_t t = 0; t < factors.size(); ++t) {
            factors[t] *= meanFactor(term, timeline, static_cast<int>(t));
        }
    }
    return factors;
}

bool movesOdds(const Input& input, std::span<const ProcessTerm> process) {
    return isShare(input) && std::any_of(process.begin(), process.end(), [](const ProcessTerm& term) { return term.kind != ProcessKind::OnOff; });
}

}  // namespace offtake::study
