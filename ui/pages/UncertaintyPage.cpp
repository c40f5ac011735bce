#include "ui/pages/UncertaintyPage.h"

#include <algorithm>
#include <cmath>

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QRandomGenerator>
#include <QStackedWidget>

#include "core/present/DealNames.h"
#include "core/present/FigureScale.h"
#include "core/present/MetricSets.h"
#include "core/present/NumberText.h"
#include "core/present/RiskTables.h"
#include "core/present/SensitivityCharts.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/document/Document.h"
#include "ui/document/Indices.h"
#include "ui/pages/CorrelationEditor.h"
#include "ui/pages/IndicesCard.h"
#include "ui/pages/RiskPanel.h"
#include "ui/pages/SimulationBar.h"
#include "ui/pages/SimulationState.h"
#include "ui/tables/SpecTableView.h"
#include "ui/tables/TableCard.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FlatChoice.h"

namespace offtake::ui {
namespace {

constexpr int kMargin = 4 * kGrid;
constexpr int kGap = 3 * kGrid;
constexpr int kPanelWidth = 280;
constexpr int kPanelBesideFrom = 900;  // narrower pages have no room for two charts and the panel
constexpr int kTwoColumnsFrom = 640;
constexpr int kAboveCharts = 124;      // head and finding: what is left of the height is for two rows of charts
constexpr int kLeastChart = 224;
constexpr int kLeastRows = 262;        // charts with a row for each input
constexpr int kMostChart = 430;
constexpr double kRowsShare = 0.54;    // of the height, for the second row of charts
constexpr int kIndicesFoot = 76;      // what has to be known of indices, in words
constexpr int kConvergence = 220;      // a check of the others, no finding of its own
constexpr double kSentenceScale = 1.2;
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

}  // namespace

UncertaintyPage::UncertaintyPage(const Document& document, Results& results, Simulations& simulations, Sensitivities& sensitivities, Indices& indices,
                                 const Theme& theme, QWidget* parent)
    : QScrollArea(parent), m_document(document), m_results(results), m_simulations(simulations), m_sensitivities(sensitivities), m_indices(indices),
      m_theme(theme), m_stack(new QStackedWidget) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Uncertainty"));
    m_state = new SimulationState(m_results, m_simulations);
    connect(m_state, &SimulationState::inputsRequested, this, &UncertaintyPage::inputsRequested);
    m_stack->addWidget(m_state);
    m_stack->addWidget(makeCharts());
    setWidget(m_stack);
    makeActions();
    connect(&m_simulations, &Simulations::changed, this, &UncertaintyPage::update);
    connect(&m_simulations, &Simulations::progressed, this, &UncertaintyPage::showState);
    connect(&m_sensitivities, &Sensitivities::changed, this, [this] {
        if (m_shown) {
            showSensitivities();
        }
    });
    connect(&m_indices, &Indices::changed, this, &UncertaintyPage::showIndices);
    connect(&m_indices, &Indices::progressed, this, &UncertaintyPage::showIndices);
    connect(&m_results, &Results::failed, this, &UncertaintyPage::update);
    connect(&m_results, &Results::resultChanged, this, [this](const ResultPointer& result) { m_hasFigure = m_hasFigure && result != nullptr; });
    arrange();
    showState();
}

ChartCard* UncertaintyPage::makeCard() {
    auto* card = new ChartCard(m_theme);
    adopt(card);
    return card;
}

void UncertaintyPage::adopt(ChartCard* card) {
    connect(card->view(), &ChartView::failed, this, &UncertaintyPage::failed);
    connect(card->table(), &SpecTableView::failed, this, &UncertaintyPage::failed);
    m_charts.push_back(card);
}

