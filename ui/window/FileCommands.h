#pragma once

#include <functional>

#include <QObject>
#include <QString>
#include <QStringList>

#include "core/base/Error.h"
#include "data/document/Backups.h"
#include "data/file/AtomicFile.h"

class QMenu;
class QMimeData;
class QWidget;

namespace offtake::ui {

class BannerStack;
class Dialogs;
class Document;
class DocumentFile;
class Settings;

/// New, open, save and close as the user meets them: the questions and messages around DocumentFile. Every way to
/// replace the open document goes through here, so that nothing unsaved is ever lost without a question.
class FileCommands : public QObject {
    Q_OBJECT
public:
    FileCommands(Document& document, DocumentFile& file, Dialogs& dialogs, Settings& settings, BannerStack& banners,
                 QWidget* window);

    void newComparison();
    void open();
    /// A path or the id of an example. Returns whether it is open now.
    bool openPath(const QString& path);
    /// After DocumentFile opened a study without asking here: says what there is to say about its file.
    void told();
    void openRecovery(const document::Recovery& recovery);
    bool save();
    bool saveAs();
    void closeStudy();
    /// Whether the document may go: it is clean, or the user saved it or gave it up.
    [[nodiscard]] bool mayReplace();

    void fillRecent(QMenu* menu);
    void fillExamples(QMenu* menu);
    void fillBackups(QMenu* menu);

    /// The document among what is dragged; empty with the reason when there is none.
    [[nodiscard]] static QString droppedFile(const QMimeData& data, QString* reason);

Q_SIGNALS:
    /// Another study is open; the window shows it.
    void opened();
    /// There is no study any more; the window shows Welcome.
    void closed();
    void saved(const QString& path);

private:
    bool write(const QString& path);

    Document& m_document;
    DocumentFile& m_file;
    Dialogs& m_dialogs;
    Settings& m_settings;
    BannerStack& m_banners;
    QWidget* m_window;
};

}  // namespace offtake::ui
