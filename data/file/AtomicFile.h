#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/Error.h"

namespace offtake::file {

/// No document, CSV or backup is read beyond this many bytes.
inline constexpr std::uint64_t kSizeLimit = std::uint64_t{256} << 20U;

/// What a file was when it was last read or written by us.
struct FileStamp {
    std::uint64_t size = 0;       ///< bytes
    std::int64_t modifiedNs = 0;  ///< last modification, nanoseconds since 1970-01-01 UTC, as the file system tells it
    std::string sha256;           ///< of the content, 64 hexadecimal digits
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

enum class Change : std::uint8_t {
    None,     ///< the same content (a file that was only touched has not changed)
    Changed,  ///< other content
    Gone,     ///< there is no such file any more
};

/// The calls to the system by which a file is replaced. Tests derive from it to make the Nth one fail; the program
/// uses it as it is. Each returns what the call of the same name returns, with the reason of a failure in errno.
class WriteSink {
public:
    WriteSink() = default;
    WriteSink(const WriteSink&) = delete;
    WriteSink& operator=(const WriteSink&) = delete;
    virtual ~WriteSink() = default;

    /// Bytes taken, which may be fewer than given, or -1.
    virtual std::int64_t write(int descriptor, const char* bytes, std::size_t size);
    virtual int sync(int descriptor);
    virtual int close(int descriptor);
    /// Both names are relative to the open folder.
    virtual int rename(int folder, const char* from, const char* to);
    virtual int syncFolder(int folder);
};

/// Replaces the content of a file, or makes the file, in one step: a temporary in the same folder is written, synced
/// to disk, read back and renamed over the file; the folder is synced; the file is read back. Nobody ever sees half a
/// file. Returns only when the content on disk has the length and the SHA-256 of `bytes`.
///
/// A symbolic link stays a link and its target is written. The mode (and, where allowed, the owner) of an existing
/// file is kept; a new file gets what the umask leaves. Folders, pipes and devices are refused, and so is a file
/// that may not be written even where its folder would allow replacing it. Hard links to the old file keep the old
/// content.
///
/// Errors (NotWritable, subject = path): the old file is byte-identical, or still absent, and no temporary stays. One
/// exception: if a failure comes after the rename and the file system has no hard links by which the old file could
/// be put back, the error says that the new version is in place.
[[nodiscard]] Expected<FileStamp> writeAtomically(const std::string& path, std::string_view bytes);
[[nodiscard]] Expected<FileStamp> writeAtomically(const std::string& path, std::string_view bytes, WriteSink& sink);

/// Whether writeAtomically has a chance here: permission and kind of file, not space. To be asked when a document is
/// opened, so that a read-only place is known before an hour of edits. Writes nothing.
[[nodiscard]] Expected<void> checkWritable(const std::string& path);

/// The whole content of a regular file. Never waits for a pipe.
/// Errors (subject = path): NotFound; NotReadable (permission, folder, pipe, device, disk error); TooLarge.
[[nodiscard]] Expected<std::string> readFile(const std::string& path, std::uint64_t limit = kSizeLimit);

/// Errors as readFile.
[[nodiscard]] Expected<FileStamp> stampOf(const std::string& path);

/// Compares by content, so a change within the resolution of the clock is seen too. Errors as readFile, but a file
/// that is not there is an answer.
[[nodiscard]] Expected<Change> changedSince(const std::string& path, const FileStamp& stamp);

}  // namespace offtake::file
