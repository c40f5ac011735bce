#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/Answer.h"
#include "core/forecast/OutlookTest.h"

namespace CLI {
class App;
}

/// Back-tests as answers.
namespace offtake::cli {

/// One row per method; rounded for reading, exact in CSV.
[[nodiscard]] Table scoreTable(const forecast::OutlookTest& test, Format format);

[[nodiscard]] nlohmann::ordered_json scoresJson(const forecast::OutlookTest& test);

/// Adds --scale: plain, log or asinh.
void declareScale(CLI::App& app, std::string& scale);
[[nodiscard]] forecast::TransformKind transformNamed(const std::string& scale);

}  // namespace offtake::cli
