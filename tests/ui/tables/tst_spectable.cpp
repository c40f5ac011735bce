#include <QtTest>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMimeData>
#include <QTemporaryDir>

#include "tests/ui/support/SampleCharts.h"
#include "ui/tables/SpecTableModel.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::ui;

class TestSpecTable : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theModelKeepsQtsRules() {
        SpecTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSpec(samples::comparison());
        model.setSpec(samples::comparison());
        model.setSpec({});
        QCOMPARE(model.rowCount(), 0);
    }
    void cellsGiveTextExactValueSortingAndId() {
        SpecTableModel model;
        model.setSpec(samples::comparison());
        const QModelIndex change = model.index(model.rowOf(QStringLiteral("total")), 3);
        QCOMPARE(change.data().toString(), QStringLiteral("−1,260"));
        QCOMPARE(change.data(SpecTableModel::SortRole).toDouble(), -1260.0);
        QCOMPARE(change.data(SpecTableModel::RowIdRole).toString(), QStringLiteral("total"));
        QCOMPARE(change.data(SpecTableModel::ColumnIdRole).toString(), QStringLiteral("B − A"));
        QVERIFY(change.data(Qt::ToolTipRole).toString().startsWith(QStringLiteral("-1260")));
        QCOMPARE(model.rowOf(QStringLiteral("nothing")), -1);
    }
    void betterAndWorseAreSaidInWordsToo() {
        SpecTableModel model;
        model.setSpec(samples::comparison());
        const auto spoken = [&](const char* row, int column) {
            return model.index(model.rowOf(QString::fromLatin1(row)), column).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(spoken("total", 3), QStringLiteral("−1,260, better"));
        QCOMPARE(spoken("firm", 3), QStringLiteral("+2,520, worse"));
        QCOMPARE(spoken("first", 4), QStringLiteral("A is zero"));
    }
    void newNumbersInTheSameFrameKeepTheSelection() {
        const Theme theme(Theme::Mode::Light);
        SpecTableView view(theme);
        view.setSpec(samples::comparison());
        view.selectRowId(QStringLiteral("idle"));
        QSignalSpy reset(view.model(), &QAbstractItemModel::modelReset);
        present::TableSpec changed = samples::comparison();
        changed.rows[0].cells[1] = present::Cell::number(9.0);
        view.setSpec(changed);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(view.currentRowId(), QStringLiteral("idle"));
        // Another order is another frame; the selection follows the id, not the row number.
        std::swap(changed.rows[0], changed.rows[5]);
        view.setSpec(changed);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(view.currentRowId(), QStringLiteral("idle"));
    }
    void copyingTakesTheSelectedRowsOrAll() {
        const Theme theme(Theme::Mode::Light);
        SpecTableView view(theme);
        view.setSpec(samples::comparison());
        view.copy();
        QCOMPARE(QApplication::clipboard()->text().count(QLatin1Char('\n')), 10);
        QVERIFY(QApplication::clipboard()->mimeData()->html().contains(QStringLiteral("<table>")));
        view.selectRowId(QStringLiteral("firm"));
        QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines[1].startsWith(QStringLiteral("Firm commitment (M$)\t900\t3420\t2520\t280")));
    }
    void csvIsWrittenInFullPrecision() {
        QTemporaryDir folder;
        const Theme theme(Theme::Mode::Light);
        SpecTableView view(theme);
        present::TableSpec table = samples::comparison();
        table.rows[0].cells[1] = present::Cell::number(0.1 + 0.2);
        view.setSpec(table);
        QVERIFY(view.saveCsv(folder.filePath(QStringLiteral("t.csv"))).has_value());
        QFile file(folder.filePath(QStringLiteral("t.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("0.30000000000000004"));
        QVERIFY(!view.saveCsv(folder.filePath(QStringLiteral("no/t.csv"))).has_value());
    }
    void activatingARowGivesItsId() {
        const Theme theme(Theme::Mode::Light);
        SpecTableView view(theme);
        view.setSpec(samples::comparison());
        view.resize(800, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy activated(&view, &SpecTableView::rowActivated);
        view.selectRowId(QStringLiteral("useful"));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.at(0).at(0).toString(), QStringLiteral("useful"));
    }
    void anEmptyTableAndTinySizesAreDrawn() {
        const Theme theme(Theme::Mode::Dark);
        SpecTableView view(theme);
        view.setSpec({});
        view.resize(1, 1);
        QVERIFY(!view.grab().isNull());
        view.setSpec(samples::comparison());
        QVERIFY(!view.grab().isNull());
    }
};

QTEST_MAIN(TestSpecTable)
#include "tst_spectable.moc"
