#pragma once

#include "core/study/Element.h"

namespace offtake::study {

/// A deal to start from: one offtake tranche with a metered price, a free id made from the name.
[[nodiscard]] ElementPtr newDeal(const Study& study, std::string_view name);

/// What "New comparison" starts with: a buyer and two suppliers, two offers for the same capacity, each an offtake with
/// a metered price; every other input at its default. It evaluates, so that there is an answer from the first edit on.
[[nodiscard]] Study newComparison();

}  // namespace offtake::study
