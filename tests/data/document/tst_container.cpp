#include <QtTest>
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "data/document/Container.h"
#include "data/document/Schema.h"
#include "data/document/Seal.h"
#include "data/sqlite/Database.h"

using namespace offtake;
using namespace offtake::document;
using offtake::sqlite::Access;
using offtake::sqlite::Database;

namespace {

StoredValue number(std::int64_t element, const std::string& input, double value) {
    StoredValue out;
    out.element = element;
    out.input = input;
    out.type = "number";
    out.number = value;
    return out;
}

StoredStudy sample() {
    StoredStudy study;
    study.writtenBy = "Offtake 0.1.0";
    study.meta = {{"currency", "USD"}, {"note", std::string("with\0nul", 8)}};
    study.elements = {{1, 0, "study", 0, "study", "study", "GPU deals"},
                      {2, 1, "deal", 0, "deal", "open", "Open, \"quoted\""},
                      {3, 2, "tranche", 0, "offtake", "neocloud", "Neocloud — größer"},
                      {4, 3, "clause", 0, "take-or-pay", "take-or-pay", ""}};
    StoredValue share = number(4, "share", 0.85);
    share.unit = "1";
    share.low = 0.7;
    share.high = 0.9;
    share.distribution = "tri(0.7, 0.85, 0.9)";
    share.process = "gbm(0.3)";
    share.source = "filing-2025";
    share.estimate = true;
    share.assumption = "committed-share";
    share.note = "Section 4.2";
    StoredValue kind;
    kind.element = 3;
    kind.input = "billing";
    kind.type = "choice";
    kind.text = "";
    study.values = {kind, share};
    for (int i = 0; i < 30; ++i) {
        StoredValue point = number(3, "price", 2.5 - 0.01 * i);
        point.part = i;
        study.values.push_back(point);
    }
    std::sort(study.values.begin(), study.values.end(), [](const auto& a, const auto& b) {
        return std::tie(a.element, a.input, a.part) < std::tie(b.element, b.input, b.part);
    });
    return study;
}

/// A document changed by SQL, and sealed anew so that only the change is at issue.
std::string edited(const std::string& bytes, const std::string& statements, bool sealAnew) {
    auto database = Database::fromBytes(bytes, Access::PrivateCopy);
    const auto done = database->execute(statements);
    if (!done) {
        qFatal("%s", done.error().english().c_str());
    }
    if (sealAnew && !seal(*database)) {
        qFatal("cannot seal");
    }
    return *database->serialize();
}

#define COMPARE_CODE(result, expected)                                                 \
    do {                                                                               \
        QVERIFY(!(result).has_value());                                                \
        QCOMPARE(static_cast<int>((result).error().code), static_cast<int>(expected)); \
        QVERIFY(!(result).error().reason.text.empty());                                \
    } while (false)

}  // namespace

