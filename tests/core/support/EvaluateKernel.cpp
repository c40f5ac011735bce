#include "tests/core/support/EvaluateKernel.h"

#include <array>

#include "core/economics/EvaluateImpl.h"

namespace offtake::kernels::OFFTAKE_LEVEL {

std::vector<testing::LaneFigures> evaluateOnLanes(const study::Structure& structure, const economics::Accounts& accounts, std::size_t deal,
                                                  std::span<const double> slots, std::size_t varied) {
    using Real = numbers::LanesOn<Arch>;
    std::vector<Real> lanes(slots.begin(), slots.end());
    std::array<double, Real::kWidth> scaled{};
    for (std::size_t k = 0; k < Real::kWidth; ++k) {
        scaled[k] = slots[varied] * (1.0 + static_cast<double>(k) / 100.0);
    }
    lanes[varied] = Real::load(scaled.data());
    economics::Evaluation<Real> evaluation;
    economics::evaluate<Real>(structure, accounts, deal, lanes, -1, evaluation);
    std::vector<testing::LaneFigures> figures(Real::kWidth);
    for (std::size_t k = 0; k < Real::kWidth; ++k) {
        for (const Real& cell : evaluation.ledger.cash) {
            figures[k].cash.push_back(cell.lane(k));
        }
        for (const Real& value : evaluation.metrics.value) {
            figures[k].metrics.push_back(value.lane(k));
        }
        for (const Real& exists : evaluation.metrics.exists) {
            figures[k].exists.push_back(exists.lane(k));
        }
    }
    return figures;
}

}  // namespace offtake::kernels::OFFTAKE_LEVEL
