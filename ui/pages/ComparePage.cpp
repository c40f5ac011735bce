#include "ui/pages/ComparePage.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QGraphicsOpacityEffect>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/present/AnswerStrip.h"
#include "core/present/ComparisonCharts.h"
#include "core/present/DealNames.h"
#include "core/study/Path.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/charts/ChartCard.h"
#include "ui/charts/ChartView.h"
#include "ui/tables/SpecTableModel.h"
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
constexpr int kTwoColumnsFrom = 720;  // narrower charts have no room for calendar labels and names of lines
constexpr int kChartHeight = 310;
constexpr int kBothKey = 3;
constexpr double kStaleOpacity = 0.55;

using Option = std::pair<QString, QString>;

QLabel* section(const QString& text) {
    auto* label = new QLabel(text.toUpper());
    setLook(label, Look::Section);
    label->setAccessibleName(text);
    return label;
}

}  // namespace

ComparePage::ComparePage(const Theme& theme, QWidget* parent) : QScrollArea(parent), m_theme(theme), m_stack(new QStackedWidget) {
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Compare"));
    m_stack->addWidget(makeState());
    m_stack->addWidget(makeFigures());
    setWidget(m_stack);
    makeActions();
    arrange();
    showState();
}

QWidget* ComparePage::makeState() {
    auto* page = new QWidget;
    m_stateTitle = new QLabel;
    setLook(m_stateTitle, Look::PageTitle);
    m_stateText = new QLabel;
    m_stateText->setWordWrap(true);
    m_stateText->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_stateAction = new QPushButton;
    setLook(m_stateAction, Look::Primary);
    connect(m_stateAction, &QPushButton::clicked, this, [this] {
        if (m_error) {
            Q_EMIT inputsRequested(toQt(m_error->subject));
        } else {
            Q_EMIT addDealRequested();
        }
    });
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(2 * kMargin, 4 * kMargin, 2 * kMargin, kMargin);
    column->setSpacing(kGap);
    column->addWidget(m_stateTitle);
    column->addWidget(m_stateText);
    column->addWidget(m_stateAction, 0, Qt::AlignLeft);
    column->addStretch(1);
    return page;
}

QWidget* ComparePage::makeHead() {
    auto* head = new QWidget;
    auto* row = new FlowLayout(kGrid, kGrid, head);
    auto* title = new QLabel(tr("Compare"));
    setLook(title, Look::PageTitle);
    title->setContentsMargins(0, 0, 2 * kGrid, 0);
    row->addWidget(title);
    m_baseline = new FlatChoice(m_theme, tr("baseline"));
    m_metrics = new FlatChoice(m_theme, tr("metrics for"));
    m_perspective = new FlatChoice(m_theme, tr("seen by"));
    m_sizing = new FlatChoice(m_theme, tr("sized"));
    m_differences = new FlatChoice(m_theme, tr("show"));
    for (FlatChoice* choice : {m_baseline, m_metrics, m_perspective, m_sizing, m_differences}) {
        row->addWidget(choice);
    }
    m_staleNote = new QLabel(tr("updating…"));
    setLook(m_staleNote, Look::Tag);
    m_staleNote->hide();
    row->addWidget(m_staleNote);

    QList<Option> audiences;
    for (const present::AudienceInfo& info : present::audiences()) {
        audiences << Option(toQt(info.label), toQt(info.key));
    }
    m_metrics->setOptions(audiences, toQt(present::infoOf(present::ComparisonOptions{}.audience).key));
    m_differences->setOptions({{tr("differences and percent"), QString::number(kBothKey)}, {tr("differences"), QStringLiteral("1")}, {tr("percent"), QStringLiteral("2")}},
                              QString::number(kBothKey));

    connect(m_baseline, &QComboBox::currentIndexChanged, this, [this] { requestChoice("baseline", m_baseline->chosen()); });
    connect(m_perspective, &QComboBox::currentIndexChanged, this, [this] { requestChoice("perspective", m_perspective->chosen()); });
    connect(m_sizing, &QComboBox::currentIndexChanged, this, [this] { requestChoice("sizing", m_sizing->chosen()); });
    connect(m_metrics, &QComboBox::currentIndexChanged, this, [this] {
        showTable();
        Q_EMIT audienceChanged(m_metrics->chosen());
    });
    connect(m_differences, &QComboBox::currentIndexChanged, this, &ComparePage::showTable);
    return head;
}

