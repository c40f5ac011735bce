#include "core/finance/Irr.h"

namespace offtake::finance {

Expected<RatesOfReturn> irr(std::span<const double> flows) {
    std::vector<TimedAmount> timed;
    timed.reserve(flows.size());
    for (const double flow : flows) {
        timed.push_back({static_cast<double>(timed.size()), flow});
    }
    return ratesOfReturn(timed);
}

std::vector<Expected<RatesOfReturn>> runningIrr(std::span<const double> flows) {
    std::vector<Expected<RatesOfReturn>> running;
    running.reserve(flows.size());
    for (std::size_t count = 1; count <= flows.size(); ++count) {
        running.push_back(irr(flows.first(count)));
    }
    return running;
}

}  // namespace offtake::finance
