#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/study/Path.h"

namespace offtake::study {

/// "path=value" as given after --set, split at the first "=".
struct Assignment {
    std::string path;
    std::string value;
};

/// Errors: Syntax when there is no "=" or nothing before it.
[[nodiscard]] Expected<Assignment> readAssignment(std::string_view text);

/// The study with one input changed. The value is read as files hold it (0.12 is twelve percent, "12 %" too; units are
/// allowed) and carries neither source nor note: those belong to the value it replaces.
/// Errors: Syntax, UnknownName with the nearest paths, and those of parseValue; all with the path as subject.
[[nodiscard]] Expected<Study> assign(const Study& study, const Assignment& assignment);

/// Paths of inputs of the study that look most like `path`, nearest first; none when nothing is near.
[[nodiscard]] std::vector<std::string> nearPaths(const Study& study, std::string_view path, std::size_t most = 3);

}  // namespace offtake::study
