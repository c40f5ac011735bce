#include <regex>
#include <set>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/study/ElementKind.h"
#include "data/study/Examples.h"
#include "data/study/Schema.h"
#include "data/study/StudyJson.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;
using Json = nlohmann::json;

namespace {

/// As much of JSON Schema as the study's schema uses; a keyword it does not know ends the test.
class Checker {
public:
    explicit Checker(const Json& root) : m_root(root) {}

    /// Where and why the text breaks the schema; empty when it keeps it.
    std::string problem(const Json& value) const { return problem(m_root, value, "$"); }

private:
    const Json& m_root;

    static bool hasType(const Json& value, const std::string& type) {
        return type == "object" ? value.is_object() : type == "array" ? value.is_array() : type == "string" ? value.is_string()
             : type == "number" ? value.is_number() : type == "boolean" ? value.is_boolean() : throw std::runtime_error("type " + type);
    }

    std::string problem(const Json& schema, const Json& value, const std::string& at) const {
        for (const auto& [keyword, argument] : schema.items()) {
            if (std::string wrong = problem(keyword, argument, schema, value, at); !wrong.empty()) {
                return wrong;
            }
        }
        return {};
    }

    std::string problem(const std::string& keyword, const Json& argument, const Json& schema, const Json& value, const std::string& at) const {
        static const std::set<std::string> kSilent{"$schema", "$id", "$defs", "title", "description", "default"};
        if (kSilent.count(keyword) > 0 || keyword.rfind("x-", 0) == 0) {
            return {};
        }
        if (keyword == "$ref") {
            return problem(m_root.at(Json::json_pointer(argument.get<std::string>().substr(1))), value, at);
        }
        if (keyword == "type") {
            const Json types = argument.is_array() ? argument : Json::array({argument});
            const bool any = std::any_of(types.begin(), types.end(), [&](const Json& type) { return hasType(value, type.get<std::string>()); });
            return any ? "" : at + ": not " + argument.dump();
        }
        if (keyword == "const") {
            return value == argument ? "" : at + ": not " + argument.dump();
        }
        if (keyword == "enum") {
            return std::find(argument.begin(), argument.end(), value) != argument.end() ? "" : at + ": none of " + argument.dump();
        }
        if (keyword == "minimum") {
            return !value.is_number() || value >= argument ? "" : at + ": below " + argument.dump();
        }
        if (keyword == "maximum") {
            return !value.is_number() || value <= argument ? "" : at + ": above " + argument.dump();
        }
        if (keyword == "pattern") {
            return !value.is_string() || std::regex_search(value.get<std::string>(), std::regex(argument.get<std::string>())) ? "" : at + ": not like " + argument.dump();
        }
        if (keyword == "minItems") {
            return !value.is_array() || value.size() >= argument.get<std::size_t>() ? "" : at + ": too short";
        }
        if (keyword == "maxItems") {
            return !value.is_array() || value.size() <= argument.get<std::size_t>() ? "" : at + ": too long";
        }
        if (keyword == "required") {
            for (const Json& key : argument) {
                if (value.is_object() && !value.contains(key.get<std::string>())) {
                    return at + ": without " + key.dump();
                }
            }
            return {};
        }
        if (keyword == "properties" || keyword == "additionalProperties") {
            return members(keyword, argument, schema, value, at);
        }
        if (keyword == "items") {
            for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
                if (std::string wrong = problem(argument, value[i], at + "[" + std::to_string(i) + "]"); !wrong.empty()) {
                    return wrong;
                }
            }
            return {};
        }
        if (keyword == "anyOf") {
            std::string all;
            for (const Json& option : argument) {
                const std::string wrong = problem(option, value, at);
                if (wrong.empty()) {
                    return {};
                }
                all += " | " + wrong;
            }
            return all;
        }
        throw std::runtime_error("keyword " + keyword);
    }

    std::string members(const std::string& keyword, const Json& argument, const Json& schema, const Json& value, const std::string& at) const {
        if (!value.is_object()) {
            return {};
        }
        for (const auto& [key, member] : value.items()) {
            const bool known = schema.at("properties").contains(key);
            if (keyword == "additionalProperties" && !known) {
                return at + ": unknown " + key;
            }
            if (keyword == "properties" && known) {
                if (std::string wrong = problem(argument.at(key), member, at + "." + key); !wrong.empty()) {
                    return wrong;
                }
            }
        }
        return {};
    }
};

}  // namespace

