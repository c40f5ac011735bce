#include <QtTest>

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QLineEdit>

#include "tests/ui/support/SampleCharts.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartExport.h"
#include "ui/charts/ChartView.h"
#include "ui/charts/HeatMapPicture.h"
#include "ui/tables/SpecTableView.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

const QString kFolder = QStringLiteral(OFFTAKE_BINARY_DIR "/pictures");

std::vector<present::ChartSpec> allCharts() {
    return {samples::cumulativeCost(), samples::costFan(), samples::stackedCapacity(), samples::monthlyCashFlow(),
            samples::differenceHistogram(), samples::tornado(), samples::breakEvenMap(), samples::bridge(), samples::crowdedLines()};
}

int pixelsOf(const QImage& image, const QColor& colour, int tolerance = 1, const QColor& except = {}) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            // Unless told otherwise only full pixels count; one step of rounding is allowed.
            count += pixel != except && qAbs(pixel.red() - colour.red()) <= tolerance &&
                     qAbs(pixel.green() - colour.green()) <= tolerance && qAbs(pixel.blue() - colour.blue()) <= tolerance;
        }
    }
    return count;
}

}  // namespace

/// Draws every kind of chart and a page into <build>/pictures, to be looked at, and checks that colours are there.
class TestGallery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(QDir().mkpath(kFolder)); }

    void everyKindOfChartShowsItsColours_data() {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QSizeF>("size");
        QTest::newRow("light") << false << QSizeF(460, 310);
        QTest::newRow("dark") << true << QSizeF(460, 310);
        QTest::newRow("light large") << false << QSizeF(900, 520);
        QTest::newRow("light small") << false << QSizeF(260, 190);
    }
    void everyKindOfChartShowsItsColours() {
        QFETCH(bool, dark);
        QFETCH(QSizeF, size);
        const Tokens& tokens = dark ? darkTokens() : lightTokens();
        for (const present::ChartSpec& spec : allCharts()) {
            ExportOptions options;
            options.size = size;
            options.dark = dark;
            options.devicePixelRatio = 1.0;
            const QImage image = chartImage(spec, options);
            QVERIFY(image.save(QStringLiteral("%1/%2 %3.png").arg(kFolder, QString::fromStdString(spec.id), QString::fromLatin1(QTest::currentDataTag()))));
            for (const present::Series& series : spec.series) {
                const QColor colour = series.kind == present::SeriesKind::StackedArea ? tokens.area(series.role)
                                      : series.kind == present::SeriesKind::StackedBars ? tokens.fill(series.role)
                                                                                        : tokens.stroke(series.role);
                QVERIFY2(pixelsOf(image, colour) > 10, qPrintable(QString::fromStdString(spec.id + " " + series.name)));
            }
            if (spec.kind == present::ChartKind::HeatMap) {
                for (const present::Role& role : {spec.heat.negative, spec.heat.positive}) {
                    QVERIFY(pixelsOf(image, heatColour(spec.heat, role == spec.heat.negative ? -0.5 : 0.5, 1.0, tokens), 6) > 100);
                }
                continue;  // a map has no grid
            }
            // Grid lines fall between pixels: any mixture of line and ground counts.
            QVERIFY2(pixelsOf(image, tokens.tint(tokens.line, 0.65), 12, tokens.raised) > 50, qPrintable(QStringLiteral("grid of ") + QString::fromStdString(spec.id)));
            for (const present::BarRow& row : spec.rows) {
                QVERIFY(pixelsOf(image, tokens.fill(row.parts.front().role)) > 100);
            }
            for (const present::WaterfallStep& step : spec.steps) {
                QVERIFY(pixelsOf(image, tokens.fill(step.role)) > 100);
            }
        }
    }
    void linesAreAsThickInLargePicturesAsInSmallOnes() {
        ExportOptions options;
        options.devicePixelRatio = 1.0;
        const int once = pixelsOf(chartImage(samples::cumulativeCost(), options), lightTokens().series[0]);
        options.devicePixelRatio = 2.0;
        const int twice = pixelsOf(chartImage(samples::cumulativeCost(), options), lightTokens().series[0]);
        // Four times the area; edges are mixed colours and count less in the large picture.
        QVERIFY2(twice > 3 * once, qPrintable(QStringLiteral("%1 and %2").arg(once).arg(twice)));
    }
    void aPageOfCardsAndATableIsDrawn_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void aPageOfCardsAndATableIsDrawn() {
        QFETCH(bool, dark);
        Theme theme(dark ? Theme::Mode::Dark : Theme::Mode::Light);
        theme.apply();
        QWidget page;
        auto* column = new QVBoxLayout(&page);
        auto* bar = new QHBoxLayout;
        auto* title = new QLabel(QStringLiteral("Compare"));
        setLook(title, Look::PageTitle);
        auto* note = new QLabel(QStringLiteral("Baseline A · metrics for policy analyst"));
        setLook(note, Look::Muted);
        auto* run = new QPushButton(QStringLiteral("Run"));
        setLook(run, Look::Primary);
        auto* search = new QLineEdit;
        search->setPlaceholderText(QStringLiteral("Search inputs, results, actions"));
        bar->addWidget(title);
        bar->addWidget(note);
        bar->addStretch(1);
        bar->addWidget(search);
        bar->addWidget(new QPushButton(QStringLiteral("Undo")));
        bar->addWidget(run);
        column->addLayout(bar);
        auto* card = new QFrame;
        setLook(card, Look::Card);
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(1, 1, 1, 1);
        auto* table = new SpecTableView(theme);
        table->setFitsRows(true);
        table->setSpec(samples::comparison());
        table->selectRowId(QStringLiteral("lcoc"));
        inside->addWidget(table);
        column->addWidget(card);
        auto* row = new QHBoxLayout;
        auto* left = new ChartCard(theme);
        left->setSpec(samples::cumulativeCost());
        left->view()->hoverModel()->setX(24.0);
        auto* right = new ChartCard(theme);
        right->setSpec(samples::bridge());
        row->addWidget(left);
        row->addWidget(right);
        column->addLayout(row, 1);
        page.resize(940, 720);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        table->setSpec(samples::comparison());
        const QImage image = page.grab().toImage();
        QVERIFY(image.save(QStringLiteral("%1/page %2.png").arg(kFolder, QString::fromLatin1(QTest::currentDataTag()))));
        const Tokens& tokens = theme.tokens();
        QVERIFY(pixelsOf(image, tokens.surface) > 1000);
        QVERIFY(pixelsOf(image, tokens.series[0]) > 500);
        QVERIFY(pixelsOf(image, tokens.negativeSoft) > 200);
        QVERIFY(pixelsOf(image, tokens.selection) > 2000);
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
