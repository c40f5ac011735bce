#pragma once

#include <string>

#include "core/study/Path.h"

namespace offtake::present {

/// What people call an input: "Price · B Neocloud pod", "Horizon"; of an assumption its name. The path itself where there
/// is no such input.
[[nodiscard]] std::string inputName(const study::Study& study, const study::Path& path);

}  // namespace offtake::present
