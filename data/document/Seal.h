#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "data/sqlite/Database.h"

namespace offtake::document {

/// The seal of a document finds accidents (a flipped bit, an edit by another program, lost rows); it is no signature.
/// Two levels: each row carries the check of its own cells, so that damage can be located, and the document carries
/// the SHA-256 of all of it, so that nothing goes unseen. Both rest on one canonical form of a cell:
///   NULL `N` · integer `I` and 8 bytes · real `R` and the 8 bytes of its IEEE 754 bits · text `T`, 8 bytes of length,
///   bytes · blob `B`, likewise. All numbers big-endian.
/// The rule is part of the file format (docs/file-format.md): changing it needs a new version that older programs
/// refuse.

/// Last column of every table.
inline constexpr const char* kRowCheckColumn = "row_check";
/// The row of `meta` that holds the hash and is itself left out of it.
inline constexpr const char* kContentHashKey = "content_hash";

/// The first 32 bits of the SHA-256 of the cells' canonical form. `cells` leaves the check itself out.
[[nodiscard]] std::int64_t rowCheck(std::span<const sqlite::Value> cells);

struct SealReport {
    std::string contentHash;               ///< of what is there, 64 hexadecimal digits
    std::vector<std::string> damagedRows;  ///< "table key" of each row whose check fails
};

/// Hash over application_id, user_version, then each table by name: `t` and its name, and each row by primary key:
/// `r` and its cells, the check included. Fails if a table cannot be read, has no primary key or no row check.
[[nodiscard]] Expected<SealReport> examineSeal(sqlite::Database& database);

/// Recomputes every row check and the content hash. For tests, repair tools and the makers of fixtures; saving a
/// study seals it anyway.
[[nodiscard]] Expected<void> seal(sqlite::Database& database);

}  // namespace offtake::document
