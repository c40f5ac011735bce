#include <QtTest>

#include <QAccessible>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QPushButton>

#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/ComparisonStudies.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Document.h"
#include "ui/pages/CorrelationEditor.h"
#include "ui/pages/RiskPanel.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"

using namespace offtake;
using namespace offtake::ui;

Q_DECLARE_METATYPE(offtake::study::Edit)

namespace {

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
        return QTest::qWaitFor([this] {
            return simulations.state() == Simulations::State::Current && !sensitivities.isStale() && sensitivities.breakEvens().answer != nullptr;
        });
    }
    Document document;
    Results results{document};
    Simulations simulations{results};
    Sensitivities sensitivities{results};
    Theme theme{Theme::Mode::Light};
    UncertaintyPage page{document, results, simulations, sensitivities, theme};
    bool applied = true;
};

}  // namespace

class TestUncertaintyPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStudyWithoutRangesSaysSoWithOneAction() {
        Shown shown(testing::leaseOrOpen());
        QVERIFY(!shown.page.showsCharts());
        QVERIFY(shown.page.stateText()->text().contains(QStringLiteral("type 5 to 9")));
        QSignalSpy asked(&shown.page, &UncertaintyPage::inputsRequested);
        shown.page.stateAction()->click();
        QCOMPARE(asked.size(), 1);
    }
    void theFindingStandsInWordsWithItsError() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        QVERIFY(shown.page.showsCharts());
        const QString sentence = shown.page.sentence()->text();
        QVERIFY2(sentence.startsWith(QStringLiteral("B is cheaper in ")), qPrintable(sentence));
        QVERIFY2(sentence.contains(QStringLiteral("(±")) || sentence.contains(QStringLiteral("cases.")), qPrintable(sentence));
        for (ChartCard* chart : shown.page.charts()) {
            QVERIFY2(!chart->view()->spec().isEmpty(), chart->view()->spec().id.c_str());
            QVERIFY2(chart->view()->renderer().problem().isEmpty(), qPrintable(chart->view()->renderer().problem()));
            QVERIFY(!chart->view()->spec().title.empty());
        }
        QVERIFY(shown.page.panel()->risk()->model()->rowCount() > 6);
        QVERIFY(shown.page.staleNote()->isHidden());
        QVERIFY(shown.page.notice()->isHidden());
    }
    void anotherFigureIsShownWithoutAnotherRun() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const auto run = shown.simulations.run()->simulation;
        FlatChoice* metric = shown.page.metricChoice();
        metric->setCurrentIndex(metric->findData(QStringLiteral("npv")));
        QVERIFY(shown.page.sentence()->text().startsWith(QStringLiteral("B is worth more in ")));
        QCOMPARE(shown.simulations.run()->simulation, run);
        QVERIFY(shown.settled());
        QCOMPARE(shown.sensitivities.tornado().answer->figure.metric, economics::Metric::Npv);
        shown.page.fanChoice()->setCurrentIndex(1);
        QVERIFY(shown.page.fan()->view()->spec().title.find("in the median") != std::string::npos);
    }
    void randomiseAndPathsAreEditsThatCanBeUndone() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        const double seed = shown.document.study().root().get(study::kSeed).number();
        shown.page.randomiseButton()->click();
        QVERIFY(shown.document.canUndo());
        QTRY_VERIFY(shown.simulations.state() == Simulations::State::Current);
        QVERIFY(static_cast<double>(shown.simulations.run()->simulation->seed) != seed || shown.document.study().root().get(study::kSeed).number() == seed);
        shown.document.undo();
        QCOMPARE(shown.document.study().root().get(study::kSeed).number(), seed);
        FlatChoice* paths = shown.page.pathsChoice();
        paths->setCurrentIndex(paths->findData(QStringLiteral("1000")));
        QCOMPARE(shown.document.study().root().get(study::kPaths).number(), 1000.0);
        QTRY_COMPARE(shown.simulations.run()->simulation->paths, std::int64_t{1000});
    }
    void aStoppedRunSaysThatTheFiguresAreOfTheLastCompleteOne() {
        Shown shown(uncertain());
        QVERIFY(shown.settled());
        shown.page.runButton()->click();
        QVERIFY(shown.page.runButton()->text().startsWith(QStringLiteral("Stop")));
        QVERIFY(!shown.page.staleNote()->isHidden());
        shown.page.runButton()->click();
        QVERIFY(!shown.page.notice()->isHidden());
        QVERIFY(shown.page.notice()->text().contains(QStringLiteral("stopped")));
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
        QTRY_COMPARE(editor->lines().size(), std::size_t{1});
        auto pairs = shown.document.study().root().childrenOf(study::Role::Correlation);
        QCOMPARE(pairs.size(), std::size_t{1});
        QCOMPARE(pairs.front()->get(study::kCorrelated).text, std::string(testing::kPodAllocation));
        editor->lines().front().rank->setValue(-0.25);
        pairs = shown.document.study().root().childrenOf(study::Role::Correlation);
        QCOMPARE(pairs.front()->get(study::kRankCorrelation).number(), -0.25);
        QTRY_VERIFY(shown.simulations.state() == Simulations::State::Current);
        editor->lines().front().remove->click();
        QVERIFY(shown.document.study().root().childrenOf(study::Role::Correlation).empty());
        QTRY_VERIFY(editor->lines().empty());
        shown.document.undo();
        QCOMPARE(shown.document.study().root().childrenOf(study::Role::Correlation).size(), std::size_t{1});
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
        QTRY_COMPARE(shown.page.widget()->width(), shown.page.viewport()->width());
        for (ChartCard* chart : shown.page.charts()) {
            QVERIFY(chart->isVisible());
            QTRY_VERIFY(chart->width() > 240);
        }
    }
};

QTEST_MAIN(TestUncertaintyPage)
#include "tst_uncertainty_page.moc"
