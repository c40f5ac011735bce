#include <QtTest>

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>

#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Document.h"
#include "ui/document/Indices.h"
#include "ui/pages/CorrelationEditor.h"
#include "ui/pages/RiskPanel.h"
#include "ui/pages/SimulationBar.h"
#include "ui/pages/SimulationState.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/tables/SpecTableView.h"
#include "ui/tables/TableCard.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"

using namespace offtake;
using namespace offtake::ui;

Q_DECLARE_METATYPE(offtake::study::Edit)

namespace {

constexpr int kPatience = 60'000;  // of a busy machine

study::Study uncertain() { return testing::changed(testing::uncertainLeaseOrOpen(), "study.paths", "2048"); }

/// The page with its services; edits that it asks for are made.
struct Shown {
    explicit Shown(const study::Study& study) {
        document.replace(study, {});
        results.waitForResult();
        QObject::connect(&page, &UncertaintyPage::editRequested, &document, [this](const study::Edit& edit) { applied = document.apply(edit).has_value(); });
        page.resize(1080, 640);
        page.show();
        page.setShown(true);
    }
    /// Until every chart has its newest data.
    bool settled() {
        return QTest::qWaitFor(
            [this] { return simulations.state() == Simulations::State::Current && !sensitivities.isStale() && sensitivities.breakEvens().answer != nullptr; },
            kPatience);
    }
    Document document;
    Results results{document};
    Simulations simulations{results};
    Sensitivities sensitivities{results};
    Theme theme{Theme::Mode::Light};
    Indices indices{results};
    UncertaintyPage page{document, results, simulations, sensitivities, indices, theme};
    bool applied = true;
};

}  // namespace

class TestUncertaintyPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStudyWithoutRangesSaysSoWithOneAction() {
        Shown shown(testing::leaseOrOpen());
        QVERIFY(!shown.page.showsCharts());
        QVERIFY(shown.page.state()->text()->text().contains(QStringLiteral("type 5 to 9")));
        QSignalSpy asked(&shown.page, &UncertaintyPage::inputsRequested);
        shown.page.state()->action()->click();
        QCOMPARE(asked.size(), 1);
    }
    void theFindingStandsInWordsWithItsError() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        QVERIFY(shown.page.showsCharts());
        const QString sentence = shown.page.sentence()->text();
        QVERIFY2(sentence.startsWith(QStringLiteral("B is cheaper in ")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("(±")) || sentence.contains(QStringLiteral("cases.")), qPrintable(sentence));
        QTRY_VERIFY_WITH_TIMEOUT(shown.indices.state() == Indices::State::Current, kPatience);
        for (ChartCard* chart : shown.page.charts()) {
            QVERIFY2(!chart->view()->spec().isEmpty(), chart->view()->spec().id.c_str());
            QVERIFY2(chart->view()->renderer().problem().isEmpty(), qPrintable(chart->view()->renderer().problem()));
            QVERIFY(!chart->view()->spec().title.empty());
        }
        QVERIFY2(shown.page.detail()->text().startsWith(QStringLiteral("B − A: ")), qPrintable(shown.page.detail()->text()));
        QVERIFY(shown.page.detail()->text().endsWith(QStringLiteral("2,048 paired paths.")));
        QVERIFY(shown.page.panel()->risk()->model()->rowCount() >= 5);
        QCOMPARE(shown.page.panel()->quantiles()->model()->columnCount(), 4);
        QVERIFY(!shown.page.panel()->dominance()->text().isEmpty());
        QVERIFY(shown.page.bar()->staleNote()->isHidden());
        QVERIFY(shown.page.notice()->isHidden());
    }
    void anotherFigureIsShownWithoutAnotherRun() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const auto run = shown.simulations.run()->simulation;
        FlatChoice* metric = shown.page.bar()->metric();
        metric->setCurrentIndex(metric->findData(QStringLiteral("npv")));
        QVERIFY(shown.page.sentence()->text().startsWith(QStringLiteral("B is worth more in ")));
        QCOMPARE(shown.simulations.run()->simulation, run);
        QVERIFY(shown.settled());
        QCOMPARE(shown.sensitivities.tornado().answer->figure.metric, economics::Metric::Npv);
        shown.page.fanChoice()->setCurrentIndex(1);
        QVERIFY(shown.page.fan()->view()->spec().title.find("costs ") != std::string::npos);
    }
    void randomiseAndPathsAreEditsThatCanBeUndone() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const double seed = shown.document.study().root().get(study::kSeed).number();
        shown.page.bar()->randomise()->click();
        QVERIFY(shown.document.canUndo());
        QTRY_VERIFY_WITH_TIMEOUT(shown.simulations.state() == Simulations::State::Current, kPatience);
        QVERIFY(static_cast<double>(shown.simulations.run()->simulation->seed) != seed || shown.document.study().root().get(study::kSeed).number() == seed);
        shown.document.undo();
        QCOMPARE(shown.document.study().root().get(study::kSeed).number(), seed);
        FlatChoice* paths = shown.page.bar()->paths();
        paths->setCurrentIndex(paths->findData(QStringLiteral("1000")));
        QCOMPARE(shown.document.study().root().get(study::kPaths).number(), 1000.0);
        QTRY_COMPARE_WITH_TIMEOUT(shown.simulations.run()->simulation->paths, std::int64_t{1000}, kPatience);
    }
    void aFigureThatWasNotSimulatedIsDrawnAndShownWhenItIsThere() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const economics::Metric metric = economics::Metric::Headline;
        QVERIFY(shown.simulations.run()->simulation->find(metric) == nullptr);
        const QString before = shown.page.sentence()->text();
        FlatChoice* choice = shown.page.bar()->metric();
        choice->setCurrentIndex(choice->findData(QStringLiteral("headline")));
        // Nothing is said of it before a run has it.
        QCOMPARE(shown.page.sentence()->text(), before);
        QCOMPARE(choice->chosen(), QStringLiteral("headline"));
        QVERIFY(shown.settled());
        QVERIFY(shown.simulations.run()->simulation->find(metric) != nullptr);
        QVERIFY(shown.page.figure().metric == metric);
        QCOMPARE(choice->chosen(), QStringLiteral("headline"));
    }
    void aRunEndsAtTheErrorThatIsAskedFor() {
        Shown shown(testing::changed(testing::uncertainLeaseOrOpen(), "study.paths", "200000"));
        QVERIFY(shown.settled());
        const risk::Simulation& all = *shown.simulations.run()->simulation;
        QVERIFY(!all.reachedError);
        FlatChoice* error = shown.page.bar()->error();
        QVERIFY(error->count() > 3);
        error->setCurrentIndex(1);  // the largest
        QVERIFY(shown.settled());
        QVERIFY(shown.simulations.run()->simulation->reachedError);
        QVERIFY(shown.simulations.run()->simulation->paths < 200'000);
        QVERIFY(shown.page.remarks()->text().contains(QStringLiteral("wanted error")));
        QCOMPARE(shown.document.canUndo(), false);  // a matter of the view, not of the study
        error->setCurrentIndex(0);
        QVERIFY(shown.settled());
        QCOMPARE(shown.simulations.run()->simulation->paths, std::int64_t{200'000});
    }
    void theSamplerIsAnEditThatRunsAgain() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        FlatChoice* sampler = shown.page.bar()->sampler();
        sampler->setCurrentIndex(sampler->findData(QStringLiteral("latin")));
        QTRY_VERIFY_WITH_TIMEOUT(shown.simulations.state() == Simulations::State::Current && shown.simulations.run()->simulation->sampler == risk::Sampler::Latin, kPatience);
        shown.document.undo();
        QTRY_VERIFY_WITH_TIMEOUT(shown.simulations.state() == Simulations::State::Current && shown.simulations.run()->simulation->sampler == risk::Sampler::Sobol, kPatience);
        QCOMPARE(sampler->chosen(), QStringLiteral("sobol"));
    }
    void regretByScenarioStandsBesideTheChartsOnceThereAreScenarios() {
        Shown without(uncertain());
        QVERIFY(without.settled());
        QVERIFY(without.page.regret()->isHidden());
        study::Element scenario = study::makeElement(study::kScenarioKind, "dear");
        study::with(scenario, study::kName, "Dear pod");
        study::Element price = study::makeElement(study::kOverrideKind, "price");
        study::with(price, study::kTarget, testing::kPodPrice);
        study::with(price, study::kOverrideValue, "9 $/GPU-h");
        study::add(scenario, std::move(price));
        QVERIFY(without.document.apply({study::InsertElement{study::Path{}, 0, std::make_shared<const study::Element>(std::move(scenario))}}).has_value());
        QTRY_VERIFY_WITH_TIMEOUT(!without.page.regret()->isHidden(), kPatience);
        QCOMPARE(without.page.regret()->table()->model()->rowCount(), 2);
        // Of the scenarios of the document, whichever is chosen.
        without.results.setScenario("dear");
        QTRY_VERIFY_WITH_TIMEOUT(without.results.result()->scenario == "dear" && without.sensitivities.regret().of == without.results.result(), kPatience);
        const auto& rows = without.sensitivities.regret().answer->rows;
        QVERIFY(*rows[0].deals[1].figure < *rows[1].deals[1].figure);
    }
    void everyFigureIsTracedToWhatItRestsOn() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        QApplication::setActiveWindow(&shown.page);
        QCOMPARE(shown.page.traced().deal, QStringLiteral("open"));
        QCOMPARE(shown.page.traced().metric, QStringLiteral("lcoc"));
        SpecTableView* quantiles = shown.page.panel()->quantiles();
        quantiles->setFocus();
        quantiles->setCurrentIndex(quantiles->model()->index(2, 1));
        QCOMPARE(shown.page.traced().deal, QStringLiteral("lease"));
        QVERIFY(shown.page.traced().input.isEmpty());
        SpecTableView* goals = shown.page.panel()->breakEvens();
        goals->setFocus();
        goals->setCurrentIndex(goals->model()->index(0, 1));
        QCOMPARE(shown.page.traced().input.toStdString(), shown.sensitivities.breakEvens().answer->front().knob.path.text());
        ChartView* tornado = shown.page.tornado()->view();
        tornado->setFocus();
        QTest::keyClick(tornado, Qt::Key_Down);
        QCOMPARE(shown.page.traced().input.toStdString(), shown.sensitivities.tornado().answer->bars.front().knob.path.text());
    }
    void theChartAndTheTableWithTheKeyboardAreExported() {
        QTemporaryDir folder;
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        QApplication::setActiveWindow(&shown.page);
        ChartView* tornado = shown.page.tornado()->view();
        QString suggested;
        tornado->askPath = [&](const QString&, const QString& name, const QString&) {
            suggested = name;
            return folder.filePath(name);
        };
        tornado->setFocus();
        for (QAction* action : shown.page.exportChartActions()) {
            action->trigger();
            QVERIFY2(QFileInfo(folder.filePath(suggested)).size() > 100, qPrintable(suggested));
        }
        QCOMPARE(shown.page.exportChartActions().size(), std::size_t{4});
        SpecTableView* risk = shown.page.panel()->risk();
        risk->setFocus();
        shown.page.copyTableAction()->trigger();
        QVERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("B is cheaper")) || QApplication::clipboard()->text().contains(QStringLiteral("\nB is cheaper")));
        tornado->setFocus();
        shown.page.copyTableAction()->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("Median")));
    }
    void aStoppedRunSaysThatTheFiguresAreOfTheLastCompleteOne() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        shown.page.bar()->run()->click();
        QVERIFY(shown.page.bar()->run()->text().startsWith(QStringLiteral("Stop")));
        QVERIFY(!shown.page.bar()->staleNote()->isHidden());
        shown.page.bar()->run()->click();
        QVERIFY(!shown.page.notice()->isHidden());
        const QString notice = shown.page.notice()->text();
        QVERIFY2(notice.startsWith(QStringLiteral("Stopped. Shown is the last complete run (2,048 paths, seed 42, drawn at ")), qPrintable(notice));
        QVERIFY(shown.page.showsCharts());
    }
    void aBarOfTheTornadoLeadsToItsInput() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        QSignalSpy asked(&shown.page, &UncertaintyPage::inputsRequested);
        ChartView* view = shown.page.tornado()->view();
        view->setFocus();
        QTest::keyClick(view, Qt::Key_Down);
        QTest::keyClick(view, Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().front().toString().toStdString(), shown.sensitivities.tornado().answer->bars.front().knob.path.text());
    }
    void aCellOfTheMapSetsBothInputsInOneStep() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const auto map = shown.sensitivities.map().answer;
        ChartView* view = shown.page.map()->view();
        QTest::keyClick(view, Qt::Key_Home);
        QTest::keyClick(view, Qt::Key_Up);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(shown.applied);
        const auto x = study::findInput(shown.document.study(), map->xKnob.path);
        const auto y = study::findInput(shown.document.study(), map->yKnob.path);
        QCOMPARE(x->value().number(), map->xs[0]);
        QCOMPARE(y->value().number(), map->ys[1]);
        shown.document.undo();
        QVERIFY(!shown.document.canUndo());
    }
    void correlationsAreAddedChangedAndRemovedAsEdits() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        CorrelationEditor* editor = shown.page.correlations();
        QVERIFY(editor->lines().empty());
        editor->addButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(editor->lines().size(), std::size_t{1}, kPatience);
        auto pairs = shown.document.study().root().childrenOf(study::Role::Correlation);
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs.front()->get(study::kCorrelated).text, std::string(testing::kPodAllocation));
        editor->lines().front().rank->setValue(-0.25);
        pairs = shown.document.study().root().childrenOf(study::Role::Correlation);
        QCOMPARE(pairs.front()->get(study::kRankCorrelation).number(), -0.25);
        QTRY_VERIFY_WITH_TIMEOUT(shown.simulations.state() == Simulations::State::Current, kPatience);
        editor->lines().front().remove->click();
        QVERIFY(shown.document.study().root().childrenOf(study::Role::Correlation).empty());
        QTRY_VERIFY_WITH_TIMEOUT(editor->lines().empty(), kPatience);
        shown.document.undo();
        QCOMPARE(shown.document.study().root().childrenOf(study::Role::Correlation).size(), std::size_t{1});
    }
    void correlationsThatCannotAllHoldAreReplacedInOneStep() {
        study::Study three = testing::changed(uncertain(), "deal.lease.tranche.colossus.allocation", "60 % to 95 %");
        const char* const inputs[] = {testing::kPodAllocation, testing::kPodPrice, "deal.lease.tranche.colossus.allocation"};
        const auto pair = [&](const char* id, int a, int b, double rank) {
            study::Element made = study::makeElement(study::kCorrelationKind, id);
            study::with(made, study::kCorrelated, inputs[a]);
            study::with(made, study::kCorrelatedWith, inputs[b]);
            study::with(made, study::kRankCorrelation, rank);
            three = study::apply(three, {study::InsertElement{study::Path{}, 0, std::make_shared<const study::Element>(std::move(made))}}).value();
        };
        // The third pair is not stated: where a moves with b and b with c this much, a must move with c.
        pair("ab", 0, 1, 0.9);
        pair("bc", 1, 2, 0.9);
        Shown shown(three);
        QVERIFY(shown.settled());
        CorrelationEditor* editor = shown.page.correlations();
        QVERIFY(!editor->repairNote()->isHidden());
        QVERIFY(!editor->repairButton()->isHidden());
        QVERIFY(!shown.simulations.run()->simulation->repairs.empty());
        editor->repairButton()->click();
        QVERIFY(shown.applied);
        QCOMPARE(shown.document.study().root().childrenOf(study::Role::Correlation).size(), std::size_t{3});
        // The result of the edit may be on its way still.
        QTRY_VERIFY_WITH_TIMEOUT(shown.simulations.state() == Simulations::State::Current && shown.simulations.run()->simulation->repairs.empty(), kPatience);
        QVERIFY(editor->repairButton()->isHidden());
        shown.document.undo();
        QCOMPARE(shown.document.study().root().childrenOf(study::Role::Correlation).size(), std::size_t{2});
        QVERIFY(!shown.document.canUndo());
    }
    void everyControlHasANameForScreenReaders() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        for (QWidget* widget : shown.page.findChildren<QWidget*>()) {
            if (widget->isVisible() && widget->focusProxy() == nullptr && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
                QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(spoken != nullptr);
                QVERIFY2(!spoken->text(QAccessible::Name).isEmpty(), widget->metaObject()->className());
            }
        }
    }
    void smallAndLargePagesShowEveryPartOnce_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("small") << QSize(560, 500);
        QTest::newRow("middle") << QSize(780, 560);
        QTest::newRow("large") << QSize(1700, 940);
    }
    void smallAndLargePagesShowEveryPartOnce() {
        QFETCH(QSize, size);
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        shown.page.resize(size);
        QTRY_COMPARE_WITH_TIMEOUT(shown.page.widget()->width(), shown.page.viewport()->width(), kPatience);
        for (ChartCard* chart : shown.page.charts()) {
            QVERIFY(chart->isVisible());
            QTRY_VERIFY_WITH_TIMEOUT(chart->width() > 240, kPatience);
        }
    }
};

QTEST_MAIN(TestUncertaintyPage)
#include "tst_uncertainty_page.moc"
