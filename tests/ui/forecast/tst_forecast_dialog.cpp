#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QUrl>
#include <QtTest>

#include "core/study/Assumption.h"
#include "core/study/EditBuilders.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/SmallDeals.h"
#include "tests/ui/support/FakeDialogs.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/document/Simulations.h"
#include "ui/forecast/ForecastDialog.h"
#include "ui/forecast/ForecastView.h"
#include "ui/forecast/MethodBar.h"
#include "ui/forecast/SeriesPane.h"
#include "ui/forecast/UseBar.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"

using namespace offtake;
using namespace offtake::ui;
using study::Path;

namespace {

const char* const kEnergyPath = "deal.a.tranche.t.energy-price";

/// Three years of monthly prices that end with 2025, just before the small deals start.
QByteArray monthlyPrices() {
    QByteArray text = "month,price\n";
    for (int i = 0; i < 36; ++i) {
        const double price = 0.06 + 0.0004 * i + (i % 3 == 0 ? 0.003 : -0.002);
        text += QByteArray::number(2023 + i / 12) + '-' + QByteArray::number(i % 12 + 1).rightJustified(2, '0') + ',' + QByteArray::number(price) + '\n';
    }
    return text;
}

struct Bench {
    QTemporaryDir folder;
    Theme theme{Theme::Mode::Light};
    testing::FakeDialogs dialogs;
    Document document;
    Results results{document};
    ForecastDialog dialog{document, dialogs, *catalogue::Catalogue::builtIn(), theme};

    Bench() {
        document.replace(testing::ownedDeal(), {});
        results.waitForResult();
    }
    QString write(const char* name, const QByteArray& text) const {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write a test file");
        }
        return file.fileName();
    }
    /// Opens the dialog with a file of this text and waits for what it finds.
    void askFile(const QByteArray& text) {
        dialog.askFile(write("prices.csv", text));
        dialog.forecasts().wait();
    }
    void wait() { dialog.forecasts().wait(); }
    [[nodiscard]] const study::Value& energy() const {
        return study::findInput(document.study(), *study::parsePath(kEnergyPath))->value();
    }
    [[nodiscard]] std::vector<study::ElementPtr> assumptions() const { return document.study().root().childrenOf(study::Role::Assumption); }
    [[nodiscard]] std::string chosenInput() const {
        const auto inputs = dialog.use()->inputs();
        return inputs.size() == 1 ? inputs.front().text() : std::string();
    }
    void choose(FlatChoice* choice, const char* key) const { choice->setCurrentIndex(choice->findData(QString::fromLatin1(key))); }
};

std::size_t pointsOf(const ChartCard& card, const char* id) {
    std::size_t count = 0;
    for (const present::Series& series : card.view()->spec().series) {
        for (const present::Run& run : series.runs) {
            count += series.id == id ? run.size() : 0;
        }
    }
    return count;
}

}  // namespace

class TestForecastDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFileIsReadForecastAndTested() {
        Bench bench;
        bench.askFile(monthlyPrices());
        QVERIFY2(bench.dialog.series()->report()->text().startsWith("36 values, 2023-01 to 2025-12, by the month."), qPrintable(bench.dialog.series()->report()->text()));
        const ForecastView& view = *bench.dialog.view();
        QCOMPARE(pointsOf(*view.chart(), "history"), std::size_t(36));
        QCOMPARE(pointsOf(*view.chart(), "forecast"), std::size_t(13));  // from the last value on
        QVERIFY(pointsOf(*view.chart(), "fitted") > 30);
        QCOMPARE(view.chart()->view()->spec().bands.size(), std::size_t(2));
        QVERIFY(view.reason()->isHidden());
        QVERIFY(view.status()->isHidden());
        // The methods that need nothing but the series, seasonal naive and Moore's law among them.
        QCOMPARE(view.backtest()->spec().rows.size(), std::size_t(9));
        QVERIFY(view.sentence()->text().contains("MASE"));
        QStringList names;
        for (const present::Row& row : view.model()->spec().rows) {
            names << QString::fromStdString(row.id);
        }
        QVERIFY2(names.contains("AICc"), qPrintable(names.join(", ")));
    }

    void theForecastBecomesAnAssumptionThatASimulationDrawsAndUndoTakesBack() {
        Bench bench;
        bench.askFile(monthlyPrices());
        bench.dialog.use()->unitField()->setText("$/kWh");
        Q_EMIT bench.dialog.use()->unitField()->editingFinished();
        QCOMPARE(bench.chosenInput(), std::string(kEnergyPath));
        bench.dialog.use()->nameField()->setText("Power price");
        QVERIFY(bench.dialog.use()->useButton()->isEnabled());
        QVERIFY(bench.results.result()->plan.random.empty());
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), std::size_t(1));
        QCOMPARE(bench.energy().assumption, bench.assumptions().front()->id);
        QCOMPARE(bench.assumptions().front()->displayName(), std::string("Power price"));
        QVERIFY(!bench.dialog.use()->undoButton()->isHidden());
        bench.results.waitForResult();
        QVERIFY2(bench.results.result() && !bench.results.error(), bench.results.error() ? bench.results.error()->english().c_str() : "");
        QCOMPARE(bench.results.result()->plan.random.size(), std::size_t(1));
        Simulations simulations(bench.results);
        simulations.start();
        simulations.waitForRun();
        QCOMPARE(simulations.state(), Simulations::State::Current);
        bench.dialog.use()->undoButton()->click();
        QVERIFY(bench.assumptions().empty());
        QVERIFY(bench.energy().assumption.empty());
        QVERIFY(!bench.document.canUndo());
    }

    void aForecastOfTheStudyIsFittedAgainByAnotherMethod() {
        Bench bench;
        bench.askFile(monthlyPrices());
        bench.dialog.use()->choose(*study::parsePath(kEnergyPath));
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), std::size_t(1));
        const std::string id = bench.assumptions().front()->id;
        const auto before = bench.assumptions().front()->get(study::kForecastValue).numbers;
        bench.dialog.close();

        bench.dialog.ask(Path{}.child(study::Role::Assumption, id));
        bench.wait();
        QCOMPARE(bench.dialog.series()->origin(), SeriesPane::Origin::Study);
        QCOMPARE(bench.dialog.forecasts().series()->values.size(), std::size_t(36));
        QCOMPARE(bench.dialog.use()->useButton()->text(), QString("&Refit"));
        bench.choose(bench.dialog.method()->method(), "mean");
        bench.wait();
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), std::size_t(1));
        const study::Element& forecast = *bench.assumptions().front();
        QCOMPARE(forecast.id, id);
        QCOMPARE(forecast.get(study::kForecastMethod).text, std::string("mean"));
        QVERIFY(forecast.get(study::kForecastValue).numbers != before);
        bench.document.undo();
        QCOMPARE(bench.assumptions().front()->get(study::kForecastValue).numbers, before);
    }

    void newerValuesOfAFileReplaceThoseOfTheStudy() {
        Bench bench;
        bench.askFile(monthlyPrices());
        bench.dialog.use()->choose(*study::parsePath(kEnergyPath));
        bench.dialog.use()->useButton()->click();
        bench.dialog.ask(Path{}.child(study::Role::Assumption, bench.assumptions().front()->id));
        bench.wait();
        bench.dialog.series()->setFile(bench.write("newer.csv", monthlyPrices() + "2026-01,0.09\n"));
        bench.wait();
        QCOMPARE(bench.dialog.use()->useButton()->text(), QString("&Refit"));
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().front()->get(study::kForecastHistory).numbers.size(), std::size_t(37));
        QCOMPARE(bench.assumptions().front()->get(study::kForecastDate).text, std::string("2026-01-31"));
    }

    void onlyInputsThatCanTakeTheForecastAreOffered() {
        Bench bench;
        bench.askFile(monthlyPrices());
        const int all = bench.dialog.use()->inputChoice()->count();
        QVERIFY(all > 1);
        bench.dialog.use()->setUnit("$/kWh");
        QCOMPARE(bench.dialog.use()->inputChoice()->count(), 1);
        bench.dialog.use()->setUnit("furlongs");
        QCOMPARE(bench.dialog.use()->inputChoice()->count(), 0);
        QVERIFY(!bench.dialog.use()->useButton()->isEnabled());
        QVERIFY(!bench.dialog.use()->useButton()->toolTip().isEmpty());
    }

    void allInputsOfANameFollowOneForecast() {
        Bench bench;
        study::Study both = testing::ownedDeal();
        both = *study::apply(both, *study::duplicate(both, *study::parsePath("deal.a")));
        bench.document.replace(both, {});
        bench.askFile(monthlyPrices());
        bench.dialog.use()->setUnit("$/kWh");
        QComboBox* choice = bench.dialog.use()->inputChoice();
        QCOMPARE(choice->count(), 3);
        choice->setCurrentIndex(2);
        QCOMPARE(bench.dialog.use()->inputs().size(), std::size_t(2));
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), std::size_t(1));
        QCOMPARE(bench.energy().assumption, bench.assumptions().front()->id);
    }

    void undoIsOfferedOnlyForTheForecastItself() {
        Bench bench;
        bench.askFile(monthlyPrices());
        bench.dialog.use()->choose(*study::parsePath(kEnergyPath));
        bench.dialog.use()->useButton()->click();
        QVERIFY(!bench.dialog.use()->undoButton()->isHidden());
        QVERIFY(bench.document.apply(*study::rename(bench.document.study(), *study::parsePath("deal.a"), "Another")));
        QVERIFY(bench.dialog.use()->undoButton()->isHidden());
        bench.document.undo();
        QVERIFY(bench.assumptions().size() == 1);
    }

    void aForecastThatEndsBeforeTheStudySaysSo() {
        Bench bench;
        bench.askFile(monthlyPrices());  // twelve months, and the study has twenty-four
        QVERIFY2(bench.dialog.use()->message()->text().contains("2026-12"), qPrintable(bench.dialog.use()->message()->text()));
        bench.dialog.method()->toStudyEnd()->click();
        bench.wait();
        QCOMPARE(bench.dialog.method()->horizon()->value(), 24);
        QVERIFY(bench.dialog.use()->message()->text().isEmpty());
    }

    void whatCannotBeAnAssumptionSaysWhy() {
        Bench bench;
        bench.askFile("price\n3\n2\n2.5\n2.6\n3\n2.9\n");
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
        QVERIFY(!bench.dialog.use()->useButton()->isEnabled());
        QVERIFY2(bench.dialog.use()->message()->text().contains("no dates"), qPrintable(bench.dialog.use()->message()->text()));
    }

    void pastedNumbersWithDecimalCommasAreReadWhenSaid() {
        Bench bench;
        bench.dialog.ask();
        bench.dialog.series()->setText("month\tprice\n2025-01\t2,40\n2025-02\t2,43\n2025-03\t2,5\n");
        bench.wait();
        QVERIFY(!bench.dialog.forecasts().series());
        QComboBox* decimal = bench.dialog.series()->decimalChoice();
        decimal->setCurrentIndex(2);
        Q_EMIT decimal->activated(2);
        bench.wait();
        QCOMPARE(bench.dialog.forecasts().series()->values.front(), 2.4);
    }

    void aDialogAskedForAnInputProposesIt() {
        Bench bench;
        bench.dialog.ask(*study::parsePath(kEnergyPath));
        bench.dialog.series()->setText(QString::fromUtf8(monthlyPrices()));
        bench.wait();
        QCOMPARE(bench.chosenInput(), std::string(kEnergyPath));
    }

    void aSeriesOfTheCatalogueIsFoundByWords() {
        Bench bench;
        bench.dialog.askCatalogue("United States industrial price, year");
        bench.wait();
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
        QCOMPARE(bench.dialog.use()->unit(), QString("$/kWh"));
        QCOMPARE(bench.dialog.use()->name(), QString("United States, industrial price, year"));
        const int all = bench.dialog.series()->entries()->count();
        bench.dialog.series()->search({});
        QVERIFY(bench.dialog.series()->entries()->count() > all);
        bench.dialog.series()->search("no such words anywhere");
        QVERIFY(!bench.dialog.series()->entries()->isEnabled());
    }

    void whatIsWrongWithAFileIsSaidWithItsLineAndRemedy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("no number") << QByteArray("month,price\n2025-01,3\n2025-02,three\n2025-03,4\n") << "Line 3";
        QTest::newRow("no date") << QByteArray("month,price\n2025-01,3\nsome day,4\n2025-03,4\n") << "Line 3";
        QTest::newRow("twice") << QByteArray("month,price\n2025-01,3\n2025-01,4\n2025-02,4\n") << "lines 3";
        QTest::newRow("irregular") << QByteArray("day,price\n2025-01-03,3\n2025-02-17,4\n2025-02-19,4\n2026-08-01,2\n") << "no regular step";
        QTest::newRow("empty") << QByteArray("") << "no values";
        QTest::newRow("words") << QByteArray("a,b\nx,y\nz,w\n") << "no column holds numbers";
    }
    void whatIsWrongWithAFileIsSaidWithItsLineAndRemedy() {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        Bench bench;
        bench.askFile(text);
        const QString report = bench.dialog.series()->report()->text();
        QVERIFY2(report.contains(words), qPrintable(report));
        QVERIFY2(!report.contains("--"), qPrintable(report));  // no options of the command line
        QVERIFY(!bench.dialog.use()->useButton()->isEnabled());
        QVERIFY(bench.dialog.view()->chart()->view()->spec().isEmpty());
    }

    void linesThatCannotBeReadMayBeLeftOut() {
        Bench bench;
        bench.askFile("month,price\n2025-01,3\n2025-02,three\n2025-03,4\n2025-04,4\n");
        bench.dialog.series()->skipUnreadable()->setChecked(true);
        bench.wait();
        const QString report = bench.dialog.series()->report()->text();
        QVERIFY2(report.contains("Lines that could not be read were left out: 3."), qPrintable(report));
        QVERIFY2(report.contains("2025-02"), qPrintable(report));  // which leaves a gap
        QVERIFY(bench.dialog.forecasts().forecastError().has_value());
        bench.dialog.series()->fillGaps()->setChecked(true);
        bench.wait();
        QVERIFY(!bench.dialog.forecasts().forecastError());
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
    }

    void oneColumnOfSeveralIsChosen() {
        Bench bench;
        bench.askFile("month,open,close\n2025-01,1,10\n2025-02,2,20\n2025-03,3,30\n");
        QComboBox* column = bench.dialog.series()->columnChoice();
        QCOMPARE(column->count(), 2);
        QCOMPARE(bench.dialog.forecasts().series()->values.back(), 3.0);
        column->setCurrentIndex(1);
        Q_EMIT column->activated(1);
        bench.wait();
        QCOMPARE(bench.dialog.forecasts().series()->values.back(), 30.0);
        QCOMPARE(bench.dialog.series()->columnChoice()->currentText(), QString("close"));
    }

    void aMethodThatIsNotPossibleSaysWhy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("method");
        QTest::addColumn<int>("scale");
        QTest::addColumn<QString>("words");
        QTest::newRow("one value") << QByteArray("2025-01,3\n") << "combined" << 0 << "length of the series is 1";
        QTest::newRow("zero under a logarithm") << QByteArray("2025-01,3\n2025-02,0\n2025-03,4\n2025-04,4\n") << "drift" << 1 << "0";
        QTest::newRow("too few") << QByteArray("2025-01,3\n2025-02,4\n2025-03,4\n") << "ets" << 0 << "needs 5";
        QTest::newRow("gap") << QByteArray("2025-01,3\n2025-02,\n2025-03,4\n2025-04,4\n") << "drift" << 0 << "missing";
    }
    void aMethodThatIsNotPossibleSaysWhy() {
        QFETCH(QByteArray, text);
        QFETCH(QString, method);
        QFETCH(int, scale);
        QFETCH(QString, words);
        Bench bench;
        bench.choose(bench.dialog.method()->method(), qPrintable(method));
        bench.dialog.method()->scale()->setCurrentIndex(scale);
        bench.askFile(text);
        const QString reason = bench.dialog.view()->reason()->text();
        QVERIFY(!bench.dialog.view()->reason()->isHidden());
        QVERIFY2(reason.contains(words), qPrintable(reason));
        QVERIFY(!bench.dialog.use()->useButton()->isEnabled());
    }

    void equalValuesAreForecastWithoutSpreadAndSaySo() {
        Bench bench;
        bench.askFile("2025-08,3\n2025-09,3\n2025-10,3\n2025-11,3\n2025-12,3\n");
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
        QVERIFY(bench.dialog.view()->sentence()->text().contains("No back-test"));
        bench.dialog.use()->choose(*study::parsePath(kEnergyPath));
        bench.dialog.use()->useButton()->click();
        QCOMPARE(bench.assumptions().size(), std::size_t(1));
        QVERIFY(bench.assumptions().front()->get(study::kForecastValue).uncertainty.none());
    }

    void whatIsShownIsMarkedUntilTheNewerIsThere() {
        Bench bench;
        bench.askFile(monthlyPrices());
        const auto before = bench.dialog.forecasts().forecast();
        bench.dialog.method()->horizon()->setValue(24);
        QVERIFY(bench.dialog.forecasts().isStale());
        QVERIFY(!bench.dialog.view()->status()->isHidden());
        QCOMPARE(bench.dialog.forecasts().forecast(), before);
        QVERIFY(!bench.dialog.use()->useButton()->isEnabled());
        bench.wait();
        QVERIFY(!bench.dialog.forecasts().isStale());
        QVERIFY(bench.dialog.view()->status()->isHidden());
        QCOMPARE(pointsOf(*bench.dialog.view()->chart(), "forecast"), std::size_t(25));
    }

    void theBestMethodIsThatOfTheBackTest() {
        Bench bench;
        bench.choose(bench.dialog.method()->method(), kBestMethod);
        bench.askFile(monthlyPrices());
        const auto best = forecast::bestMethod(*bench.dialog.forecasts().test());
        QCOMPARE(bench.dialog.forecasts().forecast()->outlook.method, *best);
    }

    void aRunningCalculationIsStoppedAndGoesOn() {
        Bench bench;
        bench.dialog.askFile(bench.write("prices.csv", monthlyPrices()));
        QVERIFY(bench.dialog.forecasts().stage() != Forecasts::Stage::Idle);
        QTest::keyClick(&bench.dialog, Qt::Key_Escape);
        QVERIFY(bench.dialog.isVisible());  // Esc backs out one level
        QCOMPARE(bench.dialog.forecasts().stage(), Forecasts::Stage::Idle);
        QVERIFY(bench.dialog.forecasts().wasStopped());
        QVERIFY(bench.dialog.forecasts().forecast() == nullptr);
        bench.dialog.view()->stopButton()->click();
        bench.wait();
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
        QTest::keyClick(&bench.dialog, Qt::Key_Escape);
        QVERIFY(!bench.dialog.isVisible());
    }

    void closingWhileItComputesStopsIt() {
        Bench bench;
        bench.dialog.askFile(bench.write("prices.csv", monthlyPrices()));
        bench.dialog.close();
        QCOMPARE(bench.dialog.forecasts().stage(), Forecasts::Stage::Idle);
        bench.dialog.ask();  // and goes on where it was
        bench.wait();
        QVERIFY(bench.dialog.forecasts().forecast() != nullptr);
    }

    void aDialogThatComputesMayBeDestroyed() {
        auto bench = std::make_unique<Bench>();
        bench->dialog.askFile(bench->write("prices.csv", monthlyPrices()));
        bench.reset();
        QCoreApplication::processEvents();
    }

    void anotherDocumentClosesIt() {
        Bench bench;
        bench.askFile(monthlyPrices());
        QVERIFY(bench.dialog.isVisible());
        bench.document.replace(testing::ownedDeal(), {});
        QVERIFY(!bench.dialog.isVisible());
    }

    void onlyTablesAreTakenWhenDropped() {
        Bench bench;
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(bench.write("prices.csv", monthlyPrices()))});
        QVERIFY(SeriesPane::droppedSeries(data).endsWith("prices.csv"));
        data.setUrls({QUrl::fromLocalFile(bench.write("study.offtake", "x"))});
        QVERIFY(SeriesPane::droppedSeries(data).isEmpty());
    }

    void aRangeThatIsNoneIsMarkedAtItsField() {
        Bench bench;
        bench.choose(bench.dialog.method()->method(), "logistic");
        QLineEdit* field = bench.dialog.method()->saturation();
        QVERIFY(!field->isHidden());
        field->setText("800 to 3000");
        Q_EMIT field->editingFinished();
        QVERIFY(!field->toolTip().isEmpty());
        QVERIFY(!bench.dialog.method()->question().recipe.saturation);
        field->setText("800:3000");
        Q_EMIT field->editingFinished();
        QVERIFY(field->toolTip().isEmpty());
        QCOMPARE(bench.dialog.method()->question().recipe.saturation->high, 3000.0);
        bench.choose(bench.dialog.method()->method(), "combined");
        QVERIFY(!bench.dialog.method()->question().recipe.saturation);
    }

    void tabGoesFromTheSeriesToItsUse() {
        Bench bench;
        bench.askFile(monthlyPrices());
        const std::vector<const QWidget*> panes{bench.dialog.series(), bench.dialog.method(), bench.dialog.view(), bench.dialog.use()};
        std::size_t pane = 0;
        std::size_t changes = 0;
        const QWidget* first = bench.dialog.series()->originChoice();
        for (const QWidget* at = first->nextInFocusChain(); at != first; at = at->nextInFocusChain()) {
            for (std::size_t i = 0; i < panes.size(); ++i) {
                if (i != pane && at->isVisible() && (at->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && panes[i]->isAncestorOf(at)) {
                    pane = i;
                    ++changes;
                }
            }
        }
        QVERIFY(changes <= panes.size());  // each is entered once, the first perhaps again at the end
    }

    void everyControlIsNamedAndReachedByTab() {
        Bench bench;
        bench.askFile(monthlyPrices());
        bench.dialog.resize(900, 600);
        QVERIFY(QTest::qWaitForWindowExposed(&bench.dialog));
        int reached = 0;
        for (const QWidget* widget : bench.dialog.findChildren<QWidget*>()) {
            const bool takes = widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr;
            if (!takes || widget->objectName().startsWith("qt_")) {
                continue;
            }
            ++reached;
            const auto* button = qobject_cast<const QAbstractButton*>(widget);
            const auto* field = qobject_cast<const QLineEdit*>(widget);
            const bool inside = field != nullptr && (qobject_cast<QComboBox*>(field->parentWidget()) != nullptr || qobject_cast<QAbstractSpinBox*>(field->parentWidget()) != nullptr);
            const bool named = inside || !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()) || !widget->windowTitle().isEmpty();
            QVERIFY2(named || widget->inherits("offtake::ui::ChartView"), widget->metaObject()->className());
        }
        QVERIFY(reached > 12);
    }
};

QTEST_MAIN(TestForecastDialog)
#include "tst_forecast_dialog.moc"