QWidget* ComparePage::makeFigures() {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, kGap, kMargin, kMargin);
    column->setSpacing(kGap);
    column->addWidget(makeHead());

    m_problem = new QLabel;
    setLook(m_problem, Look::Quote);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_problem->hide();
    column->addWidget(m_problem);

    auto* card = new QFrame;
    setLook(card, Look::Card);
    auto* inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 1, 1, 1);
    m_table = new SpecTableView(m_theme);
    m_table->setFitsRows(true);
    m_faded = new QGraphicsOpacityEffect(m_table);
    m_faded->setOpacity(kStaleOpacity);
    m_faded->setEnabled(false);
    m_table->setGraphicsEffect(m_faded);
    inside->addWidget(m_table);
    column->addWidget(card);

    m_notes = new QLabel;
    setLook(m_notes, Look::Muted);
    m_notes->setWordWrap(true);
    m_notes->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    column->addWidget(m_notes);

    const auto makeCard = [this](bool monthly) {
        auto* chart = new ChartCard(m_theme);
        chart->setFixedHeight(kChartHeight);
        if (monthly) {
            chart->setHoverModel(&m_months);
        }
        connect(chart->view(), &ChartView::failed, this, &ComparePage::failed);
        connect(chart->table(), &SpecTableView::failed, this, &ComparePage::failed);
        m_charts.push_back(chart);
        return chart;
    };
    m_cumulative = makeCard(true);
    m_parties = makeCard(false);
    m_net = makeCard(true);
    m_useful = makeCard(true);
    m_idle = makeCard(true);
    m_monthly = makeCard(true);
    m_capacity = makeCard(true);
    m_comparing = new QGridLayout;
    m_single = new QGridLayout;
    for (QGridLayout* grid : {m_comparing, m_single}) {
        grid->setSpacing(kGap);
        grid->setContentsMargins(0, 0, 0, 0);
    }
    column->addLayout(m_comparing);

    auto* chooser = new QHBoxLayout;
    chooser->setSpacing(kGrid);
    chooser->addWidget(section(tr("One deal")));
    m_chartDeal = new FlatChoice(m_theme, QString());
    m_chartDeal->setAccessibleName(tr("Deal of the two charts below, and of the chart of parties"));
    connect(m_chartDeal, &QComboBox::currentIndexChanged, this, &ComparePage::showCharts);
    chooser->addWidget(m_chartDeal);
    chooser->addStretch(1);
    column->addLayout(chooser);
    column->addLayout(m_single);
    column->addStretch(1);

    connect(m_table, &SpecTableView::failed, this, &ComparePage::failed);
    connect(m_table, &SpecTableView::rowActivated, this, &ComparePage::explainCurrent);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& now) {
        const QString metric = now.data(SpecTableModel::RowIdRole).toString();
        if (!m_filling && m_result && present::Row::Kind::Normal == m_table->spec().rows[static_cast<std::size_t>(std::max(0, now.row()))].kind && !metric.isEmpty()) {
            Q_EMIT metricChosen(metric, dealOfColumn(now.column()));
        }
    });
    return page;
}

void ComparePage::makeActions() {
    const auto add = [this](const QString& text, const char* name) {
        auto* action = new QAction(text, this);
        action->setObjectName(QLatin1String(name));
        addAction(action);
        return action;
    };
    m_copyTable = add(tr("Copy comparison as table"), "copyComparison");
    m_exportTable = add(tr("Save comparison as CSV…"), "saveComparison");
    for (const char* suffix : {"png", "svg", "pdf"}) {
        const QString format = QString::fromLatin1(suffix);
        auto* action = add(tr("Save chart as %1…").arg(format.toUpper()), "saveChart");
        connect(action, &QAction::triggered, this, [this, format] { chosenChart()->view()->saveAs(format); });
        m_exportCharts.push_back(action);
    }
    connect(m_copyTable, &QAction::triggered, this, [this] { m_table->copyAll(); });
    connect(m_exportTable, &QAction::triggered, this, [this] { m_table->saveAs(); });
}

