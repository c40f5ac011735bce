#include "ui/window/MainWindow.h"

#include <algorithm>

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/study/kinds/StudyInputs.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/document/Indices.h"
#include "ui/document/Sensitivities.h"
#include "ui/document/Simulations.h"
#include "ui/inputs/InputTreeView.h"
#include "ui/inspector/Inspector.h"
#include "ui/inspector/MetricDetails.h"
#include "ui/pages/ComparePage.h"
#include "ui/pages/DealsPage.h"
#include "ui/pages/UncertaintyPage.h"
#include "ui/pages/WelcomePage.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/widgets/AnswerStripView.h"
#include "ui/window/BannerStack.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/DealCommands.h"
#include "ui/window/DropOverlay.h"
#include "ui/window/FileCommands.h"
#include "ui/window/ForecastCommands.h"
#include "ui/window/HistoryPanel.h"
#include "ui/window/NavigationRail.h"
#include "ui/window/ProblemsPanel.h"
#include "ui/window/RunCommands.h"
#include "ui/window/StatusLine.h"
#include "ui/window/Texts.h"
#include "ui/window/ToolStrip.h"

namespace offtake::ui {

namespace {

constexpr QSize kFirstSize{1280, 800};
constexpr QSize kLeastSize{960, 600};
constexpr int kInspectorWidth = 290;
constexpr int kProblemsHeight = 150;

const QString kResultMatter = QStringLiteral("result");

struct PageRow {
    MainWindow::Page page;
    CommandId command;
};
constexpr PageRow kPages[] = {
    {MainWindow::Page::Welcome, CommandId::Home},
    {MainWindow::Page::Deals, CommandId::Deals},
    {MainWindow::Page::Compare, CommandId::Compare},
    {MainWindow::Page::Uncertainty, CommandId::Uncertainty},
};

}  // namespace

MainWindow::MainWindow(const Surroundings& surroundings, QWidget* parent)
    : QMainWindow(parent), m_theme(surroundings.theme), m_dialogs(surroundings.dialogs),
      m_settings(surroundings.settingsFile),
      // Built in and read by the tests: a program whose catalogue cannot be read is defective, and main() says so.
      m_facts(catalogue::Catalogue::builtIn().value()), m_document(std::make_unique<Document>()),
      m_results(std::make_unique<Results>(*m_document)), m_simulations(std::make_unique<Simulations>(*m_results)),
      m_sensitivities(std::make_unique<Sensitivities>(*m_results)), m_indices(std::make_unique<Indices>(*m_results)),
      m_file(std::make_unique<DocumentFile>(*m_document, surroundings.stateFolder)), m_commands(new Commands(this)) {
    setAcceptDrops(true);
    setMinimumSize(kLeastSize);
    makePages();
    makeBars();
    makeDocks();
    m_palette = new CommandPalette(this);
    m_drop = new DropOverlay(this);
    connectCommands();
    connectDocument();
    restoreLayout();
    showPage(Page::Welcome);
    updateCommands();
    updateTitle();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePages() {
    auto* body = new QWidget;
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new NavigationRail(*m_document, *m_results, m_theme);
    row->addWidget(m_rail);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_banners = new BannerStack;
    m_banners->setContentsMargins(4 * kGrid, 3 * kGrid, 4 * kGrid, 0);
    column->addWidget(m_banners);
    m_pages = new QStackedWidget;
    m_welcomePage = new WelcomePage(m_settings);
    m_dealsPage = new DealsPage(*m_document, *m_results, m_theme);
    m_comparePage = new ComparePage(m_theme);
    m_uncertaintyPage = new UncertaintyPage(*m_document, *m_results, *m_simulations, *m_sensitivities, *m_indices, m_theme);
    for (QWidget* page : {static_cast<QWidget*>(m_welcomePage), static_cast<QWidget*>(m_dealsPage), static_cast<QWidget*>(m_comparePage),
                          static_cast<QWidget*>(m_uncertaintyPage)}) {
        m_pages->addWidget(page);
    }
    column->addWidget(m_pages, 1);
    row->addLayout(column, 1);
    setCentralWidget(body);
    for (const PageRow& page : kPages) {
        if (page.page != Page::Welcome) {
            m_rail->addPage(m_commands->action(page.command));
        }
    }
}

void MainWindow::makeBars() {
    // One header across the window, above docks as well: the answer is about all of it.
    auto* header = new QWidget;
    auto* column = new QVBoxLayout(header);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* menus = new QMenuBar;
    m_commands->fill(menus);
    column->addWidget(menus);
    m_tools = new ToolStrip(*m_commands, m_theme);
    column->addWidget(m_tools);
    m_strip = new AnswerStripView(m_theme);
    column->addWidget(m_strip);
    setMenuWidget(header);
    m_status = new StatusLine(*m_document, *m_results);
    setStatusBar(m_status);
}

QDockWidget* MainWindow::makeDock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area, CommandId command) {
    auto* dock = new QDockWidget(title, this);
    dock->setObjectName(QString::fromLatin1(name));
    dock->setFeatures(QDockWidget::DockWidgetClosable | QDockWidget::DockWidgetMovable);
    dock->setWidget(content);
    addDockWidget(area, dock);
    QAction* action = m_commands->action(command);
    m_commands->does(command, [dock, action] { dock->setVisible(action->isChecked()); });
    connect(dock, &QDockWidget::visibilityChanged, this, [dock, action] { action->setChecked(!dock->isHidden()); });
    return dock;
}

void MainWindow::makeDocks() {
    m_problems = new ProblemsPanel(*m_document, m_theme);
    m_problemsDock = makeDock("problems", tr("Problems"), m_problems, Qt::BottomDockWidgetArea, CommandId::Problems);
    m_inspector = new Inspector(*m_document, *m_results, m_facts, m_theme);
    m_inspectorDock = makeDock("inspector", tr("Inspector"), m_inspector, Qt::RightDockWidgetArea, CommandId::Inspector);
    m_history = new HistoryPanel(*m_document);
    m_historyDock = makeDock("history", tr("History"), m_history, Qt::RightDockWidgetArea, CommandId::History);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    resizeDocks({m_inspectorDock}, {kInspectorWidth}, Qt::Horizontal);
    resizeDocks({m_problemsDock}, {kProblemsHeight}, Qt::Vertical);
    m_problemsDock->hide();
    m_historyDock->hide();
}

void MainWindow::connectCommands() {
    using enum CommandId;
    Commands& c = *m_commands;
    m_runs = new RunCommands(*m_results, *m_simulations, *m_uncertaintyPage, *m_strip, c, this);
    m_forecasts = new ForecastCommands(*m_document, m_dialogs, m_facts, m_theme, c, this);
    m_files = new FileCommands(*m_document, *m_file, m_dialogs, m_settings, *m_banners, this);
    m_deals = new DealCommands(*m_document, *m_rail, this);
    c.does(New, [this] { m_files->newComparison(); });
    c.does(Open, [this] { m_files->open(); });
    c.does(Save, [this] { m_files->save(); });
    c.does(SaveAs, [this] { m_files->saveAs(); });
    c.does(Close, [this] { m_files->closeStudy(); });
    c.does(Quit, [this] { close(); });
    connect(c.menuOf(OpenRecent), &QMenu::aboutToShow, this, [this] { m_files->fillRecent(m_commands->menuOf(OpenRecent)); });
    connect(c.menuOf(Backups), &QMenu::aboutToShow, this, [this] { m_files->fillBackups(m_commands->menuOf(Backups)); });
    m_files->fillRecent(c.menuOf(OpenRecent));
    m_files->fillBackups(c.menuOf(Backups));
    m_files->fillExamples(c.menuOf(Examples));
    c.does(Undo, [this] { m_document->undo(); });
    c.does(Redo, [this] { m_document->redo(); });
    c.does(Find, [this] {
        showPage(Page::Deals);
        m_dealsPage->startFinding();
    });
    c.does(Palette, [this] { openPalette(); });
    const auto uncertain = [this] { return page() == Page::Uncertainty; };
    c.does(CopyTable, [this, uncertain] { (uncertain() ? m_uncertaintyPage->copyTableAction() : m_comparePage->copyTableAction())->trigger(); });
    c.does(ExportTable, [this, uncertain] { (uncertain() ? m_uncertaintyPage->exportTableAction() : m_comparePage->exportTableAction())->trigger(); });
    c.menuOf(ExportChart)->addActions({m_comparePage->exportChartActions().begin(), m_comparePage->exportChartActions().end()});
    c.menuOf(ExportChart)->addActions({m_uncertaintyPage->exportChartActions().begin(), m_uncertaintyPage->exportChartActions().end()});
    for (const PageRow& row : kPages) {
        c.does(row.command, [this, page = row.page] { showPage(page); });
    }
    c.does(NextPage, [this] { stepPage(1); });
    c.does(PreviousPage, [this] { stepPage(-1); });
    c.does(NextPane, [this] { stepPane(1); });
    c.does(PreviousPane, [this] { stepPane(-1); });
    c.does(ThemeSystem, [this] { setTheme(Theme::Mode::System); });
    c.does(ThemeLight, [this] { setTheme(Theme::Mode::Light); });
    c.does(ThemeDark, [this] { setTheme(Theme::Mode::Dark); });
    c.does(ResetLayout, [this] { resetLayout(); });
    c.does(Trace, [this] { traceNumber(); });
    c.does(AddDeal, [this] { m_deals->add(); });
    c.does(DuplicateDeal, [this] { m_deals->duplicate(); });
    c.does(RenameDeal, [this] { m_rail->editDealName(); });
    c.does(SetBaseline, [this] { m_deals->setBaseline(); });
    c.does(DeleteDeal, [this] { m_deals->remove(); });
    c.does(Shortcuts, [this] { m_dialogs.show(this, tr("Keyboard shortcuts"), m_commands->shortcutList()); });
    c.does(Tour, [this] { m_dialogs.show(this, tr("Five-minute tour"), tourText()); });
    c.does(About, [this] { m_dialogs.show(this, tr("About Offtake"), aboutText()); });
    c.setIcons(m_theme.tokens());

    connect(m_files, &FileCommands::opened, this, &MainWindow::studyOpened);
    connect(m_files, &FileCommands::closed, this, [this] { showPage(Page::Welcome); });
    connect(m_files, &FileCommands::saved, this, [this](const QString& path) {
        m_status->say(tr("Saved %1").arg(path));
        m_welcomePage->refresh();
    });
    connect(m_deals, &DealCommands::refused, this, [this](const Error& error) {
        m_banners->show(QStringLiteral("edit"), {Banner::Kind::Error, said(error), {}});
    });
    connect(m_welcomePage, &WelcomePage::newRequested, m_files, &FileCommands::newComparison);
    connect(m_welcomePage, &WelcomePage::openRequested, m_files, &FileCommands::open);
    connect(m_welcomePage, &WelcomePage::studyRequested, m_files, &FileCommands::openPath);
    connect(m_welcomePage, &WelcomePage::tourRequested, c.action(Tour), &QAction::trigger);
    connect(m_welcomePage, &WelcomePage::recoveryRequested, m_files, &FileCommands::openRecovery);
    connect(m_welcomePage, &WelcomePage::recoveryDeclined, this, [this](const document::Recovery& recovery) {
        document::discardRecovery(recovery);
        m_welcomePage->setRecoveries(m_file->recoveries());
    });
    m_welcomePage->setRecoveries(m_file->recoveries());

    connect(m_rail, &NavigationRail::dealActivated, this, [this](const QString& id) {
        showPage(Page::Deals);
        showInput(study::Path{}.child(study::Role::Deal, toStd(id)));
    });
    connect(m_rail, &NavigationRail::currentDealChanged, this, &MainWindow::updateCommands);
    connect(m_problems, &ProblemsPanel::inputRequested, this, &MainWindow::showInput);
    connect(m_status, &StatusLine::problemsRequested, this, [this] {
        m_problemsDock->show();
        m_problems->setFocus();
    });
    connect(m_tools, &ToolStrip::sizingChosen, this, [this](const QString& key) {
        study::Value sizing;
        sizing.text = toStd(key);
        apply({study::SetValue{study::Path{}.input(study::kSizing.key), sizing}});
    });
    connectPages();
}

void MainWindow::connectPages() {
    const auto showInputs = [this](const QString& path) {
        showPage(Page::Deals);
        m_dealsPage->goTo(path);
    };
    const auto showExportFault = [this](const QString& message) { m_banners->show(QStringLiteral("export"), {Banner::Kind::Error, message, {}}); };
    connect(m_uncertaintyPage, &UncertaintyPage::editRequested, this, &MainWindow::apply);
    connect(m_uncertaintyPage, &UncertaintyPage::inputsRequested, this, showInputs);
    connect(m_uncertaintyPage, &UncertaintyPage::failed, this, showExportFault);
    connect(m_runs, &RunCommands::editRequested, this, &MainWindow::apply);
    connect(m_runs, &RunCommands::pageRequested, this, [this] { showPage(Page::Uncertainty); });
    connect(m_comparePage, &ComparePage::editRequested, this, &MainWindow::apply);
    connect(m_comparePage, &ComparePage::inputsRequested, this, showInputs);
    connect(m_comparePage, &ComparePage::addDealRequested, m_deals, &DealCommands::add);
    connect(m_comparePage, &ComparePage::audienceChanged, this, [this](const QString& key) { m_settings.setAudience(key); });
    connect(m_comparePage, &ComparePage::failed, this, showExportFault);
    connect(m_dealsPage, &DealsPage::currentPathChanged, m_inspector, &Inspector::showInput);
    connect(m_dealsPage, &DealsPage::inspectorRequested, this, [this](const QString& path, bool source) {
        m_inspectorDock->show();
        m_inspector->showInput(path);
        if (source) {
            m_inspector->editSource();
        } else {
            m_inspector->setFocus(Qt::OtherFocusReason);
        }
    });
    connect(m_comparePage, &ComparePage::metricChosen, m_inspector, &Inspector::showMetric);
    const auto explain = [this](const QString& metric, const QString& deal) {
        m_inspectorDock->show();
        m_inspector->showMetric(metric, deal);
    };
    connect(m_comparePage, &ComparePage::explainRequested, this, explain);
    connect(m_strip, &AnswerStripView::figureActivated, this, explain);
    connect(m_inspector, &Inspector::inputRequested, this, showInputs);
    connect(m_inspector, &Inspector::forecastRequested, m_forecasts, &ForecastCommands::askFor);
    connect(m_inspector, &Inspector::failed, this, [this](const QString& message) {
        m_banners->show(QStringLiteral("edit"), {Banner::Kind::Error, message, {}});
    });
    connect(m_welcomePage, &WelcomePage::audienceChosen, m_comparePage, &ComparePage::setAudience);
    connect(m_rail, &NavigationRail::currentDealChanged, m_comparePage, &ComparePage::setCurrentDeal);
    m_comparePage->setAudience(m_settings.audience());
}

void MainWindow::apply(const study::Edit& edit) {
    if (const auto done = m_document->apply(edit); !done) {
        m_banners->show(QStringLiteral("edit"), {Banner::Kind::Error, said(done.error()), {}});
    }
}

void MainWindow::connectDocument() {
    for (const auto signal : {&Document::changed, &Document::historyChanged}) {
        connect(m_document.get(), signal, this, &MainWindow::updateCommands);
    }
    connect(m_document.get(), &Document::cleanChanged, this, &MainWindow::updateTitle);
    connect(m_document.get(), &Document::pathChanged, this, &MainWindow::updateTitle);
    connect(m_document.get(), &Document::changed, this, &MainWindow::updateTitle);
    // Only Compare and the strip are about results alone; what is wrong with the study is said on every page.
    connect(m_results.get(), &Results::failed, this, [this](const Error& error) {
        updateCompare();
        if (m_document->study().deals().empty()) {
            return;  // the pages say what to do first
        }
        Banner banner{Banner::Kind::Error, tr("No result: %1").arg(said(error)), {}};
        if (m_document->canUndo()) {
            banner.actions.push_back({tr("Undo"), [this] { m_document->undo(); }});
        }
        m_banners->show(kResultMatter, banner);
    });
    connect(m_results.get(), &Results::resultChanged, this, [this](const ResultPointer& result) {
        m_strip->setResult(result);
        updateCompare();
        if (result) {
            m_banners->dismiss(kResultMatter);
        }
    });
    connect(m_results.get(), &Results::staleChanged, m_strip, &AnswerStripView::setStale);
    connect(m_results.get(), &Results::staleChanged, this, &MainWindow::updateCompare);
    connect(&m_theme, &Theme::changed, this, [this] {
        m_commands->setIcons(m_theme.tokens());
        m_banners->setTokens(m_theme.tokens());
    });
}

void MainWindow::updateCompare() {
    // Tables and charts of many deals take longer than the answer itself: only while somebody looks at them.
    if (page() != Page::Compare) {
        return;
    }
    if (m_compared != m_results->result()) {
        m_compared = m_results->result();
        m_comparePage->setResult(m_compared);
    }
    m_comparePage->setError(m_results->error());
    m_comparePage->setStale(m_results->isStale());
}

void MainWindow::restoreLayout() {
    const QSize first = screen() == nullptr ? kFirstSize : kFirstSize.boundedTo(screen()->availableSize());
    resize(first);
    // A small screen keeps its width for the inputs; Ctrl+I brings the inspector.
    m_inspectorDock->setVisible(first.width() >= kFirstSize.width());
    m_defaultLayout = saveState();
    setTheme(m_settings.theme());
    // What does not fit this version or screen is refused by Qt as a whole; the defaults then stand.
    if (!m_settings.geometry().isEmpty()) {
        restoreGeometry(m_settings.geometry());
        restoreState(m_settings.layout());
    }
    if (m_settings.wasDamaged()) {
        m_banners->show(QStringLiteral("settings"), {Banner::Kind::Info, tr("Your settings could not be read; the defaults are in place."), {}});
    }
}

void MainWindow::resetLayout() {
    restoreState(m_defaultLayout);
    m_inspects = true;
    showPage(page());
}

void MainWindow::setTheme(Theme::Mode mode) {
    m_theme.setMode(mode);
    m_settings.setTheme(mode);
    const CommandId id = mode == Theme::Mode::Light  ? CommandId::ThemeLight
                         : mode == Theme::Mode::Dark ? CommandId::ThemeDark
                                                     : CommandId::ThemeSystem;
    m_commands->action(id)->setChecked(true);
}

bool MainWindow::openStudy(const QString& pathOrExample) { return m_files->openPath(pathOrExample); }

Expected<void> MainWindow::open(const QString& pathOrExample) {
    auto done = m_file->open(pathOrExample);
    if (done) {
        m_files->told();
    }
    return done;
}

void MainWindow::studyOpened() {
    m_welcomePage->refresh();
    m_welcomePage->setRecoveries(m_file->recoveries());
    showPage(Page::Deals);
}

MainWindow::Page MainWindow::page() const { return static_cast<Page>(m_pages->currentIndex()); }

void MainWindow::showPage(Page page) {
    m_pages->setCurrentIndex(static_cast<int>(page));
    for (const PageRow& row : kPages) {
        m_commands->action(row.command)->setChecked(row.page == page);
    }
    updateCommands();
    updateCompare();
    m_uncertaintyPage->setShown(page == Page::Uncertainty);
    if (page == Page::Uncertainty) {
        m_uncertaintyPage->focusFirst();
    } else if (page != Page::Welcome) {
        QWidget* first = page == Page::Deals ? static_cast<QWidget*>(m_dealsPage->view()) : m_comparePage->table();
        first->setFocus(Qt::OtherFocusReason);
    }
}

void MainWindow::showInput(const study::Path& input) {
    showPage(Page::Deals);
    m_dealsPage->goTo(toQt(input.text()));
}

void MainWindow::showFigure(const QString& metric) {
    showPage(Page::Compare);
    m_comparePage->setAudience({});  // the figure may not be among those of an audience
    m_comparePage->table()->selectRowId(metric);
    m_comparePage->table()->setFocus(Qt::ShortcutFocusReason);
    m_inspector->showMetric(metric, toQt(m_rail->currentDeal()));
}

void MainWindow::traceNumber() {
    m_inspectorDock->show();
    switch (page()) {
        case Page::Compare:
            m_comparePage->explainCurrent();
            break;
        case Page::Uncertainty: {
            const UncertaintyPage::Traced traced = m_uncertaintyPage->traced();
            if (!traced.input.isEmpty()) {
                m_inspector->showInput(traced.input);
                m_inspector->setFocus(Qt::ShortcutFocusReason);
                return;
            }
            m_inspector->showMetric(traced.metric, traced.deal);
            break;
        }
        case Page::Deals:  // the inspector follows the chosen input
        case Page::Welcome:
            break;
    }
    if (page() == Page::Deals || !m_inspector->metric()->focusTree()) {
        m_inspector->setFocus(Qt::ShortcutFocusReason);
    }
}

void MainWindow::stepPage(int step) {
    if (!hasStudy()) {
        return;
    }
    const int count = m_pages->count();
    showPage(static_cast<Page>((m_pages->currentIndex() + step + count) % count));
}

void MainWindow::stepPane(int step) {
    QList<QWidget*> panes{m_rail, m_pages, m_inspectorDock, m_historyDock, m_problemsDock, m_tools};
    panes.removeIf([](const QWidget* pane) { return !pane->isVisible(); });
    const QWidget* focus = QApplication::focusWidget();
    const auto holdsFocus = [focus](const QWidget* pane) { return focus != nullptr && (pane == focus || pane->isAncestorOf(focus)); };
    const auto current = std::find_if(panes.begin(), panes.end(), holdsFocus) - panes.begin();
    const auto count = panes.size();
    for (qsizetype tried = 1; tried <= count; ++tried) {
        const auto index = current == count ? (step > 0 ? tried - 1 : count - tried) : (current + step * tried + count * tried) % count;
        for (QWidget* candidate : panes.at(index)->findChildren<QWidget*>()) {
            if (candidate->isVisible() && candidate->isEnabled() && (candidate->focusPolicy() & Qt::TabFocus) == Qt::TabFocus) {
                candidate->setFocus(Qt::ShortcutFocusReason);
                return;
            }
        }
    }
}

void MainWindow::openPalette() {
    m_palette->open(
        [this] {
            std::vector<PaletteEntry> entries = commandEntries(*m_commands);
            const auto append = [&entries](std::vector<PaletteEntry> more) {
                std::move(more.begin(), more.end(), std::back_inserter(entries));
            };
            if (hasStudy()) {
                append(figureEntries([this](const QString& metric) { showFigure(metric); }));
                append(inputEntries(m_document->study(), [this](const study::Path& path) { showInput(path); }));
            }
            return entries;
        },
        tr("Search inputs, results, actions"));
}

bool MainWindow::hasStudy() const { return !m_document->study().root().children.empty() || m_document->canUndo(); }

void MainWindow::updateCommands() {
    using enum CommandId;
    Commands& c = *m_commands;
    const auto words = [](const QString& verb, const QString& what) { return what.isEmpty() ? verb : QStringLiteral("%1: %2").arg(verb, what); };
    c.action(Undo)->setEnabled(m_document->canUndo());
    c.action(Undo)->setToolTip(words(tr("Undo"), m_document->undoText()));
    c.action(Redo)->setEnabled(m_document->canRedo());
    c.action(Redo)->setToolTip(words(tr("Redo"), m_document->redoText()));
    for (const CommandId id : {Save, SaveAs, Close, Backups, Find, Deals, Compare, Uncertainty, Trace, AddDeal}) {
        c.action(id)->setEnabled(hasStudy());
    }
    m_runs->setEnabled(hasStudy());
    m_forecasts->setEnabled(hasStudy());
    for (const CommandId id : {CopyTable, ExportTable, ExportChart}) {
        c.action(id)->setEnabled(hasStudy() && (page() == Page::Compare || page() == Page::Uncertainty));
    }
    for (QAction* action : m_comparePage->exportChartActions()) {
        action->setVisible(page() != Page::Uncertainty);
    }
    for (QAction* action : m_uncertaintyPage->exportChartActions()) {
        action->setVisible(page() == Page::Uncertainty);
    }
    for (const CommandId id : {DuplicateDeal, RenameDeal, SetBaseline, DeleteDeal}) {
        c.action(id)->setEnabled(!m_rail->currentDeal().empty());
    }
    m_tools->setStudy(m_document->study(), hasStudy());
    showFrame();
}

void MainWindow::showFrame() {
    // Welcome is about no study: the frame around it stays away, and so it does before there is one.
    const bool framed = page() != Page::Welcome;
    m_rail->setVisible(framed);
    // Uncertainty has figures of its own where the inspector would be; a number that is traced brings it back.
    const bool inspects = framed && page() != Page::Uncertainty;
    if (inspects != m_inspects) {
        m_inspects = inspects;
        m_inspectorWanted = (inspects && m_inspectorWanted) || !m_inspectorDock->isHidden();
        m_inspectorDock->setVisible(inspects && m_inspectorWanted);
    }
    m_strip->setVisible(hasStudy());
}

void MainWindow::updateTitle() {
    setWindowModified(!m_document->isClean());
    setWindowTitle(QStringLiteral("%1[*] – Offtake").arg(m_document->title()));
    setWindowFilePath(m_document->path());
    const QString footer = tr("Offtake %1 · %2").arg(QApplication::applicationVersion(), m_document->title());
    m_comparePage->setExportFooter(footer);
    m_uncertaintyPage->setExportFooter(footer);
    m_forecasts->setExportFooter(footer);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!m_files->mayReplace()) {
        event->ignore();
        return;
    }
    if (!m_inspects) {
        m_inspectorDock->setVisible(m_inspectorWanted);  // the page hides it, the user did not
    }
    m_settings.setLayout(saveGeometry(), saveState());
    m_file->finish();
    event->accept();
}

}  // namespace offtake::ui
