#include "ui/pages/UncertaintyPage.h"

#include <algorithm>
#include <cmath>

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>

#include "core/present/DealNames.h"
#include "core/present/NumberText.h"
#include "core/present/SensitivityCharts.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Document.h"
#include "ui/pages/CorrelationEditor.h"
#include "ui/pages/RiskPanel.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"
#include "ui/widgets/FlowLayout.h"

namespace offtake::ui {
namespace {

constexpr int kMargin = 4 * kGrid;
constexpr int kGap = 3 * kGrid;
constexpr int kPanelWidth = 292;
constexpr int kPanelBesideFrom = 900;  // narrower pages have no room for two charts and the panel
constexpr int kTwoColumnsFrom = 640;
constexpr int kAboveCharts = 118;      // head and sentence: what is left of the height is for two rows of charts
constexpr int kLeastChart = 236;
constexpr int kMostChart = 430;
constexpr double kSentenceScale = 1.12;
constexpr std::uint32_t kMostSeed = 1'000'000;  // short enough to be written down
const QString kDifference = QStringLiteral("difference");

using Option = std::pair<QString, QString>;
using State = Simulations::State;

QLabel* label(Look look) {
    auto* made = new QLabel;
    setLook(made, look);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QString percentDone(double progress) { return QString::number(static_cast<int>(progress * 100.0)); }

}  // namespace

UncertaintyPage::UncertaintyPage(const Document& document, Results& results, Simulations& simulations, Sensitivities& sensitivities, const Theme& theme,
                                 QWidget* parent)
    : QScrollArea(parent), m_document(document), m_results(results), m_simulations(simulations), m_sensitivities(sensitivities), m_theme(theme),
      m_stack(new QStackedWidget) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Uncertainty"));
    m_stack->addWidget(makeState());
    m_stack->addWidget(makeCharts());
    setWidget(m_stack);
    connect(&m_simulations, &Simulations::changed, this, &UncertaintyPage::update);
    connect(&m_simulations, &Simulations::progressed, this, &UncertaintyPage::showState);
    connect(&m_sensitivities, &Sensitivities::changed, this, [this] {
        if (m_shown) {
            showSensitivities();
        }
    });
    connect(&m_results, &Results::failed, this, &UncertaintyPage::update);
    connect(&m_results, &Results::resultChanged, this, [this](const ResultPointer& result) { m_hasFigure = m_hasFigure && result != nullptr; });
    arrange();
    showState();
}

QWidget* UncertaintyPage::makeState() {
    auto* page = new QWidget;
    m_stateTitle = label(Look::PageTitle);
    m_stateText = new QLabel;
    m_stateText->setWordWrap(true);
    m_stateText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_stateProgress = new QProgressBar;
    m_stateProgress->setTextVisible(false);
    m_stateProgress->setMaximumWidth(kPanelWidth);
    m_stateProgress->setAccessibleName(tr("Progress of the simulation"));
    m_stateAction = new QPushButton;
    setLook(m_stateAction, Look::Primary);
    connect(m_stateAction, &QPushButton::clicked, this, [this] {
        switch (m_simulations.state()) {
            case State::Running:
                m_simulations.stop();
                break;
            case State::Stopped:
            case State::Failed:
                m_simulations.start();
                break;
            default:
                Q_EMIT inputsRequested(m_results.error() ? toQt(m_results.error()->subject) : QString());
                break;
        }
    });
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * kMargin, 4 * kMargin, 2 * kMargin, kMargin);
    column->setSpacing(kGap);
    column->addWidget(m_stateTitle);
    column->addWidget(m_stateText);
    column->addWidget(m_stateProgress);
    column->addWidget(m_stateAction, 0, Qt::AlignLeft);
    column->addStretch(1);
    return page;
}

