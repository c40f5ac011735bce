#include "ui/forecast/ForecastDialog.h"

#include <algorithm>

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/present/InputName.h"
#include "core/study/Assumption.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/charts/ChartCard.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/document/Document.h"
#include "ui/forecast/ForecastView.h"
#include "ui/forecast/MethodBar.h"
#include "ui/forecast/SeriesPane.h"
#include "ui/forecast/UseBar.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr QSize kFirstSize{1180, 760};
constexpr QSize kLeastSize{820, 520};
constexpr int kSeriesWidth = 280;
constexpr int kMargin = 4 * kGrid;

Date startOf(const study::Element& root) { return Date{std::chrono::days{static_cast<int>(root.get(study::kStart).number())}}; }

int monthsOf(const study::Element& root) { return static_cast<int>(root.get(study::kHorizon).number()); }

}  // namespace

ForecastDialog::ForecastDialog(Document& document, Dialogs& dialogs, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_document(document), m_theme(theme), m_series(new SeriesPane(theme, dialogs, facts)), m_method(new MethodBar(theme)),
      m_view(new ForecastView(m_forecasts, theme)), m_use(new UseBar(theme)) {
    setWindowTitle(tr("Forecast"));
    setAcceptDrops(true);
    setMinimumSize(kLeastSize);
    resize(screen() == nullptr ? kFirstSize : kFirstSize.boundedTo(screen()->availableSize()));
    auto* left = new QScrollArea;
    left->setWidgetResizable(true);
    left->setFrameShape(QFrame::NoFrame);
    left->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    left->setFocusPolicy(Qt::NoFocus);
    left->setFixedWidth(kSeriesWidth);
    left->setWidget(m_series);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
    row->setSpacing(kMargin);
    row->addWidget(left);
    row->addWidget(makeRight(), 1);

    connect(m_series, &SeriesPane::requested, this, &ForecastDialog::readSeries);
    connect(m_method, &MethodBar::changed, this, [this] { m_forecasts.setQuestion(m_method->question()); });
    connect(&m_forecasts, &Forecasts::changed, this, &ForecastDialog::showFound);
    connect(m_use, &UseBar::useRequested, this, &ForecastDialog::takeIt);
    connect(m_use, &UseBar::undoRequested, this, [this] {
        m_document.undo();
        m_use->say(tr("Taken back."), false);
    });
    connect(&document, &Document::changed, this, [this] {
        if (isVisible()) {
            showStudy();
        }
    });
    connect(&document, &Document::replaced, this, &QDialog::close);
    showFound();
}

QWidget* ForecastDialog::makeRight() {
    auto* right = new QWidget;
    auto* close = new QPushButton(tr("Close"));
    connect(close, &QPushButton::clicked, this, &QDialog::close);
    auto* column = new QVBoxLayout(right);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * kGrid);
    column->addWidget(m_method);
    column->addWidget(m_view, 1);
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(2 * kGrid);
    bottom->addWidget(m_use, 1);
    bottom->addWidget(close, 0, Qt::AlignBottom);
    column->addLayout(bottom);
    // Enter in a field is no wish to close or to use anything.
    for (QPushButton* button : findChildren<QPushButton*>() + right->findChildren<QPushButton*>()) {
        button->setAutoDefault(false);
    }
    return right;
}

void ForecastDialog::setExportFooter(const QString& footer) { m_view->setExportFooter(footer); }

void ForecastDialog::begin(const study::Path& place) {
    const study::Path owner{place.steps, {}};
    const auto element = place.steps.empty() ? Expected<const study::Element*>(nullptr) : study::findElement(m_document.study(), owner);
    const bool refits = element && *element != nullptr && (*element)->kind->role == study::Role::Assumption && study::isForecast(**element);
    m_refits = refits ? (*element)->id : std::string();
    m_kept.reset();
    m_input = refits ? study::Path{} : place;
    const QString name = refits ? toQt((*element)->displayName()) : QString();
    setWindowTitle(refits ? tr("Forecast – %1").arg(name) : tr("Forecast"));
    m_use->setRefits(name);
    m_use->setStudy(m_document.study());
    if (!refits) {
        m_series->setKept({});
        m_use->choose(m_input);
        return;
    }
    auto kept = forecast::keptForecast(m_document.study(), **element);
    m_series->setKept(kept ? name : QString());
    if (!kept) {
        m_use->say(said(kept.error()), true);
        return;
    }
    m_kept = *std::move(kept);
    m_method->setQuestion({m_kept->recipe, m_kept->horizon, m_method->question().levels});
    m_forecasts.setQuestion(m_method->question());
}

void ForecastDialog::present() {
    if (isVisible()) {
        raise();
        activateWindow();
    }
    show();
    m_series->focusFirst();
    m_forecasts.resume();
}

void ForecastDialog::ask(const study::Path& place) {
    begin(place);
    if (m_kept || !m_forecasts.series()) {
        readSeries();
    }
    present();
}

void ForecastDialog::askCatalogue(const QString& words) {
    begin(m_input);
    m_series->search(words);
    readSeries();
    present();
}

void ForecastDialog::askFile(const QString& path) {
    begin({});
    m_series->setFile(path);
    present();
}

void ForecastDialog::readSeries() {
    if (m_series->origin() == SeriesPane::Origin::Study && m_kept) {
        m_series->showReading(nullptr);
        m_forecasts.setSeries(m_kept->series);
    } else if (const auto request = m_series->request()) {
        m_series->setReading(true);
        m_forecasts.setRequest(*request);
    } else {
        m_series->showReading(nullptr);
    }
}

