#include <QAbstractButton>
#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QtTest>

#include "core/study/kinds/ClauseInputs.h"
#include "data/study/Examples.h"
#include "tests/core/support/ExampleStudies.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/pages/DealsPage.h"
#include "ui/pages/StudyActions.h"
#include "ui/pages/TimelineStrip.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::study;
using Roles = ui::InputTreeModel::Roles;

namespace {

struct Bench {
    ui::Theme theme{ui::Theme::Mode::Light};
    ui::Document document;
    ui::Results results{document};
    std::unique_ptr<ui::DealsPage> page;

    explicit Bench(const Study& study = testing::reflectionLease()) {
        document.replace(study, {});
        results.waitForResult();
        page = std::make_unique<ui::DealsPage>(document, results, theme);
        page->resize(1000, 800);
        page->show();
    }
    ui::InputTreeView& view() const { return *page->view(); }
    bool exists(const char* path) const {
        const auto parsed = parsePath(path);
        return parsed->key.empty() ? findElement(document.study(), *parsed).has_value() : findInput(document.study(), *parsed).has_value();
    }
    QAction* addAction(const QString& data) const {
        Q_EMIT page->actions()->addMenu()->aboutToShow();
        for (QAction* action : page->actions()->addMenu()->findChildren<QAction*>()) {
            if (action->data().toString() == data) {
                return action;
            }
        }
        for (QMenu* menu : page->actions()->addMenu()->findChildren<QMenu*>()) {
            for (QAction* action : menu->actions()) {
                if (action->data().toString() == data) {
                    return action;
                }
            }
        }
        return nullptr;
    }
};

constexpr auto kTranche = "deal.lease.tranche.colossus";

}  // namespace

class TestDealsPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theHeadCountsDealsInputsSourcesAndChanges() {
        const auto study = openExample("spacex-reflection");
        QVERIFY(study.has_value());
        Bench bench(*study);
        const auto* counts = bench.page->findChild<QLabel*>(QString(), Qt::FindChildrenRecursively);
        QStringList texts;
        for (const QLabel* label : bench.page->findChildren<QLabel*>()) {
            texts << label->text();
        }
        QVERIFY(counts != nullptr);
        QVERIFY2(texts.filter(QRegularExpression(QStringLiteral("^2 deals · \\d+ inputs · \\d+ with a source · \\d+ estimated · \\d+ changed from default$"))).size() == 1,
                 qPrintable(texts.join(QLatin1Char('\n'))));
    }
    void aClauseIsAddedFromItsKindShownAndUndone() {
        Bench bench;
        QVERIFY(bench.page->goTo(QString::fromLatin1(kTranche)));
        QAction* add = bench.addAction(QStringLiteral("deal.lease.tranche.colossus+take-or-pay"));
        QVERIFY(add != nullptr);
        QVERIFY(add->toolTip().contains(QStringLiteral("debt")));
        add->trigger();
        QVERIFY(bench.exists("deal.lease.tranche.colossus.clause.take-or-pay.share"));
        QTRY_COMPARE(bench.page->currentPath(), QStringLiteral("deal.lease.tranche.colossus.clause.take-or-pay"));
        QCOMPARE(bench.document.undoText(), QStringLiteral("Add clause Take-or-pay"));
        bench.document.undo();
        QVERIFY(!bench.exists("deal.lease.tranche.colossus.clause.take-or-pay"));
    }
    void everyKindThatMayStandSomewhereIsOffered() {
        Bench bench;
        QVERIFY(bench.page->goTo(QString::fromLatin1(kTranche)));
        for (const ElementKind* kind : allKinds()) {
            const QString place = kind->role == Role::Clause                               ? QString::fromLatin1(kTranche)
                                  : kind->role == Role::Tranche || kind->role == Role::Loan ? QStringLiteral("deal.lease")
                                                                                            : QStringLiteral("study");
            const bool offered = bench.addAction(place + QLatin1Char('+') + QString::fromUtf8(kind->key.data(), static_cast<qsizetype>(kind->key.size()))) != nullptr;
            QCOMPARE(offered, kind->role != Role::Study && kind->role != Role::Override);
        }
    }
    void aScenarioTakesOverrides() {
        Bench bench;
        bench.addAction(QStringLiteral("study+scenario"))->trigger();
        QTRY_COMPARE(bench.page->currentPath(), QStringLiteral("scenario.new-scenario"));
        QAction* add = bench.addAction(QStringLiteral("scenario.new-scenario+override"));
        QVERIFY(add != nullptr);
        add->trigger();
        QVERIFY(bench.exists("scenario.new-scenario.override.override.target"));
    }
    void dealsAreCopiedMovedComparedAndRemoved() {
        Bench bench;
        QVERIFY(bench.page->goTo(QStringLiteral("deal.lease")));
        bench.page->actions()->duplicate();
        QTRY_COMPARE(bench.page->currentPath(), QStringLiteral("deal.lease-2"));
        bench.page->actions()->setBaseline();
        QCOMPARE(bench.document.study().root().get(kBaseline).text, std::string("lease-2"));
        bench.page->actions()->moveBy(-1);
        QCOMPARE(bench.document.study().deals().front()->id, std::string("lease-2"));
        QTRY_COMPARE(bench.page->currentPath(), QStringLiteral("deal.lease-2"));
        bench.page->actions()->remove();
        QVERIFY(!bench.exists("deal.lease-2"));
        QVERIFY(bench.document.study().root().get(kBaseline).text.empty());
        QVERIFY(bench.page->message().contains(QStringLiteral("undo brings it back")));
        for (int i = 0; i < 4; ++i) {
            QVERIFY(bench.document.canUndo());
            bench.document.undo();
        }
        QVERIFY(bench.document.study() == testing::reflectionLease());
    }
    void renamingOpensTheFieldOfTheName() {
        Bench bench;
        QVERIFY(bench.page->goTo(QString::fromLatin1(kTranche)));
        Q_EMIT bench.page->actions()->renameRequested(QString::fromLatin1(kTranche));
        auto* field = bench.view().findChild<QLineEdit*>(QStringLiteral("inputEditor"));
        QVERIFY(field != nullptr);
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, QStringLiteral("Colossus"));
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE((*findElement(bench.document.study(), *parsePath(kTranche)))->displayName(), std::string("Colossus"));
    }
    void wrongTextIsSaidBelowTheTableAndForgottenWithTheNextEntry() {
        Bench bench;
        const QModelIndex index = bench.page->inputs()->indexOf(QStringLiteral("deal.lease.tranche.colossus.term"));
        QVERIFY(!bench.page->inputs()->setData(index, QStringLiteral("long")));
        QVERIFY(bench.page->message().contains(QStringLiteral("“long” was not taken, the old value stays.")));
        QVERIFY(bench.page->inputs()->setData(index, QStringLiteral("36")));
        QVERIFY(bench.page->message().isEmpty());
    }
    void findingNarrowsTheTableAndAJumpWidensIt() {
        Bench bench;
        auto* find = bench.page->findChild<QLineEdit*>();
        QVERIFY(find != nullptr);
        QTest::keyClicks(find, QStringLiteral("inflation"));
        QTest::keyClick(find, Qt::Key_Return);
        QCOMPARE(bench.view().filterModel().rowCount(), 1);
        QVERIFY(bench.page->goTo(QStringLiteral("deal.lease.tranche.colossus.term")));
        QVERIFY(find->text().isEmpty());
        QCOMPARE(bench.page->currentPath(), QStringLiteral("deal.lease.tranche.colossus.term"));
        QVERIFY(!bench.page->goTo(QStringLiteral("deal.none")));
    }
    void whatIsNotFoundIsSaid() {
        Bench bench;
        auto* find = bench.page->findChild<QLineEdit*>();
        QTest::keyClicks(find, QStringLiteral("no such thing"));
        QTest::keyClick(find, Qt::Key_Return);
        QVERIFY(!bench.view().isVisible());
        QTest::keyClick(find, Qt::Key_Escape);
        QTRY_VERIFY(bench.view().isVisible());
    }
    void theCalendarLeadsToTheTranche() {
        Bench bench;
        const auto* strip = bench.page->timeline();
        QVERIFY(strip->accessibleDescription().contains(QStringLiteral("firm 900 M$")));
        QString found;
        for (int y = 0; y < strip->height() && found.isEmpty(); y += 3) {
            found = strip->pathAt({strip->width() / 2, y});
        }
        QCOMPARE(found, QString::fromLatin1(kTranche));
        QTest::mouseClick(bench.page->timeline(), Qt::LeftButton, {}, {strip->width() / 2, 20});
        QCOMPARE(bench.page->currentPath(), QString::fromLatin1(kTranche));
    }
    void aStudyWithoutDealsShowsItsSettings() {
        Bench bench{Study()};
        QCOMPARE(bench.page->inputs()->valueColumns(), 1);
        QVERIFY(bench.page->goTo(QStringLiteral("study.horizon")));
        bench.addAction(QStringLiteral("study+deal"))->trigger();
        QCOMPARE(bench.document.study().deals().size(), std::size_t{1});
    }
    void everyControlHasAnAccessibleName() {
        Bench bench;
        for (const QWidget* widget : bench.page->findChildren<QWidget*>()) {
            if (widget->focusPolicy() != Qt::NoFocus && widget->isVisible() && qobject_cast<const QLabel*>(widget) == nullptr) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                const bool named = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
                QVERIFY2(named, widget->metaObject()->className());
            }
        }
    }
    void theTabKeyWalksThroughTheControls() {
        Bench bench;
        auto* find = bench.page->findChild<QLineEdit*>();
        bench.page->activateWindow();
        find->setFocus();
        QSet<const QWidget*> walked;
        const QWidget* at = find;
        for (int i = 0; i < 8; ++i) {
            walked.insert(at);
            do {
                at = at->nextInFocusChain();
            } while ((at->focusPolicy() & Qt::TabFocus) == 0 || !at->isVisible());
        }
        QVERIFY(walked.contains(&bench.view()));
        for (const QCheckBox* box : bench.page->findChildren<QCheckBox*>()) {
            QVERIFY(walked.contains(box));
        }
    }
    void alwaysTheSameValueIsEditedWhenRowsAreFilteredAndRemoved() {
        Bench bench;
        bench.view().setFilter({QStringLiteral("notice"), false, false});
        QVERIFY(bench.page->goTo(QStringLiteral("deal.lease.tranche.colossus.clause.termination.notice")));
        const QModelIndex shown = bench.view().currentIndex();
        QVERIFY(bench.view().filterModel().setData(shown, QStringLiteral("45")));
        QCOMPARE(findInput(bench.document.study(), *parsePath("deal.lease.tranche.colossus.clause.termination.notice"))->value().number(), 45.0);
    }
};

QTEST_MAIN(TestDealsPage)
#include "tst_deals_page.moc"