QWidget* UncertaintyPage::makeHead() {
    auto* head = new QWidget;
    auto* row = new FlowLayout(kGrid, kGrid, head);
    auto* title = label(Look::PageTitle);
    title->setText(tr("Uncertainty"));
    title->setContentsMargins(0, 0, 2 * kGrid, 0);
    row->addWidget(title);
    m_metric = new FlatChoice(m_theme, tr("figure"));
    m_deal = new FlatChoice(m_theme, tr("of"));
    m_fanOf = new FlatChoice(m_theme, tr("by month"));
    m_xInput = new FlatChoice(m_theme, tr("map of"));
    m_yInput = new FlatChoice(m_theme, tr("and"));
    m_paths = new FlatChoice(m_theme, tr("paths"));
    m_seed = label(Look::Muted);
    m_randomise = new QPushButton(tr("Randomise"));
    setLook(m_randomise, Look::Link);
    m_randomise->setToolTip(tr("Draw by another seed. The same seed always gives the same figures."));
    m_run = new QPushButton;
    setLook(m_run, Look::Primary);
    m_staleNote = label(Look::Tag);
    for (QWidget* part : {static_cast<QWidget*>(m_metric), static_cast<QWidget*>(m_deal), static_cast<QWidget*>(m_fanOf), static_cast<QWidget*>(m_xInput),
                          static_cast<QWidget*>(m_yInput), static_cast<QWidget*>(m_paths), static_cast<QWidget*>(m_seed),
                          static_cast<QWidget*>(m_randomise), static_cast<QWidget*>(m_run), static_cast<QWidget*>(m_staleNote)}) {
        row->addWidget(part);
    }
    connect(m_metric, &QComboBox::currentIndexChanged, this, &UncertaintyPage::askFigure);
    connect(m_deal, &QComboBox::currentIndexChanged, this, &UncertaintyPage::askFigure);
    connect(m_fanOf, &QComboBox::currentIndexChanged, this, &UncertaintyPage::showFan);
    connect(m_paths, &QComboBox::currentIndexChanged, this, [this] { requestNumber(study::kPaths.key.data(), m_paths->chosen().toDouble()); });
    const auto askMap = [this] { m_sensitivities.setMapInputs(toStd(m_xInput->chosen()), toStd(m_yInput->chosen())); };
    connect(m_xInput, &QComboBox::currentIndexChanged, this, askMap);
    connect(m_yInput, &QComboBox::currentIndexChanged, this, askMap);
    connect(m_randomise, &QPushButton::clicked, this, &UncertaintyPage::randomise);
    connect(m_run, &QPushButton::clicked, this, [this] {
        if (m_simulations.state() == State::Running) {
            m_simulations.stop();
        } else {
            m_simulations.start();
        }
    });
    return head;
}

ChartCard* UncertaintyPage::makeCard() {
    auto* card = new ChartCard(m_theme);
    connect(card->view(), &ChartView::failed, this, &UncertaintyPage::failed);
    connect(card->table(), &SpecTableView::failed, this, &UncertaintyPage::failed);
    m_charts.push_back(card);
    return card;
}

QWidget* UncertaintyPage::makeCharts() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    column->setSpacing(2 * kGrid);
    column->addWidget(makeHead());
    m_sentence = new QLabel;
    m_sentence->setTextFormat(Qt::PlainText);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont large = m_sentence->font();
    large.setPointSizeF(large.pointSizeF() * kSentenceScale);
    large.setWeight(QFont::DemiBold);
    m_sentence->setFont(large);
    column->addWidget(m_sentence);
    m_notice = label(Look::Quote);
    m_notice->setWordWrap(true);
    m_notice->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_notice);

    m_fan = makeCard();
    m_distribution = makeCard();
    m_tornado = makeCard();
    m_map = makeCard();
    m_convergence = makeCard();
    m_correlations = new CorrelationEditor(m_theme);
    m_grid = new QGridLayout;
    m_grid->setSpacing(kGap);
    m_panel = new RiskPanel(m_theme);
    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(kGap);
    m_body->addLayout(m_grid, 1);
    m_body->addWidget(m_panel);
    column->addLayout(m_body);
    column->addStretch(1);

    connect(m_tornado->view(), &ChartView::sampleActivated, this, [this](double row) {
        const auto& rows = m_tornado->view()->spec().rows;
        if (const auto index = static_cast<std::size_t>(row); index < rows.size()) {
            Q_EMIT inputsRequested(toQt(rows[index].id));
        }
    });
    connect(m_map->view(), &ChartView::sampleActivated, this, &UncertaintyPage::setMapPoint);
    connect(m_panel, &RiskPanel::inputRequested, this, &UncertaintyPage::inputsRequested);
    connect(m_panel, &RiskPanel::goalSeekRequested, this, &UncertaintyPage::goalSeekRequested);
    connect(m_panel, &RiskPanel::failed, this, &UncertaintyPage::failed);
    connect(m_correlations, &CorrelationEditor::editRequested, this, &UncertaintyPage::editRequested);
    return page;
}

void UncertaintyPage::setExportFooter(const QString& footer) {
    for (ChartCard* chart : m_charts) {
        chart->view()->setFooter(footer);
    }
}