QWidget* UncertaintyPage::makeCharts() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    column->setSpacing(kGrid);
    m_bar = new SimulationBar(m_theme);
    column->addWidget(m_bar);
    const auto words = [column](QLabel* made) {
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        made->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        column->addWidget(made);
        return made;
    };
    m_sentence = words(new QLabel);
    QFont large = m_sentence->font();
    large.setPointSizeF(large.pointSizeF() * kSentenceScale);
    large.setWeight(QFont::DemiBold);
    m_sentence->setFont(large);
    m_detail = words(label(Look::Muted));
    m_remarks = words(label(Look::Muted));
    m_notice = words(label(Look::Quote));
    column->addSpacing(kGrid);

    m_fan = makeCard();
    m_distribution = makeCard();
    m_tornado = makeCard();
    m_map = makeCard();
    m_indicesCard = new IndicesCard(m_theme, m_indices);
    adopt(m_indicesCard);
    m_convergence = makeCard();
    m_convergence->setFrameless();
    m_fanOf = new FlatChoice(m_theme, tr("by month"));
    m_fan->addControl(m_fanOf);
    m_xInput = new FlatChoice(m_theme, tr("across"));
    m_yInput = new FlatChoice(m_theme, tr("up"));
    for (FlatChoice* choice : {m_xInput, m_yInput}) {
        choice->setGivesWay();
        m_map->addControl(choice);
    }
    m_correlations = new CorrelationEditor(m_theme);
    m_regret = new TableCard(m_theme, page);
    m_grid = new QGridLayout;
    m_grid->setSpacing(kGap);
    m_panel = new RiskPanel(m_theme, m_convergence);
    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(kGap);
    auto* grid = new QVBoxLayout;
    grid->addLayout(m_grid);
    grid->addStretch(1);
    m_body->addLayout(grid, 1);
    m_body->addWidget(m_panel);
    column->addLayout(m_body);
    column->addStretch(1);
    connectParts();
    return page;
}

void UncertaintyPage::connectParts() {
    for (const ChartCard* card : {m_tornado, static_cast<ChartCard*>(m_indicesCard)}) {
        connect(card->view(), &ChartView::sampleActivated, this, [this, view = card->view()](double row) {
            const auto& rows = view->spec().rows;
            if (const auto index = static_cast<std::size_t>(row); index < rows.size()) {
                Q_EMIT inputsRequested(toQt(rows[index].id));
            }
        });
    }
    connect(m_bar, &SimulationBar::figureAsked, this, &UncertaintyPage::askFigure);
    connect(m_bar, &SimulationBar::samplingRequested, this, [this](const study::Edit& edit) {
        m_simulations.startWithNext();
        Q_EMIT editRequested(edit);
    });
    connect(m_bar, &SimulationBar::errorAsked, this,
            [this](const QString& error) { m_simulations.setWantedError(error.isEmpty() ? std::nullopt : std::optional(error.toDouble())); });
    connect(m_bar, &SimulationBar::randomiseRequested, this, &UncertaintyPage::randomise);
    connect(m_bar, &SimulationBar::correlationsRequested, this, [this] {
        ensureWidgetVisible(m_correlations, 0, kMargin);
        m_correlations->focusFirst();
    });
    connect(m_bar, &SimulationBar::runRequested, this, [this] {
        if (m_simulations.state() == State::Running) {
            m_simulations.stop();
        } else {
            m_simulations.start();
        }
    });
    connect(m_fanOf, &QComboBox::currentIndexChanged, this, &UncertaintyPage::showFan);
    const auto askMap = [this] { m_sensitivities.setMapInputs(toStd(m_xInput->chosen()), toStd(m_yInput->chosen())); };
    connect(m_xInput, &QComboBox::currentIndexChanged, this, askMap);
    connect(m_yInput, &QComboBox::currentIndexChanged, this, askMap);
    connect(m_map->view(), &ChartView::sampleActivated, this, &UncertaintyPage::setMapPoint);
    connect(m_panel, &RiskPanel::inputRequested, this, &UncertaintyPage::inputsRequested);
    connect(m_panel, &RiskPanel::goalSeekRequested, this, &UncertaintyPage::goalSeekRequested);
    connect(m_panel, &RiskPanel::failed, this, &UncertaintyPage::failed);
    connect(m_regret->table(), &SpecTableView::failed, this, &UncertaintyPage::failed);
    connect(m_regret->table(), &SpecTableView::rowActivated, this, [this](const QString& id) { m_results.setScenario(toStd(id)); });
    connect(m_correlations, &CorrelationEditor::editRequested, this, &UncertaintyPage::editRequested);
}

void UncertaintyPage::makeActions() {
    const auto add = [this](const QString& text, const char* name) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        addAction(action);
        return action;
    };
    m_copyTable = add(tr("Copy figures as table"), "copyFigures");
    m_exportTable = add(tr("Save figures as CSV…"), "saveFigures");
    for (const char* suffix : {"png", "svg", "pdf", "csv"}) {
        const QString format = QString::fromLatin1(suffix);
        auto* action = add(tr("Save chart as %1…").arg(format.toUpper()), "saveChart");
        connect(action, &QAction::triggered, this, [this, format] { chosenChart()->view()->saveAs(format); });
        m_exportCharts.push_back(action);
    }
    connect(m_copyTable, &QAction::triggered, this, [this] { chosenTable()->copyAll(); });
    connect(m_exportTable, &QAction::triggered, this, [this] { chosenTable()->saveAs(); });
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
    m_indices.setWanted(shown);
    update();
}

