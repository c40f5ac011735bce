#include "data/file/AtomicFile.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "data/file/Sha256.h"

namespace offtake::file {

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;
constexpr int kLinkLimit = 40;  // as the Linux kernel follows
constexpr int kNameTries = 1000;

class Descriptor {
public:
    explicit Descriptor(int value = -1) : m_value(value) {}
    Descriptor(Descriptor&& other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~Descriptor() {
        if (m_value >= 0) {
            ::close(m_value);
        }
    }
    [[nodiscard]] int get() const { return m_value; }
    [[nodiscard]] bool valid() const { return m_value >= 0; }
    int release() { return std::exchange(m_value, -1); }

private:
    int m_value;
};

/// A write beyond the process's file size limit raises SIGXFSZ, which would end the program before it can say what
/// happened. The signal goes to the writing thread, so holding it back there turns it into the error EFBIG.
class FileSizeSignalHeld {
public:
    FileSizeSignalHeld() {
        sigemptyset(&m_signal);
        sigaddset(&m_signal, SIGXFSZ);
        pthread_sigmask(SIG_BLOCK, &m_signal, &m_before);
    }
    FileSizeSignalHeld(const FileSizeSignalHeld&) = delete;
    FileSizeSignalHeld& operator=(const FileSizeSignalHeld&) = delete;
    ~FileSizeSignalHeld() {
        const timespec now{};
        while (sigtimedwait(&m_signal, nullptr, &now) > 0) {
        }
        pthread_sigmask(SIG_SETMASK, &m_before, nullptr);
    }

private:
    sigset_t m_signal{};
    sigset_t m_before{};
};

std::string systemText(int error) {
    return std::generic_category().message(error);
}

const char* const kSaveAs = "The file is unchanged; use \"Save as…\" to save elsewhere.";

tl::unexpected<Error> writeError(const std::string& path, int error) {
    Message reason{"The system refused to write: {0}.", {systemText(error)}};
    Message remedy{kSaveAs, {}};
    switch (error) {
        case ENOSPC:
            reason = {"There is no space left on the disk.", {}};
            remedy = {"The file is unchanged; free some space, or use \"Save as…\" to save on another disk.", {}};
            break;
        case EDQUOT:
            reason = {"Your quota on this disk is used up.", {}};
            remedy = {"The file is unchanged; free some space, or use \"Save as…\" to save on another disk.", {}};
            break;
        case EFBIG:
            reason = {"The file would be larger than the disk or the system's limit allows.", {}};
            break;
        case EROFS:
            reason = {"The disk is read-only.", {}};
            break;
        case EACCES:
        case EPERM:
            reason = {"You have no permission to write here.", {}};
            break;
        case ENOENT:
            reason = {"The folder does not exist, or was removed meanwhile.", {}};
            remedy = {"Make the folder again, or use \"Save as…\" to save elsewhere.", {}};
            break;
        case ENOTDIR:
            reason = {"A part of the path is not a folder.", {}};
            remedy = {"Use \"Save as…\" to save elsewhere.", {}};
            break;
        case EIO:
            reason = {"The disk reported an error.", {}};
            break;
        case ELOOP:
            reason = {"The symbolic links lead in a circle.", {}};
            break;
        case ENAMETOOLONG:
            reason = {"The name is too long for this disk.", {}};
            remedy = {"Use \"Save as…\" with a shorter name.", {}};
            break;
        default:
            break;
    }
    return fail(ErrorCode::NotWritable, path, std::move(reason), std::move(remedy));
}

tl::unexpected<Error> readError(const std::string& path, int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR:
            return fail(ErrorCode::NotFound, path, {"There is no such file.", {}},
                        {"Check the name and the folder.", {}});
        case EACCES:
        case EPERM:
            return fail(ErrorCode::NotReadable, path, {"You have no permission to read this file.", {}},
                        {"Ask its owner, or copy it to a place of your own.", {}});
        case ELOOP:
            return fail(ErrorCode::NotReadable, path, {"The symbolic links lead in a circle.", {}},
                        {"Choose the file itself.", {}});
        case EIO:
            return fail(ErrorCode::NotReadable, path, {"The disk reported an error.", {}}, {"Open a backup.", {}});
        default:
            return fail(ErrorCode::NotReadable, path, {"The system refused to read: {0}.", {systemText(error)}},
                        {"Choose another file.", {}});
    }
}

std::optional<Message> whyNotRegular(mode_t mode) {
    if (S_ISREG(mode)) {
        return std::nullopt;
    }
    if (S_ISDIR(mode)) {
        return Message{"This is a folder, not a file.", {}};
    }
    if (S_ISFIFO(mode) || S_ISSOCK(mode)) {
        return Message{"This is a pipe or socket, not a file.", {}};
    }
    return Message{"This is a device, not a file.", {}};
}

/// The kind is looked at before opening, because opening some devices acts on them, and after, because the name may
/// have come to mean something else in between.
Expected<Descriptor> openRegular(const std::string& path, struct stat& status) {
    if (::stat(path.c_str(), &status) != 0) {
        return readError(path, errno);
    }
    auto wrong = whyNotRegular(status.st_mode);
    Descriptor file(wrong ? -1 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!wrong && (!file.valid() || ::fstat(file.get(), &status) != 0)) {
        return readError(path, errno);
    }
    if (!wrong) {
        wrong = whyNotRegular(status.st_mode);
    }
    if (wrong) {
        return fail(ErrorCode::NotReadable, path, *wrong, {"Choose a file.", {}});
    }
    return file;
}

struct Digest {
    std::uint64_t size = 0;
    std::string sha256;
};

/// From the descriptor's position to the end; nothing with errno set when the disk fails.
std::optional<Digest> digestOf(int descriptor) {
    Digest out;
    Sha256 hash;
    std::array<char, kChunk> chunk;
    for (;;) {
        const ssize_t got = ::read(descriptor, chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            break;
        }
        hash.update({chunk.data(), static_cast<std::size_t>(got)});
        out.size += static_cast<std::uint64_t>(got);
    }
    out.sha256 = hash.hexDigest();
    return out;
}

std::int64_t modifiedNs(const struct stat& status) {
    return std::int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec;
}

/// Where a write really goes: the last of the chain of symbolic links, which may not exist yet.
Expected<std::string> targetOf(const std::string& path) {
    std::filesystem::path at(path);
    for (int i = 0; i < kLinkLimit; ++i) {
        std::error_code error;
        const auto next = std::filesystem::read_symlink(at, error);
        if (error) {
            return at.string();  // not a link, or not there, or not visible: what follows finds out and says it
        }
        at = next.is_absolute() ? next : at.parent_path() / next;
    }
    return writeError(path, ELOOP);
}

/// A target that may be written, its folder held open so that all steps happen in the same one.
struct Place {
    Descriptor folder;
    std::string name;                ///< in the folder
    std::optional<struct stat> old;  ///< absent if the file is to be made
};

Expected<Place> placeOf(const std::string& path) {
    const auto target = targetOf(path);
    if (!target) {
        return tl::unexpected(target.error());
    }
    const std::filesystem::path full(*target);
    const std::string parent = full.has_parent_path() ? full.parent_path().string() : std::string(".");
    Place place{Descriptor(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), full.filename().string(), {}};
    if (!place.folder.valid()) {
        return writeError(path, errno);
    }
    if (place.name.empty() || place.name == "." || place.name == "..") {
        return fail(ErrorCode::NotWritable, path, {"This is a folder, not a file.", {}}, {"Add a file name.", {}});
    }
    struct stat status {};
    if (::fstatat(place.folder.get(), place.name.c_str(), &status, 0) == 0) {
        if (const auto wrong = whyNotRegular(status.st_mode)) {
            return fail(ErrorCode::NotWritable, path, *wrong, {"Use \"Save as…\" with another name.", {}});
        }
        if (::faccessat(place.folder.get(), place.name.c_str(), W_OK, AT_EACCESS) != 0) {
            return writeError(path, errno);
        }
        place.old = status;
    } else if (errno != ENOENT) {
        return writeError(path, errno);
    }
    if (::faccessat(place.folder.get(), ".", W_OK | X_OK, AT_EACCESS) != 0) {
        return writeError(path, errno);
    }
    return place;
}

/// A name beside the target that is removed at the end unless it was renamed away.
class Temporary {
public:
    Temporary(int folder, std::string name) : m_folder(folder), m_name(std::move(name)) {}
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    ~Temporary() {
        if (m_exists) {
            ::unlinkat(m_folder, m_name.c_str(), 0);
        }
    }
    [[nodiscard]] const char* name() const { return m_name.c_str(); }
    void created() { m_exists = true; }
    void gone() { m_exists = false; }
    [[nodiscard]] bool exists() const { return m_exists; }

private:
    int m_folder;
    std::string m_name;
    bool m_exists = false;
};

/// Short whatever the document's name, so that a name of full length can be saved. Unique among threads and processes
/// of a machine; what another machine left in a shared folder is stepped over.
std::string freshName(int folder) {
    static std::atomic<unsigned> counter{0};
    std::string name;
    struct stat status {};
    for (int i = 0; i < kNameTries; ++i) {
        name = fmt::format(".offtake-{}-{}.part", ::getpid(), counter.fetch_add(1));
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
            break;
        }
    }
    return name;
}

