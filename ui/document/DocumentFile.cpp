#include "ui/document/DocumentFile.h"

#include <utility>

#include <QCoreApplication>
#include <QFileInfo>

#include "data/study/StudyDocument.h"
#include "data/study/StudyFile.h"
#include "ui/document/Document.h"
#include "ui/text/Text.h"

namespace offtake::ui {

DocumentFile::DocumentFile(Document& document, std::string stateFolder, QObject* parent)
    : QObject(parent), m_document(document), m_state(std::move(stateFolder)) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(kRecoveryDelay);
    connect(&m_timer, &QTimer::timeout, this, &DocumentFile::writeRecovery);
    connect(&document, &Document::changed, this, &DocumentFile::documentChanged);
}

Expected<void> DocumentFile::open(const QString& pathOrExample) {
    const std::string name = toStd(pathOrExample);
    const Expected<study::OpenedStudyFile> opened = study::openStudy(name);
    if (!opened) {
        return tl::unexpected(opened.error());
    }
    const bool example = opened->kind == study::FileKind::Example;
    const QString path = example ? QString() : QFileInfo(pathOrExample).absoluteFilePath();
    begin(path);
    if (!example) {
        m_stamp = opened->stamp;
        m_migrations = opened->history;
    }
    if (opened->standing == document::Standing::Newer) {
        m_obstacle = Error{ErrorCode::TooNew, name, {"The study was saved by a later version of Offtake.", {}},
                           {"Save it under another name; what this version does not know is lost in the copy.", {}}};
    }
    m_opening = true;
    m_document.replace(opened->study, path);
    m_opening = false;
    return {};
}

void DocumentFile::openUnsaved(study::Study study, bool clean) {
    begin({});
    m_opening = true;
    m_document.replace(std::move(study), {}, clean);
    m_opening = false;
    if (!clean) {
        documentChanged();
    }
}

Expected<void> DocumentFile::recover(const document::Recovery& recovery) {
    const Expected<study::OpenedStudyFile> copy = study::openStudy(recovery.path);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    const QString path = toQt(recovery.document);
    begin(path);
    if (!path.isEmpty()) {
        // What the copy was made from is not known any more; a change by others since then is seen only if the file
        // cannot be read now.
        if (const auto stamp = file::stampOf(recovery.document)) {
            m_stamp = *stamp;
        }
    }
    m_opening = true;
    m_document.replace(copy->study, path, false);
    m_opening = false;
    // Our own copy first: between the two there is no moment without one.
    writeRecovery();
    if (!m_recoveryFailed) {
        document::discardRecovery(recovery);
    }
    return {};
}

Expected<void> DocumentFile::openBackup(const document::Backup& backup) {
    const Expected<study::OpenedStudyFile> copy = study::openStudy(backup.path);
    if (!copy) {
        return tl::unexpected(copy.error());
    }
    openUnsaved(copy->study, true);
    return {};
}

Expected<void> DocumentFile::save(const QString& path) {
    const std::string name = toStd(path);
    const Expected<study::SavedStudyFile> saved =
        study::saveStudy(name, m_document.study(), {study::kindOfName(name), m_state, m_migrations});
    if (!saved) {
        return tl::unexpected(saved.error());
    }
    if (path != m_document.path()) {
        begin(path);
    }
    m_stamp = saved->stamp;
    m_obstacle.reset();
    m_timer.stop();
    if (m_session) {
        m_session->clear();
    }
    m_document.markSaved(path);
    if (saved->backup) {
        Q_EMIT backupFailed(*saved->backup);
    }
    return {};
}

file::Change DocumentFile::outsideChange() const {
    if (!m_stamp || m_document.path().isEmpty()) {
        return file::Change::None;
    }
    const auto change = file::changedSince(toStd(m_document.path()), *m_stamp);
    // A file that cannot be read any more is not what we know.
    return change ? *change : file::Change::Changed;
}

std::vector<document::Recovery> DocumentFile::recoveries() const {
    return m_state.empty() ? std::vector<document::Recovery>() : document::abandonedRecoveries(m_state);
}

std::vector<document::Backup> DocumentFile::backups() const {
    return m_state.empty() || m_document.path().isEmpty() ? std::vector<document::Backup>()
                                                          : document::listBackups(m_state, toStd(m_document.path()));
}

void DocumentFile::writeRecovery() {
    m_timer.stop();
    if (m_state.empty() || m_document.isClean()) {
        return;
    }
    const auto report = [this](const Error& error) {
        if (!std::exchange(m_recoveryFailed, true)) {
            Q_EMIT recoveryFailed(error);
        }
    };
    if (!m_session) {
        Expected<document::RecoverySession> session =
            document::RecoverySession::begin(m_state, toStd(m_document.path()));
        if (!session) {
            report(session.error());
            return;
        }
        m_session.emplace(*std::move(session));
    }
    const Expected<std::string> bytes = study::documentBytes(m_document.study());
    const Expected<void> written = bytes ? m_session->write(*bytes) : tl::unexpected(bytes.error());
    if (!written) {
        report(written.error());
        return;
    }
    m_recoveryFailed = false;
}

void DocumentFile::finish() {
    m_timer.stop();
    if (m_session) {
        m_session->finish();
        m_session.reset();
    }
}

void DocumentFile::begin(const QString& path) {
    finish();
    m_stamp.reset();
    m_migrations.clear();
    m_obstacle.reset();
    m_recoveryFailed = false;
    m_openElsewhere = false;
    if (path.isEmpty()) {
        return;
    }
    if (const auto writable = file::checkWritable(toStd(path)); !writable) {
        m_obstacle = writable.error();
    }
    if (!m_state.empty()) {
        const auto process = document::openedBy(m_state, toStd(path));
        m_openElsewhere = process && *process != QCoreApplication::applicationPid();
        // Begun at once, not with the first edit: a second instance shall see that the file is open.
        if (auto session = document::RecoverySession::begin(m_state, toStd(path))) {
            m_session.emplace(*std::move(session));
        }
    }
}

void DocumentFile::documentChanged() {
    if (m_opening || m_state.empty()) {
        return;
    }
    if (m_document.isClean()) {
        m_timer.stop();
        if (m_session) {
            m_session->clear();
        }
    } else if (!m_timer.isActive()) {
        // Not restarted by each edit: who types without a pause would never have a copy.
        m_timer.start();
    }
}

}  // namespace offtake::ui
