#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"
#include "data/file/AtomicFile.h"

namespace offtake::document {

/// Copies live in the user's state folder, never beside the document. All functions take that folder, so that tests
/// and portable installations have their own; it is made, for the user alone, when first written to.

/// $XDG_STATE_HOME/offtake, or $HOME/.local/state/offtake where that is not set or not absolute (XDG Base Directory
/// Specification 0.8). Takes the two values; empty if neither serves.
[[nodiscard]] std::string stateFolder(std::string_view xdgStateHome, std::string_view home);

// ---- backups: the last saved states of a document -----------------------------------------------------------------

inline constexpr std::size_t kBackupsKept = 10;

struct Backup {
    std::string path;
    std::int64_t number = 0;      ///< counts up from 1 with each backup of this document
    std::int64_t modifiedNs = 0;  ///< when it was made, nanoseconds since 1970-01-01 UTC
    std::uint64_t size = 0;       ///< bytes
};

/// Keeps a copy of what was saved (or, before an upgrade is saved, of what was there) and drops the oldest beyond
/// `keep`, once the new one is safe. Does nothing if the newest backup has the same content.
[[nodiscard]] Expected<void> addBackup(const std::string& state, const std::string& document, std::string_view bytes,
                                       std::size_t keep = kBackupsKept);

/// Newest first; empty if there are none. A document is known by its absolute path, symbolic links resolved.
[[nodiscard]] std::vector<Backup> listBackups(const std::string& state, const std::string& document);

/// Puts a backup in the place of the document, after keeping what is there as the newest backup. A backup that is not
/// sound is refused and nothing is touched.
[[nodiscard]] Expected<file::FileStamp> restoreBackup(const std::string& state, const std::string& document,
                                                      const Backup& backup);

// ---- recovery: edits that were not saved --------------------------------------------------------------------------

/// One open document of one running program. While it lives it holds a lock that the system drops when the process
/// ends, however it ends: a copy without a held lock is that of a crash, one with a held lock of a second instance.
class RecoverySession {
public:
    /// `document` is empty for a study that was never saved.
    [[nodiscard]] static Expected<RecoverySession> begin(const std::string& state, const std::string& document);

    RecoverySession(RecoverySession&& other) noexcept;
    RecoverySession& operator=(RecoverySession&& other) noexcept;
    /// Leaves the copy behind, as a crash would: only finish() says that it is not needed any more.
    ~RecoverySession();

    /// Replaces the copy. The caller does so within five seconds of an edit.
    [[nodiscard]] Expected<void> write(std::string_view bytes);
    /// The document was saved: there is nothing to recover until the next write.
    void clear();
    /// The document is closed, saved or discarded on purpose.
    void finish();

private:
    RecoverySession(std::string stem, int lock) : m_stem(std::move(stem)), m_lock(lock) {}
    std::string m_stem;  ///< path of the copy without its ending
    int m_lock = -1;
};

struct Recovery {
    std::string path;      ///< of the copy; read it with file::readFile
    std::string document;  ///< where it belongs; empty for a study that was never saved
    std::int64_t modifiedNs = 0;
    std::uint64_t size = 0;
};

/// Copies left by programs that ended without finish(), newest first.
[[nodiscard]] std::vector<Recovery> abandonedRecoveries(const std::string& state);

/// After the user took it over or declined it. Does nothing if it is already gone.
void discardRecovery(const Recovery& recovery);

/// The process that has the document open through a RecoverySession, this one included.
[[nodiscard]] std::optional<std::int64_t> openedBy(const std::string& state, const std::string& document);

}  // namespace offtake::document
