#include "ui/forecast/ForecastView.h"

#include <QBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "core/present/ForecastChart.h"
#include "core/present/ForecastTables.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kGap = 3 * kGrid;
constexpr int kChartHeight = 300;
constexpr int kModelWidth = 310;
constexpr int kBesideFrom = 800;  // narrower, the back-test has no room beside the model
constexpr int kProgressWidth = 120;
constexpr int kLeastNames = 90;
constexpr int kFirstColumn = 150;

using Stage = Forecasts::Stage;

QLabel* makeLabel(Look look) {
    auto* label = new QLabel;
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

}  // namespace

ForecastView::ForecastView(Forecasts& forecasts, const Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_forecasts(forecasts), m_chart(new ChartCard(theme)), m_model(new SpecTableView(theme)),
      m_backtest(new SpecTableView(theme)), m_status(new QLabel), m_progress(new QProgressBar), m_stop(new QPushButton),
      m_reason(makeLabel(Look::Quote)), m_sentence(makeLabel(Look::Muted)), m_notes(makeLabel(Look::Muted)), m_modelCard(makeCard(m_model)),
      m_backtestCard(makeCard(m_backtest)), m_tables(new QBoxLayout(QBoxLayout::LeftToRight)) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Forecast"));
    setFocusPolicy(Qt::NoFocus);
    setLook(m_status, Look::Tag);
    setLook(m_stop, Look::Link);
    m_progress->setTextVisible(false);
    m_progress->setMaximumWidth(kProgressWidth);
    m_progress->setAccessibleName(tr("Progress of the back-test"));
    m_chart->setMinimumHeight(kChartHeight);
    m_model->setLeastFirstColumn(kLeastNames);
    m_backtest->setLeastFirstColumn(kFirstColumn);
    m_model->setAccessibleName(tr("Model"));
    m_backtest->setAccessibleName(tr("Back-test"));
    m_reason->setAccessibleName(tr("Why there is no forecast"));
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    auto* state = new QHBoxLayout;
    state->setSpacing(2 * kGrid);
    state->addWidget(m_sentence, 1);
    state->addWidget(m_progress);
    state->addWidget(m_status);
    state->addWidget(m_stop);
    column->addWidget(m_reason);
    column->addWidget(m_chart, 1);
    column->addWidget(m_notes);
    column->addLayout(state);
    m_tables->setSpacing(kGap);
    m_tables->addWidget(m_modelCard, 0);
    m_tables->addWidget(m_backtestCard, 1);
    column->addLayout(m_tables);
    setWidget(page);
    connect(&m_forecasts, &Forecasts::changed, this, &ForecastView::update);
    connect(&m_forecasts, &Forecasts::progressed, this, &ForecastView::showStatus);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_forecasts.stage() == Stage::Idle) {
            m_forecasts.resume();
        } else {
            m_forecasts.stop();
        }
    });
    connect(m_chart->view(), &ChartView::failed, this, &ForecastView::failed);
    for (SpecTableView* table : {m_chart->table(), m_model, m_backtest}) {
        connect(table, &SpecTableView::failed, this, &ForecastView::failed);
    }
    update();
}

QWidget* ForecastView::makeCard(SpecTableView* table) {
    auto* card = new QFrame;
    setLook(card, Look::Card);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    inside->addWidget(table);
    inside->addStretch(1);
    table->setFitsRows(true);
    return card;
}

void ForecastView::setExportFooter(const QString& footer) { m_chart->view()->setFooter(footer); }

void ForecastView::update() {
    showStatus();
    showForecast();
    showTest();
}

void ForecastView::showStatus() {
    const Stage stage = m_forecasts.stage();
    const bool busy = stage != Stage::Idle;
    m_progress->setVisible(stage == Stage::Testing);
    m_progress->setValue(static_cast<int>(100.0 * m_forecasts.progress()));
    m_status->setVisible(busy || m_forecasts.wasStopped() || m_forecasts.isStale());
    m_status->setText(stage == Stage::Reading    ? tr("reading…")
                      : stage == Stage::Fitting  ? tr("fitting…")
                      : stage == Stage::Testing  ? tr("back-testing…")
                      : m_forecasts.wasStopped() ? tr("stopped")
                                                 : tr("outdated"));
    m_stop->setVisible(busy || m_forecasts.wasStopped());
    m_stop->setText(busy ? tr("Stop  Esc") : tr("Go on"));
    m_stop->setAccessibleName(busy ? tr("Stop the forecast") : tr("Go on with the forecast"));
    m_chart->setStale(m_forecasts.isStale());
}

void ForecastView::showForecast() {
    const auto& found = m_forecasts.forecast();
    const auto& error = m_forecasts.forecastError();
    m_reason->setVisible(error.has_value());
    m_reason->setText(error ? tr("There is no forecast by this method. %1").arg(saidWithoutSubject(*error)) : QString());
    // Beside the reason the forecast before would be read as the one asked for.
    const bool shown = found && !error;
    QStringList notes;
    if (shown) {
        if (found != m_shownForecast) {
            m_chart->setSpec(present::forecastChart(*found->of, found->outlook, found->question.levels));
            m_model->setSpec(present::modelTable(*found->of, found->outlook));
        }
        for (const Message& note : found->outlook.notes) {
            notes << said(note);
        }
    } else {
        present::ChartSpec empty;
        empty.id = "forecast";
        empty.emptyText = toStd(error ? tr("Choose another method, scale or series.") : tr("Choose a series: its forecast appears here."));
        m_chart->setSpec(empty);
    }
    m_shownForecast = shown ? found : nullptr;
    m_modelCard->setVisible(shown);
    m_notes->setText(notes.join(QLatin1Char('\n')));
    m_notes->setVisible(!notes.isEmpty());
}

void ForecastView::showTest() {
    const auto& test = m_forecasts.test();
    m_backtestCard->setVisible(test != nullptr);
    if (test) {
        if (test != m_shownTest) {
            m_backtest->setSpec(present::backtestTable(*test));
            m_shownTest = test;
        }
        const auto& found = m_forecasts.forecast();
        m_sentence->setText(found ? toQt(present::backtestSentence(*test, found->outlook.method)) : QString());
    } else {
        const auto& error = m_forecasts.testError();
        m_sentence->setText(error ? tr("No back-test. %1").arg(saidWithoutSubject(*error)) : QString());
    }
}

void ForecastView::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    const bool beside = viewport()->width() >= kBesideFrom;
    m_tables->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_modelCard->setMinimumWidth(beside ? kModelWidth : 0);
    m_modelCard->setMaximumWidth(beside ? kModelWidth : QWIDGETSIZE_MAX);
}

}  // namespace offtake::ui