void UncertaintyPage::setShown(bool shown) {
    m_shown = shown;
    m_simulations.setWanted(shown);
    m_sensitivities.setWanted(shown);
    update();
}

void UncertaintyPage::focusFirst() {
    if (showsCharts()) {
        m_fan->view()->setFocus(Qt::OtherFocusReason);
    } else if (!m_stateAction->isHidden()) {
        m_stateAction->setFocus(Qt::OtherFocusReason);
    }
}

bool UncertaintyPage::showsCharts() const { return m_stack->currentIndex() == 1; }

void UncertaintyPage::update() {
    if (!m_shown) {
        return;
    }
    showState();
    if (showsCharts()) {
        showStudy();
        showSimulation();
        showSensitivities();
    }
}

void UncertaintyPage::showState() {
    const State state = m_simulations.state();
    const bool hasRun = m_simulations.run().has_value();
    m_stack->setCurrentIndex(hasRun ? 1 : 0);
    const bool running = state == State::Running;
    m_run->setText(running ? tr("Stop  Esc") : tr("Run  F5"));
    m_run->setAccessibleName(running ? tr("Stop the simulation") : tr("Run the simulation"));
    const QString progress = percentDone(m_simulations.progress());
    m_staleNote->setVisible(running || m_simulations.isStale());
    m_staleNote->setText(running ? tr("updating… %1 %").arg(progress) : tr("outdated"));
    m_staleNote->updateGeometry();
    QString notice;
    if (m_results.error()) {
        notice = tr("These figures are of an earlier state of the study. %1").arg(said(*m_results.error()));
    } else if (state == State::Stopped) {
        notice = tr("The run was stopped. These are the figures of the last complete one; Run (F5) draws new ones.");
    } else if (state == State::Failed) {
        notice = tr("These are the figures of the last complete run. %1").arg(said(*m_simulations.error()));
    } else if (state == State::Outdated) {
        notice = tr("The study has changed since. A run takes %1 s: Run (F5) draws new figures.")
                     .arg(QString::number(m_simulations.run()->seconds, 'f', 1));
    }
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
    if (hasRun) {
        return;
    }
    m_stateProgress->setVisible(running);
    m_stateProgress->setValue(progress.toInt());
    m_stateAction->setVisible(true);
    if (m_results.error()) {
        m_stateTitle->setText(tr("The study cannot be computed"));
        m_stateText->setText(said(*m_results.error()));
        m_stateAction->setText(tr("Show the input"));
    } else if (running) {
        m_stateTitle->setText(tr("Drawing the first paths"));
        m_stateText->setText(tr("What the deals come to appears here in a moment."));
        m_stateAction->setText(tr("Stop  Esc"));
    } else if (state == State::Failed) {
        m_stateTitle->setText(tr("The study cannot be simulated"));
        m_stateText->setText(said(*m_simulations.error()));
        m_stateAction->setText(tr("Run again  F5"));
    } else if (state == State::Stopped) {
        m_stateTitle->setText(tr("The run was stopped"));
        m_stateText->setText(tr("There is no complete run of this study yet."));
        m_stateAction->setText(tr("Run  F5"));
    } else if (state == State::Certain) {
        m_stateTitle->setText(tr("Nothing is uncertain yet"));
        m_stateText->setText(tr("Give an input a range: type 5 to 9 in its cell, and this page shows what it does to the deals."));
        m_stateAction->setText(tr("Show the inputs"));
    } else {
        m_stateTitle->setText(tr("Computing the deals"));
        m_stateText->setText(tr("The simulation starts in a moment."));
        m_stateAction->setVisible(false);
    }
}

