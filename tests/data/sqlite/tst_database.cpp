#include <QtTest>
#include <bit>
#include <cmath>
#include <limits>

#include "data/sqlite/Database.h"

using namespace offtake;
using namespace offtake::sqlite;

namespace {

std::string bytesOf(const std::string& statements) {
    auto database = Database::empty();
    const auto done = database->execute(statements);
    if (!done) {
        qFatal("%s", done.error().english().c_str());
    }
    return *database->serialize();
}

}  // namespace

class TestDatabase : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cellsComeBackAsTheyWentIn() {
        auto database = Database::empty();
        QVERIFY(database->execute("CREATE TABLE t (a ANY) STRICT").has_value());
        const std::vector<Value> values = {std::monostate{},
                                           std::int64_t{0},
                                           std::numeric_limits<std::int64_t>::min(),
                                           0.0,
                                           -0.0,
                                           3.0,
                                           std::numeric_limits<double>::denorm_min(),
                                           -std::numeric_limits<double>::max(),
                                           0.1,
                                           std::string(),
                                           std::string("a\0b", 3),
                                           std::string("12"),
                                           Blob{"\x01\x02"}};
        auto insert = database->prepare("INSERT INTO t VALUES (?)");
        for (const Value& value : values) {
            QVERIFY(insert->bind(1, value).run().has_value());
        }
        // Also through a file's bytes.
        auto again = Database::fromBytes(*database->serialize(), Access::ReadOnly);
        auto select = again->prepare("SELECT a FROM t ORDER BY rowid");
        for (const Value& value : values) {
            QVERIFY(*select->step());
            const Value got = select->value(0);
            QVERIFY(got == value);
            if (const auto* real = std::get_if<double>(&value)) {
                QCOMPARE(std::bit_cast<std::uint64_t>(std::get<double>(got)), std::bit_cast<std::uint64_t>(*real));
            }
        }
        QVERIFY(!*select->step());
    }

    void aFailedTransactionLeavesNothing() {
        auto database = Database::empty();
        QVERIFY(database->execute("CREATE TABLE t (a INTEGER NOT NULL) STRICT").has_value());
        const auto failed = database->transaction([&]() -> Expected<void> {
            auto done = database->execute("INSERT INTO t VALUES (1); PRAGMA user_version = 7");
            return done ? database->execute("INSERT INTO t VALUES (NULL)") : done;
        });
        QVERIFY(!failed.has_value());
        QVERIFY(*database->single("SELECT count(*) FROM t") == Value{std::int64_t{0}});
        QVERIFY(*database->single("PRAGMA user_version") == Value{std::int64_t{0}});
        QVERIFY(database->transaction([&] { return database->execute("INSERT INTO t VALUES (1)"); }).has_value());
        QVERIFY(*database->single("SELECT count(*) FROM t") == Value{std::int64_t{1}});
    }

    void wrongStatementsAndParametersAreErrors() {
        auto database = Database::empty();
        QVERIFY(!database->execute("SELEC 1").has_value());
        QVERIFY(!database->prepare("SELECT * FROM nothing").has_value());
        QVERIFY(!database->prepare("").has_value());
        auto statement = database->prepare("SELECT ?");
        QVERIFY(!statement->bind(2, std::int64_t{1}).step().has_value());
    }

    void bytesOpenedForReadingCannotBeChanged() {
        const std::string bytes = bytesOf("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
        auto database = Database::fromBytes(bytes, Access::ReadOnly);
        QVERIFY(!database->execute("INSERT INTO t VALUES (2)").has_value());
        auto copy = Database::fromBytes(bytes, Access::PrivateCopy);
        QVERIFY(copy->execute("INSERT INTO t VALUES (2)").has_value());
        QVERIFY(*copy->serialize() != bytes);
    }

    void hostileContentIsFencedIn() {
        const std::string bytes = bytesOf("CREATE TABLE t (a); CREATE VIEW v AS SELECT 1 AS a");
        auto database = Database::fromBytes(bytes, Access::PrivateCopy);
        QVERIFY(!database->execute("ATTACH ':memory:' AS other").has_value());
        QVERIFY(!database->prepare("SELECT * FROM v").has_value());
        QVERIFY(!database->prepare("SELECT load_extension('x')")->step().has_value());
        (void)!database->execute("PRAGMA writable_schema = ON").has_value();
        QVERIFY(!database->execute("UPDATE sqlite_schema SET sql = 'x'").has_value());
    }

    void readingStopsWhenItsTimeIsUp() {
        const ReadLimits limits{.time = std::chrono::milliseconds(20)};
        auto database = Database::fromBytes(bytesOf("CREATE TABLE t (a)"), Access::ReadOnly, limits);
        const auto endless =
            database->single("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
        QVERIFY(!endless.has_value());
        QCOMPARE(static_cast<int>(endless.error().code), static_cast<int>(ErrorCode::TooLarge));
    }

    void structuralDamageIsFound() {
        std::string bytes = bytesOf("CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(20000))");
        QVERIFY(Database::fromBytes(bytes, Access::ReadOnly)->integrityProblems()->empty());
        bytes[4096] = 99;  // the type of the second page
        const auto problems = Database::fromBytes(bytes, Access::ReadOnly)->integrityProblems();
        QVERIFY(!problems.has_value() || !problems->empty());
        auto noDatabase = Database::fromBytes(std::string(8192, 'x'), Access::ReadOnly);
        QVERIFY(!noDatabase.has_value() || !noDatabase->single("SELECT * FROM sqlite_schema").has_value());
    }

    void anyNameCanBeQuoted() {
        auto database = Database::empty();
        const std::string odd = "a\"; DROP TABLE t; --";
        QVERIFY(database->execute("CREATE TABLE " + identifier(odd) + " (a)").has_value());
        QVERIFY(*database->single("SELECT name FROM sqlite_schema") == Value{odd});
    }
};

QTEST_APPLESS_MAIN(TestDatabase)
#include "tst_database.moc"
