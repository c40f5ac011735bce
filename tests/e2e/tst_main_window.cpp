#include <QtTest>

#include <QAbstractButton>
#include <QAccessible>
#include <QButtonGroup>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QTreeWidget>

#include "core/study/kinds/StudyInputs.h"
#include "data/study/StudyFile.h"
#include "tests/ui/support/FakeDialogs.h"
#include "ui/document/Simulations.h"
#include "ui/inspector/Inspector.h"
#include "ui/inspector/MetricDetails.h"
#include "ui/pages/DealsPage.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/pages/WelcomePage.h"
#include "ui/widgets/AnswerStripView.h"
#include "ui/window/BannerStack.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/MainWindow.h"
#include "ui/window/NavigationRail.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

const char* const kExample = "spacex-reflection";
const char* const kAccelerators = "deal.lease.tranche.colossus.accelerators";

/// A window with folders and answers of its own.
struct Bench {
    QTemporaryDir folder;
    testing::FakeDialogs dialogs;
    Theme theme{Theme::Mode::Light};
    std::unique_ptr<MainWindow> window;

    Bench() {
        theme.apply();
        open();
    }
    void open() {
        window = std::make_unique<MainWindow>(
            Surroundings{theme, dialogs, folder.filePath("settings.ini"), folder.filePath("state").toStdString()});
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void run(CommandId id) { window->commands().action(id)->trigger(); }
    QString path(const char* name) const { return folder.filePath(QString::fromLatin1(name)); }
    bool openExample() {
        const bool opened = window->openStudy(kExample);
        window->results().waitForResult();
        return opened;
    }
    QString answer() const {
        const auto& figures = window->findChild<AnswerStripView*>()->figures();
        return figures.empty() ? QString() : QString::fromStdString(figures.front()->figure().figure);
    }
};

study::Edit setAccelerators(double count) {
    study::Value value;
    value.numbers = {count};
    return {study::SetValue{study::parsePath(kAccelerators).value(), value}};
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

void write(const QString& path, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

/// Root may write anywhere: tests about permissions then have nothing to see.
bool mayWriteAnywhere(const QString& folder) {
    QFile probe(folder + "/probe");
    return probe.open(QIODevice::WriteOnly);
}

/// Reached by Tab. Of an exclusive group only one button is: arrows lead to the others.
bool takesKeyboard(const QWidget* widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    const bool grouped = button != nullptr && button->group() != nullptr && button->group()->exclusive();
    return !grouped && widget->focusProxy() == nullptr && widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

QString describe(const QWidget* widget) {
    QString text = QString::fromLatin1(widget->metaObject()->className());
    for (const QWidget* at = widget; at != nullptr; at = at->parentWidget()) {
        if (!at->objectName().isEmpty()) {
            text += " in " + at->objectName();
        }
    }
    return text;
}

}  // namespace

class TestMainWindow : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void itStartsOnWelcomeWithoutAStudy() {
        Bench bench;
        QCOMPARE(bench.window->page(), MainWindow::Page::Welcome);
        QVERIFY(bench.window->document().isClean());
        QVERIFY(!bench.window->commands().action(CommandId::Save)->isEnabled());
        QVERIFY(!bench.window->commands().action(CommandId::Undo)->isEnabled());
    }

    void everyCommandDoesSomething() {
        Bench bench;
        for (const CommandInfo& info : commandTable()) {
            QVERIFY2(bench.window->commands().hasWork(info.id), info.text);
        }
    }

    void noTwoCommandsHaveTheSameKeys() {
        Bench bench;
        QStringList keys;
        for (const CommandInfo& info : commandTable()) {
            for (const QKeySequence& sequence : bench.window->commands().action(info.id)->shortcuts()) {
                QVERIFY2(!keys.contains(sequence.toString()), qPrintable(sequence.toString()));
                keys << sequence.toString();
            }
        }
    }

    void uncertaintyIsSimulatedAndSaidInTheStrip() {
        Bench bench;
        QVERIFY(bench.openExample());
        bench.window->results().waitForResult();
        QVERIFY(!bench.window->commands().action(CommandId::StopSimulation)->isEnabled());
        bench.run(CommandId::RunSimulation);
        QCOMPARE(bench.window->page(), MainWindow::Page::Uncertainty);
        QTRY_COMPARE_WITH_TIMEOUT(bench.window->simulations().state(), Simulations::State::Current, 60'000);
        QVERIFY(bench.window->uncertaintyPage().showsCharts());
        const auto* strip = bench.window->findChild<AnswerStripView*>();
        QVERIFY(strip->figures().front()->reading()->text().startsWith(QStringLiteral("P5–P95 ")));
        QVERIFY(strip->figures().back()->reading()->text().contains(QStringLiteral("cases")));
    }

    void aNumberOfEachPageIsTraced() {
        Bench bench;
        QVERIFY(bench.openExample());
        bench.window->results().waitForResult();
        const auto* inspector = bench.window->findChild<Inspector*>();
        bench.run(CommandId::Compare);
        bench.run(CommandId::Trace);
        QVERIFY(inspector->metric()->tree()->topLevelItemCount() > 0);
        QVERIFY(inspector->metric()->tree()->currentItem() != nullptr);
        QVERIFY(!inspector->metric()->step()->text().isEmpty());
    }

    void anExampleIsEditedUndoneSavedAndOpenedAgain() {
        Bench bench;
        QVERIFY(bench.openExample());
        QCOMPARE(bench.window->page(), MainWindow::Page::Deals);
        QVERIFY(bench.window->document().path().isEmpty());
        const QString before = bench.answer();
        QVERIFY(!before.isEmpty());

        QVERIFY(bench.window->document().apply(setAccelerators(17900)));
        bench.window->results().waitForResult();
        const QString after = bench.answer();
        QVERIFY(after != before);
        QVERIFY(bench.window->isWindowModified());

        bench.run(CommandId::Undo);
        bench.window->results().waitForResult();
        QCOMPARE(bench.answer(), before);
        QVERIFY(!bench.window->isWindowModified());
        bench.run(CommandId::Redo);
        bench.window->results().waitForResult();
        QCOMPARE(bench.answer(), after);

        const QString file = bench.path("mine.offtake");
        bench.dialogs.fileNames << file;
        bench.run(CommandId::SaveAs);
        QVERIFY(!bench.window->isWindowModified());
        QVERIFY(bench.window->windowTitle().contains("mine.offtake"));
        const study::Study saved = bench.window->document().study();

        bench.run(CommandId::Close);
        QCOMPARE(bench.window->page(), MainWindow::Page::Welcome);
        bench.dialogs.fileNames << file;
        bench.run(CommandId::Open);
        QCOMPARE(bench.window->document().study(), saved);
        bench.window->results().waitForResult();
        QCOMPARE(bench.answer(), after);
        QVERIFY(bench.dialogs.asked.empty());
        QCOMPARE(bench.window->settings().recentFiles(), QStringList{file});
    }

    void aNewComparisonHasAnAnswerAtOnce() {
        Bench bench;
        bench.run(CommandId::New);
        bench.window->results().waitForResult();
        QVERIFY(!bench.window->results().error().has_value());
        QCOMPARE(bench.window->results().result()->deals.size(), std::size_t{2});
        QVERIFY(bench.window->document().problems().empty());
        QVERIFY(!bench.answer().isEmpty());
    }

    void aFileThatIsNoStudyLeavesTheOpenOneUntouched_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("not a study");
        QTest::newRow("cut off") << QByteArray("{\"format\": \"offtake-study\", ");
        QTest::newRow("other database") << QByteArray("SQLite format 3\0 and nothing more", 34);
    }
    void aFileThatIsNoStudyLeavesTheOpenOneUntouched() {
        QFETCH(QByteArray, bytes);
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));
        const study::Study open = bench.window->document().study();
        const QString bad = bench.path("bad.offtake");
        write(bad, bytes);

        bench.dialogs.choices << 1;  // give the edit up; the file then turns out to be none
        QVERIFY(!bench.window->openStudy(bad));
        QVERIFY(bench.window->banners().shows("file"));
        QVERIFY(bench.window->banners().textOf("file").contains("bad.offtake"));
        QCOMPARE(bench.window->document().study(), open);
        QVERIFY(!bench.window->document().isClean());
        QVERIFY(bench.window->document().canUndo());
        QCOMPARE(contentOf(bad), bytes);
    }

