#include "tests/core/support/PublishedCases.h"

#include <fstream>

#include <QtGlobal>

namespace offtake::test {

namespace {

nlohmann::json contentOf(const std::string& file) {
    std::ifstream in(file);
    if (!in) {
        qFatal("%s is missing.", file.c_str());
    }
    return nlohmann::json::parse(in);
}

}  // namespace

nlohmann::json caseFrom(const std::string& file, std::string_view id) {
    const nlohmann::json content = contentOf(file);
    for (const nlohmann::json& entry : content.at("cases")) {
        if (entry.at("id").get<std::string>() == id) {
            return entry;
        }
    }
    qFatal("%s has no case %s.", file.c_str(), std::string(id).c_str());
}

std::vector<double> seriesFrom(const std::string& file, const std::string& name) {
    return contentOf(file).at("series").at(name).get<std::vector<double>>();
}

std::string rowName(const nlohmann::json& published) {
    return published.at("id").get<std::string>() + " " + published.at("title").get<std::string>();
}

}  // namespace offtake::test