class StudySchemaTest : public QObject {
    Q_OBJECT
    Json m_schema;

private Q_SLOTS:
    void initTestCase() { m_schema = Json::parse(studySchema()); }

    void everyExampleAndEveryStudyWrittenKeepsIt() {
        const Checker checker(m_schema);
        for (const Example& example : listExamples()) {
            const std::string wrong = checker.problem(Json::parse(example.text));
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
        for (std::uint64_t seed = 0; seed < 30; ++seed) {
            const std::string wrong = checker.problem(Json::parse(studyToJson(testing::uncertainStudy(seed))));
            QVERIFY2(wrong.empty(), wrong.c_str());
        }
    }

    void itRefusesWhatTheReaderRefuses_data() {
        QTest::addColumn<QByteArray>("pointer");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("misspelt input") << QByteArray("/deals/0/tranches/0/pric") << QByteArray("1");
        QTest::newRow("out of bounds") << QByteArray("/deals/0/tranches/0/allocation") << QByteArray("1.5");
        QTest::newRow("out of bounds in a list") << QByteArray("/deals/0/tranches/0/pue") << QByteArray("[1.2, 0.5]");
        QTest::newRow("list of nothing") << QByteArray("/deals/0/tranches/0/pue") << QByteArray("[]");
        QTest::newRow("truth") << QByteArray("/deals/0/tranches/0/allocation") << QByteArray("true");
        QTest::newRow("unknown part of a value") << QByteArray("/deals/0/tranches/0/allocation") << QByteArray("{\"value\": 0.5, \"notes\": \"\"}");
        QTest::newRow("no value") << QByteArray("/deals/0/tranches/0/allocation") << QByteArray("{\"note\": \"\"}");
        QTest::newRow("process of one number") << QByteArray("/deals/0/tranches/0/allocation") << QByteArray("{\"value\": 0.5, \"process\": \"gbm(0.3)\"}");
        QTest::newRow("distribution of a choice") << QByteArray("/study/hours") << QByteArray("{\"value\": \"730\", \"distribution\": \"tri(5, 6, 9)\"}");
        QTest::newRow("unknown kind") << QByteArray("/deals/0/tranches/0/kind") << QByteArray("\"clod\"");
        QTest::newRow("unknown choice") << QByteArray("/study/hours") << QByteArray("\"731\"");
        QTest::newRow("bad id") << QByteArray("/deals/0/id") << QByteArray("\"A b\"");
        QTest::newRow("other version") << QByteArray("/version") << QByteArray("2");
        QTest::newRow("other format") << QByteArray("/format") << QByteArray("\"else\"");
    }
    void itRefusesWhatTheReaderRefuses() {
        QFETCH(QByteArray, pointer);
        QFETCH(QByteArray, value);
        Json study = Json::parse(studyToJson(*openExample("founder-64-gpus")));
        QVERIFY(Checker(m_schema).problem(study).empty());
        study[Json::json_pointer(pointer.toStdString())] = Json::parse(value.toStdString());
        QVERIFY(!Checker(m_schema).problem(study).empty());
        QVERIFY(!studyFromJson(study.dump(), "changed"));
    }

    void everyInputIsDescribed() {
        for (const ElementKind* kind : allKinds()) {
            const std::string role(roleName(kind->role));
            const std::string name = kind->key == role ? role : role + "-" + std::string(kind->key);
            const Json& properties = m_schema.at("$defs").at(name).at("properties");
            for (const Input* input : kind->inputs) {
                const Json& described = properties.at(std::string(input->key));
                QCOMPARE(described.at("title").get<std::string>(), std::string(input->label));
                QVERIFY2(!described.at("description").get<std::string>().empty(), std::string(input->key).c_str());
                QVERIFY(described.contains("default"));
                QCOMPARE(described.contains("x-unit"), input->shape == Shape::Number || input->shape == Shape::Path);
            }
        }
    }

    void theSchemaIsTheSameEachTime() { QVERIFY(studySchema() == studySchema()); }
};

QTEST_APPLESS_MAIN(StudySchemaTest)
#include "tst_study_schema.moc"
