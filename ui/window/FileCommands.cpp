#include "ui/window/FileCommands.h"

#include <utility>

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QMenu>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include "core/study/NewStudy.h"
#include "data/study/Examples.h"
#include "ui/dialogs/Dialogs.h"
#include "ui/document/Document.h"
#include "ui/document/DocumentFile.h"
#include "ui/settings/Settings.h"
#include "ui/text/Text.h"
#include "ui/window/BannerStack.h"

namespace offtake::ui {

namespace {

const QString kFileMatter = QStringLiteral("file");
constexpr std::int64_t kNanosecondsInMillisecond = 1'000'000;

QString whenText(std::int64_t modifiedNs) {
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(modifiedNs / kNanosecondsInMillisecond), QLocale::ShortFormat);
}

}  // namespace

FileCommands::FileCommands(Document& document, DocumentFile& file, Dialogs& dialogs, Settings& settings,
                           BannerStack& banners, QWidget* window)
    : QObject(window), m_document(document), m_file(file), m_dialogs(dialogs), m_settings(settings), m_banners(banners),
      m_window(window) {
    connect(&file, &DocumentFile::recoveryFailed, this, [this](const Error& error) {
        m_banners.show(QStringLiteral("recovery"),
                       {Banner::Kind::Warning, tr("No safety copy: %1 Save to keep your edits.").arg(said(error)), {}});
    });
    connect(&file, &DocumentFile::backupFailed, this, [this](const Error& error) {
        m_banners.show(QStringLiteral("backup"), {Banner::Kind::Warning, tr("Saved, but no backup was kept: %1").arg(said(error)), {}});
    });
}

void FileCommands::newComparison() {
    if (mayReplace()) {
        m_file.openUnsaved(study::newComparison(), true);
        m_banners.dismissAll();
        Q_EMIT opened();
    }
}

void FileCommands::open() {
    const QString start = m_document.path().isEmpty() ? QDir::homePath() : QFileInfo(m_document.path()).absolutePath();
    const QString path = m_dialogs.openFile(
        m_window, {tr("Open a study"), start, tr("Offtake studies (*.offtake *.json);;All files (*)"), {}});
    if (!path.isEmpty()) {
        openPath(path);
    }
}

bool FileCommands::openPath(const QString& path) {
    if (!mayReplace()) {
        return false;
    }
    if (const auto done = m_file.open(path); !done) {
        m_banners.show(kFileMatter, {Banner::Kind::Error, said(done.error()), {}});
        return false;
    }
    told();
    return true;
}

void FileCommands::told() {
    m_banners.dismissAll();
    if (m_file.obstacle()) {
        m_banners.show(QStringLiteral("read-only"),
                       {Banner::Kind::Warning,
                        tr("You can edit, but not save here: %1").arg(saidWithoutSubject(*m_file.obstacle())),
                        {{tr("Save as…"), [this] { saveAs(); }}}});
    }
    if (m_file.isOpenElsewhere()) {
        m_banners.show(QStringLiteral("open-twice"),
                       {Banner::Kind::Warning, tr("This study is open in another window of Offtake as well. Whoever "
                                                  "saves second is asked before the other's changes are replaced."), {}});
    }
    if (!m_document.path().isEmpty()) {
        m_settings.addRecentFile(m_document.path());
    }
    Q_EMIT opened();
}

void FileCommands::openRecovery(const document::Recovery& recovery) {
    if (!mayReplace()) {
        return;
    }
    if (const auto done = m_file.recover(recovery); !done) {
        m_banners.show(kFileMatter, {Banner::Kind::Error, said(done.error()), {}});
        return;
    }
    m_banners.dismissAll();
    m_banners.show(kFileMatter,
                   {Banner::Kind::Info, tr("These are the edits from before the crash. Save to keep them."), {}});
    Q_EMIT opened();
}

bool FileCommands::save() {
    if (m_document.path().isEmpty()) {
        return saveAs();
    }
    switch (m_file.outsideChange()) {
        case file::Change::None:
            break;
        case file::Change::Changed: {
            const int choice = m_dialogs.ask(
                m_window, {tr("Save"), tr("%1 was changed by another program since you opened it.").arg(m_document.title()),
                           tr("Saving here replaces those changes. Reloading drops yours."),
                           {tr("Save as…"), tr("Replace the file"), tr("Reload the file"), tr("Cancel")}});
            if (choice == 0) {
                return saveAs();
            }
            if (choice == 2) {
                const auto reloaded = m_file.open(m_document.path());
                if (!reloaded) {
                    m_banners.show(kFileMatter, {Banner::Kind::Error, said(reloaded.error()), {}});
                } else {
                    Q_EMIT opened();
                }
                return false;
            }
            if (choice != 1) {
                return false;
            }
            break;
        }
        case file::Change::Gone:
            m_banners.show(QStringLiteral("gone"),
                           {Banner::Kind::Info, tr("The file had been removed or renamed; it is there again."), {}});
            break;
    }
    return write(m_document.path());
}