void UncertaintyPage::focusFirst() {
    if (showsCharts()) {
        m_fan->view()->setFocus(Qt::OtherFocusReason);
    } else if (!m_state->action()->isHidden()) {
        m_state->action()->setFocus(Qt::OtherFocusReason);
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
        showIndices();
    }
}

void UncertaintyPage::showState() {
    const State state = m_simulations.state();
    const bool hasRun = m_simulations.run().has_value();
    m_stack->setCurrentIndex(hasRun ? 1 : 0);
    for (QAction* action : actions()) {
        action->setEnabled(hasRun);
    }
    const bool running = state == State::Running;
    const int progress = static_cast<int>(m_simulations.progress() * 100.0);
    m_bar->setState(running, running ? tr("updating… %1 %").arg(progress) : m_simulations.isStale() || m_results.isStale() ? tr("outdated") : QString());
    const QString notice = noticeText();
    m_notice->setText(notice);
    m_notice->setVisible(!notice.isEmpty());
    m_state->refresh();
}

QString UncertaintyPage::noticeText() const {
    if (!m_simulations.run()) {
        return {};
    }
    const SimulationRun& run = *m_simulations.run();
    const QString last = tr("%1 paths, seed %2, drawn at %3")
                             .arg(toQt(present::numberText(static_cast<double>(run.simulation->paths), {0, false, true})), QString::number(run.simulation->seed),
                                  QLocale().toString(run.finished.time(), QStringLiteral("HH:mm:ss")));
    const QString before = m_simulations.isStale() ? tr(", before the last change") : QString();
    if (m_results.error()) {
        return tr("These figures are of an earlier state of the study (%1). %2").arg(last, said(*m_results.error()));
    }
    switch (m_simulations.state()) {
        case State::Stopped:
            return tr("Stopped. Shown is the last complete run (%1%2); Run (F5) draws a new one.").arg(last, before);
        case State::Failed:
            return tr("Shown is the last complete run (%1%2). %3").arg(last, before, said(*m_simulations.error()));
        case State::Outdated:
            return tr("The study has changed since these figures (%1). A run takes %2 s: Run (F5) draws new ones.").arg(last, QString::number(run.seconds, 'f', 1));
        default:
            return {};
    }
}

void UncertaintyPage::showStudy() {
    const SimulationRun& run = *m_simulations.run();
    const risk::Simulation& simulation = *run.simulation;
    if (m_awaited && simulation.find(*m_awaited) != nullptr) {
        m_figure.metric = *m_awaited;
    }
    if (m_simulations.state() != State::Running) {
        m_awaited.reset();
    }
    if (!m_hasFigure || m_figure.deal >= simulation.dealIds.size() || simulation.find(m_figure.metric) == nullptr) {
        m_figure = present::usualFigure(*run.of, simulation);
        m_hasFigure = true;
    }
    showFigures();
    showErrors();
    m_bar->setStudy(m_document.study());
    // The choices follow the study at once, what was repaired is known of the plan that was simulated.
    const ResultPointer newest = m_results.result() ? m_results.result() : run.of;
    m_correlations->show(m_document.study(), newest->plan, newest == run.of ? simulation.repairs : std::vector<risk::CorrelationRepair>());
    const risk::Figure asked{m_figure.metric, m_figure.deal, m_figure.deal == simulation.baseline ? std::nullopt : std::optional(simulation.baseline)};
    m_sensitivities.setFigure(asked);
    m_indices.setFigure(asked);
}

void UncertaintyPage::showFigures() {
    const risk::Simulation& simulation = *m_simulations.run()->simulation;
    SimulationBar::Options metrics;
    for (const economics::Metric metric : present::metricsFor(present::Audience::All)) {
        const economics::MetricInfo& info = economics::infoOf(metric);
        metrics << Option(toQt(info.label), toQt(info.key));
    }
    m_bar->setMetrics(metrics, toQt(economics::infoOf(m_awaited.value_or(m_figure.metric)).key));
    const QString baseline = toQt(present::dealLetter(simulation.baseline));
    SimulationBar::Options deals;
    for (std::size_t i = 0; i < simulation.dealIds.size(); ++i) {
        const QString letter = toQt(present::dealLetter(i));
        deals << Option(i == simulation.baseline ? letter : QStringLiteral("%1 − %2").arg(letter, baseline), toQt(simulation.dealIds[i]));
    }
    m_bar->setDeals(deals, toQt(simulation.dealIds[m_figure.deal]));
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
}