/// Zero, or the reason as in errno.
int writeAll(WriteSink& sink, int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const std::int64_t taken = sink.write(descriptor, bytes.data(), bytes.size());
        if (taken < 0 && errno == EINTR) {
            continue;
        }
        if (taken < 0) {
            return errno;
        }
        if (taken == 0) {
            return ENOSPC;  // POSIX leaves the reason open; a device that takes nothing more is full
        }
        bytes.remove_prefix(static_cast<std::size_t>(taken));
    }
    return 0;
}

void takeOverOwnerAndMode(int descriptor, const struct stat& old) {
    constexpr mode_t kPermissions = 07777;
    constexpr mode_t kSetId = S_ISUID | S_ISGID;
    // Only root may give a file away; where that fails, set-id bits would mean another owner than before.
    const bool kept = ::fchown(descriptor, old.st_uid, old.st_gid) == 0;
    const mode_t mode = old.st_mode & kPermissions;
    (void)!::fchmod(descriptor, kept ? mode : mode & ~kSetId);
}

/// Zero, or the reason as in errno. Some file systems cannot sync a folder and say so by EINVAL or ENOTSUP; they
/// order the rename themselves, there is nothing to wait for.
int syncFolder(WriteSink& sink, int folder) {
    if (sink.syncFolder(folder) == 0 || errno == EINVAL || errno == ENOTSUP) {
        return 0;
    }
    return errno;
}

