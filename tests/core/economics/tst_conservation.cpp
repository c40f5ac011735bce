#include <QtTest>

#include <cmath>

#include "core/economics/StudyResult.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::economics;

namespace {

constexpr int kStudies = 500;
constexpr double kConserved = 1e-12;  // relative to the sum of absolute flows

}  // namespace

class TestConservation : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFlowsOfAllPartiesSumToZeroInEveryMonth() {
        for (int seed = 0; seed < kStudies; ++seed) {
            check(testing::randomStudy(static_cast<std::uint64_t>(seed)));
        }
        check(testing::reflectionLease());
        check(testing::googleServices());
    }

private:
    static void check(const study::Study& study) {
        const auto result = evaluateStudy(study);
        QVERIFY2(result.has_value(), result ? "" : result.error().english().c_str());
        for (const DealResult& deal : result->deals) {
            const Ledger<double>& ledger = deal.evaluation.ledger;
            double absolute = 0.0;
            for (const double cell : ledger.cash) {
                absolute += std::abs(cell);
            }
            double total = 0.0;
            for (std::size_t t = 0; t < ledger.columns; ++t) {
                double all = 0.0;
                for (int party = 0; party < deal.accounts->parties(); ++party) {
                    all += netOf(ledger, party, t);
                }
                QVERIFY(std::abs(all) <= kConserved * std::max(1.0, absolute));
            }
            for (const AccountLine& line : deal.accounts->lines) {
                QVERIFY(line.payer >= 0 && line.payer < deal.accounts->parties());
                QVERIFY(line.payee >= 0 && line.payee < deal.accounts->parties());
            }
            // The party's totals are the sum of its lines.
            for (std::size_t t = 0; t < ledger.months; ++t) {
                total += netOf(ledger, deal.evaluation.party, t);
            }
            double lines = 0.0;
            for (std::size_t i = 0; i < deal.accounts->lines.size(); ++i) {
                const AccountLine& line = deal.accounts->lines[i];
                const int direction = (line.payee == deal.evaluation.party ? 1 : 0) - (line.payer == deal.evaluation.party ? 1 : 0);
                for (std::size_t t = 0; t < ledger.months; ++t) {
                    lines += direction * ledger.line(static_cast<int>(i))[t];
                }
            }
            QVERIFY(std::abs(total - lines) <= kConserved * std::max(1.0, absolute));
        }
    }
};

QTEST_APPLESS_MAIN(TestConservation)
#include "tst_conservation.moc"
