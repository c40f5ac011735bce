#include <set>

#include <QtTest>

#include "core/study/Validate.h"
#include "core/study/kinds/ClauseInputs.h"
#include "data/study/Canonical.h"
#include "data/study/Examples.h"
#include "data/study/JsonTree.h"
#include "data/study/StudyFile.h"
#include "data/study/StudyJson.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

std::string whole(const std::string& members) { return R"({"format": "offtake-study", "version": 1)" + members + "}"; }

std::string withDeal(const std::string& deal) { return whole(R"(, "parties": [{"id": "lab"}], "deals": [{"id": "open")" + deal + "}]"); }

std::string withTranche(const std::string& members) {
    return withDeal(R"(, "tranches": [{"id": "reserved", "kind": "offtake"}, {"id": "pod", "kind": "cloud")" + members + "}]");
}

QByteArray englishOf(const std::string& text) {
    const auto study = studyFromJson(text, "my.json");
    return study ? QByteArray("(read)") : QByteArray::fromStdString(study.error().english());
}

}  // namespace

class StudyJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRandomStudyReadsBackAsItWas() {
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            const Study study = seed % 2 == 0 ? testing::randomStudy(seed / 2) : testing::uncertainStudy(seed / 2);
            const std::string text = studyToJson(study);
            const auto back = studyFromJson(text, "random");
            QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
            QVERIFY2(*back == canonical(study), qPrintable(QString::number(seed)));
            QCOMPARE(studyToJson(*back), text);
        }
    }

    void everyExampleReadsBackAsItWas() {
        QCOMPARE(listExamples().size(), std::size_t{4});
        for (const Example& example : listExamples()) {
            const auto study = openExample(example.id);
            QVERIFY2(study.has_value(), study ? "" : study.error().english().c_str());
            const auto back = studyFromJson(studyToJson(*study), "example");
            QVERIFY2(back.has_value(), back ? "" : back.error().english().c_str());
            QVERIFY(*back == *study);
            QVERIFY(!example.name.empty() && example.description.ends_with('.'));
        }
    }

    void aStudyBuiltInCodeReadsBackAsItWas() {
        const Study study = testing::reflectionLease();
        QVERIFY(*studyFromJson(studyToJson(study), "lease") == study);
    }

    void everyValueIsWrittenOnItsOwnLineDefaultsIncluded() {
        const std::string text = studyToJson(testing::reflectionLease());
        QVERIFY(text.starts_with("{\n  \"format\": \"offtake-study\",\n  \"version\": 1,\n  \"study\": {\n    \"name\": \"\",\n"));
        QVERIFY(text.ends_with("}\n"));
        QVERIFY(text.find('\r') == std::string::npos);
        QVERIFY(text.find("          \"availability\": 0.97,\n") != std::string::npos);
        QVERIFY(text.find("              \"id\": \"fixed-fee\",\n              \"kind\": \"fixed-fee\",\n              \"active\": \"on\",\n"
                          "              \"notes\": \"\",\n              \"fee\": 150000000\n            },\n") != std::string::npos);
    }

    void whatAValueCarriesComesBack_data() {
        QTest::addColumn<QByteArray>("literal");
        QTest::addColumn<QByteArray>("written");
        QTest::newRow("number") << QByteArray("2.5") << QByteArray("2.5");
        QTest::newRow("integer") << QByteArray("3") << QByteArray("3");
        QTest::newRow("no more than a double holds") << QByteArray("0.1000000000000000055511151231257827") << QByteArray("0.1");
        QTest::newRow("text with unit") << QByteArray("\"250 cent/GPU-h\"") << QByteArray("2.5");
        QTest::newRow("list") << QByteArray("[1, 2.5, \"3 $/GPU-h\"]") << QByteArray("[1, 2.5, 3]");
        QTest::newRow("list of one") << QByteArray("[2]") << QByteArray("2");
        QTest::newRow("range as text") << QByteArray("\"0 to 8 $/GPU-h\"") << QByteArray("{\"value\": 4, \"low\": 0, \"high\": 8}");
        QTest::newRow("all") << QByteArray("{\"note\": \"a \\\"b\\\"\\n\\u00e9\", \"source\": \"s\", \"estimate\": true, \"high\": 3, \"low\": 1, \"value\": 2}")
                             << QByteArray("{\"value\": 2, \"low\": 1, \"high\": 3, \"source\": \"s\", \"estimate\": true, \"note\": \"a \\\"b\\\"\\n\xC3\xA9\"}");
        QTest::newRow("distribution alone") << QByteArray(R"~({"distribution": "tri(5, 6, 9)"})~")
                                            << QByteArray(R"~({"value": 6, "low": 5, "high": 9, "distribution": "tri(5, 6, 9)"})~");
        QTest::newRow("distribution as text") << QByteArray(R"~("62 \u00b1 4 $/GPU-h")~") << QByteArray(R"~({"value": 62, "low": 58, "high": 66, "distribution": "normal(62, 4)"})~");
        QTest::newRow("distribution and process") << QByteArray(R"~({"value": 6, "distribution": "tri(5, 6, 9)", "process": "ou(1.5, 60 %) + season(0.15, 1)"})~")
                                                  << QByteArray(R"~({"value": 6, "low": 5, "high": 9, "distribution": "tri(5, 6, 9)", "process": "ou(1.5, 0.6) + season(0.15, 1)"})~");
        QTest::newRow("process of a list") << QByteArray(R"~({"value": [1, 2], "process": "gbm(0.3, -0.1)"})~") << QByteArray(R"~({"value": [1, 2], "process": "gbm(0.3, -0.1)"})~");
        QTest::newRow("process as text") << QByteArray(R"~("2.4 ~ gbm(30 %)")~") << QByteArray(R"~({"value": 2.4, "process": "gbm(0.3)"})~");
        QTest::newRow("assumption") << QByteArray(R"({"assumption": "rent"})") << QByteArray(R"({"assumption": "rent"})");
        QTest::newRow("assumption as typed") << QByteArray(R"("= rent")") << QByteArray(R"({"assumption": "rent"})");
        QTest::newRow("assumption over a value") << QByteArray(R"({"value": 7, "assumption": "rent"})") << QByteArray(R"({"value": 7, "assumption": "rent"})");
    }
    void whatAValueCarriesComesBack() {
        QFETCH(QByteArray, literal);
        QFETCH(QByteArray, written);
        const auto study = studyFromJson(withTranche(R"(, "price": )" + literal.toStdString()), "my.json");
        QVERIFY2(study.has_value(), study ? "" : study.error().english().c_str());
        const QByteArray text = QByteArray::fromStdString(studyToJson(*study));
        QVERIFY2(text.contains("          \"price\": " + written + ",\n"), text.mid(text.indexOf("\"price\""), 100).constData());
        QVERIFY(*studyFromJson(text.toStdString(), "again") == *study);
    }

    void minusZeroAndSubnormalsAreKeptBitForBit() {
        for (const double number : {-0.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1.0 / 3.0, 1e22, 123456789012345678.0}) {
            const auto node = json::parse(json::numeral(number), "number");
            QVERIFY(node.has_value());
            QCOMPARE(std::signbit(node->number), std::signbit(number));
            QVERIFY(node->number == number);
        }
    }

    void aNumberWithoutUnitIsAFraction() {
        const auto study = studyFromJson(withTranche(R"(, "allocation": 0.5, "goodput": "50 %", "availability": "0.5")"), "my.json");
        QVERIFY2(study.has_value(), study ? "" : study.error().english().c_str());
        const Element& pod = *study->deals()[0]->child(Role::Tranche, "pod");
        QCOMPARE(pod.get(kAllocation).number(), 0.5);
        QCOMPARE(pod.get(kGoodput).number(), 0.5);
        QCOMPARE(pod.get(kAvailability).number(), 0.5);
    }

    void whatIsLeftOutTakesItsDefault() {
        const auto study = studyFromJson(whole(""), "my.json");
        QVERIFY(study.has_value());
        QVERIFY(*study == Study());
    }

    void childrenOfMixedRolesAreGrouped() {
        Element root = makeElement(kStudyKind, "");
        add(root, makeElement(kDealKind, "d"));
        add(root, makeElement(kPartyKind, "p"));
        add(root, makeElement(kDealKind, "a"));
        const Study study(std::make_shared<const Element>(root));
        const auto back = studyFromJson(studyToJson(study), "mixed");
        QVERIFY(*back == canonical(study));
        QCOMPARE(back->root().children[0]->id, std::string("p"));
        QCOMPARE(back->root().children[1]->id, std::string("d"));
        QCOMPARE(back->root().children[2]->id, std::string("a"));
    }

    void errorsNameThePlaceAndTheRemedy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("says");
        const auto row = [](const char* name, const std::string& text, const char* says) {
            QTest::newRow(name) << QByteArray::fromStdString(text) << QByteArray(says);
        };
        row("misspelt input of a clause", withTranche(R"(, "clauses": [{"id": "c", "kind": "metered-fee", "pric": 1}])"),
            "my.json, line 1, deals[0].tranches[1].clauses[0].pric: There is no \"pric\" here. Did you mean \"price\"? Possible are: id, kind, active, notes, price.");
        row("input of another kind", withTranche(R"(, "unit-price": 1)"), "There is no \"unit-price\" here.");
        row("unknown at the top", whole(R"(, "deal": [])"), "Did you mean \"deals\"?");
        row("key twice", withTranche(R"(, "price": 1, "price": 2)"), "Line 1 has \"price\" a second time");
        row("unknown kind", withDeal(R"(, "tranches": [{"id": "a", "kind": "clod"}])"), "Did you mean \"cloud\"?");
        row("no kind", withDeal(R"(, "tranches": [{"id": "a"}])"), "deals[0].tranches[0]: The kind of this tranche is missing. Possible are: owned, offtake, cloud.");
        row("value beside its distribution", withTranche(R"~(, "price": {"value": 7, "distribution": "tri(5, 6, 9)"})~"), "not that of tri(5, 6, 9). Leave out value");
        row("range beside its distribution", withTranche(R"~(, "price": {"low": 4, "distribution": "tri(5, 6, 9)"})~"), "not that of tri(5, 6, 9). Leave out value");
        row("two distributions", withTranche(R"~(, "price": {"value": "tri(5, 6, 9)", "distribution": "tri(5, 6, 9)"})~"), "Remove one of the two.");
        row("range as distribution", withTranche(R"~(, "price": {"distribution": "5 to 9"})~"), "a range as low and high");
        row("quantiles that cross", withTranche(R"~(, "price": {"distribution": "quantiles(0.1: 60, 0.9: 40)"})~"), "deals[0].tranches[1].price: The quantiles of List price cross: 60 $/GPU-h stands at 10 %, 40 $/GPU-h at 90 %.");
        row("process of one number", withTranche(R"~(, "availability": {"value": 0.9, "process": "ou(1, 0.1)"})~"), "no process in time");
        row("distribution of a text", withTranche(R"~(, "name": {"value": "x", "distribution": "tri(5, 6, 9)"})~"), "is no number");
        row("unknown process", withTranche(R"~(, "price": {"value": 2, "process": "walk(0.3)"})~"), "There are: gbm, ou, season, jumps, onoff, errors.");
        row("distribution in a list", withTranche(R"~(, "price": [1, "tri(5, 6, 9)"])~"), "One number belongs here");
        row("no id", whole(R"(, "parties": [{"name": "A"}])"), "parties[0]: The id is missing.");
        row("bad id", whole(R"(, "parties": [{"id": "A B"}])"), "\"A B\" cannot be an id.");
        row("id twice", whole(R"(, "parties": [{"id": "a"}, {"id": "a"}])"), "parties[1].id: The id \"a\" is used twice.");
        row("truth for a number", withTranche(R"(, "price": true)"), "deals[0].tranches[1].price: List price cannot be true or false.");
        row("null for a number", withTranche(R"(, "price": null)"), "List price cannot be null.");
        row("list for a number", withTranche(R"(, "allocation": [1])"), "Allocation cannot be a list.");
        row("empty list", withTranche(R"(, "price": [])"), "List price needs 1 to 480 numbers.");
        row("list in a list", withTranche(R"(, "price": [[1]])"), "price[0]: One number belongs here.");
        row("range in a list", withTranche(R"(, "price": ["1 to 2"])"), "price[0]: One number belongs here.");
        row("number for a choice", whole(R"(, "study": {"hours": 730})"), "study.hours: Here stands a number where text belongs.");
        row("unknown choice", whole(R"(, "study": {"hours": "731"})"), "Options are: calendar, 730, 730.5, 720.");
        row("number for a date", whole(R"(, "study": {"start": 20635})"), "Start of the study cannot be a number.");
        row("no such day", whole(R"(, "study": {"start": "2026-02-30"})"), "study.start:");
        row("list for an object", whole(R"(, "study": [])"), "study: Here stands a list where an object belongs.");
        row("object for a list", whole(R"(, "deals": {})"), "deals: Here stands an object where a list belongs.");
        row("text for an element", whole(R"(, "deals": ["a"])"), "deals[0]: Here stands text where an object belongs.");
        row("too large for the input", withTranche(R"(, "allocation": 12)"), "Enter a value between 0 % and 100 %.");
        row("other unit", withTranche(R"(, "price": "3 kW")"), "deals[0].tranches[1].price:");
        row("range inside out", withTranche(R"(, "price": {"value": 2, "low": 3, "high": 1})"), "The range of List price ends before it starts.");
        row("range of a text", withTranche(R"(, "site": {"value": "a", "low": 3})"), "site.low: Site has no range.");
        row("range twice", withTranche(R"(, "price": {"value": "1 to 2", "low": 1})"), "price.low: The value is a range already.");
        row("no value", withTranche(R"(, "price": {"source": "a"})"), "price: \"value\" is missing.");
        row("unknown part of a value", withTranche(R"(, "price": {"value": 1, "sources": "a"})"), "Did you mean \"source\"?");
        row("estimate as text", withTranche(R"(, "price": {"value": 1, "estimate": "yes"})"), "price.estimate: Here stands text where true or false belongs.");
        row("bad assumption", withTranche(R"(, "price": {"assumption": "A"})"), "\"A\" cannot be the id of the assumption.");
        row("NaN", withTranche(R"(, "price": NaN)"), "is not JSON: invalid literal");
        row("Infinity", withTranche(R"(, "price": -Infinity)"), "is not JSON: invalid number");
        row("1e400", withTranche(R"(, "price": 1e400)"), "is not JSON: number overflow");
        row("nan as text", withTranche(R"(, "price": "nan")"), "deals[0].tranches[1].price:");
        row("comment", whole(" /* */"), "is not JSON: invalid literal");
        row("trailing text", whole("") + "x", "is not JSON: invalid literal");
        row("cut off", whole("").substr(0, 20), "is not JSON");
        row("line and column", "{\n  \"format\": \"offtake-study\",\n  \"version\": 1\n  \"study\": {}\n}", "Line 4, column 9 is not JSON: unexpected string literal");
        row("line of a value", "{\n\"format\": \"offtake-study\",\n\"version\": 1,\n\"study\": {\n\"horizon\": 1e9\n\n}\n}", "my.json, line 5, study.horizon:");
        row("not UTF-8", whole(", \"study\": {\"name\": \"\xFF\"}"), "invalid string: ill-formed UTF-8 byte");
        row("NUL in a name", whole(R"(, "study": {"name": "a\u0000b"})"), "Name contains a NUL character.");
    }
    void errorsNameThePlaceAndTheRemedy() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, says);
        const QByteArray english = englishOf(text.toStdString());
        QVERIFY2(english.contains(says), english.constData());
        QVERIFY2(english.startsWith("my.json"), english.constData());
    }

    void otherFilesAndLaterVersionsAreToldApart() {
        const auto codeOf = [](const std::string& text) { return studyFromJson(text, "x").error().code; };
        QCOMPARE(codeOf("{}"), ErrorCode::Foreign);
        QCOMPARE(codeOf("[1]"), ErrorCode::Foreign);
        QCOMPARE(codeOf("7"), ErrorCode::Foreign);
        QCOMPARE(codeOf(R"({"format": "else", "version": 1})"), ErrorCode::Foreign);
        QCOMPARE(codeOf(R"({"format": "offtake-study"})"), ErrorCode::Syntax);
        QCOMPARE(codeOf(R"({"format": "offtake-study", "version": "1"})"), ErrorCode::Syntax);
        QCOMPARE(codeOf(R"({"format": "offtake-study", "version": 1.5})"), ErrorCode::Syntax);
        QCOMPARE(codeOf(R"({"format": "offtake-study", "version": 2, "what": "ever"})"), ErrorCode::TooNew);
        QCOMPARE(codeOf(""), ErrorCode::Syntax);
    }

    void hostileTextsAreRefused() {
        const std::string deep = std::string(100000, '[');
        QCOMPARE(json::parse(deep, "x").error().code, ErrorCode::TooLarge);
        QCOMPARE(json::parse("[1,1,1,1]", "x", {1000, 3, 10}).error().code, ErrorCode::TooLarge);
        QCOMPARE(json::parse("[1,1,1,1]", "x", {8, 30, 10}).error().code, ErrorCode::TooLarge);
    }

    void aKeyOfAnyLengthMakesAShortError() {
        const std::string name = std::string(63, 'x') + "\xC3\xA9" + std::string(1'000'000, 'y');
        const QByteArray english = englishOf(whole(", \"" + name + "\": 1"));
        QVERIFY(english.contains(QByteArray(63, 'x') + "\xE2\x80\xA6"));
        QVERIFY(english.size() < 500);
        QVERIFY(englishOf(whole(", \"" + name + "\": 1, \"" + name + "\": 1")).size() < 500);
    }

    void aCutOrChangedTextNeverCrashesTheReader() {
        const std::string text = studyToJson(testing::randomStudy(7));
        for (std::size_t size = 0; size < text.size(); size += 97) {
            QVERIFY(!studyFromJson(text.substr(0, size), "cut"));
        }
        for (std::size_t at = 0; at < text.size(); at += 41) {
            std::string changed = text;
            changed[at] = static_cast<char>(changed[at] ^ (1 << (at % 8)));
            const auto study = studyFromJson(changed, "changed");  // other digits are a study too
            if (study) {
                QVERIFY(studyFromJson(studyToJson(*study), "again").has_value());
            }
        }
    }

    void keysOfElementsNeverMeetThoseOfInputs() {
        for (const ElementKind* kind : allKinds()) {
            std::set<std::string_view> keys{"id", "kind"};
            for (const Role role : kind->contains) {
                QVERIFY(keys.insert(listKey(role)).second);
            }
            for (const Input* input : kind->inputs) {
                QVERIFY2(keys.insert(input->key).second, std::string(input->key).c_str());
            }
        }
    }

    void aFileIsToldByItsContentAndAnExampleByItsId() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("study.whatever").toStdString();
        QVERIFY(file::writeAtomically(path, "\xEF\xBB\xBF\n" + studyToJson(testing::reflectionLease())).has_value());
        const auto opened = openStudy(path);
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
        QVERIFY(opened->study == testing::reflectionLease());
        QVERIFY(opened->kind == FileKind::Text);
        QVERIFY(!opened->stamp.sha256.empty());
        const auto example = openStudy("spacex-google");
        QVERIFY(example.has_value());
        QVERIFY(example->kind == FileKind::Example);
        QCOMPARE(openStudy("spacex-gogle").error().code, ErrorCode::UnknownName);
        QVERIFY(openStudy("spacex-gogle").error().english().find("Did you mean \"spacex-google\"?") != std::string::npos);
        QCOMPARE(openStudy(folder.filePath("absent.json").toStdString()).error().code, ErrorCode::NotFound);
        QCOMPARE(openStudy(folder.path().toStdString()).error().code, ErrorCode::NotReadable);
    }
};

QTEST_APPLESS_MAIN(StudyJsonTest)
#include "tst_study_json.moc"
