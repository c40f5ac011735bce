#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/Answer.h"
#include "core/study/Validate.h"

/// Problems of a study, as the commands report them.
namespace offtake::cli {

/// [{"severity", "path", "code", "reason", "remedy"}]
[[nodiscard]] nlohmann::ordered_json asJson(const std::vector<study::Problem>& problems);

[[nodiscard]] Table asTable(const std::vector<study::Problem>& problems);

/// "note: deal.open.tranche.neocloud.term: … ": one line each, for the end of a report.
[[nodiscard]] std::string asText(const std::vector<study::Problem>& problems);

}  // namespace offtake::cli
