#include <QtTest>

#include "core/finance/ContractMonths.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

class TestContractMonths : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void DL01_headlineAgainstFirmCommitment() {
        const auto dl01 = financeCase("DL01");
        const auto& in = dl01["inputs"];
        const auto deal = commitment(in["monthly"], *parseDate(in["start"].get<std::string>()),
                                     *parseDate(in["end"].get<std::string>()), 3, in["notice_days"]);
        QVERIFY(deal.has_value());
        QCOMPARE(deal->months, dl01["expected"]["months"].get<int>());
        QCOMPARE(deal->headline, dl01["expected"]["headline"].get<double>());
        QCOMPARE(isoDate(deal->earliestExit), dl01["expected"]["earliest_exit"].get<std::string>());
        QCOMPARE(deal->firmMonths, dl01["expected"]["months_billed_at_earliest_exit"].get<int>());
        QCOMPARE(deal->firm, dl01["expected"]["firm"].get<double>());
        // Published to three digits.
        QVERIFY(std::abs(deal->firmShare - dl01["expected"]["firm_share"].get<double>()) < 0.5e-3);
    }
    // The band of IRRs in DL03 needs the capital of the data centre, which no source states: it is not tested here.
    void DL03_theHeadlineSplitsIntoYearsAndAcceleratorHours() {
        const auto dl03 = financeCase("DL03");
        const auto& in = dl03["inputs"];
        const double revenue = in["tcv"].get<double>() / in["years"].get<double>();
        QCOMPARE(revenue, dl03["expected"]["annual_revenue"].get<double>());
        const auto price = pricePerUnitHour(revenue, in["gpus"], 8760);
        QVERIFY(std::abs(*price - dl03["expected"]["usd_per_gpu_hour_8760"].get<double>()) < 0.5e-3);
    }

    void monthsBegunAreBilledAndMonthsOverAreCompleted_data() {
        QTest::addColumn<QString>("start");
        QTest::addColumn<QString>("lastDay");
        QTest::addColumn<int>("billed");
        QTest::addColumn<int>("completed");
        QTest::newRow("one day") << "2026-07-01"
                                 << "2026-07-01" << 1 << 0;
        QTest::newRow("one month") << "2026-07-01"
                                   << "2026-07-31" << 1 << 1;
        QTest::newRow("a day more") << "2026-07-01"
                                    << "2026-08-01" << 2 << 1;
        QTest::newRow("from mid-month") << "2026-07-15"
                                        << "2026-08-14" << 1 << 1;
        QTest::newRow("from mid-month, a day more") << "2026-07-15"
                                                    << "2026-08-15" << 2 << 1;
        QTest::newRow("from the 31st to the end of February") << "2026-01-31"
                                                              << "2026-02-28" << 2 << 1;
        QTest::newRow("from the 31st to before it") << "2026-01-31"
                                                    << "2026-02-27" << 1 << 1;
        QTest::newRow("before the start") << "2026-07-01"
                                          << "2026-06-30" << 0 << 0;
        QTest::newRow("over years") << "2026-07-01"
                                    << "2029-12-31" << 42 << 42;
    }
    void monthsBegunAreBilledAndMonthsOverAreCompleted() {
        QFETCH(QString, start);
        QFETCH(QString, lastDay);
        QFETCH(int, billed);
        QFETCH(int, completed);
        const Date from = *parseDate(start.toStdString());
        const Date to = *parseDate(lastDay.toStdString());
        QCOMPARE(monthsBilled(from, to), billed);
        QCOMPARE(monthsCompleted(from, to), completed);
    }
    void anExitAfterTheTermMakesTheWholeTermFirm() {
        const auto deal = commitment(10.0, date(2026, 1, 1), date(2026, 12, 31), 11, 90);
        QVERIFY(deal.has_value());
        QCOMPARE(isoDate(deal->earliestExit), std::string("2026-12-31"));
        QCOMPARE(deal->firm, deal->headline);
        QCOMPARE(deal->firmShare, 1.0);
    }
    void impossibleContractsAreErrors() {
        QVERIFY(commitment(1.0, date(2026, 2, 1), date(2026, 1, 1), 0, 0).error().code == ErrorCode::Inconsistent);
        QCOMPARE(commitment(1.0, date(2026, 1, 1), date(2026, 2, 1), 0, -1).error().subject, std::string("noticeDays"));
        QVERIFY(!commitment(std::nan(""), date(2026, 1, 1), date(2026, 2, 1), 0, 0).has_value());
        QCOMPARE(pricePerUnitHour(1, 0, 8760).error().subject, std::string("units"));
    }
};

QTEST_APPLESS_MAIN(TestContractMonths)
#include "tst_contract_months.moc"
