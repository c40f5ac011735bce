#include "ui/window/ForecastCommands.h"

#include <QAction>
#include <QWidget>

#include "ui/commands/Commands.h"
#include "ui/forecast/ForecastDialog.h"
#include "ui/text/Text.h"

namespace offtake::ui {

ForecastCommands::ForecastCommands(Document& document, Dialogs& dialogs, const catalogue::Catalogue& facts, const Theme& theme, Commands& commands, QWidget* window)
    : QObject(window), m_document(document), m_dialogs(dialogs), m_facts(facts), m_theme(theme), m_commands(commands), m_window(window) {
    commands.does(CommandId::Forecast, [this] { dialog().ask(); });
}

ForecastDialog& ForecastCommands::dialog() {
    if (m_dialog == nullptr) {
        m_dialog = new ForecastDialog(m_document, m_dialogs, m_facts, m_theme, m_window);
        m_dialog->setExportFooter(m_footer);
    }
    return *m_dialog;
}

void ForecastCommands::setEnabled(bool enabled) { m_commands.action(CommandId::Forecast)->setEnabled(enabled); }

void ForecastCommands::askFor(const QString& path) {
    if (const auto place = study::parsePath(toStd(path))) {
        dialog().ask(*place);
    }
}

void ForecastCommands::askFile(const QString& path) { dialog().askFile(path); }

void ForecastCommands::setExportFooter(const QString& footer) {
    m_footer = footer;
    if (m_dialog != nullptr) {
        m_dialog->setExportFooter(footer);
    }
}

}  // namespace offtake::ui
