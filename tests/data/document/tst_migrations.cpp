#include <QtTest>

#include "data/document/Schema.h"
#include "data/document/Seal.h"

using namespace offtake;
using namespace offtake::document;
using offtake::sqlite::Database;
using offtake::sqlite::Value;

namespace {

Migration running(int version, const std::string& statements) {
    return {version, "Step to " + std::to_string(version),
            [statements](Database& database) { return database.execute(statements); }};
}

std::int64_t integer(Database& database, const std::string& statement) {
    return std::get<std::int64_t>(*database.single(statement));
}

}  // namespace

class TestMigrations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStepsCountFromOneWithoutGapsToTheVersionThatIsWritten() {
        int version = 0;
        for (const Migration& step : migrations()) {
            QCOMPARE(step.version, ++version);
            QVERIFY(!step.description.empty());
        }
        QCOMPARE(version, kFormatVersion);
        QVERIFY(kMinReader >= 1 && kMinReader <= kFormatVersion);
    }

    void anEmptyDatabaseBecomesVersionOne() {
        auto database = Database::empty();
        QVERIFY(migrate(*database, {migrations().data(), 1}, "a test").has_value());
        QCOMPARE(integer(*database, "PRAGMA user_version"), 1);
        QCOMPARE(integer(*database, "SELECT count(*) FROM value"), 0);
        QVERIFY(*database->single("SELECT applied_by FROM migration WHERE version = 1") ==
                Value{std::string("a test")});
        const auto sealed = examineSeal(*database);
        QVERIFY(sealed.has_value());
        QVERIFY(sealed->damagedRows.empty());
    }

    void onlyTheStepsAboveTheVersionRunAndInOrder() {
        std::vector<Migration> steps = migrations();
        const int last = kFormatVersion;
        steps.push_back(running(last + 1, "ALTER TABLE element ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'"));
        steps.push_back(running(last + 2, "UPDATE element SET colour = colour || 'der'"));
        auto database = emptyDocument({steps.data(), steps.size() - 2}, "first");
        QVERIFY(database->execute("INSERT INTO element VALUES (1, 0, '', 0, '', 'a', '', 0)").has_value());
        QVERIFY(migrate(*database, steps, "second").has_value());
        QVERIFY(migrate(*database, steps, "third").has_value());
        QCOMPARE(integer(*database, "PRAGMA user_version"), last + 2);
        QCOMPARE(integer(*database, "PRAGMA application_id"), kApplicationId);
        QVERIFY(*database->single("SELECT colour FROM element") == Value{std::string("redder")});
        QCOMPARE(integer(*database, "SELECT count(*) FROM migration"), last + 2);
        QCOMPARE(integer(*database, "SELECT count(*) FROM migration WHERE applied_by = 'second'"), 2);
    }

    void aStepThatFailsHalfWayLeavesTheVersionBefore() {
        std::vector<Migration> steps = migrations();
        const int last = kFormatVersion;
        steps.push_back(running(last + 1, "CREATE TABLE good (a INTEGER PRIMARY KEY)"));
        steps.push_back(running(last + 2, "CREATE TABLE half (a INTEGER PRIMARY KEY); INSERT INTO nothing VALUES (1)"));
        steps.push_back(running(last + 3, "CREATE TABLE never (a INTEGER PRIMARY KEY)"));
        auto database = Database::empty();
        QVERIFY(!migrate(*database, steps, "a test").has_value());
        QCOMPARE(integer(*database, "PRAGMA user_version"), last + 1);
        QCOMPARE(integer(*database, "SELECT max(version) FROM migration"), last + 1);
        QCOMPARE(integer(*database, "SELECT count(*) FROM sqlite_schema WHERE name = 'good'"), 1);
        QCOMPARE(integer(*database, "SELECT count(*) FROM sqlite_schema WHERE name IN ('half', 'never')"), 0);
    }
};

QTEST_APPLESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
