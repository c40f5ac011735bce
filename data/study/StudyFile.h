#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/study/Element.h"
#include "data/file/AtomicFile.h"

namespace offtake::study {

enum class FileKind : std::uint8_t {
    Example,  ///< built into the program
    Text,     ///< JSON
};

struct OpenedStudyFile {
    Study study;
    FileKind kind = FileKind::Text;
    file::FileStamp stamp;  ///< of the file when it was read; empty for an example
};

/// Opens a study from a file, told by its content whatever its name, or from an example by its id. A file of that name
/// goes before an example. Opening changes nothing.
/// Errors (subject = path): NotFound (with the examples), NotReadable, TooLarge, Foreign, TooNew, Damaged, and those of
/// studyFromJson.
[[nodiscard]] Expected<OpenedStudyFile> openStudy(const std::string& pathOrExample);

}  // namespace offtake::study
