#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "data/document/Backups.h"
#include "data/document/Container.h"

using namespace offtake;
using namespace offtake::document;
namespace fs = std::filesystem;

namespace {

std::string bytesOf(int n) {
    StoredStudy study;
    study.elements = {{1, 0, "study", 0, "study", "study", std::to_string(n)}};
    return *toBytes(study);
}

}  // namespace

class TestBackups : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::string m_state;
    std::string m_document;
    int m_run = 0;

private Q_SLOTS:
    void init() {
        const std::string folder = m_dir.path().toStdString() + "/" + std::to_string(m_run++);
        fs::create_directory(folder);
        m_state = folder + "/state/offtake";
        m_document = folder + "/study.offtake";
    }

    void theStateFolderFollowsTheSpecification() {
        QCOMPARE(stateFolder("/s", "/h"), std::string("/s/offtake"));
        QCOMPARE(stateFolder("", "/h"), std::string("/h/.local/state/offtake"));
        QCOMPARE(stateFolder("relative", "/h"), std::string("/h/.local/state/offtake"));
        QCOMPARE(stateFolder("", ""), std::string());
    }

    void theLastTenSavedStatesAreKeptNewestFirst() {
        QVERIFY(listBackups(m_state, m_document).empty());
        for (int n = 1; n <= 25; ++n) {
            QVERIFY(addBackup(m_state, m_document, bytesOf(n)).has_value());
            const auto kept = listBackups(m_state, m_document);
            QCOMPARE(kept.size(), std::min<std::size_t>(static_cast<std::size_t>(n), 10));
            QVERIFY(*file::readFile(kept.front().path) == bytesOf(n));
        }
        const auto kept = listBackups(m_state, m_document);
        QCOMPARE(kept.front().number, 25);
        QVERIFY(*file::readFile(kept.back().path) == bytesOf(16));
        QVERIFY(addBackup(m_state, m_document, bytesOf(25)).has_value());
        QCOMPARE(listBackups(m_state, m_document).front().number, 25);
    }

    void documentsOfOneNameInTwoFoldersHaveTheirOwnBackups() {
        const std::string other = fs::path(m_document).parent_path().string() + "/other/study.offtake";
        QVERIFY(addBackup(m_state, m_document, "a").has_value());
        QVERIFY(addBackup(m_state, other, "b").has_value());
        QCOMPARE(listBackups(m_state, m_document).size(), std::size_t{1});
        QVERIFY(*file::readFile(listBackups(m_state, other).front().path) == "b");
        // Another way to write the same path.
        const std::string same = fs::path(m_document).parent_path().string() + "/./x/../study.offtake";
        QCOMPARE(listBackups(m_state, same).size(), std::size_t{1});
    }

    void copiesAreForTheUserAlone() {
        QVERIFY(addBackup(m_state, m_document, "a").has_value());
        struct stat status {};
        const std::string folder = fs::path(listBackups(m_state, m_document).front().path).parent_path().string();
        QCOMPARE(::stat(folder.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
    }

    void aRestoredBackupReplacesTheDocumentWhichIsKeptItself() {
        for (int n = 1; n <= 10; ++n) {
            QVERIFY(addBackup(m_state, m_document, bytesOf(n)).has_value());
        }
        QVERIFY(file::writeAtomically(m_document, "damaged outside").has_value());
        const Backup oldest = listBackups(m_state, m_document).back();
        QVERIFY(restoreBackup(m_state, m_document, oldest).has_value());
        QVERIFY(*file::readFile(m_document) == bytesOf(1));
        QVERIFY(*file::readFile(listBackups(m_state, m_document).front().path) == "damaged outside");

        fs::remove(m_document);
        QVERIFY(restoreBackup(m_state, m_document, oldest).has_value());
        QVERIFY(*file::readFile(m_document) == bytesOf(1));
    }

    void aDamagedBackupIsNotRestored() {
        QVERIFY(addBackup(m_state, m_document, bytesOf(1)).has_value());
        const Backup backup = listBackups(m_state, m_document).front();
        QVERIFY(file::writeAtomically(m_document, bytesOf(2)).has_value());
        QVERIFY(file::writeAtomically(backup.path, bytesOf(1).substr(0, 5'000)).has_value());
        const auto restored = restoreBackup(m_state, m_document, backup);
        QVERIFY(!restored.has_value());
        QCOMPARE(restored.error().subject, backup.path);
        QVERIFY(*file::readFile(m_document) == bytesOf(2));
    }

    void aStateFolderThatCannotBeMadeIsAnError() {
        std::ofstream(fs::path(m_document).parent_path() / "state") << "a file in the way";
        const auto added = addBackup(m_state, m_document, "a");
        QVERIFY(!added.has_value());
        QCOMPARE(static_cast<int>(added.error().code), static_cast<int>(ErrorCode::NotWritable));
        QVERIFY(!RecoverySession::begin(m_state, m_document).has_value());
        QVERIFY(abandonedRecoveries(m_state).empty());
    }

    void aRunningSessionIsNoCrash() {
        auto session = RecoverySession::begin(m_state, m_document);
        QVERIFY(session.has_value());
        QVERIFY(session->write("edits").has_value());
        QVERIFY(abandonedRecoveries(m_state).empty());
        QCOMPARE(openedBy(m_state, m_document).value_or(0), std::int64_t{getpid()});
        QVERIFY(!openedBy(m_state, m_document + "2").has_value());
        session->finish();
        QVERIFY(!openedBy(m_state, m_document).has_value());
        QVERIFY(fs::is_empty(m_state + "/recovery"));
    }

    void whatAKilledProgramWroteLastIsOffered() {
        const pid_t child = fork();
        if (child == 0) {
            auto saved = RecoverySession::begin(m_state, m_document + "-saved");
            auto session = RecoverySession::begin(m_state, m_document);
            auto untitled = RecoverySession::begin(m_state, "");
            const bool written = saved && session && untitled && saved->write("x") && session->write("first") &&
                                 session->write("last") && untitled->write("new");
            if (written) {
                saved->clear();
                kill(getpid(), SIGKILL);
            }
            _exit(1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));

        auto mine = RecoverySession::begin(m_state, m_document);
        QVERIFY(mine->write("mine").has_value());
        auto found = abandonedRecoveries(m_state);
        QCOMPARE(found.size(), std::size_t{2});
        std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.document > b.document; });
        QCOMPARE(found[0].document, fs::weakly_canonical(m_document).string());
        QVERIFY(*file::readFile(found[0].path) == "last");
        QVERIFY(found[1].document.empty());
        QVERIFY(*file::readFile(found[1].path) == "new");

        discardRecovery(found[0]);
        discardRecovery(found[0]);
        QCOMPARE(abandonedRecoveries(m_state).size(), std::size_t{1});
        discardRecovery(found[1]);
        mine->finish();
        QVERIFY2(fs::is_empty(m_state + "/recovery"), "the session without a copy was not swept away");
    }

    void aSessionThatEndsWithoutFinishIsOffered() {
        {
            auto session = RecoverySession::begin(m_state, m_document);
            QVERIFY(session->write("edits").has_value());
            RecoverySession moved = std::move(*session);
            QVERIFY(moved.write("more").has_value());
        }
        QCOMPARE(abandonedRecoveries(m_state).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(TestBackups)
#include "tst_backups.moc"
