#include "data/document/Seal.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "data/file/Sha256.h"

namespace offtake::document {

namespace {

using sqlite::Database;
using sqlite::identifier;
using sqlite::Value;

constexpr unsigned kByteBits = 8;
constexpr unsigned kWordBits = 64;

void appendWord(std::string& out, std::uint64_t word) {
    for (unsigned shift = kWordBits; shift > 0; shift -= kByteBits) {
        out += static_cast<char>((word >> (shift - kByteBits)) & 0xFFU);
    }
}

void appendCell(std::string& out, const Value& cell) {
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) {
        out += 'I';
        appendWord(out, static_cast<std::uint64_t>(*integer));
    } else if (const auto* real = std::get_if<double>(&cell)) {
        out += 'R';
        appendWord(out, std::bit_cast<std::uint64_t>(*real));
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
        out += 'T';
        appendWord(out, text->size());
        out += *text;
    } else if (const auto* blob = std::get_if<sqlite::Blob>(&cell)) {
        out += 'B';
        appendWord(out, blob->bytes.size());
        out += blob->bytes;
    } else {
        out += 'N';
    }
}

std::int64_t checkOf(std::string_view canonical) {
    file::Sha256 hash;
    hash.update(canonical);
    const auto digest = hash.digest();
    std::int64_t check = 0;
    for (std::size_t i = 0; i < sizeof(std::uint32_t); ++i) {
        check = check * 256 + std::to_integer<std::int64_t>(digest[i]);
    }
    return check;
}

/// "4/price/0": the cells of the primary key.
std::string spelled(const std::vector<Value>& cells, const std::vector<std::size_t>& key) {
    std::string out;
    for (const std::size_t column : key) {
        out += out.empty() ? "" : "/";
        if (const auto* integer = std::get_if<std::int64_t>(&cells[column])) {
            out += std::to_string(*integer);
        } else if (const auto* text = std::get_if<std::string>(&cells[column])) {
            out += *text;
        }
    }
    return out;
}

struct Table {
    std::string name;
    std::vector<std::string> columns;
    std::vector<std::size_t> key;  ///< columns of the primary key, in its order
};

Expected<std::vector<Table>> tablesOf(Database& database) {
    std::vector<Table> tables;
    auto names = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    if (!names) {
        return tl::unexpected(names.error());
    }
    for (;;) {
        const auto row = names->step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            break;
        }
        tables.push_back({names->text(0), {}, {}});
    }
    for (Table& table : tables) {
        auto info = database.prepare("PRAGMA table_info(" + identifier(table.name) + ")");
        if (!info) {
            return tl::unexpected(info.error());
        }
        constexpr int kNameColumn = 1;
        constexpr int kKeyColumn = 5;
        std::vector<std::pair<std::int64_t, std::size_t>> key;
        for (;;) {
            const auto row = info->step();
            if (!row) {
                return tl::unexpected(row.error());
            }
            if (!*row) {
                break;
            }
            if (const auto place = info->integer(kKeyColumn); place > 0) {
                key.emplace_back(place, table.columns.size());
            }
            table.columns.push_back(info->text(kNameColumn));
        }
        std::sort(key.begin(), key.end());
        for (const auto& place : key) {
            table.key.push_back(place.second);
        }
        if (table.key.empty() || table.columns.back() != kRowCheckColumn) {
            return fail(ErrorCode::Damaged, {}, {"The table \"{0}\" is not one of an Offtake document.", {table.name}},
                        {});
        }
    }
    return tables;
}

/// Calls `visit(cells)` for each row by primary key.
template <typename Visit>
Expected<void> eachRow(Database& database, const Table& table, Visit visit) {
    std::string sql = "SELECT ";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        sql += (i == 0 ? "" : ", ") + identifier(table.columns[i]);
    }
    sql += " FROM " + identifier(table.name) + " ORDER BY ";
    for (std::size_t i = 0; i < table.key.size(); ++i) {
        sql += (i == 0 ? "" : ", ") + identifier(table.columns[table.key[i]]);
    }
    auto select = database.prepare(sql);
    if (!select) {
        return tl::unexpected(select.error());
    }
    std::vector<Value> cells(table.columns.size());
    for (;;) {
        const auto row = select->step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            return {};
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = select->value(static_cast<int>(i));
        }
        visit(cells);
    }
}

