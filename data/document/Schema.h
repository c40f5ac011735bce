#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/sqlite/Database.h"

namespace offtake::document {

/// "OFTK" in ASCII, in the header of every document, where `file` and other programs look for it.
inline constexpr std::int64_t kApplicationId = 0x4F46544B;
/// The version of the format that this program writes.
inline constexpr int kFormatVersion = 2;
/// The oldest program that reads what this one writes, as the version of its format.
inline constexpr int kMinReader = 2;

/// One numbered step from the version before. The schema of a version is what its steps make of an empty database:
/// it is written nowhere else, so a new document and an upgraded one cannot differ.
struct Migration {
    int version = 0;  ///< the version afterwards; the list counts 1, 2, 3, …
    std::string description;
    std::function<Expected<void>(sqlite::Database&)> apply;
};

/// The steps of the released format. A step, once released, is never changed.
[[nodiscard]] const std::vector<Migration>& migrations();

/// Runs the steps above the database's user_version, each in a transaction of its own together with its row in the
/// table `migration` and the new user_version: after a failure the database is at the last version that succeeded.
/// `appliedBy` names the program and its version.
[[nodiscard]] Expected<void> migrate(sqlite::Database& database, std::span<const Migration> steps,
                                     std::string_view appliedBy);

/// An empty document of the given version.
[[nodiscard]] Expected<sqlite::Database> emptyDocument(std::span<const Migration> steps, std::string_view appliedBy);

/// Every entry of the schema (tables, indexes, triggers, views) as type, name, table and text.
[[nodiscard]] Expected<std::vector<std::string>> schemaOf(sqlite::Database& database);

}  // namespace offtake::document
