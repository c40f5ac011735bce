#include "data/sqlite/Database.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

#include <sqlite3.h>

namespace offtake::sqlite {

namespace {

constexpr int kStepsBetweenClockReadings = 10'000;

tl::unexpected<Error> errorOf(int result, const char* text) {
    const std::string told = text != nullptr ? text : "";
    switch (result & 0xFF) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_CANTOPEN:  // a write-ahead log that is not there
        case SQLITE_FORMAT:
            return fail(ErrorCode::Damaged, {}, {"The database is damaged: {0}.", {told}}, {"Restore a backup.", {}});
        case SQLITE_INTERRUPT:
            return fail(ErrorCode::TooLarge, {}, {"Reading the database took longer than the program allows.", {}},
                        {"Restore a backup.", {}});
        case SQLITE_NOMEM:
        case SQLITE_FULL:
        case SQLITE_TOOBIG:
            return fail(ErrorCode::TooLarge, {}, {"The database needs more than the program allows: {0}.", {told}}, {});
        default:
            return fail(ErrorCode::Internal, {}, {"The database reports: {0}.", {told}}, {});
    }
}

bool isFree(int result) {
    return result == SQLITE_OK || result == SQLITE_ROW || result == SQLITE_DONE;
}

void limit(sqlite3* database, int what, std::size_t value) {
    sqlite3_limit(database, what, static_cast<int>(std::min<std::size_t>(value, std::numeric_limits<int>::max())));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
    sqlite3_finalize(statement);
}
// The _v2 form waits for statements that are still alive.
void Database::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);
}

Statement& Statement::bind(int parameter, const Value& value) {
    sqlite3_stmt* statement = m_statement.get();
    // SQLite takes a null pointer for NULL, also where the text is empty.
    const auto start = [](const std::string& bytes) { return bytes.empty() ? "" : bytes.data(); };
    int result = SQLITE_OK;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        result = sqlite3_bind_int64(statement, parameter, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
        result = sqlite3_bind_double(statement, parameter, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        result = sqlite3_bind_text64(statement, parameter, start(*text), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<Blob>(&value)) {
        result = sqlite3_bind_blob64(statement, parameter, start(blob->bytes), blob->bytes.size(), SQLITE_TRANSIENT);
    } else {
        result = sqlite3_bind_null(statement, parameter);
    }
    m_bindResult = m_bindResult == SQLITE_OK ? result : m_bindResult;
    return *this;
}

Expected<bool> Statement::step() {
    if (m_bindResult != SQLITE_OK) {
        return errorOf(m_bindResult, sqlite3_errstr(m_bindResult));
    }
    const int result = sqlite3_step(m_statement.get());
    if (!isFree(result)) {
        auto error = errorOf(result, sqlite3_errmsg(sqlite3_db_handle(m_statement.get())));
        sqlite3_reset(m_statement.get());
        return error;
    }
    return result == SQLITE_ROW;
}

Expected<void> Statement::run() {
    for (;;) {
        const auto row = step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            break;
        }
    }
    sqlite3_reset(m_statement.get());
    return {};
}

int Statement::columns() const {
    return sqlite3_column_count(m_statement.get());
}

std::string Statement::columnName(int column) const {
    const char* name = sqlite3_column_name(m_statement.get(), column);
    return name != nullptr ? name : "";
}

Value Statement::value(int column) const {
    switch (sqlite3_column_type(m_statement.get(), column)) {
        case SQLITE_INTEGER:
            return integer(column);
        case SQLITE_FLOAT:
            return sqlite3_column_double(m_statement.get(), column);
        case SQLITE_TEXT:
            return text(column);
        case SQLITE_BLOB: {
            const auto* bytes = static_cast<const char*>(sqlite3_column_blob(m_statement.get(), column));
            const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
            return Blob{bytes != nullptr ? std::string(bytes, size) : std::string{}};
        }
        default:
            return std::monostate{};
    }
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(m_statement.get(), column);
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(m_statement.get(), column));
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes != nullptr ? std::string(bytes, size) : std::string{};
}

tl::unexpected<Error> Database::lastError() const {
    return errorOf(sqlite3_errcode(m_database.get()), sqlite3_errmsg(m_database.get()));
}

Expected<Database> Database::empty() {
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, nullptr);
    Database database(handle);
    if (result != SQLITE_OK) {
        return errorOf(result, sqlite3_errstr(result));
    }
    sqlite3_extended_result_codes(handle, 0);
    limit(handle, SQLITE_LIMIT_LENGTH, ReadLimits{}.textBytes);  // what could not be read back is not taken
    return database;
}

