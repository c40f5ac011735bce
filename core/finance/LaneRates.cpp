#include "core/finance/LaneRates.h"

#include "core/finance/FlowRoots.h"

namespace offtake::finance {

StepGrid::StepGrid(std::span<const double> times) : m_times(times), m_regular(times.size() <= kMostTimes) {
    constexpr double kSame = 1e-13;
    for (std::size_t i = 1; m_regular && i < times.size(); ++i) {
        const double step = times[i] - times[i - 1];
        // Equal times stay equal; other steps differ by the rounding of the times.
        const auto same = [&](double other) { return step == 0.0 ? other == 0.0 : other != 0.0 && std::abs(other - step) <= kSame * times.back(); };
        std::size_t index = 0;
        while (index < m_count && !same(m_steps[index])) {
            ++index;
        }
        m_regular = index < kMostSteps;
        if (m_regular) {
            if (index == m_count) {
                m_steps[m_count++] = step;
            }
            m_stepTo[i] = static_cast<std::uint8_t>(index);
        }
    }
}

IsolatedRate isolatedRate(std::span<const double> amounts, std::span<const double> times) {
    std::vector<TimedAmount> flows;
    flows.reserve(amounts.size());
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i] != 0.0) {
            flows.push_back({times.empty() ? static_cast<double>(i) : times[i], amounts[i]});
        }
    }
    const auto roots = ratesOfReturn(flows);
    return roots ? IsolatedRate{roots->logGrowth.front(), true, roots->logGrowth.size() > 1} : IsolatedRate{};
}

}  // namespace offtake::finance