bool FileCommands::saveAs() {
    const QString folder = m_document.path().isEmpty() ? QDir::homePath() : QFileInfo(m_document.path()).absolutePath();
    const QString name = QFileInfo(m_document.title()).completeBaseName().replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString path = m_dialogs.saveFile(
        m_window, {tr("Save the study"), QDir(folder).filePath(name + QStringLiteral(".offtake")),
                   tr("Offtake study (*.offtake);;Text, for version control (*.json)"), QStringLiteral("offtake")});
    return !path.isEmpty() && write(path);
}

bool FileCommands::write(const QString& path) {
    const QString matter = QStringLiteral("save");
    if (const auto done = m_file.save(path); !done) {
        m_banners.show(matter, {Banner::Kind::Error, tr("Not saved. %1").arg(said(done.error())),
                                {{tr("Save as…"), [this] { saveAs(); }}}});
        return false;
    }
    m_banners.dismiss(matter);
    m_banners.dismiss(kFileMatter);
    m_banners.dismiss(QStringLiteral("read-only"));
    m_settings.addRecentFile(path);
    Q_EMIT saved(path);
    return true;
}

bool FileCommands::mayReplace() {
    if (m_document.isClean()) {
        return true;
    }
    const int choice = m_dialogs.ask(m_window, {tr("Unsaved changes"), tr("Save the changes to %1?").arg(m_document.title()),
                                                tr("They are lost otherwise."),
                                                {tr("Save"), tr("Discard changes"), tr("Cancel")}});
    return choice == 1 || (choice == 0 && save());
}

void FileCommands::closeStudy() {
    if (mayReplace()) {
        m_file.openUnsaved(study::Study(), true);
        m_banners.dismissAll();
        Q_EMIT closed();
    }
}

void FileCommands::fillRecent(QMenu* menu) {
    menu->clear();
    for (const QString& path : m_settings.recentFiles()) {
        const QFileInfo info(path);
        QAction* action = menu->addAction(info.exists() ? info.fileName() : tr("%1 (missing)").arg(info.fileName()));
        action->setToolTip(path);
        action->setEnabled(info.exists());
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("Nothing was opened yet"))->setEnabled(false);
    }
}

void FileCommands::fillExamples(QMenu* menu) {
    menu->clear();
    for (const study::Example& example : study::listExamples()) {
        QAction* action = menu->addAction(toQt(example.name));
        connect(action, &QAction::triggered, this, [this, id = toQt(example.id)] { openPath(id); });
    }
}

void FileCommands::fillBackups(QMenu* menu) {
    menu->clear();
    for (const document::Backup& backup : m_file.backups()) {
        QAction* action = menu->addAction(tr("As saved %1").arg(whenText(backup.modifiedNs)));
        connect(action, &QAction::triggered, this, [this, backup] {
            if (!mayReplace()) {
                return;
            }
            if (const auto done = m_file.openBackup(backup); !done) {
                m_banners.show(kFileMatter, {Banner::Kind::Error, said(done.error()), {}});
                return;
            }
            m_banners.show(kFileMatter, {Banner::Kind::Info, tr("This is a copy of the backup; save it under a name to keep it."), {}});
            Q_EMIT opened();
        });
    }
    if (menu->isEmpty()) {
        menu->addAction(tr("There is none of this study yet"))->setEnabled(false);
    }
}

QString FileCommands::droppedFile(const QMimeData& data, QString* reason) {
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1) {
        *reason = tr("Offtake opens one study at a time.");
        return {};
    }
    const QFileInfo info(urls.constFirst().toLocalFile());
    const QString suffix = info.suffix().toLower();
    if (!info.isFile() || (suffix != QLatin1String("offtake") && suffix != QLatin1String("json"))) {
        *reason = tr("Offtake opens .offtake and .json studies.");
        return {};
    }
    return info.absoluteFilePath();
}

}  // namespace offtake::ui