void ComparePage::setResult(const std::shared_ptr<const economics::StudyResult>& result) {
    m_result = result;
    if (result) {
        m_error.reset();
    }
    showState();
    if (m_result && !m_result->deals.empty()) {
        showResult();
    }
}

void ComparePage::setStale(bool stale) {
    m_staleNote->setVisible(stale);
    m_staleNote->updateGeometry();
    for (ChartCard* chart : m_charts) {
        chart->setStale(stale);
    }
    m_faded->setEnabled(stale);  // not the widget: whoever reads it by keyboard stays where they are
    m_table->setAccessibleDescription(stale ? m_staleNote->text() : toQt(m_table->spec().subtitle));
}

void ComparePage::setError(const std::optional<Error>& error) {
    m_error = error;
    showState();
}

void ComparePage::setAudience(const QString& key) {
    const QString wanted = key.isEmpty() ? toQt(present::infoOf(present::Audience::All).key) : key;
    const int index = m_metrics->findData(wanted);
    if (index >= 0 && index != m_metrics->currentIndex()) {
        const QSignalBlocker quiet(m_metrics);
        m_metrics->setCurrentIndex(index);
        m_metrics->updateGeometry();
        showTable();
    }
}

QString ComparePage::audience() const { return m_metrics->chosen(); }

void ComparePage::setCurrentDeal(const QString& id) {
    const int index = m_chartDeal->findData(id);
    if (index >= 0) {
        m_chartDeal->setCurrentIndex(index);
    }
}

void ComparePage::setExportFooter(const QString& footer) {
    for (ChartCard* chart : m_charts) {
        chart->view()->setFooter(footer);
    }
}

bool ComparePage::showsFigures() const { return m_stack->currentIndex() == 1; }

void ComparePage::explainCurrent() {
    if (const QString metric = m_table->currentRowId(); !metric.isEmpty()) {
        Q_EMIT explainRequested(metric, dealOfColumn(m_table->currentIndex().column()));
    }
}

void ComparePage::showState() {
    const bool hasFigures = m_result && !m_result->deals.empty();
    const State state = hasFigures ? State::Figures : m_error ? State::Failed : m_result ? State::NoDeal : State::Waiting;
    m_stack->setCurrentIndex(state == State::Figures ? 1 : 0);
    m_problem->setVisible(m_error.has_value());
    m_problem->setText(m_error ? tr("These figures are of an earlier state of the study. %1").arg(said(*m_error)) : QString());
    m_stateAction->setVisible(state == State::NoDeal || state == State::Failed);
    switch (state) {
        case State::Waiting:
            m_stateTitle->setText(tr("Computing the deals"));
            m_stateText->setText(tr("The comparison appears here in a moment."));
            break;
        case State::NoDeal:
            m_stateTitle->setText(tr("There is no deal yet"));
            m_stateText->setText(tr("Add a deal and then a second one: this page shows them side by side."));
            m_stateAction->setText(tr("Add a deal"));
            break;
        case State::Failed:
            m_stateTitle->setText(tr("The study cannot be computed"));
            m_stateText->setText(said(*m_error));
            m_stateAction->setText(tr("Show the input"));
            break;
        case State::Figures:
            break;
    }
    for (QAction* action : actions()) {
        action->setEnabled(state == State::Figures);
    }
}

void ComparePage::showResult() {
    showChoices();
    showTable();
    showCharts();
}