void Database::harden(const ReadLimits& limits) {
    sqlite3* handle = m_database.get();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    limit(handle, SQLITE_LIMIT_LENGTH, limits.textBytes);
    limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    limit(handle, SQLITE_LIMIT_COLUMN, 100);
    limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 20);
    limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 5);
    limit(handle, SQLITE_LIMIT_VDBE_OP, 25'000);
    limit(handle, SQLITE_LIMIT_FUNCTION_ARG, 8);
    limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    limit(handle, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50);
    limit(handle, SQLITE_LIMIT_VARIABLE_NUMBER, 100);
    limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 1);
    limit(handle, SQLITE_LIMIT_WORKER_THREADS, 0);
    m_deadline = std::make_unique<Clock::time_point>(Clock::now() + limits.time);
    sqlite3_progress_handler(
        handle, kStepsBetweenClockReadings,
        [](void* deadline) { return Clock::now() > *static_cast<const Clock::time_point*>(deadline) ? 1 : 0; },
        m_deadline.get());
}

Expected<Database> Database::fromBytes(std::string_view bytes, Access access, const ReadLimits& limits) {
    auto database = empty();
    if (!database) {
        return database;
    }
    auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(std::max<std::size_t>(bytes.size(), 1)));
    if (copy == nullptr) {
        return errorOf(SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM));
    }
    if (!bytes.empty()) {
        std::memcpy(copy, bytes.data(), bytes.size());
    }
    const unsigned access_flag =
        access == Access::ReadOnly ? SQLITE_DESERIALIZE_READONLY : SQLITE_DESERIALIZE_RESIZEABLE;
    const auto size = static_cast<sqlite3_int64>(bytes.size());
    // With FREEONCLOSE SQLite frees the copy even if this call fails.
    const int result = sqlite3_deserialize(database->m_database.get(), "main", copy, size, size,
                                           SQLITE_DESERIALIZE_FREEONCLOSE | access_flag);
    if (result != SQLITE_OK) {
        return errorOf(result, sqlite3_errstr(result));
    }
    database->harden(limits);
    if (const auto checked = database->execute("PRAGMA cell_size_check = ON"); !checked) {
        return tl::unexpected(checked.error());
    }
    return database;
}

Expected<void> Database::execute(const std::string& statements) {
    if (sqlite3_exec(m_database.get(), statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        return lastError();
    }
    return {};
}

Expected<Statement> Database::prepare(std::string_view statement) {
    sqlite3_stmt* handle = nullptr;
    const int size = static_cast<int>(statement.size());
    if (sqlite3_prepare_v2(m_database.get(), statement.data(), size, &handle, nullptr) != SQLITE_OK) {
        return lastError();
    }
    if (handle == nullptr) {
        return errorOf(SQLITE_MISUSE, "an empty statement");
    }
    return Statement(handle);
}

Expected<Value> Database::single(std::string_view statement) {
    auto prepared = prepare(statement);
    if (!prepared) {
        return tl::unexpected(prepared.error());
    }
    const auto row = prepared->step();
    if (!row) {
        return tl::unexpected(row.error());
    }
    return *row ? prepared->value(0) : Value{};
}

Expected<void> Database::transaction(const std::function<Expected<void>()>& work) {
    if (const auto begun = execute("BEGIN IMMEDIATE"); !begun) {
        return begun;
    }
    auto done = work();
    if (done) {
        done = execute("COMMIT");
    }
    // Some errors roll back by themselves; a second rollback would be an error of its own.
    if (!done && sqlite3_get_autocommit(m_database.get()) == 0) {
        (void)!execute("ROLLBACK").has_value();
    }
    return done;
}

Expected<std::string> Database::serialize() const {
    sqlite3_int64 size = 0;
    unsigned char* bytes = sqlite3_serialize(m_database.get(), "main", &size, 0);
    if (bytes == nullptr) {
        return errorOf(SQLITE_NOMEM, sqlite3_errstr(SQLITE_NOMEM));
    }
    std::string out(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    sqlite3_free(bytes);
    return out;
}

Expected<std::vector<std::string>> Database::integrityProblems() {
    auto check = prepare("PRAGMA integrity_check(10)");
    if (!check) {
        return tl::unexpected(check.error());
    }
    std::vector<std::string> problems;
    for (;;) {
        const auto row = check->step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            return problems;
        }
        if (const std::string line = check->text(0); line != "ok") {
            problems.push_back(line);
        }
    }
}

std::string identifier(std::string_view name) {
    std::string out = "\"";
    for (const char letter : name) {
        out += letter;
        if (letter == '"') {
            out += '"';
        }
    }
    return out + '"';
}

}  // namespace offtake::sqlite
