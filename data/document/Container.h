#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Error.h"

namespace offtake::document {

/// A node of the study's tree: a deal, tranche, clause, party, assumption, source, …
/// Which kinds and roles there are is the business of whoever maps a study to this container.
struct StoredElement {
    std::int64_t id = 0;        ///< its place in the list: 1, 2, 3, … parents before children
    std::int64_t parent = 0;    ///< id of the parent; 0 for a root
    std::string role;           ///< which list of the parent it stands in: "tranche", "clause"
    std::int64_t position = 0;  ///< place in that list, from 0
    std::string kind;           ///< "offtake", "take-or-pay"
    std::string elementId;      ///< the id in paths, which survives renaming
    std::string name;           ///< as the user calls it
    friend bool operator==(const StoredElement&, const StoredElement&) = default;
};

/// One value of one input of an element, or one part of it (a point of a series).
struct StoredValue {
    std::int64_t element = 0;      ///< id of the element
    std::string input;             ///< key of the input's description
    std::int64_t part = 0;         ///< 0 unless the value has parts
    std::string type;              ///< what it is: "number", "choice", "series", …
    std::optional<double> number;  ///< finite; kept bit for bit
    std::optional<std::string> text;
    std::string unit;  ///< the unit of `number`, `low` and `high`; the file can be read without the program
    std::optional<double> low;
    std::optional<double> high;
    std::string distribution;  ///< how uncertain the value is; empty for none
    std::string process;       ///< how it moves in time; empty for not at all
    std::string source;      ///< id of the source it was taken from
    bool estimate = false;   ///< said openly to be the author's own judgement
    std::string assumption;  ///< id of the assumption that takes its place; empty for most
    std::string note;
    friend bool operator==(const StoredValue&, const StoredValue&) = default;
};

/// A step that brought the document to a version of the format.
struct StoredMigration {
    std::int64_t version = 0;
    std::string appliedBy;  ///< program and version
    std::string description;
    friend bool operator==(const StoredMigration&, const StoredMigration&) = default;
};

struct StoredStudy {
    std::string writtenBy;                    ///< program and version, "Offtake 0.1.0"
    std::map<std::string, std::string> meta;  ///< free but for the keys written_by, min_reader, content_hash
    std::vector<StoredElement> elements;
    std::vector<StoredValue> values;          ///< any order; comes back by element, input, part
    std::vector<StoredMigration> migrations;  ///< comes with an opened document; empty in a new one
    friend bool operator==(const StoredStudy&, const StoredStudy&) = default;
};

enum class Standing : std::uint8_t {
    Current,
    Older,  ///< of an earlier version; upgraded in memory, the file is not touched
    Newer,  ///< of a later version that allows this program to read it; not to be saved over
};

struct Identity {
    int version = 0;
    Standing standing = Standing::Current;
    friend bool operator==(const Identity&, const Identity&) = default;
};

struct OpenedStudy {
    StoredStudy study;
    Identity identity;
};

/// The bytes of an `.offtake` file. The same content gives the same bytes, in whatever order the values come; they
/// hold no time, no user and no path.
/// Errors: Inconsistent (ids, parents, duplicates, reserved meta keys), OutOfBounds (a number that is not finite).
[[nodiscard]] Expected<std::string> toBytes(const StoredStudy& study);

/// What the bytes are, at the cost of a look at the header.
/// Errors: Damaged (empty, cut off), Foreign (no database, or another program's), TooNew (with the version it needs),
/// TooLarge.
[[nodiscard]] Expected<Identity> identify(std::string_view bytes);

/// All of the document or an error, never a part. What is returned was sealed by the program that wrote it: structure,
/// schema, row checks and content hash are verified.
/// Errors: as identify; Damaged names the rows whose check fails.
[[nodiscard]] Expected<OpenedStudy> fromBytes(std::string_view bytes);

}  // namespace offtake::document
