#include "data/document/Backups.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "data/document/Container.h"
#include "data/file/Sha256.h"

namespace offtake::document {

namespace {

namespace fs = std::filesystem;

constexpr const char* kCopy = ".offtake";
constexpr const char* kLock = ".lock";
constexpr const char* kOwner = ".path";  // the document's path, in a file of its own: it may contain anything

Expected<void> makePrivateFolder(const std::string& folder) {
    std::error_code error;
    const bool made = fs::create_directories(folder, error);
    if (made) {
        fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (error || !fs::is_directory(folder, error)) {
        return fail(ErrorCode::NotWritable, folder, {"The folder for copies cannot be made: {0}.", {error.message()}},
                    {"Set XDG_STATE_HOME to a folder of your own.", {}});
    }
    return {};
}

std::string absolutePath(const std::string& document) {
    std::error_code error;
    auto path = fs::weakly_canonical(fs::absolute(document, error), error);
    return error ? document : path.string();
}

/// A folder per document. The name is for people; the digest of the path tells equal names apart.
std::string backupFolder(const std::string& state, const std::string& document) {
    constexpr std::size_t kDigits = 16;
    constexpr std::size_t kNameBytes = 64;
    const std::string path = absolutePath(document);
    const std::string name = fs::path(path).stem().string().substr(0, kNameBytes);
    return state + "/backups/" + name + '-' + file::sha256Hex(path).substr(0, kDigits);
}

std::int64_t numberOf(const fs::path& path) {
    const std::string stem = path.stem().string();
    std::int64_t number = 0;
    const auto parsed = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    const bool whole = parsed.ec == std::errc{} && parsed.ptr == stem.data() + stem.size();
    return whole && path.extension() == kCopy ? number : 0;
}

/// False if it is no regular file (any more).
bool statusOf(const std::string& path, std::int64_t& modifiedNs, std::uint64_t& size) {
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
        return false;
    }
    modifiedNs = std::int64_t{status.st_mtim.tv_sec} * kNanoseconds + status.st_mtim.tv_nsec;
    size = static_cast<std::uint64_t>(status.st_size);
    return true;
}

std::vector<fs::path> filesIn(const std::string& folder, std::string_view extension) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == extension) {
            out.push_back(at->path());
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

bool removeFile(const std::string& path) {
    std::error_code error;
    return fs::remove(path, error);
}

std::string withoutEnding(const fs::path& path) {
    return (path.parent_path() / path.stem()).string();
}

/// Whether a process holds the lock of this session.
bool isHeld(const std::string& stem) {
    const int lock = ::open((stem + kLock).c_str(), O_RDONLY | O_CLOEXEC);
    if (lock < 0) {
        return false;
    }
    const bool held = ::flock(lock, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    ::close(lock);
    return held;
}

void removeSession(const std::string& stem) {
    removeFile(stem + kCopy);
    removeFile(stem + kOwner);
    removeFile(stem + kLock);
}

/// What programs that were killed with nothing to recover left behind.
void sweep(const std::string& folder) {
    for (const fs::path& path : filesIn(folder, kLock)) {
        const std::string stem = withoutEnding(path);
        std::error_code error;
        if (!fs::exists(stem + kCopy, error) && !isHeld(stem)) {
            removeSession(stem);
        }
    }
}

/// Takes the lock and writes the process id into it. False also if another program swept the file away between its
/// making and its locking.
bool claim(int lock) {
    const std::string pid = std::to_string(::getpid());
    struct stat status {};
    return ::flock(lock, LOCK_EX) == 0 && ::fstat(lock, &status) == 0 && status.st_nlink > 0 &&
           ::write(lock, pid.data(), pid.size()) == static_cast<ssize_t>(pid.size());
}

}  // namespace

std::string stateFolder(std::string_view xdgStateHome, std::string_view home) {
    if (!xdgStateHome.empty() && xdgStateHome.front() == '/') {
        return std::string(xdgStateHome) + "/offtake";
    }
    return home.empty() ? std::string{} : std::string(home) + "/.local/state/offtake";
}

Expected<void> addBackup(const std::string& state, const std::string& document, std::string_view bytes,
                         std::size_t keep) {
    const std::string folder = backupFolder(state, document);
    if (auto made = makePrivateFolder(folder); !made) {
        return made;
    }
    const auto before = listBackups(state, document);
    if (!before.empty() && before.front().size == bytes.size()) {
        const auto newest = file::readFile(before.front().path);
        if (newest && *newest == bytes) {
            return {};
        }
    }
    const std::int64_t number = before.empty() ? 1 : before.front().number + 1;
    const auto written = file::writeAtomically(fmt::format("{}/{:06}{}", folder, number, kCopy), bytes);
    if (!written) {
        return tl::unexpected(written.error());
    }
    for (std::size_t i = keep > 0 ? keep - 1 : 0; i < before.size(); ++i) {
        removeFile(before[i].path);
    }
    return {};
}

std::vector<Backup> listBackups(const std::string& state, const std::string& document) {
    std::vector<Backup> out;
    for (const fs::path& path : filesIn(backupFolder(state, document), kCopy)) {
        Backup backup{path.string(), numberOf(path), 0, 0};
        if (backup.number > 0 && statusOf(backup.path, backup.modifiedNs, backup.size)) {
            out.push_back(std::move(backup));
        }
    }
    std::sort(out.begin(), out.end(), [](const Backup& a, const Backup& b) { return a.number > b.number; });
    return out;
}

Expected<file::FileStamp> restoreBackup(const std::string& state, const std::string& document, const Backup& backup) {
    const auto bytes = file::readFile(backup.path);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    if (const auto opened = fromBytes(*bytes); !opened) {
        Error error = opened.error();
        error.subject = backup.path;
        return tl::unexpected(std::move(error));
    }
    const auto now = file::readFile(document);
    if (!now && now.error().code != ErrorCode::NotFound) {
        return tl::unexpected(now.error());
    }
    if (now) {
        // One more is kept for this moment: the backup that is being restored may be the oldest.
        if (const auto kept = addBackup(state, document, *now, kBackupsKept + 1); !kept) {
            return tl::unexpected(kept.error());
        }
    }
    return file::writeAtomically(document, *bytes);
}

Expected<RecoverySession> RecoverySession::begin(const std::string& state, const std::string& document) {
    const std::string folder = state + "/recovery";
    if (const auto made = makePrivateFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    sweep(folder);
    // Numbers of dead processes come back, so a name is taken only if nobody has it.
    constexpr int kTries = 10'000;
    constexpr mode_t kPrivate = 0600;
    for (int i = 0; i < kTries; ++i) {
        std::string stem = fmt::format("{}/{}-{}", folder, ::getpid(), i);
        const int lock = ::open((stem + kLock).c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, kPrivate);
        if (lock < 0 && errno == EEXIST) {
            continue;
        }
        if (lock < 0) {
            break;
        }
        RecoverySession session(std::move(stem), lock);
        if (!claim(lock)) {
            session.finish();
            continue;
        }
        const std::string owner = document.empty() ? std::string{} : absolutePath(document);
        if (const auto written = file::writeAtomically(session.m_stem + kOwner, owner); !written) {
            session.finish();
            return tl::unexpected(written.error());
        }
        return session;
    }
    return fail(ErrorCode::NotWritable, folder,
                {"No recovery copy can be made: {0}.", {std::generic_category().message(errno)}},
                {"Free some space, or set XDG_STATE_HOME to a folder of your own; save often meanwhile.", {}});
}

RecoverySession::RecoverySession(RecoverySession&& other) noexcept
    : m_stem(std::move(other.m_stem)), m_lock(std::exchange(other.m_lock, -1)) {}

RecoverySession& RecoverySession::operator=(RecoverySession&& other) noexcept {
    std::swap(m_stem, other.m_stem);
    std::swap(m_lock, other.m_lock);
    return *this;
}

RecoverySession::~RecoverySession() {
    if (m_lock >= 0) {
        ::close(m_lock);
    }
}

Expected<void> RecoverySession::write(std::string_view bytes) {
    const auto written = file::writeAtomically(m_stem + kCopy, bytes);
    if (!written) {
        return tl::unexpected(written.error());
    }
    return {};
}

void RecoverySession::clear() {
    removeFile(m_stem + kCopy);
}

void RecoverySession::finish() {
    if (m_lock < 0) {
        return;
    }
    removeSession(m_stem);
    ::close(std::exchange(m_lock, -1));
}

std::vector<Recovery> abandonedRecoveries(const std::string& state) {
    std::vector<Recovery> out;
    for (const fs::path& path : filesIn(state + "/recovery", kCopy)) {
        const std::string stem = withoutEnding(path);
        Recovery recovery{path.string(), file::readFile(stem + kOwner).value_or(std::string{}), 0, 0};
        if (!isHeld(stem) && statusOf(recovery.path, recovery.modifiedNs, recovery.size)) {
            out.push_back(std::move(recovery));
        }
    }
    std::stable_sort(out.begin(), out.end(),
                     [](const Recovery& a, const Recovery& b) { return a.modifiedNs > b.modifiedNs; });
    return out;
}

void discardRecovery(const Recovery& recovery) {
    removeSession(withoutEnding(recovery.path));
}

std::optional<std::int64_t> openedBy(const std::string& state, const std::string& document) {
    const std::string wanted = absolutePath(document);
    for (const fs::path& path : filesIn(state + "/recovery", kOwner)) {
        const std::string stem = withoutEnding(path);
        const auto owner = file::readFile(path.string());
        if (!owner || *owner != wanted || !isHeld(stem)) {
            continue;
        }
        const std::string text = file::readFile(stem + kLock).value_or(std::string{});
        std::int64_t pid = 0;
        std::from_chars(text.data(), text.data() + text.size(), pid);
        return pid;
    }
    return std::nullopt;
}

}  // namespace offtake::document
