#include <QtTest>

#include "core/finance/LoanSchedule.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;

class TestLoanSchedule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstPeriodsAreThoseOfSpreadsheets() {
        // numpy-financial @03e194b TestIpmt.test_broadcasting and TestFinancial.test_broadcast: 2000 at 10 %/12, 24.
        const auto schedule = *loanSchedule(2000, 0.1 / 12, 24);
        QVERIFY(std::abs(schedule[0].interest - 16.66666667) < 0.5e-8);
        QVERIFY(std::abs(schedule[3].interest - 14.76028842) < 0.5e-8);
        QVERIFY(std::abs(schedule[0].principal - 75.62318601) < 0.5e-8);
        QVERIFY(std::abs(schedule[3].principal - 77.52956425) < 0.5e-8);
    }
    void everyPeriodBalances_data() {
        QTest::addColumn<double>("rate");
        QTest::addColumn<int>("periods");
        QTest::addColumn<double>("balloon");
        QTest::addColumn<bool>("begin");
        for (const double r : {-0.01, 0.0, 1e-12, 0.005, 0.5}) {
            for (const int n : {1, 60, 10000}) {
                for (const double balloon : {0.0, 250000.0}) {
                    for (const bool begin : {false, true}) {
                        QTest::addRow("%g, %d periods, balloon %g, begin %d", r, n, balloon, begin)
                            << r << n << balloon << begin;
                    }
                }
            }
        }
    }
    void everyPeriodBalances() {
        QFETCH(double, rate);
        QFETCH(int, periods);
        QFETCH(double, balloon);
        QFETCH(bool, begin);
        const double amount = 1e6;
        const auto schedule = loanSchedule(amount, rate, periods, balloon, begin ? Due::Begin : Due::End);
        QVERIFY(schedule.has_value());
        QCOMPARE(schedule->size(), static_cast<std::size_t>(periods));
        double opening = amount;
        for (const LoanPeriod& period : *schedule) {
            // Three rounded terms of at most the amount or the payment.
            const double tolerance = 1e-15 * std::max(amount, std::abs(period.payment));
            QCOMPARE(period.openingBalance, opening);
            QVERIFY(std::abs(period.interest + period.principal - period.payment) <= tolerance);
            QVERIFY(std::abs(period.openingBalance - period.principal - period.closingBalance) <= tolerance);
            QVERIFY(!std::signbit(period.interest) || rate < 0.0);
            opening = period.closingBalance;
        }
        QVERIFY(std::abs(opening - (begin ? balloon / (1.0 + rate) : balloon)) <= 1e-15 * balloon);
    }
    void invalidArgumentsAreNamed() {
        QCOMPARE(loanSchedule(1, 0.1, 0).error().subject, std::string("periods"));
        QCOMPARE(loanSchedule(1, -1.0, 10).error().subject, std::string("rate"));
        QCOMPARE(loanSchedule(std::nan(""), 0.1, 10).error().subject, std::string("pv"));
    }
};

QTEST_APPLESS_MAIN(TestLoanSchedule)
#include "tst_loan_schedule.moc"