void UncertaintyPage::showErrors() {
    const risk::Distributed* distributed = present::distributionOf(*m_simulations.run()->simulation, m_figure);
    std::vector<double> errors = present::errorsOnOffer(m_figure.metric, distributed == nullptr ? 0.0 : distributed->mean.error);
    const std::optional<double> wanted = m_simulations.wantedError();
    if (wanted) {
        errors.push_back(*wanted);
        std::sort(errors.begin(), errors.end(), std::greater<>());
    }
    SimulationBar::Options options{{tr("all drawn"), QString()}};
    for (const double error : errors) {
        const Option option(QStringLiteral("±%1").arg(toQt(present::errorScale(m_figure.metric, error).text(error))), QString::number(error, 'g', QLocale::FloatingPointShortest));
        if (option.second != options.back().second) {
            options << option;
        }
    }
    m_bar->setErrors(options, wanted ? QString::number(*wanted, 'g', QLocale::FloatingPointShortest) : QString());
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
    const QString detail = toQt(present::simulationDetail(simulation, m_figure));
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    QStringList remarks;
    for (const std::string& remark : present::simulationRemarks(simulation, m_figure)) {
        remarks << toQt(remark);
    }
    m_remarks->setText(remarks.join(QLatin1Char(' ')));
    m_remarks->setVisible(!remarks.isEmpty());
    m_panel->setHead(present::simulatedHead(*run.of, simulation, m_figure));
    m_panel->setRisk(present::riskTable(simulation, m_figure), toQt(present::dominanceSentence(simulation, m_figure)));
    m_panel->setQuantiles(present::quantileTable(*run.of, simulation, m_figure));
    m_panel->setSampling(present::samplingTable(simulation, m_figure, run.seconds), toQt(present::convergenceSentence(simulation, m_figure)));
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
    m_panel->setBreakEvens(goals.answer && tornado.of ? present::breakEvenTable(*tornado.of, *goals.answer) : present::TableSpec{});
    if (tornado.answer) {
        QList<Option> inputs;
        for (const risk::TornadoBar& bar : tornado.answer->bars) {
            inputs << Option(toQt(present::letteredLabel(*tornado.of, bar.knob)), toQt(bar.knob.path.text()));
        }
        const QString x = map.answer ? toQt(map.answer->xKnob.path.text()) : m_xInput->chosen();
        const QString y = map.answer ? toQt(map.answer->yKnob.path.text()) : m_yInput->chosen();
        m_xInput->setOptions(inputs, x);
        m_yInput->setOptions(inputs, y);
        for (FlatChoice* choice : {m_xInput, m_yInput}) {
            choice->setVisible(inputs.size() > 1 && m_figure.deal != tornado.of->baseline);
        }
    }
    showScenarios();
}

void UncertaintyPage::showScenarios() {
    const auto& regret = m_sensitivities.regret();
    const bool has = regret.answer != nullptr;
    if (has) {
        m_regret->setSpec(present::regretTable(*regret.of, *regret.answer));
        m_regret->setStale(m_sensitivities.isStale());
    }
    if (m_hasScenarios != has) {
        m_hasScenarios = has;
        m_columns = 0;  // what stands where depends on it
        arrange();
    }
}

void UncertaintyPage::showIndices() {
    if (m_shown && showsCharts()) {
        m_indicesCard->refresh();
    }
}

void UncertaintyPage::askFigure() {
    if (!m_simulations.run()) {
        return;
    }
    const risk::Simulation& simulation = *m_simulations.run()->simulation;
    const auto deal = std::find(simulation.dealIds.begin(), simulation.dealIds.end(), toStd(m_bar->deal()->chosen()));
    if (deal != simulation.dealIds.end()) {
        m_figure.deal = static_cast<std::size_t>(deal - simulation.dealIds.begin());
    }
    if (const economics::MetricInfo* info = economics::findMetric(toStd(m_bar->metric()->chosen()))) {
        // Until a run has it, the figures stay those of the metric before.
        m_awaited = info->metric;
        m_simulations.setMetric(info->metric);
    }
    update();
}

