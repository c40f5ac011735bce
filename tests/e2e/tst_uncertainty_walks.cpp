#include <QtTest>

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "core/risk/BreakEven.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/ui/support/FakeDialogs.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Indices.h"
#include "ui/document/Simulations.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/inspector/InputDetails.h"
#include "ui/inspector/Inspector.h"
#include "ui/pages/CorrelationEditor.h"
#include "ui/pages/DealsPage.h"
#include "ui/pages/GoalSeek.h"
#include "ui/pages/IndicesCard.h"
#include "ui/pages/RiskPanel.h"
#include "ui/pages/SimulationBar.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/tables/SpecTableView.h"
#include "ui/widgets/AnswerStripView.h"
#include "ui/widgets/FlatChoice.h"
#include "ui/window/MainWindow.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

const char* const kRent = "deal.market.tranche.reserved.clause.price.price";
const char* const kEnergy = "deal.own.tranche.racks.energy-price";

/// A window on an example, worked by keys and buttons as people do.
struct Desk {
    QTemporaryDir folder;
    testing::FakeDialogs dialogs;
    Theme theme{Theme::Mode::Light};
    MainWindow window{Surroundings{theme, dialogs, folder.filePath("settings.ini"), folder.filePath("state").toStdString()}};

    explicit Desk(const char* example) {
        theme.apply();
        window.resize(1280, 800);
        window.show();
        QApplication::setActiveWindow(&window);
        opened = window.openStudy(QString::fromLatin1(example));
        window.results().waitForResult();
    }
    [[nodiscard]] UncertaintyPage& page() { return window.uncertaintyPage(); }
    void run(CommandId id) { window.commands().action(id)->trigger(); }
    /// Types a value into the cell of an input on the page Deals.
    bool type(const QString& path, const QString& text) {
        run(CommandId::Deals);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);  // the field of the input before
        auto* inputs = window.findChild<DealsPage*>()->view();
        if (!inputs->goTo(path)) {
            return false;
        }
        QTest::keyClick(inputs, Qt::Key_F2);
        auto* field = inputs->findChild<QLineEdit*>(QStringLiteral("inputEditor"));
        if (field == nullptr) {
            return false;
        }
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
        window.results().waitForResult();
        return true;
    }
    bool simulated() {
        return QTest::qWaitFor(
            [this] { return window.simulations().state() == Simulations::State::Current && !window.sensitivities().isStale(); }, 60'000);
    }
    [[nodiscard]] const study::Value& value(const char* path) {
        return study::findInput(window.document().study(), study::parsePath(path).value())->value();
    }
    bool opened = false;
};

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool choose(QComboBox* box, const QString& data) {
    const int index = box->findData(data);
    if (index < 0) {
        return false;
    }
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
    return true;
}

}  // namespace

class TestUncertaintyWalks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void aPolicyAnalystMakesRentAndEnergyUncertainCorrelatesThemAndTakesTheTableHome() {
        Desk desk("spacex-google");
        QVERIFY(desk.opened);
        QVERIFY(desk.type(QString::fromLatin1(kRent), QStringLiteral("2 to 4")));
        QVERIFY(desk.type(QString::fromLatin1(kEnergy), QStringLiteral("0.05 to 0.09")));
        QCOMPARE(desk.value(kRent).low.value_or(0.0), 2.0);
        QCOMPARE(desk.value(kEnergy).high.value_or(0.0), 0.09);
        desk.run(CommandId::Uncertainty);
        QVERIFY(desk.simulated());
        FlatChoice* deal = desk.page().bar()->deal();
        deal->setCurrentIndex(deal->findData(QStringLiteral("market")));
        const QString sentence = desk.page().sentence()->text();
        QVERIFY2(sentence.startsWith(QStringLiteral("B is cheaper in ")), qPrintable(sentence));

        // "Correlations" brings the editor into view with the keyboard in it.
        CorrelationEditor* editor = desk.page().correlations();
        const std::size_t before = editor->lines().size();
        desk.page().bar()->correlations()->click();
        QVERIFY(editor->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!editor->visibleRegion().isEmpty());
        editor->addButton()->click();
        QTRY_COMPARE_WITH_TIMEOUT(editor->lines().size(), before + 1, 60'000);
        QVERIFY(choose(editor->lines().back().first, QString::fromLatin1(kRent)));
        QVERIFY(choose(editor->lines().back().second, QString::fromLatin1(kEnergy)));
        editor->lines().back().rank->setValue(0.6);
        QVERIFY(desk.simulated());
        const auto pairs = desk.window.document().study().root().childrenOf(study::Role::Correlation);
        QCOMPARE(pairs.back()->get(study::kCorrelated).text, std::string(kRent));
        QCOMPARE(pairs.back()->get(study::kCorrelatedWith).text, std::string(kEnergy));
        QCOMPARE(pairs.back()->get(study::kRankCorrelation).number(), 0.6);
        QVERIFY(editor->repairNote()->isHidden());

        // Ctrl+E saves what stands beside the charts: quantiles of both deals and their difference.
        const QString file = desk.folder.filePath(QStringLiteral("quantiles.csv"));
        desk.page().panel()->quantiles()->askPath = [&](const QString&, const QString&, const QString&) { return file; };
        QVERIFY(desk.window.commands().action(CommandId::ExportTable)->isEnabled());
        desk.run(CommandId::ExportTable);
        const QByteArray csv = contentOf(file);
        QVERIFY2(csv.contains("Median") && csv.contains("P95"), csv.constData());
        QCOMPARE(csv.count('\n'), desk.page().panel()->quantiles()->model()->rowCount() + 1);
    }

