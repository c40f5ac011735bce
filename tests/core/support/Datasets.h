#pragma once

#include <optional>
#include <string>

/// Bulk data that is not part of the source tree.
namespace offtake::test {

/// The path of a file below the folder that the environment variable OFFTAKE_DATASETS names, or else below
/// shared/datasets beside the source tree; none when it is not there, and the test that wanted it skips.
[[nodiscard]] std::optional<std::string> datasetFile(const std::string& name);

}  // namespace offtake::test
