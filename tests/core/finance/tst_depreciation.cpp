#include <numeric>

#include <QtTest>

#include "core/finance/Depreciation.h"
#include "tests/core/support/FinanceCases.h"

using namespace offtake;
using namespace offtake::finance;
using namespace offtake::test;

namespace {

using Charges = std::vector<double>;

constexpr MacrsConvention kConventions[] = {MacrsConvention::HalfYear, MacrsConvention::MidQuarter1,
                                            MacrsConvention::MidQuarter2, MacrsConvention::MidQuarter3,
                                            MacrsConvention::MidQuarter4};

/// The statute behind the tables (26 USC 168): declining balance until a straight line over the rest charges more.
Charges byStatute(int years, double firstYearPart) {
    const double rate = (years <= 10 ? 2.0 : 1.5) / years;
    Charges charges{rate * firstYearPart};
    double left = 1.0 - charges.front();
    for (double life = years - firstYearPart; life > 0.0; life -= 1.0) {
        const double charge = life < 1.0 ? left : left * std::max(rate, 1.0 / life);
        charges.push_back(charge);
        left -= charge;
    }
    return charges;
}

}  // namespace

class TestDepreciation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedFiguresAreReproduced_data() {
        figureColumns();
        const auto dp01 = financeCase("DP01");
        for (const int years : {5, 7, 15}) {
            const auto figures = dp01["expected"][std::to_string(years) + "yr"].get<Charges>();
            const auto shares = *macrsShares(years);
            const std::string name = rowName(dp01) + ": " + std::to_string(years) + " years";
            figureRow(name + ", entries", static_cast<double>(shares.size()), static_cast<double>(figures.size()), 0.0);
            for (std::size_t i = 0; i < figures.size(); ++i) {
                figureRow(name + ", year " + std::to_string(i + 1), shares[i], figures[i], 0.0);
            }
        }
        const auto dp03 = financeCase("DP03");
        const auto dollars = *macrs(dp03["inputs"]["basis"], 5);
        for (std::size_t i = 0; i < dollars.size(); ++i) {
            figureRow(rowName(dp03) + ", year " + std::to_string(i + 1), dollars[i], dp03["expected"]["year"][i], 0.01);
        }
        const auto dp05 = financeCase("DP05");
        for (std::size_t i = 0; i < 2; ++i) {
            const auto charges = *straightLine(dp05["inputs"]["cost"], 0.0, dp05["inputs"]["lives"][i]);
            figureRow(rowName(dp05) + " " + std::to_string(i), charges.back(), dp05["expected"]["annual"][i], 0.005);
        }
        const auto dp07 = financeCase("DP07");
        const auto bonus = *macrs(dp07["inputs"]["spend"], 5, MacrsConvention::HalfYear, dp07["inputs"]["bonus"]);
        figureRow(rowName(dp07), bonus.front(), dp07["expected"]["year1_deduction"], 0.0);
        figureRow(rowName(dp07) + ", tax", bonus.front() * dp07["inputs"]["rate"].get<double>(),
                  dp07["expected"]["tax_saving"], 1e-8);
        figureRow("no deduction is left after a full bonus", bonus.back(), 0.0, 0.0);
    }
    void publishedFiguresAreReproduced() { compareFigure(); }

    void everyTableSumsToOneAndFollowsTheStatute_data() {
        QTest::addColumn<int>("years");
        QTest::addColumn<int>("convention");
        for (const int years : {3, 5, 7, 10, 15, 20}) {
            for (int convention = 0; convention < 5; ++convention) {
                QTest::addRow("%d years, table A-%d", years, convention + 1) << years << convention;
            }
        }
    }
    void everyTableSumsToOneAndFollowsTheStatute() {
        QFETCH(int, years);
        QFETCH(int, convention);
        constexpr double kFirstYearParts[] = {0.5, 0.875, 0.625, 0.375, 0.125};
        const auto shares = *macrsShares(years, kConventions[convention]);
        const auto exact = byStatute(years, kFirstYearParts[convention]);
        QCOMPARE(shares.size(), static_cast<std::size_t>(years + 1));
        QCOMPARE(exact.size(), shares.size());
        QVERIFY(std::abs(std::accumulate(shares.begin(), shares.end(), 0.0) - 1.0) < 1e-14);
        for (std::size_t i = 0; i < shares.size(); ++i) {
            // The IRS rounds to 0.01 % (0.001 % for 20 years) and shifts a unit or two so that the sum is 1.
            QVERIFY(std::abs(shares[i] - exact[i]) < 1.5e-4);
        }
    }
    void midQuarterSharesAreThoseOfTheTables() {
        // IRS Publication 946, Tables.
        const auto first = *macrsShares(5, MacrsConvention::MidQuarter1);
        QCOMPARE(Charges(first.begin(), first.end()), (Charges{0.35, 0.26, 0.156, 0.1101, 0.1101, 0.0138}));
        const auto last = *macrsShares(7, MacrsConvention::MidQuarter4);
        QCOMPARE(Charges(last.begin(), last.end()),
                 (Charges{0.0357, 0.2755, 0.1968, 0.1406, 0.1004, 0.0873, 0.0873, 0.0764}));
        const auto fifteen = *macrsShares(15, MacrsConvention::MidQuarter2);
        QCOMPARE(fifteen[5], 0.0615);
        QCOMPARE(fifteen[15], 0.0221);
    }
    void aBonusTakesItsShareInTheFirstYearAndTheRestFollowsTheTable() {
        const auto deductions = *macrs(1000.0, 5, MacrsConvention::HalfYear, 0.4);
        QVERIFY(std::abs(deductions[0] - (400 + 600 * 0.2)) < 1e-12);
        QVERIFY(std::abs(deductions[1] - 600 * 0.32) < 1e-12);
        QVERIFY(std::abs(std::accumulate(deductions.begin(), deductions.end(), 0.0) - 1000.0) < 1e-12);
    }
    void aStraightLineChargesTheWholeCostLessSalvage_data() {
        QTest::addColumn<double>("life");
        QTest::addColumn<bool>("half");
        QTest::addColumn<int>("charges");
        QTest::newRow("five years") << 5.0 << false << 5;
        QTest::newRow("five years, half the first") << 5.0 << true << 6;
        QTest::newRow("four and a half") << 4.5 << false << 5;
        QTest::newRow("four months") << 1.0 / 3.0 << false << 1;
        QTest::newRow("four months, half the first year") << 1.0 / 3.0 << true << 1;
    }
    void aStraightLineChargesTheWholeCostLessSalvage() {
        QFETCH(double, life);
        QFETCH(bool, half);
        QFETCH(int, charges);
        const auto line = *straightLine(1100.0, 100.0, life, half ? FirstYear::Half : FirstYear::Full);
        QCOMPARE(static_cast<int>(line.size()), charges);
        QVERIFY(std::abs(std::accumulate(line.begin(), line.end(), 0.0) - 1000.0) < 1e-9);
    }
    void invalidArgumentsAreNamed() {
        QCOMPARE(macrsShares(6).error().subject, std::string("classYears"));
        QCOMPARE(macrs(1.0, 5, MacrsConvention::HalfYear, 1.5).error().subject, std::string("bonus"));
        QCOMPARE(macrs(std::nan(""), 5).error().subject, std::string("basis"));
        QCOMPARE(straightLine(1.0, 0.0, 0.0).error().subject, std::string("life"));
    }
};

QTEST_APPLESS_MAIN(TestDepreciation)
#include "tst_depreciation.moc"
