#include "data/document/Schema.h"

#include "data/document/Seal.h"

namespace offtake::document {

namespace {

// Reals are in columns of type ANY, not REAL: SQLite stores a whole number in a REAL column as an integer to save
// space and so forgets the sign of minus zero.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE meta (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  row_check INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE migration (
  version INTEGER NOT NULL PRIMARY KEY,
  applied_by TEXT NOT NULL,
  description TEXT NOT NULL,
  row_check INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE element (
  id INTEGER NOT NULL PRIMARY KEY,
  parent INTEGER NOT NULL,
  role TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  element_id TEXT NOT NULL,
  name TEXT NOT NULL,
  row_check INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE value (
  element INTEGER NOT NULL,
  input TEXT NOT NULL,
  part INTEGER NOT NULL,
  type TEXT NOT NULL,
  number ANY,
  text TEXT,
  unit TEXT NOT NULL,
  low ANY,
  high ANY,
  source TEXT NOT NULL,
  estimate INTEGER NOT NULL,
  assumption TEXT NOT NULL,
  note TEXT NOT NULL,
  row_check INTEGER NOT NULL,
  PRIMARY KEY (element, input, part)
) STRICT, WITHOUT ROWID;
)sql";

constexpr const char* kValueTable2 = R"sql(
CREATE TABLE value (
  element INTEGER NOT NULL,
  input TEXT NOT NULL,
  part INTEGER NOT NULL,
  type TEXT NOT NULL,
  number ANY,
  text TEXT,
  unit TEXT NOT NULL,
  low ANY,
  high ANY,
  distribution TEXT NOT NULL,
  process TEXT NOT NULL,
  source TEXT NOT NULL,
  estimate INTEGER NOT NULL,
  assumption TEXT NOT NULL,
  note TEXT NOT NULL,
  row_check INTEGER NOT NULL,
  PRIMARY KEY (element, input, part)
) STRICT, WITHOUT ROWID;
)sql";

/// Values can say how uncertain they are: two columns, empty in every row. The table is made anew, so that its check
/// stays the last column.
Expected<void> toVersion2(sqlite::Database& database) {
    constexpr int kColumns = 15;  // without the check
    auto done = database.execute(std::string("ALTER TABLE value RENAME TO value_1;") + kValueTable2);
    auto select = database.prepare("SELECT element, input, part, type, number, text, unit, low, high, '', '', source, estimate, assumption, note FROM value_1");
    auto insert = database.prepare("INSERT INTO value VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    if (!done || !select || !insert) {
        return !done ? done : tl::unexpected(select ? insert.error() : select.error());
    }
    for (auto row = select->step(); !row || *row; row = select->step()) {
        if (!row) {
            return tl::unexpected(row.error());
        }
        std::vector<sqlite::Value> cells;
        for (int column = 0; column < kColumns; ++column) {
            cells.push_back(select->value(column));
            insert->bind(column + 1, cells.back());
        }
        if (done = insert->bind(kColumns + 1, rowCheck(cells)).run(); !done) {
            return done;
        }
    }
    return database.execute("DROP TABLE value_1");
}

Expected<void> record(sqlite::Database& database, const Migration& step, std::string_view appliedBy) {
    const std::vector<sqlite::Value> cells = {std::int64_t{step.version}, std::string(appliedBy), step.description};
    auto insert =
        database.prepare("INSERT INTO migration (version, applied_by, description, row_check) VALUES (?, ?, ?, ?)");
    if (!insert) {
        return tl::unexpected(insert.error());
    }
    if (const auto done = insert->bind(1, cells[0]).bind(2, cells[1]).bind(3, cells[2]).bind(4, rowCheck(cells)).run();
        !done) {
        return done;
    }
    return database.execute("PRAGMA user_version = " + std::to_string(step.version));
}

}  // namespace

const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps = {
        {1, "First version.", [](sqlite::Database& database) { return database.execute(kVersion1); }},
        {2, "Values say how uncertain they are.", toVersion2},
    };
    return steps;
}

Expected<void> migrate(sqlite::Database& database, std::span<const Migration> steps, std::string_view appliedBy) {
    const auto version = database.single("PRAGMA user_version");
    if (!version) {
        return tl::unexpected(version.error());
    }
    for (const Migration& step : steps) {
        if (step.version <= std::get<std::int64_t>(*version)) {
            continue;
        }
        const auto done = database.transaction([&]() -> Expected<void> {
            auto applied = step.apply(database);
            return applied ? record(database, step, appliedBy) : applied;
        });
        if (!done) {
            return done;
        }
    }
    return {};
}

Expected<sqlite::Database> emptyDocument(std::span<const Migration> steps, std::string_view appliedBy) {
    auto database = sqlite::Database::empty();
    if (!database) {
        return database;
    }
    // Fixed, so that the same content gives the same bytes whatever SQLite was built with.
    auto done = database->execute(
        "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA auto_vacuum = NONE;"
        "PRAGMA application_id = " +
        std::to_string(kApplicationId));
    if (done) {
        done = migrate(*database, steps, appliedBy);
    }
    if (!done) {
        return tl::unexpected(done.error());
    }
    return database;
}

Expected<std::vector<std::string>> schemaOf(sqlite::Database& database) {
    auto select = database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name");
    if (!select) {
        return tl::unexpected(select.error());
    }
    std::vector<std::string> entries;
    for (;;) {
        const auto row = select->step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            return entries;
        }
        entries.push_back(select->text(0) + ' ' + select->text(1) + ' ' + select->text(2) + ' ' + select->text(3));
    }
}

}  // namespace offtake::document
