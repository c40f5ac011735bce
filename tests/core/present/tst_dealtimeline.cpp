#include <QtTest>

#include "core/present/DealTimeline.h"
#include "core/study/Edit.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "tests/core/support/RandomStudy.h"

using namespace offtake;
using namespace offtake::study;

namespace {

present::DealTimeline timelineOf(const Study& study) {
    const auto result = economics::evaluateStudy(study);
    return result ? present::dealTimeline(*result) : present::DealTimeline{};
}

}  // namespace

class TestDealTimeline : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLeaseIsFirmForSixBilledMonths() {
        // Case DL01: 150 M$ a month from 2026-07-01; after three months either party may leave on 90 days' notice, so
        // the earliest exit is 2026-12-30 and six contract months are billed: 0.9 B$ of 6.3 B$.
        const auto timeline = timelineOf(testing::reflectionLease());
        QCOMPARE(timeline.deals.size(), std::size_t{1});
        QCOMPARE(timeline.deals[0].bars.size(), std::size_t{1});
        const present::TimelineBar& bar = timeline.deals[0].bars[0];
        QCOMPARE(bar.path, std::string("deal.lease.tranche.colossus"));
        QCOMPARE(isoDate(bar.start), std::string("2026-07-01"));
        QCOMPARE(isoDate(bar.end), std::string("2030-01-01"));
        QVERIFY(bar.firmUntil.has_value());
        QCOMPARE(isoDate(*bar.firmUntil), std::string("2027-01-01"));
        QCOMPARE(bar.firmWords, std::string("firm 900 M$"));
        QVERIFY(bar.words.find("either party may leave on 90 days' notice") != std::string::npos);
    }
    void theTimelineReachesFromTheFirstBarToTheHorizon() {
        const auto timeline = timelineOf(testing::googleServices());
        QCOMPARE(isoDate(timeline.from), std::string("2026-10-01"));
        QCOMPARE(isoDate(timeline.to), std::string("2029-07-01"));
        QCOMPARE(timeline.horizonEnd, timeline.to);
    }
    void withoutARightToLeaveTheWholeTermIsFirm() {
        const Study lease = testing::reflectionLease();
        const auto bound = apply(lease, {RemoveElement{*parsePath("deal.lease.tranche.colossus.clause.termination")}});
        QVERIFY(bound.has_value());
        const auto timeline = timelineOf(*bound);
        const present::TimelineBar& bar = timeline.deals[0].bars[0];
        QCOMPARE(*bar.firmUntil, bar.end);
        QVERIFY(bar.firmWords.empty());
    }
    void theTextSaysWhatTheBarsShow() {
        const std::string text = present::timelineText(timelineOf(testing::reflectionLease()));
        QCOMPARE(text, std::string("Lease, Colossus 2: 2026-07-01 to 2029-12-31, firm 900 M$ until 2026-12-31, "
                                   "either party may leave on 90 days' notice, fixed capacity fee 150 M$/month.\n"));
    }
    void barsOfAnyStudyLieWithinTheTimeline() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const auto timeline = timelineOf(testing::randomStudy(seed));
            for (const auto& deal : timeline.deals) {
                for (const auto& bar : deal.bars) {
                    QVERIFY2(timeline.from <= bar.start && bar.start <= bar.end && bar.end <= timeline.to, qPrintable(QString::number(seed)));
                    QVERIFY(!bar.firmUntil || (bar.start <= *bar.firmUntil && *bar.firmUntil <= bar.end));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestDealTimeline)
#include "tst_dealtimeline.moc"
