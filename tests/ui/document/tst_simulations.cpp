#include <QtTest>

#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "ui/document/Document.h"
#include "ui/document/Job.h"
#include "ui/document/Results.h"
#include "ui/document/Sensitivities.h"
#include "ui/document/Simulations.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

using State = Simulations::State;

/// Two deals, two inputs with ranges, few paths.
study::Study uncertain() { return testing::changed(testing::uncertainLeaseOrOpen(), "study.paths", "2048"); }

study::Edit setNumber(const std::string& path, double number) {
    study::Value value;
    value.numbers = {number};
    return {study::SetValue{study::parsePath(path).value(), value}};
}

/// Document, result and simulation as the window has them.
struct Open {
    explicit Open(const study::Study& study) {
        document.replace(study, {});
        results.waitForResult();
    }
    Document document;
    Results results{document};
    Simulations simulations{results};
};

}  // namespace

class TestSimulations : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStudyWithoutRangesIsCertainAndNeverRuns() {
        Open open(testing::leaseOrOpen());
        open.simulations.setWanted(true);
        QCOMPARE(open.simulations.state(), State::Certain);
        open.simulations.start();
        QCOMPARE(open.simulations.state(), State::Certain);
    }
    void nothingRunsUntilSomebodyLooks() {
        Open open(uncertain());
        QCOMPARE(open.simulations.state(), State::Nothing);
        open.simulations.setWanted(true);
        QCOMPARE(open.simulations.state(), State::Running);
        QTRY_COMPARE(open.simulations.state(), State::Current);
        QCOMPARE(open.simulations.run()->simulation->paths, std::int64_t{2048});
        QCOMPARE(open.simulations.run()->of, open.results.result());
    }
    void theFiguresOfBeforeAnEditStayUntilNewOnesAreThere() {
        Open open(uncertain());
        open.simulations.setWanted(true);
        QTRY_COMPARE(open.simulations.state(), State::Current);
        const auto before = open.simulations.run()->simulation;
        QVERIFY(open.document.apply(setNumber("study.seed", 7.0)));
        open.results.waitForResult();
        QVERIFY(open.simulations.isStale());
        QCOMPARE(open.simulations.run()->simulation, before);
        if (open.simulations.state() == State::Outdated) {
            open.simulations.start();  // a busy machine: the run took longer than kFast
        }
        QTRY_COMPARE(open.simulations.state(), State::Current);
        QVERIFY(open.simulations.run()->simulation != before);
        QCOMPARE(open.simulations.run()->simulation->seed, std::uint64_t{7});
    }
    void aStoppedRunKeepsTheLastCompleteOneAndSaysSo() {
        Open open(uncertain());
        open.simulations.setWanted(true);
        QTRY_COMPARE(open.simulations.state(), State::Current);
        const auto complete = open.simulations.run()->simulation;
        open.simulations.start();
        open.simulations.stop();
        QCOMPARE(open.simulations.state(), State::Stopped);
        open.simulations.waitForRun();
        QCOMPARE(open.simulations.state(), State::Stopped);
        QCOMPARE(open.simulations.run()->simulation, complete);
    }
    void anotherDocumentForgetsTheRun() {
        Open open(uncertain());
        open.simulations.setWanted(true);
        QTRY_COMPARE(open.simulations.state(), State::Current);
        open.document.replace(testing::leaseOrOpen(), {});
        QVERIFY(!open.simulations.run());
        open.results.waitForResult();
        QCOMPARE(open.simulations.state(), State::Certain);
    }
    void whatCannotBeDrawnIsSaid() {
        Open open(testing::changed(uncertain(), "study.paths", "1000000000"));
        open.simulations.setWanted(true);
        QTRY_COMPARE(open.simulations.state(), State::Failed);
        QCOMPARE(open.simulations.error()->code, ErrorCode::OutOfBounds);
    }
    void sensitivitiesAreFoundOneAfterTheOther() {
        Open open(uncertain());
        Sensitivities sensitivities(open.results);
        sensitivities.setFigure({economics::Metric::Lcoc, 1, 0});
        QVERIFY(!sensitivities.tornado().answer);
        sensitivities.setWanted(true);
        QTRY_VERIFY(sensitivities.tornado().answer);
        QCOMPARE(sensitivities.tornado().answer->bars.size(), std::size_t{2});
        QTRY_VERIFY(sensitivities.map().answer);
        QTRY_VERIFY(sensitivities.breakEvens().answer);
        QVERIFY(!sensitivities.isStale());
        const std::string x = sensitivities.map().answer->xKnob.path.text();
        const std::string y = sensitivities.map().answer->yKnob.path.text();
        sensitivities.setMapInputs(y, x);
        QTRY_COMPARE(sensitivities.map().answer->xKnob.path.text(), y);
        QCOMPARE(sensitivities.map().answer->yKnob.path.text(), x);
    }
    void onlyTheNewestOfManyJobsDelivers() {
        std::vector<int> delivered;
        Job<int> job([&](const Expected<std::shared_ptr<const int>>& outcome, std::chrono::nanoseconds) { delivered.push_back(**outcome); });
        for (int i = 0; i < 20; ++i) {
            job.start([i](const parallel::RunContext&) -> Expected<int> { return i; });
        }
        QVERIFY(job.isRunning());
        QTRY_VERIFY(!job.isRunning());
        QTRY_COMPARE(delivered, std::vector<int>{19});
    }
    void aJobThatIsNotWantedAnyMoreIsAskedToStopAndDeliversNothing() {
        bool delivered = false;
        Job<int> job([&](const auto&, std::chrono::nanoseconds) { delivered = true; });
        job.start([](const parallel::RunContext& context) -> Expected<int> {
            while (!context.stopRequested()) {
                QThread::yieldCurrentThread();
            }
            return 1;
        });
        job.stop();
        QVERIFY(!job.isRunning());
        job.wait();
        QCoreApplication::processEvents();
        QVERIFY(!delivered);
    }
    void aJobThatThrowsSaysWhy() {
        QString reason;
        Job<int> job([&](const auto& outcome, std::chrono::nanoseconds) { reason = QString::fromStdString(outcome.error().english()); });
        job.start([](const parallel::RunContext&) -> Expected<int> { throw std::runtime_error("out of luck"); });
        QTRY_VERIFY(reason.contains(QStringLiteral("out of luck")));
    }
};

QTEST_GUILESS_MAIN(TestSimulations)
#include "tst_simulations.moc"
