#include <QtTest>

#include "core/risk/Sweep.h"
#include "tests/core/support/ComparisonStudies.h"

using namespace offtake;
using namespace offtake::economics;
using namespace offtake::risk;

namespace {

Evaluator evaluator() {
    auto made = Evaluator::of(testing::leaseOrOpen());
    if (!made) {
        qFatal("%s", made.error().english().c_str());
    }
    return std::move(*made);
}

std::vector<double> numbersOf(const char* text) {
    const auto axis = readSweepAxis(evaluator(), text);
    std::vector<double> numbers;
    for (std::size_t i = 0; axis && i < axis->values.size(); ++i) {
        numbers.push_back(axis->values[i].number());
    }
    return numbers;
}

}  // namespace

class TestSweep : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stepsIncludeBothEnds() {
        QCOMPARE(numbersOf("study.horizon=24:60:3"), (std::vector<double>{24, 36, 48, 60}));
        QCOMPARE(numbersOf("party.lab.discount-rate=0 %:10 %:2"), (std::vector<double>{0.0, 0.05, 0.1}));
        QCOMPARE(numbersOf("study.horizon=10:12:8"), (std::vector<double>{10, 11, 12}));  // whole months only
    }
    void aStudyStartsOnFirstDaysOfMonthsOnly() {
        Evaluator made = evaluator();
        const auto table = sweep(made, {*readSweepAxis(made, "study.start=2026-07-01:2027-07-01:5")}, {{Metric::Lcoc, 0}});
        QCOMPARE(table->rows.size(), std::size_t{6});
        for (const SweepRow& row : table->rows) {
            QVERIFY2(row.figures[0].has_value(), row.reasons[0].c_str());
        }
    }
    void aRangeWithoutItsStepsSaysWhatIsMissing() {
        for (const char* text : {"study.horizon=24:60", "study.horizon=24:60:3:2", "study.horizon=24:"}) {
            const auto axis = readSweepAxis(evaluator(), text);
            QVERIFY(!axis);
            QCOMPARE(axis.error().code, ErrorCode::Syntax);
            QVERIFY2(axis.error().english().find("from:to:steps") != std::string::npos, axis.error().english().c_str());
        }
    }
    void aWishToStopEndsTheTable() {
        std::stop_source source;
        source.request_stop();
        Evaluator made = evaluator();
        QVERIFY(!sweep(made, {*readSweepAxis(made, "study.horizon=24:60:3")}, {{Metric::Lcoc, 0}}, {source.get_token(), {}}).has_value());
    }
    void listsMayHoldUnitsAndChoices() {
        QCOMPARE(numbersOf("party.lab.discount-rate=8 %, 0.1, 12.5 %"), (std::vector<double>{0.08, 0.1, 0.125}));
        QCOMPARE(numbersOf("deal.lease.tranche.colossus.accelerators=17,900; 51,900"), (std::vector<double>{17900, 51900}));
        const auto choices = readSweepAxis(evaluator(), "study.sizing=as-entered,same-money");
        QCOMPARE(choices->values[1].text, std::string("same-money"));
    }
    void everyRowIsTheStudyWithThoseValues() {
        Evaluator study = evaluator();
        auto fee = readSweepAxis(study, "deal.lease.tranche.colossus.clause.fixed-fee.fee=100e6:200e6:2");
        auto horizon = readSweepAxis(study, "study.horizon=12,24");
        const auto table = sweep(study, {*fee, *horizon}, {{Metric::TotalCost, 0}, {Metric::TotalCost, 0, 1}});
        QCOMPARE(table->rows.size(), std::size_t{6});
        for (const SweepRow& row : table->rows) {
            const double expected = fee->values[row.at[0]].number() * horizon->values[row.at[1]].number();
            QVERIFY(std::abs(*row.figures[0] - expected) < 1e-12 * expected);
        }
        QCOMPARE(table->rows[1].at, (std::vector<std::size_t>{0, 1}));  // the last axis moves fastest
        const auto moved = testing::changed(testing::changed(testing::leaseOrOpen(), fee->knob.path.text(), "200e6"), "study.horizon", "24");
        const auto whole = evaluateStudy(moved);
        QCOMPARE(*table->rows[5].figures[1], *whole->deals[0].figure(Metric::TotalCost) - *whole->deals[1].figure(Metric::TotalCost));
    }
    void choicesChangeTheShapeOfTheStudy() {
        Evaluator study = evaluator();
        const auto sizing = readSweepAxis(study, "study.sizing=as-entered,same-money");
        const auto table = sweep(study, {*sizing}, {{Metric::PresentCost, 0, 1}});
        QVERIFY(std::abs(*table->rows[0].figures[0]) > 1e6);
        QVERIFY(std::abs(*table->rows[1].figures[0]) < 1.0);  // the same money, to a dollar of billions
    }
    void aCombinationWithoutAFigureSaysWhy() {
        Evaluator study = evaluator();
        const auto count = readSweepAxis(study, "deal.lease.tranche.colossus.accelerators=0,100");
        const auto table = sweep(study, {*count}, {{Metric::Lcoc, 0}});
        QVERIFY(!table->rows[0].figures[0]);
        QVERIFY(!table->rows[0].reasons[0].empty());
        QVERIFY(table->rows[1].figures[0].has_value());
    }

    void badListsAreRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("code");
        QTest::newRow("no values") << "study.horizon=" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("no path") << "=1,2" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("unknown path") << "study.horizont=1,2" << static_cast<int>(ErrorCode::UnknownName);
        QTest::newRow("no number") << "study.horizon=12,x" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("no steps") << "study.horizon=12:24:0" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("half a step") << "study.horizon=12:24:1.5" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("too many steps") << "study.horizon=12:24:1e9" << static_cast<int>(ErrorCode::TooLarge);
        QTest::newRow("steps of a choice") << "study.sizing=as-entered:same-money:2" << static_cast<int>(ErrorCode::Inconsistent);
        QTest::newRow("one number or two") << "deal.lease.tranche.colossus.accelerators=17,900" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("range") << "party.lab.discount-rate=5 % to 9 %" << static_cast<int>(ErrorCode::Syntax);
        QTest::newRow("out of bounds") << "study.horizon=0:24:2" << static_cast<int>(ErrorCode::OutOfBounds);
    }
    void badListsAreRefused() {
        QFETCH(QString, text);
        const auto axis = readSweepAxis(evaluator(), text.toStdString());
        QVERIFY(!axis.has_value());
        QTEST(static_cast<int>(axis.error().code), "code");
    }
    void anInputOnTwoAxesOrTooManyRowsAreRefused() {
        Evaluator study = evaluator();
        const auto horizon = readSweepAxis(study, "study.horizon=12,24");
        QCOMPARE(sweep(study, {*horizon, *horizon}, {}).error().code, ErrorCode::Inconsistent);
        QCOMPARE(sweep(study, {}, {}).error().code, ErrorCode::Inconsistent);
        const auto fine = readSweepAxis(study, "party.lab.discount-rate=0:1:9999");
        const auto fee = readSweepAxis(study, "deal.lease.tranche.colossus.clause.fixed-fee.fee=1:100:99");
        QCOMPARE(sweep(study, {*fine, *fee}, {}).error().code, ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TestSweep)
#include "tst_sweep.moc"
