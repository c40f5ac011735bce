#include "data/study/StudyFile.h"

#include "core/study/Path.h"
#include "data/file/Sha256.h"
#include "data/study/Examples.h"
#include "data/study/StudyJson.h"

namespace offtake::study {

namespace {

/// The first byte that is not a blank or part of a byte order mark opens an object.
bool looksLikeJson(std::string_view bytes) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark)) {
        bytes.remove_prefix(kMark.size());
    }
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '{';
}

Expected<OpenedStudyFile> fromBytes(const std::string& path, std::string_view bytes) {
    if (bytes.empty()) {
        return fail(ErrorCode::Damaged, path, {"The file is empty.", {}}, {"Restore it from a backup.", {}});
    }
    if (!looksLikeJson(bytes)) {
        return fail(ErrorCode::Foreign, path, {"This is not a study of Offtake.", {}}, {"Open an .offtake document or a study as JSON text.", {}});
    }
    auto study = studyFromJson(bytes, path);
    if (!study) {
        return tl::unexpected(study.error());
    }
    return OpenedStudyFile{std::move(*study), FileKind::Text, {}};
}

}  // namespace

Expected<OpenedStudyFile> openStudy(const std::string& pathOrExample) {
    const auto stamp = file::stampOf(pathOrExample);
    if (!stamp && stamp.error().code == ErrorCode::NotFound && isId(pathOrExample)) {
        auto example = openExample(pathOrExample);
        if (!example) {
            return tl::unexpected(example.error());
        }
        return OpenedStudyFile{std::move(*example), FileKind::Example, {}};
    }
    const auto bytes = file::readFile(pathOrExample);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    auto opened = fromBytes(pathOrExample, *bytes);
    if (opened && stamp) {
        opened->stamp = *stamp;
    }
    return opened;
}

}  // namespace offtake::study
