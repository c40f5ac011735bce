#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

#include "core/study/EditBuilders.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"
#include "ui/document/Document.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::study;
using offtake::ui::InputTreeModel;
using offtake::ui::InputTreeView;
using Roles = InputTreeModel::Roles;

namespace {

constexpr auto kFeePath = "deal.lease.tranche.colossus.clause.fixed-fee.fee";
constexpr auto kWhoPath = "deal.lease.tranche.colossus.clause.termination.who";
constexpr auto kNoticePath = "deal.lease.tranche.colossus.clause.termination.notice";

struct Bench {
    ui::Theme theme{ui::Theme::Mode::Light};
    ui::Document document;
    InputTreeModel model;
    InputTreeView view{theme, model};

    Bench() {
        document.replace(testing::reflectionLease(), {});
        model.setApply([this](const Edit& edit) { return document.apply(edit); });
        QObject::connect(&document, &ui::Document::changed, &model, [this] { model.setStudy(document.study()); });
        model.setStudy(document.study());
        view.resize(900, 700);
        view.show();
        view.openFirstLevels();
        view.setFocus();
    }
    const Value& value(const char* path) const { return findInput(document.study(), *parsePath(path))->value(); }
    QLineEdit* field() const { return view.findChild<QLineEdit*>(QStringLiteral("inputEditor")); }
    void type(const QString& text) {
        QTest::keyClick(&view, Qt::Key_F2);
        QVERIFY(field() != nullptr);
        QTest::keyClick(field(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field(), text);
    }
};

}  // namespace

class TestInputTreeView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void enterTakesTheTypedValueAndGoesDown() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kNoticePath)));
        const QString below = bench.view.indexBelow(bench.view.currentIndex().siblingAtColumn(0)).data(Roles::PathRole).toString();
        bench.type(QStringLiteral("120"));
        QTest::keyClick(bench.field(), Qt::Key_Return);
        QCOMPARE(bench.value(kNoticePath).number(), 120.0);
        QCOMPARE(bench.view.currentPath(), below);
    }
    void wrongTextKeepsTheFieldOpenAndSaysWhy() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kNoticePath)));
        bench.type(QStringLiteral("soon"));
        QTest::keyClick(bench.field(), Qt::Key_Return);
        QVERIFY(bench.field() != nullptr);
        QCOMPARE(bench.field()->property("state").toString(), QStringLiteral("error"));
        const auto* hint = bench.view.findChild<QLabel*>(QStringLiteral("fieldHint"));
        QVERIFY(hint != nullptr && hint->isVisible() && hint->text().size() > 10);
        QCOMPARE(bench.field()->accessibleDescription(), hint->text());
        QCOMPARE(bench.value(kNoticePath).number(), 90.0);
        QTest::keyClick(bench.field(), Qt::Key_Escape);
        QCOMPARE(bench.value(kNoticePath).number(), 90.0);
        QVERIFY(!bench.document.canUndo());
    }
    void theFieldSaysWhatABareNumberMeans() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kFeePath)));
        bench.type(QStringLiteral("160"));
        const auto* hint = bench.view.findChild<QLabel*>(QStringLiteral("fieldHint"));
        QVERIFY(hint != nullptr);
        QVERIFY2(hint->text().contains(QStringLiteral("160,000,000 $/month")), qPrintable(hint->text()));
        QTest::keyClick(bench.field(), Qt::Key_Return);
        QCOMPARE(bench.value(kFeePath).number(), 160e6);
        QCOMPARE(bench.document.undoText(), QStringLiteral("Set Fixed fee of Fixed capacity fee to 160,000,000 $/month"));
        bench.document.undo();
        QCOMPARE(bench.value(kFeePath).number(), 150e6);
    }
    void typingStartsTheEntryFromAnyColumn() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kNoticePath)));
        bench.view.setCurrentIndex(bench.view.currentIndex().siblingAtColumn(0));
        QTest::keyClicks(&bench.view, QStringLiteral("4"));
        QVERIFY(bench.field() != nullptr);
        QTest::keyClicks(bench.field(), QStringLiteral("5"));
        QTest::keyClick(bench.field(), Qt::Key_Return);
        QCOMPARE(bench.value(kNoticePath).number(), 45.0);
    }
    void aChoiceIsChosenFromAList() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kWhoPath)));
        QTest::keyClick(&bench.view, Qt::Key_F2);
        auto* box = bench.view.findChild<QComboBox*>(QStringLiteral("inputEditor"));
        QVERIFY(box != nullptr);
        QCOMPARE(box->count(), 3);
        QVERIFY(!box->accessibleName().isEmpty());
        QTest::keyClick(box, Qt::Key_Down);
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(bench.value(kWhoPath).text, std::string("customer"));
    }
    void deleteResetsAndStepsCount() {
        Bench bench;
        QVERIFY(bench.view.goTo(QStringLiteral("deal.lease.tranche.colossus.accelerators")));
        QTest::keyClick(&bench.view, Qt::Key_Up, Qt::ControlModifier);
        QCOMPARE(bench.value("deal.lease.tranche.colossus.accelerators").number(), 32000.0);
        QTest::keyClick(&bench.view, Qt::Key_Down, Qt::ControlModifier);
        QCOMPARE(bench.value("deal.lease.tranche.colossus.accelerators").number(), 31000.0);
        QTest::keyClick(&bench.view, Qt::Key_Delete);
        QCOMPARE(bench.value("deal.lease.tranche.colossus.accelerators").number(), 1000.0);
    }
    void controlDTakesTheBaselinesValue() {
        Bench bench;
        QVERIFY(bench.document.apply(*duplicate(bench.document.study(), *parsePath("deal.lease"))));
        QVERIFY(bench.view.goTo(QStringLiteral("deal.lease-2.tranche.colossus.accelerators")));
        bench.type(QStringLiteral("9"));
        QTest::keyClick(bench.field(), Qt::Key_Return);
        QVERIFY(bench.view.goTo(QStringLiteral("deal.lease-2.tranche.colossus.accelerators")));
        QTest::keyClick(&bench.view, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(bench.value("deal.lease-2.tranche.colossus.accelerators").number(), 30500.0);
        QSignalSpy said(&bench.view, &InputTreeView::said);
        QVERIFY(bench.view.goTo(QStringLiteral("party.lab.tax-rate")));
        QTest::keyClick(&bench.view, Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(said.size(), 1);
    }
    void aBlockIsPastedAsOneStepOrNotAtAll() {
        Bench bench;
        QVERIFY(bench.view.goTo(QStringLiteral("deal.lease.tranche.colossus.clause.termination.lock-in")));
        QApplication::clipboard()->setText(QStringLiteral("6\n120\n"));
        QTest::keyClick(&bench.view, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(bench.value("deal.lease.tranche.colossus.clause.termination.lock-in").number(), 6.0);
        QCOMPARE(bench.value(kNoticePath).number(), 120.0);
        bench.document.undo();
        QCOMPARE(bench.value(kNoticePath).number(), 90.0);
        QSignalSpy said(&bench.view, &InputTreeView::said);
        QApplication::clipboard()->setText(QStringLiteral("6\nnever\n"));
        QTest::keyClick(&bench.view, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(said.size(), 1);
        QCOMPARE(bench.value("deal.lease.tranche.colossus.clause.termination.lock-in").number(), 3.0);
    }
    void copyingGivesTheFullValueWithItsUnit() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kFeePath)));
        QTest::keyClick(&bench.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("150,000,000 $/month"));
    }
    void whatIsOpenAndCurrentStaysWhenDealsComeAndGo() {
        Bench bench;
        QVERIFY(bench.view.goTo(QString::fromLatin1(kNoticePath)));
        QVERIFY(bench.document.apply(*duplicate(bench.document.study(), *parsePath("deal.lease"))));
        QTRY_COMPARE(bench.view.currentPath(), QString::fromLatin1(kNoticePath));
        const QModelIndex clause = bench.view.currentIndex().siblingAtColumn(0).parent();
        QVERIFY(bench.view.isExpanded(clause));
    }
    void findingOpensAndClearingGivesTheOldViewBack() {
        Bench bench;
        QVERIFY(!bench.view.isExpanded(bench.view.filterModel().mapFromSource(bench.model.indexOf(QStringLiteral("study")))));
        bench.view.setFilter({QStringLiteral("inflation"), false, false});
        QVERIFY(bench.view.isExpanded(bench.view.filterModel().mapFromSource(bench.model.indexOf(QStringLiteral("study")))));
        bench.view.setFilter({});
        QVERIFY(!bench.view.isExpanded(bench.view.filterModel().mapFromSource(bench.model.indexOf(QStringLiteral("study")))));
        QVERIFY(bench.view.isExpanded(bench.view.filterModel().mapFromSource(bench.model.indexOf(QStringLiteral("deal.lease")))));
    }
    void theWholeTreeIsReachedWithTheDownKey() {
        Bench bench;
        bench.view.expandAll();
        bench.view.setCurrentIndex(bench.view.filterModel().index(0, 0));
        int rows = 1;
        for (QModelIndex at = bench.view.currentIndex(); bench.view.indexBelow(at).isValid(); at = bench.view.indexBelow(at)) {
            ++rows;
        }
        QSet<QString> seen{bench.view.currentIndex().data(Roles::KeyRole).toString()};
        for (int i = 1; i < rows; ++i) {
            QTest::keyClick(&bench.view, Qt::Key_Down);
            seen.insert(bench.view.currentIndex().data(Roles::KeyRole).toString());
        }
        QCOMPARE(seen.size(), rows);
    }
};

QTEST_MAIN(TestInputTreeView)
#include "tst_input_tree_view.moc"
