#pragma once

#include <span>
#include <vector>

#include "core/economics/Accounts.h"
#include "core/numbers/Kernel.h"
#include "core/study/Plan.h"

namespace offtake::testing {

/// What a deal comes to on one lane: the cells of the ledger, then value and existence of each metric.
struct LaneFigures {
    std::vector<double> cash;
    std::vector<double> metrics;
    std::vector<double> exists;
};

}  // namespace offtake::testing

namespace offtake {

/// Evaluates the deal on all lanes of the instruction set and gives each lane's figures. Lane k's slots are `slots` but
/// for `varied`, which is multiplied by 1 + k / 100.
OFFTAKE_KERNEL(evaluateOnLanes, std::vector<testing::LaneFigures>, const study::Structure& structure, const economics::Accounts& accounts, std::size_t deal,
               std::span<const double> slots, std::size_t varied)

}  // namespace offtake
