#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/study/Element.h"

namespace offtake::study {

/// A study that ships with the program.
struct Example {
    std::string_view id;      ///< "founder-64-gpus": what opens it, and its file in resources/examples without ".json"
    std::string name;         ///< of the study
    std::string description;  ///< the first sentence of its notes
    std::string_view text;    ///< JSON
};

/// All of them, by id. An example that cannot be read has the reason as its description.
[[nodiscard]] std::vector<Example> listExamples();

/// Errors: UnknownName, with the ids that exist; those of studyFromJson.
[[nodiscard]] Expected<Study> openExample(std::string_view id);

}  // namespace offtake::study
