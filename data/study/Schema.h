#pragma once

#include <string>

namespace offtake::study {

/// A JSON Schema (draft 2020-12) of studies as text, made from the descriptions of kinds and inputs, for editors that
/// complete and check while one types. It allows everything that studyFromJson reads; what a schema cannot say (texts
/// with units, ids that are used once, references) the reader checks. Each input carries title, description, default
/// and bounds, and beyond the standard "x-unit" (of the stored number), "x-group", "x-structural", "x-reference".
/// The same program gives the same bytes.
[[nodiscard]] std::string studySchema();

}  // namespace offtake::study
