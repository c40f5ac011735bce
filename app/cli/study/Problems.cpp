#include "app/cli/study/Problems.h"

#include "app/cli/ExitCode.h"

namespace offtake::cli {

using study::Problem;

namespace {

const char* nameOf(Problem::Severity severity) { return severity == Problem::Severity::Error ? "error" : "note"; }

}  // namespace

nlohmann::ordered_json asJson(const std::vector<Problem>& problems) {
    auto list = nlohmann::ordered_json::array();
    for (const Problem& problem : problems) {
        list.push_back({{"severity", nameOf(problem.severity)},
                        {"path", problem.path.text()},
                        {"code", nameOf(problem.error.code)},
                        {"reason", problem.error.reason.english()},
                        {"remedy", problem.error.remedy.english()}});
    }
    return list;
}

Table asTable(const std::vector<Problem>& problems) {
    Table table{{}, {{"severity"}, {"path"}, {"reason"}, {"remedy"}}, {}};
    for (const Problem& problem : problems) {
        table.rows.push_back({std::string(nameOf(problem.severity)), problem.path.text(), problem.error.reason.english(),
                              problem.error.remedy.english()});
    }
    return table;
}

std::string asText(const std::vector<Problem>& problems) {
    std::string text;
    for (const Problem& problem : problems) {
        text += std::string(nameOf(problem.severity)) + ": " + problem.error.english() + '\n';
    }
    return text;
}

}  // namespace offtake::cli
