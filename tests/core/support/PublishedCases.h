#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

/// Figures that others published, with their source and tolerance, from tests/data/cases.
namespace offtake::test {

/// The object of `file` whose "id" is `id`. Ends the program when there is none: a test without its figures is void.
nlohmann::json caseFrom(const std::string& file, std::string_view id);

/// The numbers under series/`name` of `file`.
std::vector<double> seriesFrom(const std::string& file, const std::string& name);

/// "IR11 running IRR …": what a row of a test is called.
std::string rowName(const nlohmann::json& published);

}  // namespace offtake::test
