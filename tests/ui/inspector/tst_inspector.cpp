#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

#include "core/study/kinds/ClauseInputs.h"
#include "data/catalogue/FactInput.h"
#include "data/study/Examples.h"
#include "ui/document/Document.h"
#include "ui/document/Results.h"
#include "ui/inspector/FactList.h"
#include "ui/inspector/InputDetails.h"
#include "ui/inspector/Inspector.h"
#include "ui/inspector/MetricDetails.h"
#include "ui/inspector/SourceEditor.h"
#include "ui/inspector/SpreadSketchView.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::study;

namespace {

constexpr auto kCount = "deal.lease.tranche.colossus.accelerators";
constexpr auto kPuePath = "deal.lease.tranche.colossus.pue";

struct Bench {
    ui::Theme theme{ui::Theme::Mode::Light};
    ui::Document document;
    ui::Results results{document};
    catalogue::Catalogue facts = *catalogue::Catalogue::builtIn();
    std::unique_ptr<ui::Inspector> inspector;

    Bench() {
        document.replace(*openExample("spacex-reflection"), {});
        results.waitForResult();
        inspector = std::make_unique<ui::Inspector>(document, results, facts, theme);
        inspector->resize(300, 900);
        inspector->show();
    }
    ui::InputDetails& input() const { return *inspector->input(); }
    ui::SourceEditor& source() const { return *inspector->input()->source(); }
    const Value& value(const char* path) const { return findInput(document.study(), *parsePath(path))->value(); }
    QLineEdit* field(const QString& name) const {
        for (QLineEdit* some : source().findChildren<QLineEdit*>()) {
            if (some->accessibleName() == name) {
                return some;
            }
        }
        return nullptr;
    }
};

}  // namespace

