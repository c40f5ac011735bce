#include <QtTest>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/present/ComparisonCharts.h"
#include "data/study/Examples.h"
#include "tests/core/support/ComparisonStudies.h"
#include "tests/core/support/ExampleStudies.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/pages/ComparePage.h"
#include "ui/tables/SpecTableModel.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/AnswerStripView.h"
#include "ui/widgets/FlatChoice.h"

using namespace offtake;
using namespace offtake::ui;
using economics::Metric;

Q_DECLARE_METATYPE(offtake::study::Edit)

namespace {

const QString kFolder = QStringLiteral(OFFTAKE_BINARY_DIR "/pictures");

std::shared_ptr<const economics::StudyResult> evaluated(const study::Study& study) {
    auto result = economics::evaluateStudy(study);
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::make_shared<const economics::StudyResult>(std::move(*result));
}

study::Study example(std::string_view id) {
    auto study = study::openExample(id);
    if (!study) {
        qFatal("%s", study.error().english().c_str());
    }
    return *study;
}

/// Strip and page as the window stacks them.
struct Shown {
    explicit Shown(const Theme& theme) : strip(new AnswerStripView(theme)), page(new ComparePage(theme)) {
        auto* column = new QVBoxLayout(&window);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(0);
        column->addWidget(strip);
        column->addWidget(page, 1);
    }
    void show(const study::Study& study) {
        const auto result = evaluated(study);
        strip->setResult(result);
        page->setResult(result);
    }
    QWidget window;
    AnswerStripView* strip;
    ComparePage* page;
};

/// Qt Charts moves its grid only when its layout is activated again; seen to lag behind a plot that had moved.
bool hasGridAtTicks(ChartView& view, const Theme& theme) {
    const QImage image = view.grab().toImage();
    const ChartLayout& layout = view.renderer().layout();
    const QPointF inside = layout.horizontal ? QPointF(0.0, 2.0) : QPointF(-2.0, 0.0);
    return std::all_of(layout.valueTicks.values.begin(), layout.valueTicks.values.end(), [&](double tick) {
        const QPointF end = layout.horizontal ? QPointF(layout.at(layout.x.low, tick).x(), layout.plot.top()) : layout.at(layout.x.high, tick);
        const double scale = image.devicePixelRatio();
        const QPoint at = ((end + inside) * scale).toPoint();
        const int reach = qCeil(scale);
        for (int by = -reach; by <= reach; ++by) {
            const QPoint near = layout.horizontal ? at + QPoint(by, 0) : at + QPoint(0, by);
            if (image.pixelColor(near) != theme.tokens().raised) {
                return true;
            }
        }
        return false;
    });
}

QString cell(const ComparePage& page, const char* row, const char* column, int role = Qt::DisplayRole) {
    const auto* model = page.table()->model();
    for (int r = 0; r < model->rowCount(); ++r) {
        for (int c = 0; c < model->columnCount(); ++c) {
            const QModelIndex index = model->index(r, c);
            if (index.data(SpecTableModel::RowIdRole) == QLatin1String(row) && index.data(SpecTableModel::ColumnIdRole) == QLatin1String(column)) {
                return index.data(role).toString();
            }
        }
    }
    return QStringLiteral("no such cell");
}

}  // namespace

