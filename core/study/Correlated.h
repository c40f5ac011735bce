#pragma once

#include "core/study/Path.h"

namespace offtake::study {

/// The input that one side of a correlation names: the path of an input, or of an assumption, which means its value.
/// Errors: Syntax, UnknownName.
[[nodiscard]] Expected<Path> correlatedInput(const Study& study, std::string_view text);

/// What of a value is drawn at random: its level, once a path, and its process, month by month. A season is certain.
struct RandomParts {
    bool level = false;
    bool process = false;
};
[[nodiscard]] RandomParts randomParts(const InputPlace& place);

}  // namespace offtake::study
