#pragma once

#include "core/economics/StudyResult.h"

namespace offtake::economics {

/// Whether any figure differs between two results, bit for bit: cash lines, memo quantities, unmet demand, contract
/// terms, metrics, rates of return, scales, whose figures they are, the months they stand for, and which deal the others
/// are compared with. Names and notes are no figures.
[[nodiscard]] bool changesResult(const StudyResult& before, const StudyResult& after);

}  // namespace offtake::economics
