#pragma once

#include <vector>

#include "core/study/Element.h"
#include "data/catalogue/Fact.h"

namespace offtake::study {

/// The facts that a study adds to the catalogue, in the catalogue's form: ids "own.<id>", source and confidence those of
/// the value, "estimate" when it has no source. For Catalogue::withUserFacts.
[[nodiscard]] std::vector<catalogue::Fact> userFacts(const Study& study);

}  // namespace offtake::study
