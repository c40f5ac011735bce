#include "tests/core/support/Datasets.h"

#include <cstdlib>
#include <filesystem>

namespace offtake::test {

std::optional<std::string> datasetFile(const std::string& name) {
    const char* named = std::getenv("OFFTAKE_DATASETS");
    const std::filesystem::path folder =
        named != nullptr ? std::filesystem::path(named)
                         : std::filesystem::path(OFFTAKE_SOURCE_DIR).parent_path() / "shared" / "datasets";
    const std::filesystem::path file = folder / name;
    return std::filesystem::is_regular_file(file) ? std::optional(file.string()) : std::nullopt;
}

}  // namespace offtake::test
