#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/study/Element.h"
#include "data/document/Container.h"

namespace offtake::study {

/// A study as the rows of an `.offtake` document: every value of every input, defaults included, in the order of
/// canonical(study). `history` is how an opened document came to its version; empty for a new one.
[[nodiscard]] document::StoredStudy toStored(const Study& study, const std::vector<document::StoredMigration>& history = {});

/// The study of such rows. Inputs that are missing take Input::whenAbsent, else their default.
/// Errors: TooNew for elements and inputs that this program does not know (they are never left out in silence);
/// Inconsistent for rows that make no study; those of checkValue. The subject is the path of the element or input.
[[nodiscard]] Expected<Study> fromStored(const document::StoredStudy& stored);

struct OpenedDocument {
    Study study;
    document::Identity identity;
    std::string writtenBy;                             ///< program and version
    std::vector<document::StoredMigration> migrations;  ///< to be given back when it is saved
};

/// The bytes of an `.offtake` file. The same study gives the same bytes.
/// Errors: those of document::toBytes; Internal if the bytes do not read back as canonical(study).
[[nodiscard]] Expected<std::string> documentBytes(const Study& study, const std::vector<document::StoredMigration>& history = {});

/// All of the study or an error. Errors: those of document::fromBytes and fromStored.
[[nodiscard]] Expected<OpenedDocument> documentFromBytes(std::string_view bytes);

}  // namespace offtake::study
