#pragma once

#include <QObject>
#include <QString>

#include "core/study/Path.h"
#include "data/catalogue/Catalogue.h"

class QWidget;

namespace offtake::ui {

class Commands;
class Dialogs;
class Document;
class ForecastDialog;
class Theme;

/// The forecast dialog of a window, made when it is first asked for.
class ForecastCommands : public QObject {
    Q_OBJECT
public:
    /// All must outlive it; the catalogue is copied (cheaply).
    ForecastCommands(Document& document, Dialogs& dialogs, const catalogue::Catalogue& facts, const Theme& theme, Commands& commands, QWidget* window);

    /// Whether there is a study that a forecast could enter.
    void setEnabled(bool enabled);
    /// For an input that shall follow a forecast, or for a forecast of the study; by its path.
    void askFor(const QString& path);
    void askFile(const QString& path);
    void setExportFooter(const QString& footer);
    /// The dialog; made if there was none.
    [[nodiscard]] ForecastDialog& dialog();

private:
    Document& m_document;
    Dialogs& m_dialogs;
    catalogue::Catalogue m_facts;
    const Theme& m_theme;
    Commands& m_commands;
    QWidget* m_window;
    ForecastDialog* m_dialog = nullptr;
    QString m_footer;
};

}  // namespace offtake::ui