class TestComparePage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<offtake::study::Edit>();
        QVERIFY(QDir().mkpath(kFolder));
    }
    void figuresAreTheResultsOwn() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        const auto result = evaluated(testing::leaseOrOpen());
        QVERIFY(shown.page->showsFigures());
        QCOMPARE(cell(*shown.page, "headline", "lease"), QStringLiteral("6,300"));
        QCOMPARE(cell(*shown.page, "firm", "lease"), QStringLiteral("900"));
        QCOMPARE(cell(*shown.page, "lcoc", "open", SpecTableModel::SortRole).toDouble(), *result->deals[1].figure(Metric::Lcoc));
        QCOMPARE(shown.strip->figures()[0]->number()->text(), toQt(present::answerStrip(*result).figures[0].figure));
        QCOMPARE(shown.strip->figures()[0]->reading()->text(), QStringLiteral("$6.30 B headline, $0.90 B firm"));
    }
    void choosingAnotherBaselineAsksForAnEdit() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        const study::Study study = testing::leaseOrOpen();
        shown.show(study);
        QSignalSpy edits(shown.page, &ComparePage::editRequested);
        shown.page->baseline()->setCurrentIndex(1);
        QCOMPARE(edits.count(), 1);
        const auto changed = study::apply(study, edits[0][0].value<study::Edit>());
        QVERIFY(changed.has_value());
        QCOMPARE(changed->root().get(study::findInput(study, *study::parsePath("study.baseline"))->input()).text, std::string("open"));
        shown.show(*changed);
        QCOMPARE(edits.count(), 1);  // showing a result asks for nothing
        QCOMPARE(cell(*shown.page, "firm", "lease.difference").left(1), QStringLiteral("−"));
    }
    void perspectiveAndSizingAreEditsToo() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        study::Study study = testing::leaseOrOpen();
        shown.show(study);
        QSignalSpy edits(shown.page, &ComparePage::editRequested);
        shown.page->perspective()->setCurrentIndex(shown.page->perspective()->findData(QStringLiteral("spacex")));
        shown.page->sizing()->setCurrentIndex(shown.page->sizing()->findData(QStringLiteral("same-money")));
        QCOMPARE(edits.count(), 2);
        for (const auto& edit : edits) {
            const auto next = study::apply(study, edit[0].value<study::Edit>());
            QVERIFY(next.has_value());
            study = *next;
        }
        const auto result = evaluated(study);
        QCOMPARE(result->plan.structure.perspective, 1);
    }
    void everyAudienceShowsItsMetrics() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        QCOMPARE(cell(*shown.page, "equity-irr", "lease"), QStringLiteral("no such cell"));
        QSignalSpy chosen(shown.page, &ComparePage::audienceChanged);
        shown.page->setAudience(QStringLiteral("investor"));
        QCOMPARE(chosen.count(), 0);  // nobody chose
        QCOMPARE(cell(*shown.page, "equity-irr", "lease"), QStringLiteral("–"));
        shown.page->setAudience(QString());
        QCOMPARE(shown.page->audience(), QStringLiteral("all"));
        QCOMPARE(cell(*shown.page, "hhi-foundry", "lease"), QStringLiteral("–"));
    }
    void theTableIsCopiedWithItsNumbers() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        shown.page->copyTableAction()->trigger();
        const QMimeData* mime = QApplication::clipboard()->mimeData();
        QVERIFY2(mime->text().contains(QStringLiteral("Headline value\t$\t6300000000\t")), qPrintable(mime->text()));
        QVERIFY(mime->html().contains(QStringLiteral("<td class=\"num\">6,300</td>")));
    }
    void theTableIsSavedAsCsv() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("figures.csv"));
        shown.page->table()->askPath = [&](const QString&, const QString&, const QString&) { return path; };
        shown.page->exportTableAction()->trigger();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\r\nHeadline value,$,6300000000,"));
        QSignalSpy failed(shown.page, &ComparePage::failed);
        shown.page->table()->askPath = [&](const QString&, const QString&, const QString&) { return folder.filePath(QStringLiteral("no/such/folder.csv")); };
        shown.page->exportTableAction()->trigger();
        QCOMPARE(failed.count(), 1);
    }
    void aChartIsSavedAsPicture() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("cost.png"));
        shown.page->charts().front()->view()->askPath = [&](const QString&, const QString&, const QString&) { return path; };
        shown.page->exportChartActions().front()->trigger();
        QVERIFY(!QImage(path).isNull());
    }
    void anOldResultStaysAndSaysThatItIsOld() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        shown.window.show();
        QVERIFY(!shown.page->staleNote()->isVisible());
        shown.page->setStale(true);
        shown.strip->setStale(true);
        QVERIFY(shown.page->staleNote()->isVisible());
        QVERIFY(shown.strip->staleNote()->isVisible());
        QCOMPARE(cell(*shown.page, "headline", "lease"), QStringLiteral("6,300"));
        shown.page->setStale(false);
        shown.strip->setStale(false);
        QVERIFY(!shown.page->staleNote()->isVisible());
        QVERIFY(!shown.strip->staleNote()->isVisible());
    }
    void anErrorIsShownWithItsRemedyAndTheWayToTheInput() {
        const Theme theme(Theme::Mode::Light);
        ComparePage page(theme);
        QVERIFY(!page.showsFigures());
        const Error error{ErrorCode::Inconsistent, "deal.lease.tranche.colossus.term", {"The term is too long.", {}}, {"Shorten it.", {}}};
        page.setError(error);
        QSignalSpy inputs(&page, &ComparePage::inputsRequested);
        page.stateAction()->click();
        QCOMPARE(inputs[0][0].toString(), QStringLiteral("deal.lease.tranche.colossus.term"));
        page.setResult(evaluated(testing::leaseOrOpen()));
        QVERIFY(page.showsFigures());
        page.setError(error);  // the old figures stay, the reason stands above them
        QVERIFY(page.showsFigures());
        QVERIFY(page.problem()->text().contains(QStringLiteral("The term is too long. Shorten it.")));
        page.setError(std::nullopt);
        QVERIFY(page.problem()->isHidden());
    }
    void aStudyWithoutDealsOffersToAddOne() {
        const Theme theme(Theme::Mode::Light);
        ComparePage page(theme);
        page.setResult(std::make_shared<const economics::StudyResult>());
        QVERIFY(!page.showsFigures());
        QSignalSpy added(&page, &ComparePage::addDealRequested);
        page.stateAction()->click();
        QCOMPARE(added.count(), 1);
    }
    void choosingAFigureNamesItsMetricAndDeal() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        QSignalSpy chosen(shown.page, &ComparePage::metricChosen);
        QSignalSpy explained(shown.page, &ComparePage::explainRequested);
        SpecTableView* table = shown.page->table();
        table->setCurrentIndex(table->model()->index(1, 1));
        QCOMPARE(chosen.last(), QVariantList({QStringLiteral("total-cost"), QStringLiteral("lease")}));
        table->setCurrentIndex(table->model()->index(0, 3));
        QCOMPARE(chosen.last(), QVariantList({QStringLiteral("lcoc"), QStringLiteral("open")}));
        Q_EMIT table->activated(table->currentIndex());
        QCOMPARE(explained.last(), QVariantList({QStringLiteral("lcoc"), QStringLiteral("open")}));
        QSignalSpy strip(shown.strip, &AnswerStripView::figureActivated);
        QTest::keyClick(shown.strip->figures()[0], Qt::Key_Return);
        QCOMPARE(strip.last(), QVariantList({QStringLiteral("lcoc"), QStringLiteral("lease")}));
    }
    void monthlyChartsShowTheSameMonth() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        shown.page->charts().front()->view()->hoverModel()->setX(12.0);
        int linked = 0;
        for (ChartCard* chart : shown.page->charts()) {
            linked += !chart->isHidden() && chart->view()->readingText().startsWith(QStringLiteral("Jul 2027")) ? 1 : 0;
        }
        QCOMPARE(linked, 5);
    }
    void aSellerSeesMoneyAndNoEmptyChartsOfUse() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(example("neocloud-investor"));
        for (const ChartCard* chart : shown.page->charts()) {
            QCOMPARE(chart->isHidden(), chart->view()->spec().isEmpty());
        }
        shown.show(testing::leaseOrOpen());
        int visible = 0;
        for (const ChartCard* chart : shown.page->charts()) {
            visible += chart->isHidden() ? 0 : 1;
        }
        QCOMPARE(visible, 6);
    }
    void everyControlHasANameAndTheKeyboard() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        for (const FlatChoice* choice : {shown.page->baseline(), shown.page->metrics(), shown.page->perspective(), shown.page->sizing(), shown.page->differences(), shown.page->chartDeal()}) {
            QVERIFY(!choice->accessibleName().isEmpty());
            QVERIFY((choice->focusPolicy() & Qt::TabFocus) != 0);
        }
        for (const AnswerFigureView* figure : shown.strip->figures()) {
            QVERIFY(!figure->accessibleName().isEmpty());
            QCOMPARE(figure->focusPolicy(), Qt::TabFocus);
        }
        QVERIFY(!shown.page->table()->accessibleName().isEmpty());
    }
    void chartsStandInOneColumnWhereTheWindowIsNarrow() {
        const Theme theme(Theme::Mode::Light);
        Shown shown(theme);
        shown.show(testing::leaseOrOpen());
        shown.window.resize(560, 700);
        shown.window.show();
        const auto& charts = shown.page->charts();  // cumulative cost, parties
        QTRY_VERIFY(charts[1]->y() >= charts[0]->geometry().bottom());
        QVERIFY(shown.page->table()->isColumnHidden(5));
        shown.window.resize(1200, 700);
        QTRY_COMPARE(charts[1]->y(), charts[0]->y());
        QVERIFY(!shown.page->table()->isColumnHidden(5));
    }
    void pictures_data() {
        QTest::addColumn<QString>("study");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("dark");
        const QSize wide(1480, 1000);
        const QSize usual(1100, 1700);
        QTest::newRow("reflection light") << "spacex-reflection" << usual << false;
        QTest::newRow("reflection dark") << "spacex-reflection" << usual << true;
        QTest::newRow("reflection wide") << "spacex-reflection" << wide << false;
        QTest::newRow("reflection narrow") << "spacex-reflection" << QSize(560, 2800) << false;
        QTest::newRow("reflection smallest window") << "spacex-reflection" << QSize(560, 560) << true;
        QTest::newRow("google") << "spacex-google" << usual << false;
        QTest::newRow("founder") << "founder-64-gpus" << usual << true;
        QTest::newRow("investor") << "neocloud-investor" << usual << false;
    }
    /// Draws the page into <build>/pictures, to be looked at, and checks that no figure is cut.
    void pictures() {
        QFETCH(QString, study);
        QFETCH(QSize, size);
        QFETCH(bool, dark);
        Theme theme(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        theme.apply();
        Shown shown(theme);
        if (study == QStringLiteral("neocloud-investor")) {
            shown.page->setAudience(QStringLiteral("investor"));
        }
        if (study == QStringLiteral("founder-64-gpus")) {
            shown.page->setAudience(QStringLiteral("all"));
        }
        shown.show(example(toStd(study)));
        shown.window.resize(size);
        shown.window.show();
        QTest::qWait(50);
        const QImage image = shown.window.grab().toImage();
        QVERIFY(image.save(QStringLiteral("%1/compare %2.png").arg(kFolder, QString::fromLatin1(QTest::currentDataTag()))));
        const SpecTableView* table = shown.page->table();
        for (int column = 1; column < table->model()->columnCount(); ++column) {
            for (int row = 0; row < table->model()->rowCount() && !table->isColumnHidden(column); ++row) {
                const QModelIndex index = table->model()->index(row, column);
                QVERIFY(table->columnWidth(column) >= QFontMetrics(table->font()).horizontalAdvance(index.data().toString()));
            }
        }
        QVERIFY(table->horizontalHeader()->length() <= table->viewport()->width());
        for (ChartCard* chart : shown.page->charts()) {
            if (!chart->isHidden() && !chart->view()->spec().isEmpty()) {
                QVERIFY2(hasGridAtTicks(*chart->view(), theme), chart->view()->spec().title.c_str());
            }
        }
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
