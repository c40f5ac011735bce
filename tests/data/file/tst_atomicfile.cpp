#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "data/file/AtomicFile.h"
#include "data/file/Sha256.h"

using namespace offtake;
using namespace offtake::file;
namespace fs = std::filesystem;

namespace {

/// Lets the first `failAt` bytes through, then fails as told; or fails another step.
class FaultySink : public WriteSink {
public:
    enum class Fault { Write, ShortWrite, ZeroWrite, SilentLoss, SilentChange, Sync, Close, Rename, SyncFolder };

    explicit FaultySink(Fault fault, int error = EIO, std::size_t failAt = 0)
        : m_fault(fault), m_error(error), m_left(failAt) {}

    std::int64_t write(int descriptor, const char* bytes, std::size_t size) override {
        const bool limited = m_fault == Fault::Write || m_fault == Fault::ZeroWrite || m_fault == Fault::SilentLoss;
        if (limited && m_left == 0) {
            m_hit = true;
            errno = m_error;
            return m_fault == Fault::Write ? -1 : m_fault == Fault::ZeroWrite ? 0 : static_cast<std::int64_t>(size);
        }
        if (m_fault == Fault::SilentChange) {
            std::string other(bytes, size);
            other[size / 2] = static_cast<char>(other[size / 2] ^ 1);
            m_hit = true;
            return WriteSink::write(descriptor, other.data(), size);
        }
        if (m_fault == Fault::ShortWrite) {
            m_hit = true;
            if (m_interrupt) {
                m_interrupt = false;
                errno = EINTR;
                return -1;
            }
            m_interrupt = true;
            return WriteSink::write(descriptor, bytes, std::min<std::size_t>(size, 7));
        }
        const auto taken = WriteSink::write(descriptor, bytes, limited ? std::min(size, m_left) : size);
        m_left -= limited ? static_cast<std::size_t>(taken) : 0;
        return taken;
    }
    int sync(int descriptor) override { return failing(Fault::Sync) ? -1 : WriteSink::sync(descriptor); }
    int close(int descriptor) override {
        const int result = WriteSink::close(descriptor);
        return failing(Fault::Close) ? -1 : result;
    }
    int rename(int folder, const char* from, const char* to) override {
        return failing(Fault::Rename) ? -1 : WriteSink::rename(folder, from, to);
    }
    int syncFolder(int folder) override { return failing(Fault::SyncFolder) ? -1 : WriteSink::syncFolder(folder); }

    [[nodiscard]] bool hit() const { return m_hit; }

private:
    bool failing(Fault step) {
        if (m_fault != step) {
            return false;
        }
        m_hit = true;
        errno = m_error;
        return true;
    }

    Fault m_fault;
    int m_error;
    std::size_t m_left;
    bool m_interrupt = false;
    bool m_hit = false;
};

using Fault = FaultySink::Fault;

std::string contentOf(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void plainWrite(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

std::string pattern(std::size_t size) {
    std::string out(size, '\0');
    for (std::size_t i = 0; i < size; ++i) {
        out[i] = static_cast<char>((i * 131 + i / 251) & 0xFFU);
    }
    return out;
}

std::ptrdiff_t entriesIn(const std::string& folder) {
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator{});
}

constexpr std::size_t kNewSize = 20'000;

}  // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    int m_folders = 0;