void ForecastDialog::showFound() {
    const bool reading = m_forecasts.stage() == Forecasts::Stage::Reading;
    if (!reading && m_series->origin() != SeriesPane::Origin::Study) {
        m_series->showReading(m_forecasts.reading());
    }
    const auto& series = m_forecasts.series();
    if (series != nullptr && series != m_shown) {
        m_shown = series;
        m_method->setStep(series->step);
        if (m_refits.empty()) {
            m_use->setName(m_series->seriesName());
            m_use->setUnit(toQt(series->unit));
            m_use->choose(m_input);
        }
        showStudy();
    }
    showUse();
}

void ForecastDialog::showUse() {
    const auto& found = m_forecasts.forecast();
    const bool there = found != nullptr && !m_forecasts.forecastError() && !m_forecasts.isStale();
    if (!there) {
        m_judged.reset();
        m_use->setReady(false, m_forecasts.stage() == Forecasts::Stage::Idle ? QString() : tr("The forecast is on its way."));
    } else if (found != m_judged) {
        m_judged = found;
        const study::Element& root = m_document.study().root();
        const auto monthly = forecast::byMonth(*found->of, found->outlook, found->question.levels, startOf(root), monthsOf(root));
        QStringList notes;
        for (const Message& note : monthly ? monthly->notes : std::vector<Message>{}) {
            notes << said(note);
        }
        m_use->setReady(monthly.has_value(), monthly ? notes.join(QLatin1Char(' ')) : tr("No assumption can be made of it. %1").arg(saidWithoutSubject(monthly.error())));
    }
}

void ForecastDialog::showStudy() {
    const study::Element& root = m_document.study().root();
    m_use->setStudy(m_document.study());
    m_use->setUndoable(m_used != 0 && m_document.revision() == m_used);
    m_method->setStudyHorizon(m_shown ? forecast::horizonCovering(*m_shown, startOf(root), monthsOf(root)).value_or(0) : 0);
}

forecast::DataSource ForecastDialog::source() const {
    if (m_series->origin() == SeriesPane::Origin::Study) {
        return m_kept ? m_kept->source : forecast::DataSource{};
    }
    const auto request = m_series->request();
    forecast::DataSource source;
    if (request && request->entry) {
        source.title = request->entry->name;
        source.url = request->entry->sourceUrl;
        source.confidence = catalogue::name(request->entry->confidence);
    } else if (request) {
        const auto& reading = m_forecasts.reading();
        source.title = request->csv.name + (reading && !reading->column.empty() ? ", " + reading->column : "");
        source.confidence = catalogue::name(catalogue::Confidence::Low);
    }
    return source;
}

forecast::FittedForecast ForecastDialog::fitted() const {
    const ForecastFound& found = *m_forecasts.forecast();
    forecast::FittedForecast fitted;
    fitted.name = toStd(m_use->name());
    fitted.source = source();
    fitted.recipe = found.question.recipe;
    fitted.recipe.method = found.outlook.method;
    fitted.series = *found.of;
    if (m_refits.empty()) {
        fitted.series.unit = toStd(m_use->unit());
    }
    fitted.outlook = found.outlook;
    fitted.levels = found.question.levels;
    if (const auto& test = m_forecasts.test()) {
        const auto score = std::find_if(test->scores.begin(), test->scores.end(),
                                        [&](const forecast::OutlookScore& each) { return each.method == found.outlook.method; });
        if (score != test->scores.end()) {
            fitted.score = *score;
        }
        fitted.origins = test->origins;
        fitted.testedSteps = test->horizon;
    }
    return fitted;
}

void ForecastDialog::takeIt() {
    if (m_forecasts.forecast() == nullptr) {
        return;
    }
    const study::Study& study = m_document.study();
    const bool refits = !m_refits.empty();
    const QString place = m_use->inputText();
    const auto edit = refits ? forecast::refitForecast(study, fitted(), m_refits) : forecast::useForecast(study, fitted(), m_use->inputs());
    const Expected<void> done = edit ? m_document.apply(*edit) : Expected<void>(tl::unexpected(edit.error()));
    if (!done) {
        m_use->say(saidWithoutSubject(done.error()), true);
        return;
    }
    m_used = m_document.revision();
    m_use->setUndoable(true);
    m_use->say(refits ? tr("Fitted again: whatever follows it has the new values.") : tr("%1: now follows “%2”.").arg(place, m_use->name()), false);
}

void ForecastDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    showStudy();
}

void ForecastDialog::keyPressEvent(QKeyEvent* event) {
    // Esc backs out one level: first of the calculation, then of the dialog.
    if (event->key() == Qt::Key_Escape && m_forecasts.stage() != Forecasts::Stage::Idle) {
        m_forecasts.stop();
        return;
    }
    QDialog::keyPressEvent(event);
}

void ForecastDialog::hideEvent(QHideEvent* event) {
    m_forecasts.stop();
    QDialog::hideEvent(event);
}

void ForecastDialog::dragEnterEvent(QDragEnterEvent* event) {
    if (!SeriesPane::droppedSeries(*event->mimeData()).isEmpty()) {
        event->acceptProposedAction();
    }
}

void ForecastDialog::dropEvent(QDropEvent* event) {
    const QString path = SeriesPane::droppedSeries(*event->mimeData());
    if (!path.isEmpty()) {
        event->acceptProposedAction();
        m_series->setFile(path);
    }
}

}  // namespace offtake::ui