    void closingAsksAboutUnsavedChanges() {
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(bench.window->close());  // nothing to ask
        QVERIFY(bench.dialogs.asked.empty());

        bench.window->show();
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));
        bench.dialogs.choices << 2;  // cancel
        QVERIFY(!bench.window->close());
        QVERIFY(bench.window->isVisible());
        QCOMPARE(bench.dialogs.asked.size(), std::size_t{1});

        bench.dialogs.choices << 0;  // save, but then no name is given
        QVERIFY(!bench.window->close());

        bench.dialogs.choices << 0;
        bench.dialogs.fileNames << bench.path("closing.offtake");
        QVERIFY(bench.window->close());
        QVERIFY(QFile::exists(bench.path("closing.offtake")));
    }

    void aSaveThatFailsSaysSoAndLeavesTheDocumentUnsaved() {
        Bench bench;
        QVERIFY(bench.openExample());
        bench.dialogs.fileNames << bench.path("no-such-folder/study.offtake");
        bench.run(CommandId::SaveAs);
        QVERIFY(bench.window->banners().shows("save"));
        QVERIFY(bench.window->document().path().isEmpty());
        QVERIFY(!QFile::exists(bench.path("no-such-folder")));
    }

    void aReadOnlyFolderIsSaidWhenTheStudyIsOpened() {
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(QDir(bench.folder.path()).mkdir("locked"));
        const QString file = bench.path("locked/study.offtake");
        QVERIFY(bench.window->file().save(file));
        const auto open = QFile::ReadOwner | QFile::ExeOwner;
        QVERIFY(QFile::setPermissions(bench.path("locked"), open));
        QVERIFY(QFile::setPermissions(file, QFile::ReadOwner));
        const auto unlock = qScopeGuard([&] { QFile::setPermissions(bench.path("locked"), open | QFile::WriteOwner); });
        if (mayWriteAnywhere(bench.path("locked"))) {
            QSKIP("this user may write everywhere");
        }
        const QByteArray before = contentOf(file);
        QVERIFY(bench.window->openStudy(file));
        QVERIFY(bench.window->banners().shows("read-only"));
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));
        bench.run(CommandId::Save);
        QVERIFY(bench.window->banners().shows("save"));
        QVERIFY(!bench.window->document().isClean());
        QCOMPARE(contentOf(file), before);
    }

    void aChangeByAnotherProgramIsSeenBeforeSaving() {
        Bench bench;
        QVERIFY(bench.openExample());
        const QString file = bench.path("shared.json");
        QVERIFY(bench.window->file().save(file));
        const QByteArray mine = contentOf(file);
        const QByteArray theirs = QByteArray(mine).replace("30500", "40000");
        QVERIFY(theirs != mine);
        write(file, theirs);
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));

        bench.run(CommandId::Save);  // cancelled
        QCOMPARE(bench.dialogs.asked.size(), std::size_t{1});
        QCOMPARE(contentOf(file), theirs);
        QVERIFY(!bench.window->document().isClean());

        bench.dialogs.choices << 1;  // replace
        bench.run(CommandId::Save);
        QVERIFY(bench.window->document().isClean());
        QVERIFY(contentOf(file) != theirs);

        write(file, theirs);
        QVERIFY(bench.window->document().apply(setAccelerators(21000)));
        bench.dialogs.choices << 2;  // reload
        bench.run(CommandId::Save);
        QVERIFY(bench.window->document().isClean());
        const auto place = study::findInput(bench.window->document().study(), study::parsePath(kAccelerators).value());
        QCOMPARE(place->value().number(), 40000.0);
    }

    void editsSurviveACrash() {
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));
        const study::Study edited = bench.window->document().study();
        bench.window->file().writeRecovery();
        bench.window.reset();  // ends without being closed

        bench.open();
        auto* welcome = bench.window->findChild<WelcomePage*>();
        QVERIFY(welcome->recovered()->isVisible());
        const auto copies = bench.window->file().recoveries();
        QCOMPARE(copies.size(), std::size_t{1});
        Q_EMIT welcome->recoveryRequested(copies.front());
        QCOMPARE(bench.window->document().study(), edited);
        QVERIFY(!bench.window->document().isClean());
        QVERIFY(bench.window->file().recoveries().empty());

        bench.dialogs.choices << 1;  // discard
        QVERIFY(bench.window->close());
        bench.window.reset();
        bench.open();
        QVERIFY(!bench.window->findChild<WelcomePage*>()->recovered()->isVisible());
    }

    void aSavedDocumentLeavesNothingToRecover() {
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(bench.window->document().apply(setAccelerators(20000)));
        bench.window->file().writeRecovery();
        QVERIFY(bench.window->file().save(bench.path("study.offtake")));
        bench.window.reset();
        bench.open();
        QVERIFY(bench.window->file().recoveries().empty());
    }

    void aStudyIsOpenedByDroppingIt() {
        Bench bench;
        QVERIFY(bench.openExample());
        QVERIFY(bench.window->file().save(bench.path("dropped.offtake")));
        const study::Study saved = bench.window->document().study();
        bench.run(CommandId::Close);

        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(bench.path("dropped.offtake"))});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(bench.window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(bench.window.get(), &drop);
        QTRY_COMPARE(bench.window->document().study(), saved);
    }

    void whatCannotBeOpenedIsSaidWhenItIsDropped() {
        Bench bench;
        write(bench.path("picture.png"), "x");
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(bench.path("picture.png"))});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(bench.window.get(), &enter);
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(bench.window.get(), &drop);
        QVERIFY(bench.window->banners().shows("drop"));
        QCOMPARE(bench.window->page(), MainWindow::Page::Welcome);
    }

    void theThemeIsRemembered() {
        {
            Bench bench;
            bench.run(CommandId::ThemeDark);
            QVERIFY(bench.theme.isDark());
            QVERIFY(bench.window->close());
            bench.window.reset();
            bench.theme.setMode(Theme::Mode::Light);
            bench.open();
            QVERIFY(bench.theme.isDark());
            QVERIFY(bench.window->commands().action(CommandId::ThemeDark)->isChecked());
        }
    }

    void damagedSettingsFallBackToDefaults() {
        Bench bench;
        bench.window.reset();
        write(bench.path("settings.ini"), QByteArray("\0\1\2[[[\xff\xfe=%%%\n", 14));
        bench.open();
        QVERIFY(bench.window->banners().shows("settings"));
        QVERIFY(bench.window->settings().recentFiles().isEmpty());
        QVERIFY(bench.window->close());
        bench.window.reset();
        bench.open();
        QVERIFY(!bench.window->banners().shows("settings"));
    }

    void thePaletteFindsCommandsAndInputs() {
        Bench bench;
        QVERIFY(bench.openExample());
        QTest::keyClick(bench.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        CommandPalette& palette = bench.window->palettePanel();
        QVERIFY(palette.isVisible());
        QVERIFY(palette.field()->hasFocus());

        QTest::keyClicks(palette.field(), "compare");
        QCOMPARE(palette.list()->currentItem()->text(), QString("Compare"));
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QVERIFY(!palette.isVisible());
        QCOMPARE(bench.window->page(), MainWindow::Page::Compare);

        bench.run(CommandId::Palette);
        QTest::keyClicks(palette.field(), "accelerators colossus");
        QVERIFY(palette.list()->currentItem()->text().startsWith("Accelerators"));
        QTest::keyClick(palette.field(), Qt::Key_Return);
        QCOMPARE(bench.window->page(), MainWindow::Page::Deals);

        bench.run(CommandId::Palette);
        QTest::keyClick(palette.field(), Qt::Key_Escape);
        QVERIFY(!palette.isVisible());
    }

    void anInputThatIsAskedForIsShownAndStays() {
        Bench bench;
        QVERIFY(bench.openExample());
        bench.window->showInput(study::parsePath(kAccelerators).value());
        QCoreApplication::processEvents();  // rows are restored after a new study only now
        QCOMPARE(bench.window->findChild<DealsPage*>()->currentPath(), QString(kAccelerators));
    }

    void dealsAreAddedCopiedAndRemovedAndEachStepIsUndone() {
        Bench bench;
        QVERIFY(bench.openExample());
        const study::Study before = bench.window->document().study();
        for (const CommandId id : {CommandId::AddDeal, CommandId::DuplicateDeal}) {
            bench.run(id);
            QCOMPARE(bench.window->document().study().deals().size(), before.deals().size() + 1);
            QCOMPARE(bench.window->rail().currentDeal().empty(), false);
            bench.run(CommandId::Undo);
            QCOMPARE(bench.window->document().study(), before);
        }
        bench.run(CommandId::DeleteDeal);
        QCOMPARE(bench.window->document().study().deals().size(), before.deals().size() - 1);
        bench.run(CommandId::Undo);
        QCOMPARE(bench.window->document().study(), before);
        QVERIFY(!bench.window->banners().shows("edit"));
    }

    void aScenarioIsChosenInTheRail() {
        Bench bench;
        QVERIFY(bench.openExample());
        auto* scenarios = bench.window->rail().scenarios();
        QVERIFY(scenarios->count() > 1);
        const QString base = bench.answer();
        bool changed = false;
        for (int row = 1; row < scenarios->count(); ++row) {
            scenarios->setCurrentRow(row);
            bench.window->results().waitForResult();
            QVERIFY(!bench.window->results().scenario().empty());
            changed = changed || bench.answer() != base;
        }
        QVERIFY(changed);
        scenarios->setCurrentRow(0);
        bench.window->results().waitForResult();
        QCOMPARE(bench.answer(), base);
        QVERIFY(bench.window->document().isClean());
    }

    void pagesAreReachedByKey() {
        Bench bench;
        QVERIFY(bench.openExample());
        QTest::keyClick(bench.window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::Compare);
        QTest::keyClick(bench.window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::Deals);
        QTest::keyClick(bench.window.get(), Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(bench.window->page(), MainWindow::Page::Welcome);
    }

    void everyControlHasAName_data() { pages(); }
    void everyControlHasAName() {
        QFETCH(MainWindow::Page, page);
        Bench bench;
        QVERIFY(bench.openExample());
        bench.window->showPage(page);
        QCoreApplication::processEvents();
        QStringList nameless;
        for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
            if (takesKeyboard(widget)) {
                QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
                if (accessible == nullptr || accessible->text(QAccessible::Name).isEmpty()) {
                    nameless << describe(widget);
                }
            }
        }
        QCOMPARE(nameless.join("; "), QString());
    }

    void theTabOrderReachesEverythingAndComesBack_data() { pages(); }
    void theTabOrderReachesEverythingAndComesBack() {
        QFETCH(MainWindow::Page, page);
        Bench bench;
        QVERIFY(bench.openExample());
        bench.window->showPage(page);
        bench.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(bench.window.get()));
        QSet<QWidget*> wanted;
        for (QWidget* widget : bench.window->findChildren<QWidget*>()) {
            if (takesKeyboard(widget)) {
                wanted.insert(widget);
            }
        }
        QVERIFY(wanted.size() > 3);
        (*wanted.begin())->setFocus(Qt::TabFocusReason);
        QSet<QWidget*> reached;
        const auto most = 20 * wanted.size();  // Tab goes from cell to cell inside a table
        for (qsizetype i = 0; i < most; ++i) {
            QWidget* focus = QApplication::focusWidget();
            QVERIFY(focus != nullptr);
            reached.insert(focus);
            QTest::keyClick(focus, Qt::Key_Tab);
        }
        QStringList missed;
        for (const QWidget* widget : wanted - reached) {
            missed << describe(widget);
        }
        QCOMPARE(missed.join("; "), QString());
    }

    void itFitsASmallScreen() {
        Bench bench;
        QVERIFY(bench.openExample());
        for (const auto page : {MainWindow::Page::Welcome, MainWindow::Page::Deals, MainWindow::Page::Compare}) {
            bench.window->showPage(page);
            bench.window->resize(1024, 700);
            QCoreApplication::processEvents();
            QCOMPARE(bench.window->size(), QSize(1024, 700));
        }
    }

private:
    static void pages() {
        QTest::addColumn<MainWindow::Page>("page");
        QTest::newRow("welcome") << MainWindow::Page::Welcome;
        QTest::newRow("deals") << MainWindow::Page::Deals;
        QTest::newRow("compare") << MainWindow::Page::Compare;
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