    std::string freshFolder() {
        const std::string folder = m_dir.path().toStdString() + "/" + std::to_string(m_folders++);
        fs::create_directory(folder);
        return folder;
    }

private Q_SLOTS:
    void writesAndReadsBackAnyBytes_data() {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 4095, 4096, 4097, 65536, 1'000'001}) {
            QTest::addRow("%d", size) << size;
        }
    }
    void writesAndReadsBackAnyBytes() {
        QFETCH(int, size);
        const std::string folder = freshFolder();
        const std::string path = folder + "/a.offtake";
        const std::string bytes = pattern(static_cast<std::size_t>(size));
        const auto made = writeAtomically(path, bytes);
        QVERIFY2(made.has_value(), made ? "" : made.error().english().c_str());
        QCOMPARE(made->size, bytes.size());
        QCOMPARE(made->sha256, sha256Hex(bytes));
        QVERIFY(*readFile(path) == bytes);
        QVERIFY(writeAtomically(path, bytes + "x").has_value());
        QVERIFY(*readFile(path) == bytes + "x");
        QCOMPARE(entriesIn(folder), 1);
    }

    void anyFailureLeavesTheOldFileAndNoTemporary_data() {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("failAt");
        const auto add = [](const char* name, Fault fault, int error, std::size_t failAt) {
            QTest::addRow("%s, error %d, at byte %zu", name, error, failAt)
                << static_cast<int>(fault) << error << static_cast<int>(failAt);
        };
        for (const std::size_t at : {std::size_t{0}, std::size_t{1}, std::size_t{4095}, std::size_t{4096},
                                     std::size_t{4097}, std::size_t{8192}, kNewSize - 1}) {
            for (const int error : {ENOSPC, EDQUOT, EFBIG, EIO, EROFS}) {
                add("write fails", Fault::Write, error, at);
            }
            add("write takes nothing", Fault::ZeroWrite, 0, at);
            add("write claims what it did not do", Fault::SilentLoss, 0, at);
        }
        add("a bit changes on the way", Fault::SilentChange, 0, 0);
        for (const int error : {EIO, ENOSPC, EDQUOT}) {
            add("sync fails", Fault::Sync, error, 0);
            add("close fails", Fault::Close, error, 0);
            add("folder sync fails", Fault::SyncFolder, error, 0);
        }
        for (const int error : {EACCES, EIO, ENOENT, ENOSPC, EROFS, EXDEV}) {
            add("rename fails", Fault::Rename, error, 0);
        }
    }
    void anyFailureLeavesTheOldFileAndNoTemporary() {
        QFETCH(int, fault);
        QFETCH(int, error);
        QFETCH(int, failAt);
        const std::string folder = freshFolder();
        const std::string path = folder + "/study.offtake";
        for (const bool existed : {true, false}) {
            const std::string old = pattern(9'000);
            if (existed) {
                plainWrite(path, old);
            } else {
                fs::remove(path);
            }
            FaultySink sink(static_cast<Fault>(fault), error, static_cast<std::size_t>(failAt));
            const auto written = writeAtomically(path, pattern(kNewSize) + "new", sink);
            QVERIFY(sink.hit());
            QVERIFY(!written.has_value());
            QCOMPARE(static_cast<int>(written.error().code), static_cast<int>(ErrorCode::NotWritable));
            QCOMPARE(written.error().subject, path);
            QVERIFY(!written.error().reason.text.empty());
            QVERIFY(written.error().remedy.english().find("Save as") != std::string::npos);
            QCOMPARE(fs::exists(path), existed);
            if (existed) {
                QVERIFY(contentOf(path) == old);
            }
            QCOMPARE(entriesIn(folder), existed ? 1 : 0);
        }
    }

    void shortWritesAndInterruptionsAreContinued() {
        const std::string path = freshFolder() + "/a";
        FaultySink sink(Fault::ShortWrite);
        QVERIFY(writeAtomically(path, pattern(5'000), sink).has_value());
        QVERIFY(sink.hit());
        QVERIFY(contentOf(path) == pattern(5'000));
    }

    void aFileSystemThatCannotSyncFoldersIsNoFailure() {
        const std::string path = freshFolder() + "/a";
        FaultySink sink(Fault::SyncFolder, EINVAL);
        QVERIFY(writeAtomically(path, "x", sink).has_value());
        QVERIFY(sink.hit());
    }

    void theSystemsFileSizeLimitIsAnErrorAndTheOldFileStays() {
        const std::string folder = freshFolder();
        const std::string path = folder + "/a";
        const std::string old = pattern(3'000);
        plainWrite(path, old);
        const pid_t child = fork();
        if (child == 0) {
            // The signal keeps its default, by which the process would die: the error must come all the same.
            const rlimit limit{8192, 8192};
            setrlimit(RLIMIT_FSIZE, &limit);
            const auto written = writeAtomically(path, pattern(kNewSize));
            const bool told = !written && written.error().code == ErrorCode::NotWritable &&
                              written.error().reason.text.find("larger") != std::string::npos;
            const bool smallerStillWorks = writeAtomically(path + "2", pattern(8192)).has_value();
            _exit(told && smallerStillWorks ? 0 : 1);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY2(WIFEXITED(status), "the process was ended by a signal");
        QCOMPARE(WEXITSTATUS(status), 0);
        QVERIFY(contentOf(path) == old);
        QCOMPARE(entriesIn(folder), 2);
    }

    void aKilledWriterLeavesTheOldOrTheNewVersion() {
        const std::string folder = freshFolder();
        const std::string path = folder + "/a";
        plainWrite(path, std::string(50'000, 'a'));
        for (int round = 0; round < 20; ++round) {
            const pid_t child = fork();
            if (child == 0) {
                for (int i = 0;; ++i) {
                    (void)!writeAtomically(path, std::string(50'000, static_cast<char>('a' + i % 26))).has_value();
                }
            }
            usleep(static_cast<useconds_t>(1'000 + round * 700));
            kill(child, SIGKILL);
            waitpid(child, nullptr, 0);
            const std::string now = contentOf(path);
            QCOMPARE(now.size(), std::size_t{50'000});
            QVERIFY(now.front() >= 'a' && now.front() <= 'z');
            QVERIFY(now == std::string(50'000, now.front()));
        }
    }

    void keepsTheModeOfAnExistingFileAndTheUmaskOfANewOne() {
        const std::string folder = freshFolder();
        const std::string path = folder + "/a";
        const mode_t before = umask(027);
        QVERIFY(writeAtomically(path, "1").has_value());
        umask(before);
        struct stat status {};
        QCOMPARE(::stat(path.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777U, 0640U);
        for (const mode_t mode : {0600U, 0664U, 0755U}) {
            QCOMPARE(chmod(path.c_str(), mode), 0);
            QVERIFY(writeAtomically(path, "2").has_value());
            QCOMPARE(::stat(path.c_str(), &status), 0);
            QCOMPARE(status.st_mode & 07777U, mode);
        }
    }

    void aSymbolicLinkStaysAndItsTargetIsWritten() {
        const std::string folder = freshFolder();
        fs::create_directory(folder + "/real");
        plainWrite(folder + "/real/target", "old");
        fs::create_symlink("real/target", folder + "/link");
        fs::create_symlink("link", folder + "/linklink");
        QVERIFY(writeAtomically(folder + "/linklink", "new").has_value());
        QVERIFY(fs::is_symlink(folder + "/linklink") && fs::is_symlink(folder + "/link"));
        QVERIFY(!fs::is_symlink(folder + "/real/target"));
        QCOMPARE(contentOf(folder + "/real/target"), std::string("new"));

        fs::create_symlink("real/notyet", folder + "/dangling");
        QVERIFY(writeAtomically(folder + "/dangling", "made").has_value());
        QCOMPARE(contentOf(folder + "/real/notyet"), std::string("made"));

        fs::create_symlink("two", folder + "/one");
        fs::create_symlink("one", folder + "/two");
        QVERIFY(!writeAtomically(folder + "/one", "x").has_value());
        QVERIFY(!readFile(folder + "/one").has_value());
    }

    void otherHardLinksKeepTheOldContent() {
        const std::string folder = freshFolder();
        plainWrite(folder + "/a", "old");
        fs::create_hard_link(folder + "/a", folder + "/b");
        QVERIFY(writeAtomically(folder + "/a", "new").has_value());
        QCOMPARE(contentOf(folder + "/a"), std::string("new"));
        QCOMPARE(contentOf(folder + "/b"), std::string("old"));
    }

    void refusesWhatIsNoFile() {
        const std::string folder = freshFolder();
        QCOMPARE(mkfifo((folder + "/pipe").c_str(), 0600), 0);
        plainWrite(folder + "/file", "x");
        const auto before = entriesIn(folder);
        for (const std::string& path : {folder, folder + "/", folder + "/pipe", std::string("/dev/null"),
                                        folder + "/file/below", folder + "/missing/a", std::string()}) {
            const auto written = writeAtomically(path, "new");
            QVERIFY2(!written.has_value(), path.c_str());
            QCOMPARE(static_cast<int>(written.error().code), static_cast<int>(ErrorCode::NotWritable));
            QVERIFY(!checkWritable(path).has_value());
            const auto read = readFile(path);
            QVERIFY2(!read.has_value(), path.c_str());
        }
        QCOMPARE(static_cast<int>(readFile(folder).error().code), static_cast<int>(ErrorCode::NotReadable));
        QCOMPARE(static_cast<int>(readFile(folder + "/pipe").error().code), static_cast<int>(ErrorCode::NotReadable));
        QCOMPARE(static_cast<int>(readFile(folder + "/no").error().code), static_cast<int>(ErrorCode::NotFound));
        QCOMPARE(entriesIn(folder), before);
        QVERIFY(checkWritable(folder + "/file").has_value());
        QVERIFY(checkWritable(folder + "/not-yet").has_value());
        QCOMPARE(entriesIn(folder), before);
    }

    void aNameOfFullLengthCanBeSaved() {
        const std::string path = freshFolder() + "/" + std::string(255, 'n');
        QVERIFY(writeAtomically(path, "x").has_value());
        QVERIFY(!writeAtomically(path + "n", "x").has_value());
    }

    void permissionsBind() {
        constexpr uid_t kNobody = 65534;
        const std::string folder = freshFolder();
        const std::string path = folder + "/a";
        plainWrite(path, "old");
        // The superuser may do everything, so the child becomes somebody else.
        const bool root = geteuid() == 0;
        if (root && (chown(folder.c_str(), kNobody, kNobody) != 0 || chown(path.c_str(), kNobody, kNobody) != 0 ||
                     chmod(m_dir.path().toStdString().c_str(), 0711) != 0)) {
            QSKIP("permissions cannot be tested as the superuser here");
        }
        const pid_t child = fork();
        if (child == 0) {
            if (root && setuid(kNobody) != 0) {
                _exit(77);
            }
            const auto refused = [&] {
                const auto written = writeAtomically(path, "new");
                return !written && written.error().reason.text.find("permission") != std::string::npos &&
                       !checkWritable(path);
            };
            int failed = 0;
            chmod(path.c_str(), 0444);
            failed |= refused() ? 0 : 1;
            chmod(path.c_str(), 0000);
            const auto read = readFile(path);
            failed |= !read && read.error().code == ErrorCode::NotReadable ? 0 : 2;
            chmod(path.c_str(), 0600);
            chmod(folder.c_str(), 0500);
            failed |= refused() ? 0 : 4;
            chmod(folder.c_str(), 0700);
            failed |= checkWritable(path) ? 0 : 8;
            _exit(failed);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 77) {
            QSKIP("permissions cannot be tested as the superuser here");
        }
        QCOMPARE(WEXITSTATUS(status), 0);
        QCOMPARE(contentOf(path), std::string("old"));
        QCOMPARE(entriesIn(folder), 1);
    }

    void readsNothingBeyondTheLimit() {
        const std::string path = freshFolder() + "/sparse";
        plainWrite(path, "x");
        fs::resize_file(path, std::uintmax_t{4} << 30U);
        const auto read = readFile(path);
        QVERIFY(!read.has_value());
        QCOMPARE(static_cast<int>(read.error().code), static_cast<int>(ErrorCode::TooLarge));
        QVERIFY(read.error().english().find("4096 MiB; files up to 256 MiB") != std::string::npos);
        fs::resize_file(path, 100);
        QVERIFY(readFile(path, 100).has_value());
        QVERIFY(!readFile(path, 99).has_value());
        // The system tells no size for this one; the limit holds all the same.
        if (fs::exists("/proc/self/maps")) {
            QCOMPARE(static_cast<int>(readFile("/proc/self/maps", 10).error().code),
                     static_cast<int>(ErrorCode::TooLarge));
        }
    }

    void seesAChangeFromOutside() {
        const std::string path = freshFolder() + "/a";
        const auto stamp = writeAtomically(path, "one");
        QVERIFY(stamp.has_value());
        QCOMPARE(static_cast<int>(*changedSince(path, *stamp)), static_cast<int>(Change::None));
        QCOMPARE(*stampOf(path), *stamp);

        plainWrite(path, "one");
        QCOMPARE(static_cast<int>(*changedSince(path, *stamp)), static_cast<int>(Change::None));

        // Same size and, put back by hand, the same time: only the content tells.
        struct stat status {};
        QCOMPARE(::stat(path.c_str(), &status), 0);
        plainWrite(path, "two");
        const timespec times[2] = {status.st_atim, status.st_mtim};
        QCOMPARE(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
        QCOMPARE(static_cast<int>(*changedSince(path, *stamp)), static_cast<int>(Change::Changed));

        plainWrite(path, "longer");
        QCOMPARE(static_cast<int>(*changedSince(path, *stamp)), static_cast<int>(Change::Changed));
        fs::remove(path);
        QCOMPARE(static_cast<int>(*changedSince(path, *stamp)), static_cast<int>(Change::Gone));
        fs::create_directory(path);
        QVERIFY(!changedSince(path, *stamp).has_value());
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"