void ComparePage::showChoices() {
    m_filling = true;
    const study::Element& root = m_result->study.root();
    QList<Option> deals;
    for (std::size_t i = 0; i < m_result->deals.size(); ++i) {
        deals << Option(toQt(present::dealLabel(*m_result, i)), toQt(m_result->deals[i].id));
    }
    m_baseline->setOptions(deals, toQt(m_result->deals[m_result->baseline].id));
    QString shown = m_chartDeal->chosen();
    if (m_chartDeal->findData(shown) < 0 || m_chartDeal->count() == 0) {
        const std::size_t other = m_result->baseline == 0 && m_result->deals.size() > 1 ? 1 : 0;
        shown = toQt(m_result->deals[other].id);
    }
    m_chartDeal->setOptions(deals, shown);
    QList<Option> parties{{tr("each buyer"), QString()}};
    for (const study::ElementPtr& party : m_result->study.parties()) {
        parties << Option(toQt(party->displayName()), toQt(party->id));
    }
    m_perspective->setOptions(parties, toQt(root.get(study::kPerspective).text));
    QList<Option> sizes;
    for (const study::Choice& choice : study::kSizingChoices) {
        sizes << Option(toQt(choice.key == "as-entered"            ? toStd(tr("as entered"))
                             : choice.key == "same-money"          ? toStd(tr("for the same money"))
                             : choice.key == "same-useful-compute" ? toStd(tr("for the same useful compute"))
                                                                   : std::string(choice.label)),
                        toQt(choice.key));
    }
    m_sizing->setOptions(sizes, toQt(root.get(study::kSizing).text));
    m_filling = false;
}

void ComparePage::showTable() {
    if (!m_result || m_result->deals.empty()) {
        return;
    }
    fillTable();
    fitTable();
}

void ComparePage::fillTable() {
    present::ComparisonOptions options;
    if (const auto* info = present::findAudience(toStd(m_metrics->chosen()))) {
        options.audience = info->audience;
    }
    const int shown = m_differences->chosen().toInt();
    options.absolute = (shown & 1) != 0;
    options.relative = (shown & 2) != 0;
    options.lettersOnly = m_lettersOnly;
    const present::TableSpec table = present::comparisonTable(*m_result, options);
    m_filling = true;
    m_notes->setText(toQt(table.caption));
    m_notes->setVisible(!table.caption.empty());
    m_table->setSpec(table);
    m_filling = false;
}

/// Everything where there is room; else first without bars, then without percent (differences say the same), then with
/// letters in place of the names of deals.
void ComparePage::fitTable() {
    const auto room = [this] { return m_table->width() - 2; };
    if (m_lettersOnly) {
        m_lettersOnly = false;
        fillTable();
    }
    const auto& columns = m_table->spec().columns;
    const auto setShown = [&](auto matches, bool shown) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (matches(columns[i].id)) {
                m_table->setColumnHidden(static_cast<int>(i), !shown);
            }
        }
    };
    const auto isBar = [](const std::string& id) { return id == "bar"; };
    const auto isPercent = [](const std::string& id) { return id.ends_with(".relative"); };
    const auto isDifference = [](const std::string& id) { return id.ends_with(".difference"); };
    const bool hasDifferences = std::any_of(columns.begin(), columns.end(), [&](const present::Column& column) { return isDifference(column.id); });
    setShown([](const std::string&) { return true; }, true);
    if (m_table->neededWidth() > room()) {
        setShown(isBar, false);
    }
    if (m_table->neededWidth() > room() && hasDifferences) {
        setShown(isPercent, false);
    }
    if (m_table->neededWidth() > room()) {
        m_lettersOnly = true;
        fillTable();
    }
    m_table->fitColumns();
}

void ComparePage::showCharts() {
    if (!m_result || m_result->deals.empty() || m_filling) {
        return;
    }
    const std::size_t deal = chartDealIndex();
    std::size_t other = deal;  // the chart of parties compares: of the baseline itself it shows the best other deal
    if (other == m_result->baseline && m_result->deals.size() > 1) {
        other = m_result->baseline == 0 ? 1 : 0;
    }
    m_cumulative->setSpec(present::cumulativeCost(*m_result));
    m_parties->setSpec(present::partyShift(*m_result, other));
    m_net->setSpec(present::cumulativeNet(*m_result));
    m_useful->setSpec(present::usefulCompute(*m_result));
    m_idle->setSpec(present::idleCapacity(*m_result));
    m_monthly->setSpec(present::monthlyCost(*m_result, deal));
    m_capacity->setSpec(present::capacityAndUse(*m_result, deal));
    arrange();
}