bool isContentHash(const Table& table, const std::vector<Value>& cells) {
    return table.name == "meta" && cells.front() == Value{std::string(kContentHashKey)};
}

Expected<std::string> identityOf(Database& database) {
    std::string out;
    for (const char* pragma : {"PRAGMA application_id", "PRAGMA user_version"}) {
        const auto value = database.single(pragma);
        if (!value) {
            return tl::unexpected(value.error());
        }
        appendCell(out, *value);
    }
    return out;
}

Expected<void> sealRows(Database& database, const Table& table) {
    std::string sql = "UPDATE " + identifier(table.name) + " SET " + identifier(kRowCheckColumn) + " = ? WHERE ";
    for (std::size_t i = 0; i < table.key.size(); ++i) {
        sql += (i == 0 ? "" : " AND ") + identifier(table.columns[table.key[i]]) + " IS ?";
    }
    auto update = database.prepare(sql);
    if (!update) {
        return tl::unexpected(update.error());
    }
    std::vector<std::vector<Value>> rows;
    if (const auto read = eachRow(database, table, [&](const std::vector<Value>& cells) { rows.push_back(cells); });
        !read) {
        return read;
    }
    for (const std::vector<Value>& cells : rows) {
        update->bind(1, rowCheck({cells.data(), cells.size() - 1}));
        for (std::size_t i = 0; i < table.key.size(); ++i) {
            update->bind(static_cast<int>(i) + 2, cells[table.key[i]]);
        }
        if (const auto done = update->run(); !done) {
            return done;
        }
    }
    return {};
}

}  // namespace

std::int64_t rowCheck(std::span<const Value> cells) {
    std::string canonical;
    for (const Value& cell : cells) {
        appendCell(canonical, cell);
    }
    return checkOf(canonical);
}

Expected<SealReport> examineSeal(Database& database) {
    const auto tables = tablesOf(database);
    const auto identity = identityOf(database);
    if (!tables || !identity) {
        return tl::unexpected(tables ? identity.error() : tables.error());
    }
    SealReport report;
    file::Sha256 hash;
    hash.update(*identity);
    std::string canonical;
    for (const Table& table : *tables) {
        canonical = "t";
        appendCell(canonical, table.name);
        hash.update(canonical);
        const auto read = eachRow(database, table, [&](const std::vector<Value>& cells) {
            canonical.clear();
            for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
                appendCell(canonical, cells[i]);
            }
            if (cells.back() != Value{checkOf(canonical)}) {
                report.damagedRows.push_back(table.name + ' ' + spelled(cells, table.key));
            }
            if (!isContentHash(table, cells)) {
                appendCell(canonical, cells.back());
                hash.update("r");
                hash.update(canonical);
            }
        });
        if (!read) {
            return tl::unexpected(read.error());
        }
    }
    report.contentHash = hash.hexDigest();
    return report;
}

Expected<void> seal(Database& database) {
    const auto tables = tablesOf(database);
    if (!tables) {
        return tl::unexpected(tables.error());
    }
    for (const Table& table : *tables) {
        if (const auto done = sealRows(database, table); !done) {
            return done;
        }
    }
    const auto report = examineSeal(database);
    if (!report) {
        return tl::unexpected(report.error());
    }
    const std::vector<Value> cells = {std::string(kContentHashKey), report->contentHash};
    auto insert = database.prepare("INSERT OR REPLACE INTO meta (key, value, row_check) VALUES (?, ?, ?)");
    if (!insert) {
        return tl::unexpected(insert.error());
    }
    return insert->bind(1, cells[0]).bind(2, cells[1]).bind(3, rowCheck(cells)).run();
}

}  // namespace offtake::document
