#pragma once

#include <memory>
#include <string>

#include <QMainWindow>

#include "core/study/Path.h"
#include "data/catalogue/Catalogue.h"
#include "ui/commands/Commands.h"
#include "ui/document/Document.h"
#include "ui/document/DocumentFile.h"
#include "ui/document/Results.h"
#include "ui/settings/Settings.h"
#include "ui/theme/Theme.h"

class QDockWidget;
class QFrame;
class QStackedWidget;

namespace offtake::ui {

class AnswerStripView;
class BannerStack;
class CommandPalette;
class ComparePage;
class DealCommands;
class DealsPage;
class Dialogs;
class DropOverlay;
class FileCommands;
class ForecastCommands;
class HistoryPanel;
class Indices;
class Inspector;
class NavigationRail;
class ProblemsPanel;
class RunCommands;
class Sensitivities;
class Simulations;
class StatusLine;
class ToolStrip;
class UncertaintyPage;
class WelcomePage;

/// What a window needs from outside, so that tests and rendering bring their own.
struct Surroundings {
    Theme& theme;
    Dialogs& dialogs;
    QString settingsFile;     ///< empty: nothing is remembered
    std::string stateFolder;  ///< recovery copies and backups; empty: none are kept
};

/// One window with one document. Composes pages and panels, and gives the commands their work.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// What `surroundings` refers to must outlive the window.
    explicit MainWindow(const Surroundings& surroundings, QWidget* parent = nullptr);
    ~MainWindow() override;

    enum class Page { Welcome, Deals, Compare, Uncertainty };

    [[nodiscard]] Document& document() { return *m_document; }
    [[nodiscard]] Results& results() { return *m_results; }
    [[nodiscard]] Simulations& simulations() { return *m_simulations; }
    [[nodiscard]] Sensitivities& sensitivities() { return *m_sensitivities; }
    [[nodiscard]] Indices& indices() { return *m_indices; }
    [[nodiscard]] UncertaintyPage& uncertaintyPage() { return *m_uncertaintyPage; }
    [[nodiscard]] DocumentFile& file() { return *m_file; }
    [[nodiscard]] Settings& settings() { return m_settings; }
    [[nodiscard]] Commands& commands() { return *m_commands; }
    [[nodiscard]] BannerStack& banners() { return *m_banners; }
    [[nodiscard]] CommandPalette& palettePanel() { return *m_palette; }
    [[nodiscard]] NavigationRail& rail() { return *m_rail; }
    [[nodiscard]] ForecastCommands& forecasts() { return *m_forecasts; }

    /// A path or the id of an example; a banner tells what is wrong with it. Returns whether it is open.
    bool openStudy(const QString& pathOrExample);
    /// The same for the command line, which says itself what is wrong.
    [[nodiscard]] Expected<void> open(const QString& pathOrExample);
    void showPage(Page page);
    [[nodiscard]] Page page() const;
    /// Selects an input in Deals, which shows it in the inspector as well.
    void showInput(const study::Path& input);
    /// Selects a figure in Compare, by the key of its metric, and explains it for the chosen deal.
    void showFigure(const QString& metric);

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makePages();
    void makeBars();
    void makeDocks();
    void connectCommands();
    void connectDocument();
    void restoreLayout();
    void resetLayout();
    void setTheme(Theme::Mode mode);
    void updateCommands();
    void updateTitle();
    void studyOpened();
    void stepPage(int step);
    void stepPane(int step);
    void openPalette();
    void connectPages();
    void apply(const study::Edit& edit);
    void showFrame();
    void traceNumber();
    void updateCompare();
    [[nodiscard]] bool hasStudy() const;
    QDockWidget* makeDock(const char* name, const QString& title, QWidget* content, Qt::DockWidgetArea area, CommandId command);

    Theme& m_theme;
    Dialogs& m_dialogs;
    Settings m_settings;
    catalogue::Catalogue m_facts;
    std::unique_ptr<Document> m_document;
    std::unique_ptr<Results> m_results;
    std::unique_ptr<Simulations> m_simulations;
    std::unique_ptr<Sensitivities> m_sensitivities;
    std::unique_ptr<Indices> m_indices;
    std::unique_ptr<DocumentFile> m_file;
    Commands* m_commands;

    BannerStack* m_banners = nullptr;
    FileCommands* m_files = nullptr;
    DealCommands* m_deals = nullptr;
    RunCommands* m_runs = nullptr;
    ForecastCommands* m_forecasts = nullptr;
    NavigationRail* m_rail = nullptr;
    QStackedWidget* m_pages = nullptr;
    WelcomePage* m_welcomePage = nullptr;
    DealsPage* m_dealsPage = nullptr;
    ComparePage* m_comparePage = nullptr;
    UncertaintyPage* m_uncertaintyPage = nullptr;
    AnswerStripView* m_strip = nullptr;
    ToolStrip* m_tools = nullptr;
    ProblemsPanel* m_problems = nullptr;
    HistoryPanel* m_history = nullptr;
    Inspector* m_inspector = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_problemsDock = nullptr;
    QDockWidget* m_historyDock = nullptr;
    StatusLine* m_status = nullptr;
    CommandPalette* m_palette = nullptr;
    DropOverlay* m_drop = nullptr;
    QByteArray m_defaultLayout;
    bool m_inspects = true;          ///< a page beside which the inspector belongs is shown
    bool m_inspectorWanted = false;  ///< while the page hides it
    ResultPointer m_compared;  ///< what the Compare page shows
};

}  // namespace offtake::ui