    void aFounderFindsTheUtilisationAtWhichBuyingPays() {
        const std::string allocation = "deal.buy.tranche.cluster.allocation";
        Desk desk("founder-64-gpus");
        QVERIFY(desk.opened);
        desk.run(CommandId::Uncertainty);
        QVERIFY(desk.simulated());
        FlatChoice* deal = desk.page().bar()->deal();
        deal->setCurrentIndex(deal->findData(QStringLiteral("buy")));
        QVERIFY(desk.simulated());
        desk.page().panel()->goalSeekButton()->click();
        auto* goal = desk.window.findChild<GoalSeek*>();
        QVERIFY(goal != nullptr && goal->isVisible());
        QVERIFY(choose(goal->input(), QString::fromStdString(allocation)));
        QTRY_COMPARE_WITH_TIMEOUT(goal->takeButtons().size(), std::size_t{1}, 60'000);
        auto evaluator = risk::Evaluator::of(desk.window.results().result()->study).value();
        const risk::BreakEven exact = risk::breakEven(evaluator, {{economics::Metric::Lcoc, 1, 0}, 0.0, allocation}).value();
        const QString at = QString::fromStdString(risk::numberOf(exact.knob, exact.roots.front().input));
        QVERIFY2(goal->answer()->text().startsWith(QStringLiteral("Equal at %1").arg(at)), qPrintable(goal->answer()->text()));
        goal->takeButtons().front()->click();
        desk.window.results().waitForResult();
        QCOMPARE(desk.value(allocation.c_str()).number(), exact.roots.front().input);
        const auto& deals = desk.window.results().result()->deals;
        const double difference = *deals[1].figure(economics::Metric::Lcoc) - *deals[0].figure(economics::Metric::Lcoc);
        QVERIFY(std::abs(difference) < 1e-9 * *deals[0].figure(economics::Metric::Lcoc));  // the root is found to 1e-12 of the input
        desk.run(CommandId::Undo);
        QCOMPARE(desk.value(allocation.c_str()).number(), 0.8);
    }

    void aNumberOfThePageIsTracedDownToItsInputs() {
        Desk desk("founder-64-gpus");
        desk.run(CommandId::Uncertainty);
        QVERIFY(desk.simulated());
        QTRY_VERIFY_WITH_TIMEOUT(desk.page().panel()->breakEvens()->isVisible(), 60'000);
        SpecTableView* goals = desk.page().panel()->breakEvens();
        goals->setFocus();
        goals->setCurrentIndex(goals->model()->index(0, 1));
        const auto* inspector = desk.window.findChild<Inspector*>();
        desk.run(CommandId::Trace);
        QVERIFY(inspector->isVisible());
        QVERIFY(inspector->input()->isVisible());
        QCOMPARE(desk.window.page(), MainWindow::Page::Uncertainty);
        desk.page().fan()->view()->setFocus();
        desk.run(CommandId::Trace);
        QVERIFY(!inspector->input()->isVisible());
    }

    void sharesOfTheVarianceAreComputedStoppedAndMarkedWhenOld() {
        Desk desk("founder-64-gpus");
        desk.run(CommandId::Uncertainty);
        QVERIFY(desk.simulated());
        Indices& indices = desk.window.indices();
        QVERIFY(QTest::qWaitFor([&] { return indices.state() == Indices::State::Current; }, 120'000));
        const IndicesCard* card = desk.page().indices();
        QVERIFY(!card->view()->spec().rows.empty());
        QVERIFY(desk.page().indices()->note()->text().startsWith(QStringLiteral("Inputs one by one explain ")));
        QVERIFY(desk.page().indices()->action()->isHidden());
        const auto first = indices.found()->answer;
        // Another usual metric has been found with it.
        FlatChoice* metric = desk.page().bar()->metric();
        metric->setCurrentIndex(metric->findData(QStringLiteral("total-cost")));
        QCOMPARE(indices.state(), Indices::State::Current);
        QCOMPARE(indices.found()->answer, first);
        // A change makes it old, at once and visibly; stopping keeps what there is.
        QVERIFY(desk.type(QStringLiteral("deal.rent.tranche.rented.price"), QStringLiteral("2 to 3")));
        desk.run(CommandId::Uncertainty);
        QCOMPARE(indices.state(), Indices::State::Running);
        QCOMPARE(desk.page().indices()->action()->text(), QStringLiteral("Stop"));
        desk.page().indices()->action()->click();
        QCOMPARE(indices.state(), Indices::State::Stopped);
        QCOMPARE(indices.found()->answer, first);
        QVERIFY(desk.page().indices()->note()->text().startsWith(QStringLiteral("Of an earlier state of the study.")));
        desk.page().indices()->action()->click();
        QVERIFY(QTest::qWaitFor([&] { return indices.state() == Indices::State::Current; }, 120'000));
        QVERIFY(indices.found()->answer != first);
    }
};

QTEST_MAIN(TestUncertaintyWalks)
#include "tst_uncertainty_walks.moc"
