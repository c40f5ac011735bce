#pragma once

#include <algorithm>

#include <QtTest>

#include "core/numbers/InstructionSet.h"

Q_DECLARE_METATYPE(offtake::numbers::InstructionSet)

namespace offtake::testing {

/// A row of test data for each instruction set that kernels are compiled for.
inline void instructionSetRows() {
    using numbers::InstructionSet;
    QTest::addColumn<InstructionSet>("set");
    for (const InstructionSet set : {InstructionSet::Baseline, InstructionSet::Avx2, InstructionSet::Avx512}) {
        QTest::newRow(std::string(numbers::nameOf(set)).c_str()) << set;
    }
}

}  // namespace offtake::testing

/// Fetches the row's `set`; skips the row when this processor does not have it.
#define OFFTAKE_FETCH_INSTRUCTION_SET(set)                                                                   \
    QFETCH(offtake::numbers::InstructionSet, set);                                                           \
    if (!offtake::numbers::instructionSetNamed(offtake::numbers::nameOf(set))) {                             \
        QSKIP("This processor does not have the instruction set.");                                          \
    }
