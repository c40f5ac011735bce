#include "data/study/Schema.h"

#include <nlohmann/json.hpp>

#include "core/base/Date.h"
#include "core/study/ElementKind.h"
#include "data/study/StoredUnit.h"
#include "data/study/StudyJson.h"

namespace offtake::study {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kIdPattern = "^[a-z0-9][a-z0-9-]{0,63}$";
constexpr int kLongestPath = 480;

std::string definitionOf(const ElementKind& kind) {
    const std::string role(roleName(kind.role));
    return kind.key == role ? role : role + "-" + std::string(kind.key);
}

Json reference(const std::string& definition) { return {{"$ref", "#/$defs/" + definition}}; }

/// One literal of an input: what stands under "value", "low" and "high".
Json single(const Input& input) {
    switch (input.shape) {
        case Shape::Number:
        case Shape::Path: return {{"type", {"number", "string"}}, {"minimum", input.low}, {"maximum", input.high}};
        case Shape::Date: return {{"type", "string"}};
        case Shape::Choice: {
            Json options = Json::array();
            for (const Choice& option : input.choices) {
                options.push_back(option.key);
            }
            return {{"enum", std::move(options)}};
        }
        default: return {{"type", "string"}};
    }
}

Json literal(const Input& input) {
    if (input.shape != Shape::Path) {
        return single(input);
    }
    return {{"anyOf", {single(input), {{"type", "array"}, {"items", single(input)}, {"minItems", 1}, {"maxItems", kLongestPath}}}}};
}

Json described(const Input& input) {
    Json properties{{"value", literal(input)}};
    if (input.numeric()) {
        properties["low"] = single(input);
        properties["high"] = single(input);
        properties["distribution"] = {{"type", "string"}};
    }
    if (input.shape == Shape::Path) {
        properties["process"] = {{"type", "string"}};
    }
    properties["source"] = {{"type", "string"}};
    properties["estimate"] = {{"type", "boolean"}};
    properties["note"] = {{"type", "string"}};
    properties["assumption"] = {{"type", "string"}, {"pattern", kIdPattern}};
    return {{"type", "object"},
            {"properties", std::move(properties)},
            {"additionalProperties", false},
            {"anyOf", {{{"required", {"value"}}}, {{"required", {"assumption"}}}, {{"required", {"distribution"}}}}}};
}

Json defaultOf(const Input& input) {
    if (!input.numeric()) {
        return input.fallbackText;
    }
    const double number = input.whenAbsent.value_or(input.fallback);
    if (input.shape == Shape::Date) {
        return isoDate(Date{std::chrono::days{static_cast<int>(number)}});
    }
    return number;
}

Json schemaOf(const Input& input) {
    Json schema{{"title", input.label}, {"description", input.help}, {"default", defaultOf(input)}};
    if (input.numeric() && input.shape != Shape::Date) {
        schema["x-unit"] = storedUnit(input);
    }
    schema["x-group"] = input.group;
    schema["x-structural"] = input.structural;
    if (!input.reference.empty()) {
        schema["x-reference"] = input.reference;
    }
    schema["anyOf"] = {literal(input), described(input)};
    return schema;
}

/// A list of elements of a role: of its one kind, or of any of its kinds.
Json listOf(Role role) {
    Json kinds = Json::array();
    for (const ElementKind* kind : allKinds()) {
        if (kind->role == role) {
            kinds.push_back(reference(definitionOf(*kind)));
        }
    }
    return {{"type", "array"}, {"items", kinds.size() == 1 ? kinds[0] : Json{{"anyOf", kinds}}}};
}

void addInputs(Json& properties, const ElementKind& kind) {
    for (const Input* input : kind.inputs) {
        properties[std::string(input->key)] = schemaOf(*input);
    }
}

void addLists(Json& properties, const ElementKind& kind) {
    for (const Role role : kind.contains) {
        properties[std::string(listKey(role))] = listOf(role);
    }
}

Json schemaOf(const ElementKind& kind) {
    Json properties;
    Json required = Json::array();
    if (kind.role != Role::Study) {
        properties["id"] = {{"type", "string"}, {"pattern", kIdPattern}};
        properties["kind"] = {{"const", kind.key}};
        required.push_back("id");
        if (findKind(kind.role, "") != &kind) {  // one of several
            required.push_back("kind");
        }
    }
    addInputs(properties, kind);
    if (kind.role != Role::Study) {
        addLists(properties, kind);
    }
    return {{"title", kind.label},
            {"description", kind.help},
            {"type", "object"},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"additionalProperties", false}};
}

}  // namespace

std::string studySchema() {
    Json properties{{"format", {{"const", kJsonFormat}}}, {"version", {{"const", kJsonVersion}}}};
    Json definitions;
    for (const ElementKind* kind : allKinds()) {
        definitions[definitionOf(*kind)] = schemaOf(*kind);
        if (kind->role == Role::Study) {
            properties["study"] = reference(definitionOf(*kind));
            addLists(properties, *kind);
        }
    }
    const Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"$id", "urn:offtake:study:" + std::to_string(kJsonVersion)},
                      {"title", "A study of Offtake"},
                      {"type", "object"},
                      {"properties", std::move(properties)},
                      {"required", {"format", "version"}},
                      {"additionalProperties", false},
                      {"$defs", std::move(definitions)}};
    return schema.dump(2) + "\n";
}

}  // namespace offtake::study
