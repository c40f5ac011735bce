#include <QtTest>

#include <cmath>
#include <limits>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QMimeData>
#include <QTemporaryDir>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QLineSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>

#include "core/present/ChartRead.h"
#include "tests/ui/support/SampleCharts.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartExport.h"
#include "ui/charts/ChartView.h"
#include "ui/charts/HeatMapPicture.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::ui;
using present::ChartSpec;
using present::Role;

Q_DECLARE_METATYPE(offtake::present::ChartSpec)

namespace {

ChartSpec lineOf(const std::vector<double>& values, present::SeriesKind kind = present::SeriesKind::Line) {
    ChartSpec spec;
    spec.title = "Test";
    spec.series = {present::seriesOf("A", Role::deal(0), values, kind)};
    return spec;
}

QValueAxis* axisOf(ChartView& view, Qt::Orientation orientation) {
    return qobject_cast<QValueAxis*>(view.chart()->axes(orientation).value(0));
}

/// The off-screen platform moves no cursor: the event is sent as the platform would.
void hover(ChartView& view, const QPointF& at) {
    QMouseEvent event(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
    QApplication::sendEvent(view.viewport(), &event);
}

void showAt(QWidget& widget, const QSize& size) {
    widget.resize(size);
    widget.show();
    QVERIFY(QTest::qWaitForWindowExposed(&widget));
}

}  // namespace

class TestChartView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void linesBecomeSeriesWithTheirPointsNamesAndRanges() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        const ChartSpec spec = samples::cumulativeCost();
        view.setSpec(spec);
        QCOMPARE(view.chart()->series().size(), 2);
        const auto* line = qobject_cast<QLineSeries*>(view.chart()->series().at(1));
        QVERIFY(line != nullptr);
        QCOMPARE(line->count(), 43);
        QCOMPARE(line->name(), QStringLiteral("B Open"));
        QCOMPARE(line->at(0), QPointF(0.0, 0.26e9));
        QCOMPARE(line->color(), theme.tokens().series[1]);
        QCOMPARE(axisOf(view, Qt::Horizontal)->max(), 42.0);
        QCOMPARE(axisOf(view, Qt::Vertical)->min(), 0.0);
        QVERIFY(axisOf(view, Qt::Vertical)->max() >= spec.series[0].runs[0].back().y);
        QVERIFY(!view.chart()->legend()->isVisible());
    }
    void anUpdateOfEqualShapeKeepsTheSeriesAndMovesTheAxis() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(lineOf({1.0, 2.0, 3.0}));
        QPointer<QAbstractSeries> before = view.chart()->series().at(0);
        view.setSpec(lineOf({10.0, 20.0, 30.0, 40.0}));
        QCOMPARE(view.chart()->series().at(0), before.data());
        QCOMPARE(qobject_cast<QLineSeries*>(before)->count(), 4);
        QVERIFY(axisOf(view, Qt::Vertical)->max() >= 40.0);
        QCOMPARE(axisOf(view, Qt::Horizontal)->max(), 3.0);
        view.setSpec(lineOf({1.0, std::numeric_limits<double>::quiet_NaN(), 3.0}));
        QCOMPARE(view.chart()->series().size(), 2);
    }
    void stacksBandsStepsAndBarsBecomeWhatTheyAre() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::costFan());
        QCOMPARE(view.chart()->series().size(), 4);
        QVERIFY(qobject_cast<QAreaSeries*>(view.chart()->series().at(0)) != nullptr);
        view.setSpec(samples::stackedCapacity());
        QCOMPARE(view.chart()->series().size(), 4);
        const auto* top = qobject_cast<QAreaSeries*>(view.chart()->series().at(2));
        QVERIFY(top != nullptr);
        // At month 36: 9 M contract, 36 × 0.12 M own, 1 M + 28 × 0.1 M spot; the sum's last digits are rounding.
        QVERIFY(std::abs(top->upperSeries()->at(36).y() - (9e6 + 4.32e6 + 3.8e6)) < 1.0);
        const auto* steps = qobject_cast<QLineSeries*>(view.chart()->series().at(3));
        QCOMPARE(steps->count(), 2 * 37 - 1);
        view.setSpec(samples::monthlyCashFlow());
        const auto* bars = qobject_cast<QStackedBarSeries*>(view.chart()->series().at(0));
        QVERIFY(bars != nullptr);
        QCOMPARE(bars->barSets().size(), 3);
        QCOMPARE(bars->barSets().at(0)->count(), 24);
        view.setSpec(samples::tornado());
        QCOMPARE(view.chart()->series().size(), 1);
        view.setSpec(samples::bridge());
        QCOMPARE(axisOf(view, Qt::Vertical)->min(), 1.9);
    }
    void whatCannotBeDrawnSaysWhyAndReachesNoSeries() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        ChartSpec spec = lineOf({1.0, 2.0});
        spec.series[0].runs[0][1].y = std::numeric_limits<double>::infinity();
        view.setSpec(spec);
        QVERIFY(view.chart()->series().isEmpty());
        QVERIFY(!view.renderer().problem().isEmpty());
        view.setSpec(lineOf({1.0, 2.0}));
        QVERIFY(view.renderer().problem().isEmpty());
        QCOMPARE(view.chart()->series().size(), 1);
    }
    void namesAtLineEndsNeverOverlapAndStayInThePicture_data() {
        QTest::addColumn<QSize>("size");
        for (const QSize& size : {QSize(1200, 700), QSize(460, 310), QSize(300, 220), QSize(260, 500)}) {
            QTest::addRow("%dx%d", size.width(), size.height()) << size;
        }
    }
    void namesAtLineEndsNeverOverlapAndStayInThePicture() {
        QFETCH(QSize, size);
        const ChartFonts fonts = ChartFonts::from(QApplication::font());
        for (const ChartSpec& spec : {samples::crowdedLines(), samples::costFan(), samples::cumulativeCost(), samples::stackedCapacity(),
                                      samples::tornado(), samples::bridge(), samples::differenceHistogram(), samples::breakEvenMap()}) {
            const ChartLayout layout = layOut(spec, lightTokens(), fonts, size, {}, {});
            QVERIFY(!layout.endLabels.empty() || !layout.legend.empty() || spec.kind != present::ChartKind::Xy || spec.id == "difference");
            const QRectF picture(QPointF(-1.0, -1.0), QSizeF(size) + QSizeF(2.0, 2.0));
            for (std::size_t i = 0; i < layout.endLabels.size(); ++i) {
                QVERIFY(picture.contains(layout.endLabels[i].words.rect));
                const QFontMetricsF metrics(layout.endLabels[i].words.font);
                QVERIFY(metrics.horizontalAdvance(layout.endLabels[i].words.text) <= layout.endLabels[i].words.rect.width() + 1.0);
                for (std::size_t j = 0; j < i; ++j) {
                    QVERIFY(!layout.endLabels[i].words.rect.adjusted(0, 0.5, 0, -0.5).intersects(layout.endLabels[j].words.rect));
                }
            }
            for (const PlacedText& words : layout.texts) {
                QVERIFY2(picture.contains(words.rect), qPrintable(words.text));
            }
            for (const LegendEntry& entry : layout.legend) {
                QVERIFY(picture.contains(entry.words.rect));
            }
            QVERIFY(picture.contains(layout.plot));
        }
    }
    void tickLabelsOfAnAxisDoNotOverlap() {
        const ChartFonts fonts = ChartFonts::from(QApplication::font());
        for (const QSize& size : {QSize(900, 520), QSize(460, 310), QSize(320, 240)}) {
            for (const ChartSpec& spec : {samples::tornado(), samples::differenceHistogram(), samples::cumulativeCost(), samples::monthlyCashFlow()}) {
                const ChartLayout layout = layOut(spec, lightTokens(), fonts, size, {}, {});
                std::vector<QRectF> below;
                for (const PlacedText& words : layout.texts) {
                    if (words.rect.top() > layout.plot.bottom()) {
                        for (const QRectF& other : below) {
                            QVERIFY2(!words.rect.intersects(other), qPrintable(words.text));
                        }
                        below.push_back(words.rect);
                    }
                }
                QVERIFY(!below.empty());
            }
        }
    }
    void hardChartsAreDrawnAndTouchedWithoutACrash_data() {
        QTest::addColumn<ChartSpec>("spec");
        ChartSpec rows;
        rows.kind = present::ChartKind::HorizontalBars;
        QTest::newRow("empty") << ChartSpec();
        QTest::newRow("no rows") << rows;
        QTest::newRow("one point") << lineOf({3.0});
        QTest::newRow("constant") << lineOf(std::vector<double>(60, 5.0));
        QTest::newRow("constant zero") << lineOf(std::vector<double>(60, 0.0));
        QTest::newRow("1e12") << lineOf({1e12, -3e12, 2e12});
        QTest::newRow("1e300") << lineOf({1e300, 2e300});
        QTest::newRow("tiny") << lineOf({1e-300, 2e-300});
        QTest::newRow("negative bars") << lineOf({-1.0, -5.0, 2.0}, present::SeriesKind::StackedBars);
        QTest::newRow("480 months of bars") << lineOf(std::vector<double>(480, 7.0), present::SeriesKind::StackedBars);
        QTest::newRow("480 months") << lineOf(std::vector<double>(480, 7.0), present::SeriesKind::StackedArea);
        QTest::newRow("5000 points") << lineOf(std::vector<double>(5000, 7.0));
        QTest::newRow("tornado") << samples::tornado();
        QTest::newRow("bridge") << samples::bridge();
        QTest::newRow("fan") << samples::costFan();
        QTest::newRow("map") << samples::breakEvenMap();
        ChartSpec allEqual = samples::breakEvenMap();
        allEqual.heat.values.assign(allEqual.heat.values.size(), 0.0);
        QTest::newRow("map of zeros") << allEqual;
        ChartSpec holes = samples::breakEvenMap();
        std::fill(holes.heat.values.begin() + 1, holes.heat.values.end(), std::numeric_limits<double>::quiet_NaN());
        QTest::newRow("map with holes") << holes;
        ChartSpec outside = samples::breakEvenMap();
        outside.heat.dot = present::Point{5.0, 99.0};
        QTest::newRow("map without its dot") << outside;
    }
    void hardChartsAreDrawnAndTouchedWithoutACrash() {
        QFETCH(ChartSpec, spec);
        Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {300, 200});
        view.setSpec(spec);
        QVERIFY(!view.grab().isNull());
        for (int y = 0; y < view.height(); y += 5) {
            for (int x = 0; x < view.width(); x += 5) {
                hover(view, QPointF(x, y));
                QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(x, y));
            }
        }
        theme.setMode(Theme::Mode::Dark);
        view.grab();
        for (const QSize& size : {QSize(1, 1), QSize(2000, 1), QSize(1, 900), QSize(50, 40), QSize(700, 500)}) {
            view.resize(size);
            view.grab();
        }
        QCOMPARE(view.minimumSize(), QSize(0, 0));
        view.setSpec(lineOf({1.0, 2.0, 4.0}));
        view.setSpec(spec);
        QTest::keyClick(&view, Qt::Key_End);
        view.grab();
        const auto x = view.hoverModel()->x();
        QCOMPARE(x.has_value(), !present::samples(view.spec()).empty());
    }
    void aClickOutsideOfTheChartIsHarmless() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::cumulativeCost());
        // The known crash of Qt Charts 6.4 needs a place in the view that no item covers.
        view.chart()->setMaximumSize(300, 200);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, QPoint(580, 380));
        QTest::mouseDClick(view.viewport(), Qt::LeftButton, {}, QPoint(580, 380));
        QVERIFY(!view.grab().isNull());
    }
    void deletingTheChartFromItsOwnSignalIsSafe() {
        const Theme theme(Theme::Mode::Light);
        auto* view = new ChartView(theme);
        QPointer<ChartView> alive = view;
        showAt(*view, {600, 400});
        view->setSpec(samples::cumulativeCost());
        connect(view, &ChartView::sampleActivated, view, [view] {
            view->setSpec(samples::bridge());
            delete view;
        });
        const QPoint middle = view->renderer().layout().plot.center().toPoint();
        hover(*view, middle);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, middle);
        QTRY_VERIFY(alive.isNull());
    }
    void theKeyboardReadsEveryValue() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::cumulativeCost());
        QTest::keyClick(&view, Qt::Key_Home);
        QCOMPARE(view.hoverModel()->x(), std::optional(0.0));
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Right);
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(view.hoverModel()->x(), std::optional(1.0));
        QVERIFY(view.readingText().startsWith(QStringLiteral("Aug 2026 · month 1; A Lease ")));
        QTest::keyClick(&view, Qt::Key_End);
        QCOMPARE(view.hoverModel()->x(), std::optional(42.0));
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.hoverModel()->x(), std::optional(42.0));
        QTest::keyClick(&view, Qt::Key_Escape);
        QVERIFY(!view.hoverModel()->x());
    }
    void theKeyboardWalksOverAMapFromWhereTheStudyStands() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::breakEvenMap());
        const double start = static_cast<double>(*view.spec().heat.cellAt(*view.spec().heat.dot));
        const double columns = static_cast<double>(view.spec().heat.xs.size());
        QTest::keyClick(&view, Qt::Key_Up);
        QCOMPARE(view.hoverModel()->x(), std::optional(start));
        QTest::keyClick(&view, Qt::Key_Up);
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(view.hoverModel()->x(), std::optional(start + columns + 1.0));
        QVERIFY(view.readingText().contains(QStringLiteral("porting, months ")));
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(&view, Qt::Key_Left);
        }
        // The row ends at its first cell.
        QCOMPARE(std::fmod(*view.hoverModel()->x(), columns), 0.0);
        QSignalSpy chosen(&view, &ChartView::sampleActivated);
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(chosen.size(), 1);
    }
    void theMouseFindsTheCellOfAMap() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::breakEvenMap());
        const present::HeatMap& heat = view.spec().heat;
        hover(view, view.renderer().layout().at(heat.xs[20], heat.ys[3]));
        QCOMPARE(view.hoverModel()->x(), std::optional(3.0 * static_cast<double>(heat.xs.size()) + 20.0));
        hover(view, QPointF(1.0, 1.0));
        QVERIFY(!view.hoverModel()->x());
    }
    void wordsOfAMapOverlapNeitherEachOtherNorTheBorder() {
        const ChartFonts fonts = ChartFonts::from(QApplication::font());
        const ChartSpec spec = samples::breakEvenMap();
        for (const QSize& size : {QSize(900, 520), QSize(460, 310), QSize(320, 240)}) {
            const ChartLayout layout = layOut(spec, lightTokens(), fonts, size, {}, {});
            const auto words = heatWords(spec, layout, lightTokens(), fonts);
            QVERIFY(words.size() >= 3);
            for (std::size_t i = 0; i < words.size(); ++i) {
                QVERIFY(layout.plot.contains(words[i].rect));
                for (std::size_t j = 0; j < i; ++j) {
                    QVERIFY(!words[i].rect.intersects(words[j].rect));
                }
                for (const present::Point& point : spec.heat.border.front()) {
                    QVERIFY2(!words[i].rect.contains(layout.at(point.x, point.y)), qPrintable(words[i].text));
                }
            }
        }
    }
    void linkedChartsShowTheSameMonth() {
        const Theme theme(Theme::Mode::Light);
        ChartView first(theme);
        ChartView second(theme);
        HoverModel months;
        showAt(first, {600, 400});
        second.resize(400, 300);
        first.setSpec(samples::cumulativeCost());
        second.setSpec(samples::monthlyCashFlow());
        first.setHoverModel(&months);
        second.setHoverModel(&months);
        const QPointF at = first.renderer().layout().at(12.2, 1e9);
        hover(first, at);
        QCOMPARE(second.renderer().crosshair(), std::optional(12.0));
        QTest::keyClick(&first, Qt::Key_End);
        // The other chart ends earlier and shows its last month.
        QCOMPARE(second.renderer().crosshair(), std::optional(23.0));
    }
    void aScreenReaderHearsTheFindingTheSentenceAndTheValue() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::cumulativeCost());
        QAccessibleInterface* spoken = QAccessible::queryAccessibleInterface(&view);
        QVERIFY(spoken != nullptr);
        QCOMPARE(spoken->role(), QAccessible::Chart);
        QCOMPARE(spoken->text(QAccessible::Name), QStringLiteral("Open has cost less in total since month 8"));
        QVERIFY(spoken->text(QAccessible::Description).contains(QStringLiteral("A Lease rises from 0.0 to 6.2.")));
        view.hoverModel()->setX(3.0);
        QVERIFY(spoken->text(QAccessible::Value).startsWith(QStringLiteral("Oct 2026")));
    }
    void controlTShowsTheSameDataAsATableAndBack() {
        const Theme theme(Theme::Mode::Light);
        ChartCard card(theme);
        showAt(card, {600, 400});
        card.setSpec(samples::cumulativeCost());
        card.view()->setFocus();
        QTest::keyClick(card.view(), Qt::Key_T, Qt::ControlModifier);
        QVERIFY(card.showsTable());
        QCOMPARE(card.table()->model()->rowCount(), 43);
        QTest::keyClick(card.table(), Qt::Key_T, Qt::ControlModifier);
        QVERIFY(!card.showsTable());
    }
    void dataAndPictureGoToTheClipboard() {
        const Theme theme(Theme::Mode::Light);
        ChartView view(theme);
        showAt(view, {600, 400});
        view.setSpec(samples::bridge());
        view.copyData();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("parity\t0.21")));
        QVERIFY(QApplication::clipboard()->mimeData()->hasHtml());
        view.copyPicture();
        QVERIFY(!QApplication::clipboard()->image().isNull());
    }
    void exportsWriteTheFileThatTheNameAsksFor() {
        QTemporaryDir folder;
        const ChartSpec spec = samples::cumulativeCost();
        for (const char* name : {"a.png", "a.SVG", "a.pdf", "a.csv"}) {
            const QString path = folder.filePath(QString::fromLatin1(name));
            const auto written = exportChart(spec, path.toStdString());
            QVERIFY2(written.has_value(), written ? "" : written.error().english().c_str());
            QVERIFY(QFileInfo(path).size() > 500);
        }
        QFile svg(folder.filePath(QStringLiteral("a.SVG")));
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QVERIFY(svg.readAll().contains("Open has cost less in total since month 8"));
        QFile pdf(folder.filePath(QStringLiteral("a.pdf")));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.readAll().startsWith("%PDF"));
        const QImage png(folder.filePath(QStringLiteral("a.png")));
        QCOMPARE(png.size(), QSize(2000, 1200));
        QCOMPARE(exportChart(spec, folder.filePath(QStringLiteral("a.gif")).toStdString()).error().code, ErrorCode::UnknownName);
        QCOMPARE(exportChart(spec, folder.filePath(QStringLiteral("none/a.png")).toStdString()).error().code, ErrorCode::NotWritable);
    }
    void theSameChartGivesTheSameBytes_data() {
        QTest::addColumn<int>("format");
        QTest::newRow("png") << static_cast<int>(PictureFormat::Png);
        QTest::newRow("svg") << static_cast<int>(PictureFormat::Svg);
        QTest::newRow("pdf") << static_cast<int>(PictureFormat::Pdf);
        QTest::newRow("csv") << static_cast<int>(PictureFormat::Csv);
    }
    void theSameChartGivesTheSameBytes() {
        QFETCH(int, format);
        const auto first = chartBytes(samples::costFan(), static_cast<PictureFormat>(format));
        // Past the second that Qt writes into a PDF.
        QTest::qWait(format == static_cast<int>(PictureFormat::Pdf) ? 1100 : 1);
        const auto second = chartBytes(samples::costFan(), static_cast<PictureFormat>(format));
        QVERIFY(first.has_value() && second.has_value());
        QCOMPARE(*first, *second);
    }
};

QTEST_MAIN(TestChartView)
#include "tst_chartview.moc"