void ComparePage::resizeEvent(QResizeEvent* event) {
    QScrollArea::resizeEvent(event);
    const bool roomForTwo = viewport()->width() - 2 * kMargin >= kTwoColumnsFrom;
    if (roomForTwo != (m_columns == 2)) {
        arrange();
    }
    if (m_result && !m_result->deals.empty()) {
        widget()->layout()->activate();
        fitTable();
    }
}

/// Charts side by side while there is room. One without data says so only where it is the subject: cost is.
void ComparePage::arrange() {
    m_columns = viewport()->width() - 2 * kMargin >= kTwoColumnsFrom ? 2 : 1;
    const auto fill = [this](QGridLayout* grid, const std::vector<ChartCard*>& charts) {
        std::vector<ChartCard*> shown;
        for (ChartCard* chart : charts) {
            const bool isSubject = chart == m_cumulative || chart == m_monthly;
            if (isSubject || !chart->view()->spec().isEmpty()) {
                shown.push_back(chart);
            }
        }
        for (ChartCard* chart : charts) {
            grid->removeWidget(chart);
            chart->setParent(grid->parentWidget());
        }
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const int at = static_cast<int>(i);
            const bool isAlone = i + 1 == shown.size() && at % m_columns == 0;
            grid->addWidget(shown[i], at / m_columns, at % m_columns, 1, isAlone ? m_columns : 1);
        }
        for (ChartCard* chart : charts) {
            chart->setVisible(std::find(shown.begin(), shown.end(), chart) != shown.end());
        }
        grid->setColumnStretch(0, 1);
        grid->setColumnStretch(1, m_columns == 2 ? 1 : 0);
    };
    fill(m_comparing, {m_cumulative, m_parties, m_net, m_useful, m_idle});
    fill(m_single, {m_monthly, m_capacity});
}

void ComparePage::requestChoice(const char* key, const QString& value) {
    if (m_filling || !m_result) {
        return;
    }
    const study::Path path = study::Path{}.input(key);
    const auto place = study::findInput(m_result->study, path);
    if (!place) {
        return;
    }
    study::Value changed = place->value();
    changed.text = toStd(value);
    Q_EMIT editRequested(study::Edit{study::SetValue{path, changed}});
}

QString ComparePage::dealOfColumn(int column) const {
    if (!m_result || m_result->deals.empty()) {
        return {};
    }
    const auto& columns = m_table->spec().columns;
    if (column >= 0 && static_cast<std::size_t>(column) < columns.size()) {
        const std::string& id = columns[static_cast<std::size_t>(column)].id;
        for (const economics::DealResult& deal : m_result->deals) {
            if (id == deal.id || id == deal.id + ".difference" || id == deal.id + ".relative") {
                return toQt(deal.id);
            }
        }
    }
    const std::vector<present::AnswerFigure> figures = present::answerStrip(*m_result).figures;
    return toQt(figures.size() > 2 ? figures[2].dealId : m_result->deals[m_result->baseline].id);
}

std::size_t ComparePage::chartDealIndex() const {
    const std::string id = toStd(m_chartDeal->chosen());
    const auto found = std::find_if(m_result->deals.begin(), m_result->deals.end(), [&](const economics::DealResult& deal) { return deal.id == id; });
    return found == m_result->deals.end() ? m_result->baseline : static_cast<std::size_t>(found - m_result->deals.begin());
}

/// The chart that has the keyboard, else the first one.
ChartCard* ComparePage::chosenChart() const {
    for (ChartCard* chart : m_charts) {
        if (chart->isAncestorOf(QApplication::focusWidget())) {
            return chart;
        }
    }
    return m_cumulative;
}

}  // namespace offtake::ui