enum class ReadBack : std::uint8_t { Same, Different, Failed };

ReadBack readBack(int folder, const char* name, std::string_view bytes, const std::string& sha256, FileStamp& stamp) {
    const Descriptor file(::openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!file.valid() || ::fstat(file.get(), &status) != 0) {
        return ReadBack::Failed;
    }
    const auto digest = digestOf(file.get());
    if (!digest) {
        return ReadBack::Failed;
    }
    stamp = FileStamp{digest->size, modifiedNs(status), digest->sha256};
    return digest->size == bytes.size() && digest->sha256 == sha256 ? ReadBack::Same : ReadBack::Different;
}

tl::unexpected<Error> readBackError(const std::string& path, ReadBack result, int error) {
    if (result == ReadBack::Failed) {
        return writeError(path, error);
    }
    return fail(ErrorCode::NotWritable, path, {"What the disk gave back is not what was written.", {}},
                {"The file is unchanged; use \"Save as…\" to save on another disk.", {}});
}

/// After a failure behind the rename: the old file is put back, or a file that was not there is removed.
bool putBack(WriteSink& sink, const Place& place, Temporary& kept) {
    const int folder = place.folder.get();
    if (!place.old) {
        return ::unlinkat(folder, place.name.c_str(), 0) == 0;
    }
    if (!kept.exists() || sink.rename(folder, kept.name(), place.name.c_str()) != 0) {
        return false;
    }
    kept.gone();
    return true;
}

tl::unexpected<Error> replacedError(const std::string& path, tl::unexpected<Error> error, bool putBack) {
    if (putBack) {
        return error;
    }
    return fail(ErrorCode::NotWritable, path,
                {"The new version is in place, but the disk did not confirm it: {0}", {error.value().reason.english()}},
                {"Save once more, or use \"Save as…\" to save on another disk.", {}});
}

}  // namespace

std::int64_t WriteSink::write(int descriptor, const char* bytes, std::size_t size) {
    return ::write(descriptor, bytes, size);
}
int WriteSink::sync(int descriptor) {
    return ::fsync(descriptor);
}
int WriteSink::close(int descriptor) {
    return ::close(descriptor);
}
int WriteSink::rename(int folder, const char* from, const char* to) {
    return ::renameat(folder, from, folder, to);
}
int WriteSink::syncFolder(int folder) {
    return ::fsync(folder);
}

Expected<FileStamp> writeAtomically(const std::string& path, std::string_view bytes) {
    WriteSink sink;
    return writeAtomically(path, bytes, sink);
}