class TestInspector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anInputShowsValueMeaningLimitsSourceAndNote() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        const QString text = bench.input().text();
        for (const char* part : {"Accelerators", "Colossus 2, GB300 · SpaceX lease", "17,900 to 51,900", "GPU", "Number installed", "calculated with 30,500 GPU",
                                 "0 GPU to 100,000,000 GPU", "2026-06-22"}) {
            QVERIFY2(text.contains(QString::fromUtf8(part)), qPrintable(QString::fromUtf8(part) + QStringLiteral(" in\n") + text));
        }
        QVERIFY(bench.source().estimate()->isChecked());
        QVERIFY(bench.source().note()->toPlainText().startsWith(QStringLiteral("Never published.")));
        QCOMPARE(bench.source().sources()->currentData().toString(), QStringLiteral("spacex-reflection"));
    }
    void aDistributionIsDrawnAndItsFaultRemovedInOneStep() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        QVERIFY(bench.input().sketch()->isVisible());
        QVERIFY(bench.input().sketch()->accessibleName().contains(QStringLiteral("30,500 GPU")));
        QVERIFY(bench.input().remedies().empty());
        Value faulty;
        faulty.numbers = {20'000.0};
        faulty.uncertainty = {Family::Normal, {20'000.0, 15'000.0}, {}};
        QVERIFY(bench.document.apply({SetValue{*parsePath(kCount), faulty}}));
        QCOMPARE(bench.input().remedies().size(), std::size_t{2});
        bench.input().remedies().front()->click();
        QVERIFY(bench.value(kCount).uncertainty.family == Family::Lognormal);
        QVERIFY(bench.input().remedies().empty());
        bench.document.undo();
        QCOMPARE(bench.value(kCount), faulty);
        Value certain;
        certain.numbers = {20'000.0};
        QVERIFY(bench.document.apply({SetValue{*parsePath(kCount), certain}}));
        QVERIFY(!bench.input().sketch()->isVisible());
    }
    void anUnusualValueIsSaid() {
        Bench bench;
        Value value;
        value.numbers = {3.5};
        QVERIFY(bench.document.apply({SetValue{*parsePath(kPuePath), value}}));
        bench.inspector->showInput(QString::fromLatin1(kPuePath));
        QVERIFY(bench.input().text().contains(QStringLiteral("unusual")));
    }
    void anotherSourceIsChosenAndUndone() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        QComboBox* box = bench.source().sources();
        const int other = box->findData(QStringLiteral("xai-debt"));
        QVERIFY(other > 0);
        box->setCurrentIndex(other);
        Q_EMIT box->activated(other);
        QCOMPARE(bench.value(kCount).source, std::string("xai-debt"));
        QCOMPARE(bench.value(kCount).number(), 30500.0);
        bench.document.undo();
        QCOMPARE(box->currentData().toString(), QStringLiteral("spacex-reflection"));
    }
    void aNewSourceIsAddedAndGivenInOneStep() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        bench.source().startNewSource();
        QSignalSpy failed(bench.inspector.get(), &ui::Inspector::failed);
        bench.source().addSource();
        QCOMPARE(failed.size(), 1);  // without a title
        QTest::keyClicks(bench.field(QStringLiteral("Title")), QStringLiteral("Prospectus"));
        QTest::keyClicks(bench.field(QStringLiteral("Date")), QStringLiteral("2026-06"));
        bench.source().addSource();
        QCOMPARE(bench.value(kCount).source, std::string("prospectus"));
        QCOMPARE(bench.document.study().source("prospectus")->get(kSourceDate).text, std::string("2026-06"));
        bench.document.undo();
        QVERIFY(bench.document.study().source("prospectus") == nullptr);
        QCOMPARE(bench.value(kCount).source, std::string("spacex-reflection"));
    }
    void theNoteIsKeptWhenTheFieldIsLeftOrAnotherInputIsShown() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kPuePath));
        bench.source().note()->setFocus();
        bench.source().note()->selectAll();
        QTest::keyClicks(bench.source().note(), QStringLiteral("Measured by us."));
        bench.inspector->showInput(QString::fromLatin1(kCount));
        QCOMPARE(bench.value(kPuePath).note, std::string("Measured by us."));
        QVERIFY(bench.source().note()->toPlainText().startsWith(QStringLiteral("Never published.")));
    }
    void theEstimateIsMarkedAndTheDefaultRestored() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kPuePath));
        QVERIFY(!bench.source().estimate()->isChecked());
        bench.source().estimate()->click();
        QVERIFY(bench.value(kPuePath).estimate);
        QVERIFY(bench.input().resetButton()->isEnabled());
        bench.input().resetButton()->click();
        QVERIFY(bench.value(kPuePath) == fallbackOf(kPue));
        QVERIFY(!bench.input().resetButton()->isEnabled());
    }
    void aFactOfTheCatalogueIsTakenWithItsSourceInOneStep() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kPuePath));
        ui::FactList& list = *bench.input().facts();
        QVERIFY(!list.offered().isEmpty());
        const Study before = bench.document.study();
        const auto* fact = bench.facts.find(list.offered().first().toStdString());
        list.take(list.offered().first());
        QCOMPARE(bench.value(kPuePath).number(), catalogue::valueOf(*fact, kPue)->number());
        QVERIFY(bench.document.study().source(bench.value(kPuePath).source) != nullptr);
        bench.document.undo();
        QVERIFY(bench.document.study() == before);
        list.searchField()->setText(QStringLiteral("no such words"));
        QVERIFY(list.offered().isEmpty());
    }
    void aFigureShowsItsFormulaAndLeadsToItsInputs() {
        Bench bench;
        bench.inspector->showMetric(QStringLiteral("headline"), QStringLiteral("lease"));
        const ui::MetricDetails& details = *bench.inspector->metric();
        QCOMPARE(details.value()->text(), QStringLiteral("6.30 B$"));
        QSignalSpy asked(bench.inspector.get(), &ui::Inspector::inputRequested);
        QStringList paths;
        for (QTreeWidgetItemIterator it(details.tree()); *it != nullptr; ++it) {
            if (const QString path = (*it)->data(0, Qt::UserRole + 1).toString(); !path.isEmpty()) {
                paths << path;
                if (asked.isEmpty()) {
                    Q_EMIT details.tree()->itemActivated(*it, 0);
                }
            }
        }
        QVERIFY(paths.contains(QStringLiteral("deal.lease.tranche.colossus.clause.fixed-fee.fee")));
        QCOMPARE(asked.first().first().toString(), paths.first());
    }
    void aFigureThatDoesNotExistSaysWhy() {
        Bench bench;
        bench.inspector->showMetric(QStringLiteral("irr"), QStringLiteral("lease"));
        QStringList texts;
        for (const QLabel* some : bench.inspector->metric()->findChildren<QLabel*>()) {
            if (!some->isHidden()) {
                texts << some->text();
            }
        }
        QVERIFY(bench.inspector->metric()->value()->geometry().bottom() < 150);  // words stay together at the top
        const auto* info = economics::findMetric("irr");
        QVERIFY(texts.contains(QString::fromUtf8(info->whyNone.data(), static_cast<qsizetype>(info->whyNone.size()))));
    }
    void whatIsGoneIsNoLongerShown() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        QVERIFY(bench.input().isVisible());
        QVERIFY(bench.document.apply({RemoveElement{*parsePath("deal.lease")}}));
        QVERIFY(!bench.input().isVisible());
        bench.document.undo();
        bench.inspector->showInput(QStringLiteral("deal.lease.tranche.colossus"));
        QVERIFY(!bench.input().isVisible());
    }
    void everyControlHasAnAccessibleName() {
        Bench bench;
        bench.inspector->showInput(QString::fromLatin1(kCount));
        bench.source().startNewSource();
        for (const QWidget* widget : bench.inspector->findChildren<QWidget*>()) {
            const bool takesKeys = (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && qobject_cast<const QLabel*>(widget) == nullptr;
            if (takesKeys) {
                const auto* button = qobject_cast<const QAbstractButton*>(widget);
                QVERIFY2(!widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty()), widget->metaObject()->className());
            }
        }
    }
};

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