class TestContainer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStudyComesBackAsItWentIn() {
        for (const StoredStudy& study : {sample(), StoredStudy{}}) {
            const auto bytes = toBytes(study);
            QVERIFY2(bytes.has_value(), bytes ? "" : bytes.error().english().c_str());
            const auto opened = fromBytes(*bytes);
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
            StoredStudy expected = study;
            expected.migrations = {{1, study.writtenBy, "First version."}, {2, study.writtenBy, "Values say how uncertain they are."}};
            QVERIFY(opened->study == expected);
            QVERIFY(opened->identity == (Identity{2, Standing::Current}));
            QVERIFY(*toBytes(opened->study) == *bytes);
        }
    }

    void realsAreKeptBitForBit() {
        using Limits = std::numeric_limits<double>;
        const std::vector<double> values = {0.0,
                                            -0.0,
                                            1.0,
                                            -3.0,
                                            Limits::denorm_min(),
                                            -Limits::denorm_min(),
                                            Limits::max(),
                                            0.1,
                                            Limits::min(),
                                            Limits::lowest(),
                                            9007199254740993.0,
                                            1e15};
        StoredStudy study;
        study.elements = {{1, 0, "study", 0, "study", "study", ""}};
        for (std::size_t i = 0; i < values.size(); ++i) {
            StoredValue value = number(1, "x", values[i]);
            value.part = static_cast<std::int64_t>(i);
            value.low = values[i];
            value.high = values[i];
            study.values.push_back(value);
        }
        const auto opened = fromBytes(*toBytes(study));
        QVERIFY(opened.has_value());
        for (std::size_t i = 0; i < values.size(); ++i) {
            const auto expected = std::bit_cast<std::uint64_t>(values[i]);
            QCOMPARE(std::bit_cast<std::uint64_t>(*opened->study.values[i].number), expected);
            QCOMPARE(std::bit_cast<std::uint64_t>(*opened->study.values[i].low), expected);
            QCOMPARE(std::bit_cast<std::uint64_t>(*opened->study.values[i].high), expected);
        }
    }

    void theSameContentGivesTheSameBytes() {
        StoredStudy study = sample();
        const std::string bytes = *toBytes(study);
        std::reverse(study.values.begin(), study.values.end());
        QVERIFY(*toBytes(study) == bytes);
        study.values.front().note += "!";
        QVERIFY(*toBytes(study) != bytes);
        QCOMPARE(bytes.substr(68, 4), std::string("OFTK"));
    }

    void everyFieldIsUnderTheHash() {
        const auto hashOf = [](const StoredStudy& study) {
            auto database = Database::fromBytes(*toBytes(study), Access::ReadOnly);
            return examineSeal(*database)->contentHash;
        };
        const std::string hash = hashOf(sample());
        std::vector<StoredStudy> variants(16, sample());
        variants[0].writtenBy += "x";
        variants[1].meta["note"] = "with";
        variants[2].meta["new"] = "";
        variants[3].elements[3].parent = 2;
        variants[4].elements[3].role = "x";
        variants[5].elements[3].position = 1;
        variants[6].elements[3].kind = "x";
        variants[7].elements[3].elementId = "x";
        variants[8].elements[3].name = "x";
        variants[9].values.back().type = "x";
        variants[10].values.back().number = std::nextafter(0.85, 1);
        variants[11].values.back().text = "";
        variants[12].values.back().low.reset();
        variants[13].values.back().source = "";
        variants[14].values.front().text.reset();
        variants[15].values.pop_back();
        for (std::size_t i = 0; i < variants.size(); ++i) {
            QVERIFY2(hashOf(variants[i]) != hash, std::to_string(i).c_str());
        }
    }

    void whatCannotBeReadBackIsNotWritten() {
        const auto refuses = [](ErrorCode code, auto change) {
            StoredStudy study = sample();
            change(study);
            const auto bytes = toBytes(study);
            return !bytes && bytes.error().code == code;
        };
        using Study = StoredStudy;
        constexpr double kInfinity = std::numeric_limits<double>::infinity();
        const auto nan = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(refuses(ErrorCode::OutOfBounds, [&](Study& s) { s.values[3].number = nan; }));
        QVERIFY(refuses(ErrorCode::OutOfBounds, [&](Study& s) { s.values[3].low = -kInfinity; }));
        QVERIFY(refuses(ErrorCode::OutOfBounds, [&](Study& s) { s.values[3].high = kInfinity; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.elements[2].id = 7; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.elements[1].parent = 2; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.elements[1].parent = -1; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) {
            s.elements.push_back({5, 2, "tranche", 0, "", "x", ""});
        }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) {
            s.elements.push_back({5, 2, "tranche", 1, "", "neocloud", ""});
        }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.values.push_back(s.values.back()); }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.values.back().element = 5; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.values.back().element = 0; }));
        QVERIFY(refuses(ErrorCode::Inconsistent, [](Study& s) { s.meta["content_hash"] = ""; }));
        QVERIFY(
            refuses(ErrorCode::TooLarge, [](Study& s) { s.meta["big"] = std::string(std::size_t{65} << 20U, 'x'); }));
    }

    void saysWhatAFileIs() {
        const std::string bytes = *toBytes(sample());
        QVERIFY(identify(bytes)->standing == Standing::Current);
        COMPARE_CODE(identify(""), ErrorCode::Damaged);
        COMPARE_CODE(identify("deal;price\nopen;2.5\n"), ErrorCode::Foreign);
        COMPARE_CODE(identify(std::string(5'000, '\0')), ErrorCode::Foreign);
        COMPARE_CODE(identify(bytes.substr(0, 10)), ErrorCode::Damaged);
        COMPARE_CODE(identify(bytes.substr(0, 99)), ErrorCode::Damaged);
        COMPARE_CODE(identify(bytes.substr(0, bytes.size() - 1)), ErrorCode::Damaged);
        COMPARE_CODE(identify(bytes + "x"), ErrorCode::Damaged);
        COMPARE_CODE(identify(edited(bytes, "PRAGMA application_id = 1", true)), ErrorCode::Foreign);
        COMPARE_CODE(identify(edited(bytes, "PRAGMA user_version = 0", true)), ErrorCode::Damaged);
        COMPARE_CODE(identify(edited(bytes, "PRAGMA user_version = -1", true)), ErrorCode::Damaged);
        auto other = Database::empty();
        QVERIFY(other->execute("CREATE TABLE t (a)").has_value());
        COMPARE_CODE(fromBytes(*other->serialize()), ErrorCode::Foreign);
        std::string writeAhead = bytes;
        writeAhead[18] = writeAhead[19] = 2;
        COMPARE_CODE(fromBytes(writeAhead), ErrorCode::Damaged);
    }

    void aChangedCellIsFoundAndNamed() {
        const std::string bytes = *toBytes(sample());
        const auto opened = fromBytes(edited(bytes, "UPDATE value SET number = 0.86 WHERE input = 'share'", false));
        COMPARE_CODE(opened, ErrorCode::Damaged);
        const std::string told = opened.error().english();
        QVERIFY2(told.find("value 4/share/0 (study.open.neocloud.take-or-pay)") != std::string::npos, told.c_str());
        QVERIFY(told.find("(1)") != std::string::npos);
        QVERIFY(told.find("Restore a backup") != std::string::npos);

        const auto many = fromBytes(edited(bytes, "UPDATE value SET note = 'x'", false));
        COMPARE_CODE(many, ErrorCode::Damaged);
        QVERIFY(many.error().english().find("(32)") != std::string::npos);
    }

    void missingAndAddedRowsAreFound() {
        const std::string bytes = *toBytes(sample());
        COMPARE_CODE(fromBytes(edited(bytes, "DELETE FROM value WHERE part = 3", false)), ErrorCode::Damaged);
        COMPARE_CODE(fromBytes(edited(bytes, "DELETE FROM meta WHERE key = 'content_hash'", false)),
                     ErrorCode::Damaged);
        COMPARE_CODE(fromBytes(edited(bytes, "DELETE FROM meta WHERE key = 'written_by'", false)), ErrorCode::Damaged);
        // A copy of a row, with a right check of its own, at another place.
        COMPARE_CODE(fromBytes(edited(bytes, "UPDATE value SET part = 99 WHERE part = 3", false)), ErrorCode::Damaged);
    }

    void aSchemaThatIsNotOursIsRefusedEvenWhenSealed() {
        const std::string bytes = *toBytes(sample());
        for (const char* change : {"CREATE TRIGGER t AFTER INSERT ON value BEGIN DELETE FROM value; END",
                                   "CREATE VIEW v AS SELECT * FROM value", "CREATE INDEX i ON value (input)",
                                   "CREATE TABLE extra (a INTEGER PRIMARY KEY, row_check INTEGER)",
                                   "ALTER TABLE element ADD COLUMN x TEXT"}) {
            COMPARE_CODE(fromBytes(edited(bytes, change, false)), ErrorCode::Damaged);
        }
        COMPARE_CODE(fromBytes(edited(bytes, "CREATE TABLE extra (a INTEGER PRIMARY KEY, row_check INTEGER)", true)),
                     ErrorCode::Damaged);
    }

    void contentThatContradictsItselfIsRefusedEvenWhenSealed() {
        const std::string bytes = *toBytes(sample());
        QVERIFY(fromBytes(edited(bytes, "UPDATE element SET name = 'x'", true)).has_value());
        for (const char* change : {"UPDATE element SET parent = 4 WHERE id = 2", "DELETE FROM element WHERE id = 2",
                                   "UPDATE value SET element = 9 WHERE input = 'share'",
                                   "UPDATE value SET number = 'x' WHERE input = 'share'",
                                   "UPDATE value SET number = 9e999 WHERE input = 'share'",
                                   "UPDATE value SET low = x'00' WHERE input = 'share'"}) {
            COMPARE_CODE(fromBytes(edited(bytes, change, true)), ErrorCode::Damaged);
        }
    }

    void aNewerDocumentIsReadWhereItAllowsThatAndElseNamesTheVersionItNeeds() {
        const std::string bytes = *toBytes(sample());
        const std::string extended =
            "CREATE TABLE chart (id INTEGER PRIMARY KEY, title TEXT, row_check INTEGER) STRICT;"
            "INSERT INTO chart VALUES (1, 'Cash', 0); ALTER TABLE element RENAME TO element_old;"
            "CREATE TABLE element (id INTEGER PRIMARY KEY, parent INTEGER, role TEXT, position INTEGER, kind TEXT,"
            " element_id TEXT, name TEXT, colour TEXT, row_check INTEGER) STRICT;"
            "INSERT INTO element SELECT id, parent, role, position, kind, element_id, name, 'red', 0 FROM element_old;"
            "DROP TABLE element_old; PRAGMA user_version = 3;";
        const auto readable = fromBytes(edited(bytes, extended, true));
        QVERIFY2(readable.has_value(), readable ? "" : readable.error().english().c_str());
        QVERIFY(readable->identity == (Identity{3, Standing::Newer}));
        QVERIFY(readable->study.elements == sample().elements);
        QVERIFY(readable->study.values == sample().values);

        const auto damaged = fromBytes(edited(edited(bytes, extended, true), "UPDATE chart SET title = ''", false));
        COMPARE_CODE(damaged, ErrorCode::Damaged);
        COMPARE_CODE(fromBytes(edited(edited(bytes, extended, true), "CREATE VIEW v AS SELECT 1", false)),
                     ErrorCode::Damaged);

        const auto refused =
            fromBytes(edited(bytes, extended + "UPDATE meta SET value = '3' WHERE key = 'min_reader'", true));
        COMPARE_CODE(refused, ErrorCode::TooNew);
        QVERIFY(refused.error().english().find("reads version 3") != std::string::npos);

        // Saved as a new document by this program it is one of this program's version.
        const auto saved = fromBytes(*toBytes(readable->study));
        QVERIFY(saved->identity == (Identity{2, Standing::Current}));
        QCOMPARE(saved->study.migrations.size(), std::size_t{2});
    }

    void tensOfThousandsOfValuesComeBack() {
        StoredStudy study = sample();
        for (int i = 0; i < 50'000; ++i) {
            StoredValue value = number(1 + i % 4, "input-" + std::to_string(i), 1.0 / (i + 1));
            value.unit = "$/GPU-h";
            study.values.push_back(value);
        }
        const auto bytes = toBytes(study);
        QVERIFY(bytes.has_value());
        const auto opened = fromBytes(*bytes);
        QVERIFY(opened.has_value());
        QCOMPARE(opened->study.values.size(), study.values.size());
        QVERIFY(*toBytes(opened->study) == *bytes);
    }
};

QTEST_APPLESS_MAIN(TestContainer)
#include "tst_container.moc"