void UncertaintyPage::showStudy() {
    const SimulationRun& run = *m_simulations.run();
    const risk::Simulation& simulation = *run.simulation;
    if (!m_hasFigure || m_figure.deal >= simulation.dealIds.size() || simulation.find(m_figure.metric) == nullptr) {
        m_figure = present::usualFigure(*run.of, simulation);
        m_hasFigure = true;
    }
    QList<Option> metrics;
    for (const risk::SimulatedMetric& metric : simulation.metrics) {
        const economics::MetricInfo& info = economics::infoOf(metric.metric);
        metrics << Option(toQt(info.label), toQt(info.key));
    }
    m_metric->setOptions(metrics, toQt(economics::infoOf(m_figure.metric).key));
    const QString baseline = toQt(present::dealLetter(simulation.baseline));
    QList<Option> deals;
    for (std::size_t i = 0; i < simulation.dealIds.size(); ++i) {
        const QString letter = toQt(present::dealLetter(i));
        deals << Option(i == simulation.baseline ? letter : QStringLiteral("%1 − %2").arg(letter, baseline), toQt(simulation.dealIds[i]));
    }
    m_deal->setOptions(deals, toQt(simulation.dealIds[m_figure.deal]));
    m_deal->setVisible(deals.size() > 1);
    const QString deal = toQt(present::dealLetter(m_figure.deal));
    QList<Option> fans;
    if (m_figure.deal != simulation.baseline) {
        fans << Option(QStringLiteral("%1 − %2").arg(deal, baseline), kDifference) << Option(baseline, QString::number(simulation.baseline));
    }
    fans << Option(deal, QString::number(m_figure.deal));
    const QString fan = m_fanOf->chosen();
    const bool known = std::any_of(fans.begin(), fans.end(), [&](const Option& option) { return option.second == fan; });
    m_fanOf->setOptions(fans, known ? fan : fans.back().second);
    m_fanOf->setVisible(fans.size() > 1);

    const study::Element& root = m_document.study().root();
    const double stated = root.get(study::kPaths).number();
    QList<Option> paths;
    for (const double count : {1e3, 1e4, 1e5, 1e6}) {
        if (stated < count && (paths.isEmpty() || paths.back().second.toDouble() < stated)) {
            paths << Option(toQt(present::numberText(stated, {0, false, true})), QString::number(stated, 'f', 0));
        }
        paths << Option(toQt(present::numberText(count, {0, false, true})), QString::number(count, 'f', 0));
    }
    if (paths.back().second.toDouble() < stated) {
        paths << Option(toQt(present::numberText(stated, {0, false, true})), QString::number(stated, 'f', 0));
    }
    m_paths->setOptions(paths, QString::number(stated, 'f', 0));
    m_seed->setText(tr("seed %1").arg(QString::number(root.get(study::kSeed).number(), 'f', 0)));
    // The choices follow the study at once, what was repaired is known of the plan that was simulated.
    const ResultPointer newest = m_results.result() ? m_results.result() : run.of;
    m_correlations->show(m_document.study(), newest->plan, newest == run.of ? simulation.repairs : std::vector<risk::CorrelationRepair>());
    m_sensitivities.setFigure({m_figure.metric, m_figure.deal, m_figure.deal == simulation.baseline ? std::nullopt : std::optional(simulation.baseline)});
}

void UncertaintyPage::showSimulation() {
    const SimulationRun& run = *m_simulations.run();
    const risk::Simulation& simulation = *run.simulation;
    const bool stale = m_simulations.isStale();
    showFan();
    m_distribution->setSpec(present::distributionChart(*run.of, simulation, m_figure));
    m_convergence->setSpec(present::convergenceChart(simulation, m_figure));
    for (ChartCard* chart : {m_fan, m_distribution, m_convergence}) {
        chart->setStale(stale);
    }
    m_sentence->setText(toQt(present::simulationSentence(*run.of, simulation, m_figure)));
    m_panel->setHead(present::simulatedHead(*run.of, simulation, m_figure));
    m_panel->setRisk(present::riskTable(*run.of, simulation, m_figure, run.seconds));
    m_panel->setConvergence(toQt(present::convergenceSentence(simulation, m_figure)));
    m_panel->setStale(stale);
}

void UncertaintyPage::showFan() {
    if (!m_simulations.run()) {
        return;
    }
    const SimulationRun& run = *m_simulations.run();
    const std::size_t baseline = run.simulation->baseline;
    const bool difference = m_fanOf->chosen() == kDifference;
    const std::size_t deal = difference ? m_figure.deal : static_cast<std::size_t>(m_fanOf->chosen().toUInt());
    m_fan->setSpec(present::costFan(*run.of, *run.simulation, {deal, difference}, deal == baseline ? m_figure.deal : baseline));
}

