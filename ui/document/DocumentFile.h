#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/base/Error.h"
#include "core/study/Element.h"
#include "data/document/Backups.h"
#include "data/document/Container.h"
#include "data/file/AtomicFile.h"

namespace offtake::ui {

class Document;

/// The file behind the document: opens, saves, sees changes by others, and keeps a recovery copy of edits that are not
/// saved. Asks nobody: the window does. Blocking; documents are small. GUI thread only.
class DocumentFile : public QObject {
    Q_OBJECT
public:
    /// After the first edit that is not in the recovery copy.
    static constexpr std::chrono::seconds kRecoveryDelay{5};

    /// `stateFolder` holds recovery copies and backups (document::stateFolder); empty keeps none.
    /// `document` must outlive this object.
    DocumentFile(Document& document, std::string stateFolder, QObject* parent = nullptr);

    /// Opens a file, or a copy of an example by its id, in place of what is open. After an error all is as it was.
    [[nodiscard]] Expected<void> open(const QString& pathOrExample);
    /// Opens a study that is in no file.
    void openUnsaved(study::Study study, bool clean);
    /// Takes a recovery copy over: it is open, not saved, and belongs to the file it was made from.
    [[nodiscard]] Expected<void> recover(const document::Recovery& recovery);
    /// Opens a backup as a study that is in no file.
    [[nodiscard]] Expected<void> openBackup(const document::Backup& backup);

    /// Writes the document; it is clean afterwards, and not before. After an error the old file is as it was.
    [[nodiscard]] Expected<void> save(const QString& path);

    /// What others have done to the file since it was read or written here. None for a study without file.
    [[nodiscard]] file::Change outsideChange() const;
    /// Why the document cannot be saved where it is, known since it was opened.
    [[nodiscard]] const std::optional<Error>& obstacle() const { return m_obstacle; }
    /// Another process that has the same file open.
    [[nodiscard]] bool isOpenElsewhere() const { return m_openElsewhere; }

    [[nodiscard]] std::vector<document::Recovery> recoveries() const;
    [[nodiscard]] std::vector<document::Backup> backups() const;

    /// Writes the recovery copy now, if there are edits that it lacks.
    void writeRecovery();
    /// The document was saved or given up on purpose: no recovery copy stays behind.
    void finish();

Q_SIGNALS:
    /// The recovery copy cannot be written: edits are safe only once saved.
    void recoveryFailed(const offtake::Error& error);
    /// The document is saved, but no backup of it could be kept.
    void backupFailed(const offtake::Error& error);

private:
    void begin(const QString& path);
    void documentChanged();

    Document& m_document;
    std::string m_state;
    std::optional<document::RecoverySession> m_session;
    std::optional<file::FileStamp> m_stamp;
    std::optional<Error> m_obstacle;
    std::vector<document::StoredMigration> m_migrations;  ///< of the file, given back when it is saved
    QTimer m_timer;
    bool m_openElsewhere = false;
    bool m_recoveryFailed = false;
    bool m_opening = false;
};

}  // namespace offtake::ui
