#include <QAction>
#include <QDropEvent>
#include <QFile>
#include <QMimeData>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "core/study/kinds/StudyInputs.h"
#include "tests/ui/support/FakeDialogs.h"
#include "ui/document/Simulations.h"
#include "ui/forecast/ForecastDialog.h"
#include "ui/forecast/SeriesPane.h"
#include "ui/forecast/UseBar.h"
#include "ui/inspector/InputDetails.h"
#include "ui/inspector/Inspector.h"
#include "ui/window/ForecastCommands.h"
#include "ui/window/MainWindow.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

const char* const kEnergyPath = "deal.lease.tranche.colossus.energy-price";
const char* const kAccelerators = "deal.lease.tranche.colossus.accelerators";
const char* const kSeries = "United States industrial price, year";

struct Bench {
    QTemporaryDir folder;
    testing::FakeDialogs dialogs;
    Theme theme{Theme::Mode::Light};
    MainWindow window{Surroundings{theme, dialogs, folder.filePath("settings.ini"), folder.filePath("state").toStdString()}};

    Bench() {
        theme.apply();
        window.show();
    }
    void openExample() {
        QVERIFY(window.openStudy("spacex-reflection"));
        window.results().waitForResult();
    }
    [[nodiscard]] QAction* command() { return window.commands().action(CommandId::Forecast); }
    [[nodiscard]] ForecastDialog& dialog() { return window.forecasts().dialog(); }
    [[nodiscard]] Inspector& inspector() const { return *window.findChild<Inspector*>(); }
    [[nodiscard]] std::vector<study::ElementPtr> assumptions() { return window.document().study().root().childrenOf(study::Role::Assumption); }
};

}  // namespace

class TestForecastWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void theCommandOpensTheDialogOfAStudy() {
        Bench bench;
        QVERIFY(!bench.command()->isEnabled());
        bench.openExample();
        QVERIFY(bench.command()->isEnabled());
        bench.command()->trigger();
        QVERIFY(bench.dialog().isVisible());
        QVERIFY(!bench.dialog().isModal());
    }

    void anInputFollowsAForecastThatTheWindowSimulatesAndUndoes() {
        Bench bench;
        bench.openExample();
        const std::size_t before = bench.assumptions().size();
        const std::size_t random = bench.window.results().result()->plan.random.size();
        bench.window.showInput(*study::parsePath(kEnergyPath));
        QPushButton* button = bench.inspector().forecastButton();
        QVERIFY(!button->isHidden());
        button->click();
        bench.dialog().series()->search(kSeries);
        bench.dialog().forecasts().wait();
        QCOMPARE(bench.dialog().use()->inputs().size(), std::size_t(1));
        QCOMPARE(bench.dialog().use()->inputs().front().text(), std::string(kEnergyPath));
        bench.dialog().use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), before + 1);
        bench.window.results().waitForResult();
        QVERIFY(!bench.window.results().error());
        QCOMPARE(bench.window.results().result()->plan.random.size(), random + 1);
        bench.window.simulations().start();
        bench.window.simulations().waitForRun();
        QCOMPARE(bench.window.simulations().state(), Simulations::State::Current);
        QVERIFY(bench.window.document().undoText().contains("forecast"));
        bench.window.commands().action(CommandId::Undo)->trigger();
        QCOMPARE(bench.assumptions().size(), before);
    }

    void theInspectorOfAForecastOpensItToBeFittedAgain() {
        Bench bench;
        bench.openExample();
        bench.window.forecasts().askFor(kEnergyPath);
        bench.dialog().series()->search(kSeries);
        bench.dialog().forecasts().wait();
        bench.dialog().use()->useButton()->click();
        const std::string id = bench.assumptions().back()->id;
        bench.dialog().close();
        // From the input that follows it, and from the forecast itself.
        bench.window.showInput(*study::parsePath(kEnergyPath));
        QVERIFY(bench.inspector().forecastButton()->text().contains("Refit"));
        bench.inspector().showInput(QString::fromStdString("assumption." + id));
        QVERIFY(!bench.inspector().forecastButton()->isHidden());
        bench.inspector().forecastButton()->click();
        QVERIFY(bench.dialog().isVisible());
        QCOMPARE(bench.dialog().series()->origin(), SeriesPane::Origin::Study);
        bench.dialog().forecasts().wait();
        QVERIFY(bench.dialog().use()->useButton()->isEnabled());
    }

    void inputsOfOneNumberAreNotForecast() {
        Bench bench;
        bench.openExample();
        bench.window.showInput(*study::parsePath(kAccelerators));
        QVERIFY(bench.inspector().forecastButton()->isHidden());
    }

    void aTableDroppedOnTheWindowIsForecast() {
        Bench bench;
        bench.openExample();
        QFile file(bench.folder.filePath("rents.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("2026-01,2\n2026-02,2.1\n2026-03,2.3\n2026-04,2.2\n");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&bench.window, &enter);
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&bench.window, &drop);
        QVERIFY(bench.dialog().isVisible());
        bench.dialog().forecasts().wait();
        QVERIFY(bench.dialog().forecasts().series() != nullptr);
        QCOMPARE(bench.dialog().forecasts().series()->values.size(), std::size_t(4));
    }

    void theWindowClosesWhileAForecastIsComputed() {
        Bench bench;
        bench.openExample();
        bench.command()->trigger();
        bench.dialog().askCatalogue(kSeries);
        QVERIFY(bench.window.close());
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(TestForecastWindow)
#include "tst_forecast_window.moc"