void UncertaintyPage::showSensitivities() {
    if (!showsCharts()) {
        return;
    }
    const auto& tornado = m_sensitivities.tornado();
    present::ChartSpec waiting;
    waiting.id = "tornado";
    waiting.title = toStd(tr("What moves it most"));
    waiting.emptyText = toStd(tornado.error ? said(*tornado.error) : tr("Being computed…"));
    m_tornado->setSpec(tornado.answer ? present::tornadoChart(*tornado.of, *tornado.answer) : waiting);
    const auto& map = m_sensitivities.map();
    waiting.id = "map";
    waiting.title = toStd(tr("Where both are equal"));
    waiting.emptyText = toStd(map.error            ? said(*map.error)
                              : tornado.answer && tornado.answer->bars.size() < 2 ? tr("A map needs two inputs that move the figure.")
                                                   : tr("Being computed…"));
    m_map->setSpec(map.answer ? present::breakEvenMap(*map.of, *map.answer) : waiting);
    const bool stale = m_sensitivities.isStale();
    m_tornado->setStale(stale && tornado.answer);
    m_map->setStale(stale && map.answer);
    const auto& goals = m_sensitivities.breakEvens();
    m_panel->setBreakEvens(goals.answer ? present::breakEvenTable(*goals.answer) : present::TableSpec{});
    if (tornado.answer) {
        QList<Option> inputs;
        for (const risk::TornadoBar& bar : tornado.answer->bars) {
            inputs << Option(toQt(bar.knob.label), toQt(bar.knob.path.text()));
        }
        const QString x = map.answer ? toQt(map.answer->xKnob.path.text()) : m_xInput->chosen();
        const QString y = map.answer ? toQt(map.answer->yKnob.path.text()) : m_yInput->chosen();
        m_xInput->setOptions(inputs, x);
        m_yInput->setOptions(inputs, y);
        for (FlatChoice* choice : {m_xInput, m_yInput}) {
            choice->setVisible(inputs.size() > 1);
        }
    }
}

void UncertaintyPage::askFigure() {
    if (!m_simulations.run()) {
        return;
    }
    const risk::Simulation& simulation = *m_simulations.run()->simulation;
    if (const economics::MetricInfo* info = economics::findMetric(toStd(m_metric->chosen()))) {
        m_figure.metric = info->metric;
    }
    const auto deal = std::find(simulation.dealIds.begin(), simulation.dealIds.end(), toStd(m_deal->chosen()));
    if (deal != simulation.dealIds.end()) {
        m_figure.deal = static_cast<std::size_t>(deal - simulation.dealIds.begin());
    }
    update();
}

void UncertaintyPage::randomise() {
    requestNumber(study::kSeed.key.data(), QRandomGenerator::global()->bounded(1U, kMostSeed));
}

void UncertaintyPage::requestNumber(const char* key, double number) {
    study::Value value;
    value.numbers = {number};
    m_simulations.startWithNext();
    Q_EMIT editRequested({study::SetValue{study::Path{}.input(key), value}});
}

void UncertaintyPage::setMapPoint(double cell) {
    const auto& map = m_sensitivities.map().answer;
    const auto index = static_cast<std::size_t>(cell);
    if (!map || m_sensitivities.isStale() || index >= map->values.size()) {
        return;
    }
    const auto set = [](const risk::Knob& knob, double number) {
        study::Value value = knob.value;
        value.numbers = {knob.whole ? std::round(number) : number};
        value.assumption.clear();
        return study::Edit{study::SetValue{knob.path, value}};
    };
    study::Batch batch;
    batch.text = toStd(tr("Set %1 and %2 from the map").arg(toQt(map->xKnob.label), toQt(map->yKnob.label)));
    batch.edits = {set(map->xKnob, map->xs[index % map->xs.size()]), set(map->yKnob, map->ys[index / map->xs.size()])};
    Q_EMIT editRequested({batch});
}

void UncertaintyPage::arrange() {
    const int width = viewport()->width() - 2 * kMargin;
    const bool beside = width >= kPanelBesideFrom;
    const int columns = width - (beside ? kPanelWidth + kGap : 0) >= kTwoColumnsFrom ? 2 : 1;
    const int height = std::clamp((viewport()->height() - kAboveCharts) / 2, kLeastChart, kMostChart);
    for (ChartCard* chart : m_charts) {
        chart->setFixedHeight(height);
    }
    m_convergence->setFixedHeight(kLeastChart);  // a check of the others, no finding of its own
    if (columns == m_columns && beside == m_panelBeside) {
        return;
    }
    m_columns = columns;
    m_panelBeside = beside;
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_panel->setMinimumWidth(beside ? kPanelWidth : 0);
    m_panel->setMaximumWidth(beside ? kPanelWidth : QWIDGETSIZE_MAX);
    const QList<QWidget*> parts{m_fan, m_distribution, m_tornado, m_map, m_correlations, m_convergence};
    for (QWidget* part : parts) {
        m_grid->removeWidget(part);
    }
    int place = 0;
    for (QWidget* part : parts) {
        m_grid->addWidget(part, place / columns, place % columns);
        ++place;
    }
    for (int i = 0; i < 2; ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void UncertaintyPage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

}  // namespace offtake::ui