void UncertaintyPage::randomise() {
    study::Value seed;
    seed.numbers = {static_cast<double>(QRandomGenerator::global()->bounded(1U, kMostSeed))};
    m_simulations.startWithNext();
    Q_EMIT editRequested({study::SetValue{study::Path{}.input(study::kSeed.key), seed}});
}

ChartCard* UncertaintyPage::chosenChart() const {
    const auto holdsKeyboard = [](const ChartCard* chart) { return chart->isAncestorOf(QApplication::focusWidget()); };
    const auto chosen = std::find_if(m_charts.begin(), m_charts.end(), holdsKeyboard);
    return chosen == m_charts.end() ? m_distribution : *chosen;
}

SpecTableView* UncertaintyPage::chosenTable() const {
    auto* table = qobject_cast<SpecTableView*>(QApplication::focusWidget());
    return table != nullptr && isAncestorOf(table) ? table : m_panel->quantiles();
}

UncertaintyPage::Traced UncertaintyPage::traced() const {
    Traced traced{{}, toQt(economics::infoOf(m_figure.metric).key), {}};
    if (!m_simulations.run()) {
        if (const ResultPointer result = m_results.result(); result && !result->deals.empty()) {
            traced.deal = toQt(result->deals[result->baseline].id);
        }
        return traced;
    }
    const std::vector<std::string>& deals = m_simulations.run()->simulation->dealIds;
    traced.deal = toQt(deals[m_figure.deal]);
    const QWidget* keyboard = QApplication::focusWidget();
    const auto* bars = keyboard == m_indicesCard->view() ? m_indicesCard->view() : m_tornado->view();
    if (keyboard == bars && bars->hoverModel()->x()) {
        const auto row = static_cast<std::size_t>(*bars->hoverModel()->x());
        traced.input = row < bars->spec().rows.size() ? toQt(bars->spec().rows[row].id) : QString();
    } else if (keyboard == m_panel->breakEvens() || keyboard == m_tornado->table() || keyboard == m_indicesCard->table()) {
        traced.input = static_cast<const SpecTableView*>(keyboard)->currentRowId();
    } else if (keyboard == m_panel->quantiles() || keyboard == m_regret->table()) {
        const auto* table = static_cast<const SpecTableView*>(keyboard);
        const int column = table->currentIndex().column();
        const std::string id = column < 0 ? std::string() : table->spec().columns[static_cast<std::size_t>(column)].id;
        if (std::find(deals.begin(), deals.end(), id) != deals.end()) {
            traced.deal = toQt(id);
        }
    }
    return traced;
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
    const int room = viewport()->height() - kAboveCharts - kGap;
    const int rows = std::clamp(static_cast<int>(kRowsShare * room), kLeastRows, kMostChart);
    const int height = std::clamp(room - rows, kLeastChart, kMostChart);
    for (ChartCard* chart : {m_fan, m_distribution}) {
        chart->setFixedHeight(height);
    }
    for (ChartCard* chart : {m_tornado, m_map}) {
        chart->setFixedHeight(rows);
    }
    m_indicesCard->setFixedHeight(rows + kIndicesFoot);
    m_convergence->setFixedHeight(kConvergence);
    if (columns == m_columns && beside == m_panelBeside) {
        return;
    }
    m_columns = columns;
    m_panelBeside = beside;
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_panel->setMinimumWidth(beside ? kPanelWidth : 0);
    m_panel->setMaximumWidth(beside ? kPanelWidth : QWIDGETSIZE_MAX);
    QList<QWidget*> parts{m_fan, m_distribution, m_tornado, m_map, m_indicesCard, m_regret};
    for (QWidget* part : parts) {
        m_grid->removeWidget(part);
    }
    m_regret->setVisible(m_hasScenarios);
    if (!m_hasScenarios) {
        parts.removeOne(m_regret);
    }
    for (int place = 0; place < parts.size(); ++place) {
        const bool alone = place + 1 == parts.size() && place % columns == 0;
        m_grid->addWidget(parts[place], place / columns, place % columns, 1, alone ? columns : 1);
    }
    m_grid->removeWidget(m_correlations);
    m_grid->addWidget(m_correlations, m_grid->rowCount(), 0, 1, columns);
    for (int i = 0; i < 2; ++i) {
        m_grid->setColumnStretch(i, i < columns ? 1 : 0);
    }
}

void UncertaintyPage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    arrange();
}

}  // namespace offtake::ui
