#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/study/Element.h"
#include "data/document/Container.h"
#include "data/file/AtomicFile.h"

namespace offtake::study {

enum class FileKind : std::uint8_t {
    Example,   ///< built into the program
    Text,      ///< JSON
    Document,  ///< .offtake
};

struct OpenedStudyFile {
    Study study;
    FileKind kind = FileKind::Text;
    file::FileStamp stamp;                              ///< of the file when it was read; empty for an example
    document::Standing standing = document::Standing::Current;  ///< of a document; Newer may not be saved over
    std::vector<document::StoredMigration> history;     ///< of a document, to be given back when it is saved
};

/// Opens a study from a file, told by its content whatever its name, or from an example by its id. A file of that name
/// goes before an example. Opening changes nothing.
/// Errors (subject = path): NotFound, UnknownName (with the examples), NotReadable (folder, pipe, permission),
/// TooLarge, Foreign, TooNew, Damaged, and those of studyFromJson and documentFromBytes.
[[nodiscard]] Expected<OpenedStudyFile> openStudy(const std::string& pathOrExample);

/// The same of bytes that were read elsewhere (a backup, a recovery copy, standard input); `subject` is their name.
[[nodiscard]] Expected<OpenedStudyFile> openStudyBytes(std::string_view bytes, const std::string& subject);

struct SaveOptions {
    FileKind kind = FileKind::Document;  ///< Document or Text
    std::string state;                   ///< folder of the backups (document::stateFolder); none are kept when empty
    std::vector<document::StoredMigration> history;
};

struct SavedStudyFile {
    file::FileStamp stamp;
    std::optional<Error> backup;  ///< why no backup could be kept; the study is saved all the same
};

/// What a path is saved as: Text for names that end in ".json", else Document.
[[nodiscard]] FileKind kindOfName(std::string_view path);

/// Saves a study: completes, or leaves the old file byte-identical. Before anything is touched the bytes are read back
/// and compared with the study, after it so is the file. The copy of what was saved is kept as a backup; that of an
/// older document is kept before it is replaced.
/// Errors (subject = path): NotWritable; TooNew for a document of a later version in its place; Internal.
[[nodiscard]] Expected<SavedStudyFile> saveStudy(const std::string& path, const Study& study, const SaveOptions& options = {});

}  // namespace offtake::study
