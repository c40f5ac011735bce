#pragma once

#include <memory>
#include <span>
#include <vector>

#include "core/economics/StudyResult.h"

namespace offtake::explain {

/// One deal as the recording number type computed it. The numbers of the evaluation point into the tape.
struct RecordedDeal {
    numbers::Tape tape;  ///< its first nodes are the slots of the plan, in order
    economics::Evaluation<numbers::Recorded> evaluation;
};

/// Records a deal over these slots. Precondition: accounts are those of the deal.
[[nodiscard]] std::unique_ptr<RecordedDeal> recordDeal(const study::Structure& structure, const economics::Accounts& accounts,
                                                       std::size_t deal, std::span<const double> slots);

/// The plan of a result with a month more than its longest contract needs, so that a term which ends with the last month
/// can be moved to both sides. The same plan where factors of processes are laid out month by month.
[[nodiscard]] study::Plan roomyPlan(const economics::StudyResult& result);

/// The slots with which a deal of a result was evaluated: the plan's, with the scale at which the deal was sized.
[[nodiscard]] std::vector<double> slotsOf(const economics::StudyResult& result, std::size_t deal);

}  // namespace offtake::explain
