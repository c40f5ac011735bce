#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/Error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace offtake::sqlite {

/// One cell. Blobs are not used in our files; where one is met it is read as its bytes in Text, marked by Blob.
struct Blob {
    std::string bytes;
    friend bool operator==(const Blob&, const Blob&) = default;
};
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;

/// A compiled statement. Parameters count from 1 and columns from 0, as in SQLite. An error in a bind is reported by
/// the next step(). Text may contain NUL. Valid as long as it lives, even if its Database object was moved or ended.
class Statement {
public:
    Statement& bind(int parameter, const Value& value);

    /// True: a row is there. False: finished.
    [[nodiscard]] Expected<bool> step();
    /// Runs to the end, then may be bound and run anew.
    [[nodiscard]] Expected<void> run();

    [[nodiscard]] int columns() const;
    [[nodiscard]] std::string columnName(int column) const;
    [[nodiscard]] Value value(int column) const;
    /// The cell converted as SQLite converts; 0 or empty for NULL.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;

private:
    friend class Database;
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const;
    };
    explicit Statement(sqlite3_stmt* statement) : m_statement(statement) {}

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    int m_bindResult = 0;
};

enum class Access : std::uint8_t {
    ReadOnly,
    PrivateCopy,  ///< may be changed, for upgrades; the bytes it came from are not
};

/// What opening bytes of unknown origin may cost.
struct ReadLimits {
    std::chrono::milliseconds time{10'000};  ///< from opening on, over all statements; then each fails with TooLarge
    std::size_t textBytes = std::size_t{64} << 20U;
};

/// A database in memory. It never touches the file system: no file is attached, no journal written.
///
/// Errors carry no subject; the caller knows the file. Damaged: not a sound database. TooLarge: beyond a limit of
/// size, memory or time. Internal: a statement that is wrong. One thread at a time.
class Database {
public:
    [[nodiscard]] static Expected<Database> empty();

    /// From the bytes of a database file. Hardened against hostile content: functions with side effects are not run
    /// from the schema, the schema cannot be written, cells are checked, extensions, attached files and triggers
    /// below triggers are off, and limits bind.
    [[nodiscard]] static Expected<Database> fromBytes(std::string_view bytes, Access access,
                                                      const ReadLimits& limits = {});

    /// One or more statements without results.
    [[nodiscard]] Expected<void> execute(const std::string& statements);
    [[nodiscard]] Expected<Statement> prepare(std::string_view statement);
    /// First cell of the first row; NULL when there is no row.
    [[nodiscard]] Expected<Value> single(std::string_view statement);

    /// All of `work` or, if it or the commit fails, nothing of it. Does not nest.
    [[nodiscard]] Expected<void> transaction(const std::function<Expected<void>()>& work);

    /// As a database file would be on disk.
    [[nodiscard]] Expected<std::string> serialize() const;

    /// What SQLite finds wrong in its structure, at most ten lines; empty when sound.
    [[nodiscard]] Expected<std::vector<std::string>> integrityProblems();

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    using Clock = std::chrono::steady_clock;
    explicit Database(sqlite3* database) : m_database(database) {}
    [[nodiscard]] tl::unexpected<Error> lastError() const;
    void harden(const ReadLimits& limits);

    std::unique_ptr<Clock::time_point> m_deadline;  // declared first: outlives the connection that reads it
    std::unique_ptr<sqlite3, Close> m_database;
};

/// `name` as an identifier in a statement, whatever it contains.
[[nodiscard]] std::string identifier(std::string_view name);

}  // namespace offtake::sqlite