Expected<FileStamp> writeAtomically(const std::string& path, std::string_view bytes, WriteSink& sink) {
    const FileSizeSignalHeld held;
    const auto place = placeOf(path);
    if (!place) {
        return tl::unexpected(place.error());
    }
    const int folder = place->folder.get();
    const std::string sha256 = sha256Hex(bytes);
    constexpr mode_t kNewFile = 0666;     // less the umask
    constexpr mode_t kUntilKnown = 0600;  // nobody may read over our shoulder what the old file's mode hides
    Temporary temporary(folder, freshName(folder));
    Descriptor file(::openat(folder, temporary.name(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                             place->old ? kUntilKnown : kNewFile));
    if (!file.valid()) {
        return writeError(path, errno);
    }
    temporary.created();
    if (place->old) {
        takeOverOwnerAndMode(file.get(), *place->old);
    }
    if (const int error = writeAll(sink, file.get(), bytes); error != 0) {
        return writeError(path, error);
    }
    if (sink.sync(file.get()) != 0) {
        return writeError(path, errno);
    }
    // Network file systems may report a full disk only here.
    if (sink.close(file.release()) != 0 && errno != EINTR) {
        return writeError(path, errno);
    }
    FileStamp stamp;
    if (const auto result = readBack(folder, temporary.name(), bytes, sha256, stamp); result != ReadBack::Same) {
        return readBackError(path, result, errno);
    }

    // A second name for the old file, by which it can be put back if anything fails behind the rename.
    Temporary kept(folder, freshName(folder));
    if (place->old && ::linkat(folder, place->name.c_str(), folder, kept.name(), 0) == 0) {
        kept.created();
    }
    if (sink.rename(folder, temporary.name(), place->name.c_str()) != 0) {
        return writeError(path, errno);
    }
    temporary.gone();
    if (const int error = syncFolder(sink, folder); error != 0) {
        return replacedError(path, writeError(path, error), putBack(sink, *place, kept));
    }
    if (const auto result = readBack(folder, place->name.c_str(), bytes, sha256, stamp); result != ReadBack::Same) {
        const int error = errno;
        return replacedError(path, readBackError(path, result, error), putBack(sink, *place, kept));
    }
    return stamp;
}

Expected<void> checkWritable(const std::string& path) {
    const auto place = placeOf(path);
    if (!place) {
        return tl::unexpected(place.error());
    }
    return {};
}

Expected<std::string> readFile(const std::string& path, std::uint64_t limit) {
    struct stat status {};
    const auto file = openRegular(path, status);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto tooLarge = [&](std::uint64_t size) {
        constexpr unsigned kMebibyte = 20;
        return fail(ErrorCode::TooLarge, path,
                    {"The file has {0} MiB; files up to {1} MiB are read.",
                     {static_cast<std::int64_t>(size >> kMebibyte), static_cast<std::int64_t>(limit >> kMebibyte)}},
                    {"Choose a smaller file.", {}});
    };
    if (static_cast<std::uint64_t>(status.st_size) > limit) {
        return tooLarge(static_cast<std::uint64_t>(status.st_size));
    }
    std::string out;
    out.reserve(static_cast<std::size_t>(status.st_size) + 1);
    std::array<char, kChunk> chunk;
    for (;;) {
        const ssize_t got = ::read(file->get(), chunk.data(), chunk.size());
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return readError(path, errno);
        }
        if (got == 0) {
            return out;
        }
        out.append(chunk.data(), static_cast<std::size_t>(got));
        if (out.size() > limit) {
            return tooLarge(out.size());  // it grew while being read, or the system gave no size
        }
    }
}

Expected<FileStamp> stampOf(const std::string& path) {
    struct stat status {};
    const auto file = openRegular(path, status);
    if (!file) {
        return tl::unexpected(file.error());
    }
    auto digest = digestOf(file->get());
    if (!digest) {
        return readError(path, errno);
    }
    return FileStamp{digest->size, modifiedNs(status), std::move(digest->sha256)};
}

Expected<Change> changedSince(const std::string& path, const FileStamp& stamp) {
    struct stat status {};
    if (::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
        static_cast<std::uint64_t>(status.st_size) != stamp.size) {
        return Change::Changed;
    }
    const auto now = stampOf(path);
    if (!now && now.error().code == ErrorCode::NotFound) {
        return Change::Gone;
    }
    if (!now) {
        return tl::unexpected(now.error());
    }
    return now->size == stamp.size && now->sha256 == stamp.sha256 ? Change::None : Change::Changed;
}

}  // namespace offtake::file
