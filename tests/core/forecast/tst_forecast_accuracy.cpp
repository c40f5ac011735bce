#include <QtTest>

#include "tests/core/support/M3Subset.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

/// What docs/accuracy.md tabulates; empty without the data.
struct Standing {
    M3Tasks tasks;
    M3Results combined, smoothing, theta, optimisedTheta, reference;
    std::vector<Row> submissions;
};

const Standing& standing() {
    static const Standing found = [] {
        Standing all;
        if (const auto folder = bulkData(); !folder.empty()) {
            all.tasks = m3Tasks(folder / "series/m3_subset.csv");
            all.combined = m3OfMethod(all.tasks, Method::Combined);
            all.smoothing = m3OfMethod(all.tasks, Method::Smoothing);
            all.theta = m3OfMethod(all.tasks, Method::Theta);
            all.optimisedTheta = m3OfMethod(all.tasks, Method::OptimisedTheta);
            all.reference = m3OfR(table(folder / "r_reference/m3_subset_r820_accuracy.csv"), "ets");
            all.submissions = table(folder / "series/m3_subset_published_forecasts.csv");
        }
        return all;
    }();
    return found;
}

double meanMase(const M3Results& results) {
    return m3Mean(results, &M3Result::mase, standing().tasks);
}

}  // namespace

class TestForecastAccuracy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (bulkData().empty()) {
            QSKIP("The M3 series are not here: name their folder by OFFTAKE_DATASETS.");
        }
    }
    void theDefaultIsMoreAccurateThanItsParts() {
        const double combined = meanMase(standing().combined);
        QVERIFY(combined < meanMase(standing().smoothing));
        QVERIFY(combined < meanMase(standing().optimisedTheta));
        QVERIFY(combined < meanMase(standing().theta));
    }
    void theDefaultIsWithinAStandardErrorOfTheBestSubmission() {
        for (const char* method :
             {"NAIVE2", "HOLT", "DAMPEN", "COMB S-H-D", "B-J auto", "THETA", "ForecastPro", "ForcX"}) {
            const M3Results submitted = m3Published(standing().tasks, standing().submissions, method);
            QCOMPARE(submitted.size(), standing().tasks.size());
            const Paired pair = pairedDifference(standing().combined, submitted);
            QVERIFY(pair.difference <= pair.standardError);
        }
    }
    void itsIntervalsCoverNearerToNominalThanTheReferences() {
        const auto miss = [](const M3Results& results, double M3Result::*figure, double nominal) {
            return std::abs(m3Mean(results, figure, standing().tasks) - nominal);
        };
        QVERIFY(miss(standing().combined, &M3Result::coverage80, 0.80) <
                miss(standing().reference, &M3Result::coverage80, 0.80));
        QVERIFY(miss(standing().combined, &M3Result::coverage95, 0.95) <
                miss(standing().reference, &M3Result::coverage95, 0.95));
    }
    void smoothingIsNoLessAccurateThanTheReference() {
        QVERIFY(meanMase(standing().smoothing) < meanMase(standing().reference));
    }
};

QTEST_APPLESS_MAIN(TestForecastAccuracy)
#include "tst_forecast_accuracy.moc"
