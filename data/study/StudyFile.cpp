#include "data/study/StudyFile.h"

#include "core/study/Path.h"
#include "data/document/Backups.h"
#include "data/study/Canonical.h"
#include "data/study/Examples.h"
#include "data/study/StudyDocument.h"
#include "data/study/StudyJson.h"

namespace offtake::study {

namespace {

/// Whether the first character that is not a blank or part of a byte order mark opens an object.
bool looksLikeJson(std::string_view bytes) {
    constexpr std::string_view kMark = "\xEF\xBB\xBF";
    if (bytes.starts_with(kMark)) {
        bytes.remove_prefix(kMark.size());
    }
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && bytes[first] == '{';
}

/// Puts the file in front of what an error is about.
tl::unexpected<Error> about(const std::string& file, Error error) {
    error.subject = error.subject.empty() ? file : file + ", " + error.subject;
    return tl::unexpected(std::move(error));
}

/// What stands at `path` is left to be replaced, or kept first, or refused.
Expected<void> prepareReplacing(const std::string& path, const SaveOptions& options) {
    const auto old = file::readFile(path);
    const auto identity = old ? document::identify(*old) : tl::unexpected(old.error());
    if (!identity) {
        return {};  // nothing, or no document: it is the user's choice to replace it
    }
    if (identity->standing == document::Standing::Newer) {
        return fail(ErrorCode::TooNew, path, {"The document there was saved by a later version of Offtake and may hold more than this one knows.", {}},
                    {"Save under another name.", {}});
    }
    if (identity->standing == document::Standing::Older && !options.state.empty()) {
        return document::addBackup(options.state, path, *old);
    }
    return {};
}

Expected<std::string> bytesOf(const Study& study, const SaveOptions& options) {
    if (options.kind != FileKind::Text) {
        return documentBytes(study, options.history);
    }
    std::string text = studyToJson(study);
    const auto back = studyFromJson(text, "study");
    if (!back || !(*back == canonical(study))) {
        const std::string why = back ? "Some text in it is not UTF-8." : back.error().english();
        return fail(ErrorCode::Internal, {}, {"The study cannot be written so that it reads back the same. {0}", {why}}, {"Nothing was saved.", {}});
    }
    return text;
}

}  // namespace

Expected<OpenedStudyFile> openStudyBytes(std::string_view bytes, const std::string& subject) {
    OpenedStudyFile opened;
    if (looksLikeJson(bytes)) {
        auto study = studyFromJson(bytes, subject);
        if (!study) {
            return tl::unexpected(study.error());
        }
        opened.study = std::move(*study);
        return opened;
    }
    auto document = documentFromBytes(bytes);
    if (!document) {
        return about(subject, document.error());
    }
    opened.study = std::move(document->study);
    opened.kind = FileKind::Document;
    opened.standing = document->identity.standing;
    opened.history = std::move(document->migrations);
    return opened;
}

Expected<OpenedStudyFile> openStudy(const std::string& pathOrExample) {
    const auto stamp = file::stampOf(pathOrExample);
    if (!stamp && stamp.error().code == ErrorCode::NotFound && isId(pathOrExample)) {
        auto example = openExample(pathOrExample);
        if (!example) {
            return tl::unexpected(example.error());
        }
        OpenedStudyFile opened;
        opened.study = std::move(*example);
        opened.kind = FileKind::Example;
        return opened;
    }
    const auto bytes = file::readFile(pathOrExample);
    if (!stamp || !bytes) {
        return tl::unexpected(stamp ? bytes.error() : stamp.error());
    }
    auto opened = openStudyBytes(*bytes, pathOrExample);
    if (opened) {
        opened->stamp = *stamp;
    }
    return opened;
}

FileKind kindOfName(std::string_view path) { return path.ends_with(".json") ? FileKind::Text : FileKind::Document; }

Expected<SavedStudyFile> saveStudy(const std::string& path, const Study& study, const SaveOptions& options) {
    const auto bytes = bytesOf(study, options);
    if (!bytes) {
        return about(path, bytes.error());
    }
    if (const auto ready = prepareReplacing(path, options); !ready) {
        return tl::unexpected(ready.error());
    }
    const auto stamp = file::writeAtomically(path, *bytes);
    if (!stamp) {
        return tl::unexpected(stamp.error());
    }
    const auto again = openStudy(path);
    if (!again || !(again->study == canonical(study))) {
        return fail(ErrorCode::NotWritable, path, {"The file was written but does not hold the study. {0}", {again ? "Its content differs." : again.error().english()}},
                    {"Save under another name.", {}});
    }
    SavedStudyFile saved{*stamp, {}};
    if (!options.state.empty()) {
        if (const auto kept = document::addBackup(options.state, path, *bytes); !kept) {
            saved.backup = kept.error();
        }
    }
    return saved;
}

}  // namespace offtake::study
