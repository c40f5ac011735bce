#include "data/document/Container.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "data/document/Schema.h"
#include "data/document/Seal.h"
#include "data/file/AtomicFile.h"
#include "data/sqlite/Database.h"

namespace offtake::document {

namespace {

using sqlite::Database;
using sqlite::Statement;
using sqlite::Value;

constexpr const char* kWrittenBy = "written_by";
constexpr const char* kMinReaderKey = "min_reader";

const Message kRestore{"Restore a backup of this document.", {}};

// The header of a database file, https://www.sqlite.org/fileformat2.html section 1.3.
constexpr std::string_view kMagic{"SQLite format 3\0", 16};
constexpr std::size_t kHeaderBytes = 100;
constexpr std::size_t kPageSizeAt = 16;
constexpr std::size_t kWriteVersionAt = 18;
constexpr std::size_t kReadVersionAt = 19;
constexpr std::size_t kPageCountAt = 28;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;

std::uint32_t bigEndian(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < size; ++i) {
        out = out << 8U | static_cast<unsigned char>(bytes[at + i]);
    }
    return out;
}

/// The whole number that stands at `at`; 0 when none does or it does not fit 32 bits.
std::int32_t numberAt(std::string_view text, std::size_t at) {
    std::int32_t number = 0;
    const auto parsed = std::from_chars(text.data() + at, text.data() + text.size(), number);
    return parsed.ec == std::errc{} ? number : 0;
}

tl::unexpected<Error> damaged(Message reason) {
    return fail(ErrorCode::Damaged, {}, std::move(reason), kRestore);
}

// ---- what a study must satisfy, before it is written and after it was read --------------------------------------

tl::unexpected<Error> inconsistent(Message reason) {
    return fail(ErrorCode::Inconsistent, {}, std::move(reason));
}

Expected<void> checkElements(const std::vector<StoredElement>& elements) {
    std::set<std::tuple<std::int64_t, std::string_view, std::int64_t>> places;
    std::set<std::tuple<std::int64_t, std::string_view, std::string_view>> ids;
    std::int64_t next = 1;
    for (const StoredElement& element : elements) {
        if (element.id != next++) {
            return inconsistent(
                {"The elements are not numbered in order: \"{0}\" has number {1}.", {element.elementId, element.id}});
        }
        if (element.parent < 0 || element.parent >= element.id) {
            return inconsistent({"The element \"{0}\" stands before its parent.", {element.elementId}});
        }
        if (element.position < 0 || !places.emplace(element.parent, element.role, element.position).second) {
            return inconsistent({"Two elements stand at the place of \"{0}\".", {element.elementId}});
        }
        if (!ids.emplace(element.parent, element.role, element.elementId).second) {
            return inconsistent({"Two elements have the id \"{0}\".", {element.elementId}});
        }
    }
    return {};
}

auto keyOf(const StoredValue& value) {
    return std::tuple<std::int64_t, std::string_view, std::int64_t>(value.element, value.input, value.part);
}

Expected<void> checkValues(const StoredStudy& study) {
    std::set<std::tuple<std::int64_t, std::string_view, std::int64_t>> seen;
    for (const StoredValue& value : study.values) {
        if (value.element < 1 || value.element > static_cast<std::int64_t>(study.elements.size())) {
            return inconsistent({"The input \"{0}\" belongs to no element.", {value.input}});
        }
        const std::string& owner = study.elements[static_cast<std::size_t>(value.element - 1)].elementId;
        if (!seen.insert(keyOf(value)).second) {
            return inconsistent({"The input \"{0}\" of \"{1}\" has two values.", {value.input, owner}});
        }
        for (const auto& number : {value.number, value.low, value.high}) {
            if (number && !std::isfinite(*number)) {
                return fail(ErrorCode::OutOfBounds, {},
                            {"The input \"{0}\" of \"{1}\" is not a finite number.", {value.input, owner}},
                            {"Enter a number.", {}});
            }
        }
    }
    return {};
}

Expected<void> check(const StoredStudy& study) {
    for (const char* reserved : {kWrittenBy, kMinReaderKey, kContentHashKey}) {
        if (study.meta.count(reserved) > 0) {
            return inconsistent({"The key \"{0}\" is reserved.", {std::string(reserved)}});
        }
    }
    auto checked = checkElements(study.elements);
    return checked ? checkValues(study) : checked;
}

// ---- rows --------------------------------------------------------------------------------------------------------

using Cells = std::vector<Value>;

Value cell(const std::optional<double>& number) {
    return number ? Value{*number} : Value{};
}
Value cell(const std::optional<std::string>& text) {
    return text ? Value{*text} : Value{};
}

Cells cellsOf(const StoredElement& e) {
    return {e.id, e.parent, e.role, e.position, e.kind, e.elementId, e.name};
}
Cells cellsOf(const StoredMigration& m) {
    return {m.version, m.appliedBy, m.description};
}
Cells cellsOf(const StoredValue& v) {
    return {v.element, v.input,     v.part,       v.type,   cell(v.number), cell(v.text),
            v.unit,    cell(v.low), cell(v.high), v.distribution, v.process, v.source, std::int64_t{v.estimate ? 1 : 0}, v.assumption, v.note};
}

constexpr const char* kElementColumns = "id, parent, role, position, kind, element_id, name";
constexpr const char* kMigrationColumns = "version, applied_by, description";
constexpr const char* kValueColumns = "element, input, part, type, number, text, unit, low, high, distribution, process, source, estimate, assumption, note";

/// Inserts rows, each with its check behind its cells. Replaces: an opened document brings its history along, which
/// stands instead of that of the empty document.
class Inserter {
public:
    static Expected<Inserter> into(Database& database, const std::string& table, const std::string& columns) {
        const auto commas = static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ','));
        std::string holes = "?";
        for (std::size_t i = 0; i <= commas; ++i) {
            holes += ", ?";
        }
        auto insert = database.prepare("INSERT OR REPLACE INTO " + table + " (" + columns + ", row_check) VALUES (" +
                                       holes + ")");
        if (!insert) {
            return tl::unexpected(insert.error());
        }
        return Inserter(std::move(*insert));
    }
    Expected<void> insert(const Cells& cells) {
        int parameter = 1;
        for (const Value& value : cells) {
            m_insert.bind(parameter++, value);
        }
        return m_insert.bind(parameter, rowCheck(cells)).run();
    }

private:
    explicit Inserter(Statement statement) : m_insert(std::move(statement)) {}
    Statement m_insert;
};

Expected<void> insertAll(Database& database, const char* table, const char* columns, const std::vector<Cells>& rows) {
    auto inserter = Inserter::into(database, table, columns);
    if (!inserter) {
        return tl::unexpected(inserter.error());
    }
    for (const Cells& cells : rows) {
        if (const auto done = inserter->insert(cells); !done) {
            return done;
        }
    }
    return {};
}

template <typename Row>
std::vector<Cells> rowsOf(const std::vector<Row>& rows) {
    std::vector<Cells> out;
    out.reserve(rows.size());
    for (const Row& row : rows) {
        out.push_back(cellsOf(row));
    }
    return out;
}

/// How the document came to the version that is written. A document of a later version, saved as a new one by this
/// program, leaves that version's steps behind.
std::vector<StoredMigration> ownMigrations(const StoredStudy& study) {
    std::vector<StoredMigration> out;
    for (const StoredMigration& step : study.migrations) {
        if (step.version >= 1 && step.version <= kFormatVersion) {
            out.push_back(step);
        }
    }
    return out;
}

Expected<void> fill(Database& database, const StoredStudy& study) {
    std::vector<Cells> meta = {{std::string(kWrittenBy), study.writtenBy},
                               {std::string(kMinReaderKey), std::to_string(kMinReader)}};
    for (const auto& entry : study.meta) {
        meta.push_back({entry.first, entry.second});
    }
    auto values = study.values;
    std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return keyOf(a) < keyOf(b); });

    auto done = insertAll(database, "meta", "key, value", meta);
    done = done ? insertAll(database, "migration", kMigrationColumns, rowsOf(ownMigrations(study))) : done;
    done = done ? insertAll(database, "element", kElementColumns, rowsOf(study.elements)) : done;
    return done ? insertAll(database, "value", kValueColumns, rowsOf(values)) : done;
}

// ---- reading -----------------------------------------------------------------------------------------------------

/// Calls `visit` with the statement at each row.
template <typename Visit>
Expected<void> each(Database& database, const std::string& sql, Visit visit) {
    auto select = database.prepare(sql);
    if (!select) {
        return tl::unexpected(select.error());
    }
    for (;;) {
        const auto row = select->step();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            return {};
        }
        visit(*select);
    }
}

std::optional<double> numberIn(const Statement& row, int column, bool& sound) {
    const Value value = row.value(column);
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    sound = sound && value == Value{};
    return std::nullopt;
}

std::optional<std::string> textIn(const Statement& row, int column) {
    return row.value(column) == Value{} ? std::nullopt : std::optional(row.text(column));
}

Expected<StoredStudy> read(Database& database) {
    StoredStudy study;
    bool sound = true;
    const auto select = [](const char* columns, const char* table, const char* order) {
        return fmt::format("SELECT {} FROM {} ORDER BY {}", columns, table, order);
    };
    auto done = each(database, select("key, value", "meta", "key"), [&](const Statement& row) {
        const std::string key = row.text(0);
        if (key == kWrittenBy) {
            study.writtenBy = row.text(1);
        } else if (key != kMinReaderKey && key != kContentHashKey) {
            study.meta.emplace(key, row.text(1));
        }
    });
    done = !done ? done : each(database, select(kMigrationColumns, "migration", "version"), [&](const Statement& row) {
        study.migrations.push_back({row.integer(0), row.text(1), row.text(2)});
    });
    done = !done ? done : each(database, select(kElementColumns, "element", "id"), [&](const Statement& row) {
        study.elements.push_back(
            {row.integer(0), row.integer(1), row.text(2), row.integer(3), row.text(4), row.text(5), row.text(6)});
    });
    done = !done ? done
                 : each(database, select(kValueColumns, "value", "element, input, part"), [&](const Statement& row) {
                       StoredValue value{row.integer(0), row.text(1), row.integer(2),
                                         row.text(3),    {},          textIn(row, 5),
                                         row.text(6),    {},          {},
                                         row.text(9),    row.text(10),
                                         row.text(11),   row.integer(12) != 0,
                                         row.text(13),   row.text(14)};
                       value.number = numberIn(row, 4, sound);
                       value.low = numberIn(row, 7, sound);
                       value.high = numberIn(row, 8, sound);
                       study.values.push_back(std::move(value));
                   });
    if (!done) {
        return tl::unexpected(done.error());
    }
    if (!sound) {
        return damaged({"A number is stored as something else.", {}});
    }
    return study;
}

// ---- is it sound? ------------------------------------------------------------------------------------------------

/// A current or older document has exactly the schema of its version; of a newer one only that nothing in it acts by
/// itself can be demanded.
Expected<void> checkSchema(Database& database, const Identity& identity) {
    const auto found = schemaOf(database);
    if (!found) {
        return tl::unexpected(found.error());
    }
    if (identity.standing == Standing::Newer) {
        for (const std::string& entry : *found) {
            if (entry.rfind("trigger ", 0) == 0 || entry.rfind("view ", 0) == 0 ||
                entry.find("VIRTUAL") != std::string::npos) {
                return damaged({"It contains what no Offtake document contains: {0}.", {entry}});
            }
        }
        return {};
    }
    auto model = emptyDocument({migrations().data(), static_cast<std::size_t>(identity.version)}, "");
    const auto expected = model ? schemaOf(*model) : tl::unexpected(model.error());
    if (!expected) {
        return tl::unexpected(expected.error());
    }
    if (*found != *expected) {
        return damaged({"Its tables are not those of version {0} of the format.", {std::int64_t{identity.version}}});
    }
    return {};
}

std::string pathOf(Database& database, std::int64_t id) {
    constexpr int kDeepest = 16;
    std::string path;
    auto select = database.prepare("SELECT parent, element_id FROM element WHERE id = ?");
    for (int depth = 0; select && id != 0 && depth < kDeepest; ++depth) {
        select->bind(1, id);
        if (const auto row = select->step(); !row || !*row) {
            break;
        }
        path = select->text(1) + (path.empty() ? "" : ".") + path;
        id = select->integer(0);
        (void)!select->run().has_value();
    }
    return path;
}

/// "value 4/price/0" with the path of element 4 where that can be found: "value 4/price/0 (open.neocloud)".
std::string located(Database& database, const std::string& row) {
    const std::size_t digits = row.find(' ') + 1;
    if (row.rfind("element ", 0) != 0 && row.rfind("value ", 0) != 0) {
        return row;
    }
    const std::string path = pathOf(database, numberAt(row, digits));
    return path.empty() ? row : row + " (" + path + ")";
}

tl::unexpected<Error> sealBroken(Database& database, const SealReport& report) {
    constexpr std::size_t kNamed = 10;
    if (report.damagedRows.empty()) {
        return damaged({"The content is not what was saved: rows are missing, were added, or moved.", {}});
    }
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(kNamed, report.damagedRows.size()); ++i) {
        names.push_back(located(database, report.damagedRows[i]));
    }
    if (report.damagedRows.size() > kNamed) {
        names.emplace_back("…");
    }
    return damaged({"The content is not what was saved; rows whose check fails ({0}): {1}.",
                    {static_cast<std::int64_t>(report.damagedRows.size()), fmt::format("{}", fmt::join(names, ", "))}});
}

Expected<void> checkSeal(Database& database) {
    const auto report = examineSeal(database);
    if (!report) {
        return tl::unexpected(report.error());
    }
    const auto stored = database.single("SELECT value FROM meta WHERE key = 'content_hash'");
    if (!stored) {
        return tl::unexpected(stored.error());
    }
    if (!report->damagedRows.empty() || *stored != Value{report->contentHash}) {
        return sealBroken(database, *report);
    }
    return {};
}

Expected<void> checkStructure(Database& database) {
    const auto problems = database.integrityProblems();
    if (!problems) {
        return tl::unexpected(problems.error());
    }
    if (!problems->empty()) {
        return damaged({"The database is damaged: {0}.", {problems->front()}});
    }
    return {};
}

/// The rows tell the user more than the pages do, so a broken seal is reported before a broken structure.
Expected<void> checkSound(Database& database, const Identity& identity) {
    auto done = checkSchema(database, identity);
    done = done ? checkSeal(database) : done;
    return done ? checkStructure(database) : done;
}

/// An error of the database while reading a file is the file's: SQL that fails on it fails because of its content.
Error blamedOnTheFile(Error error) {
    if (error.code == ErrorCode::Internal || error.code == ErrorCode::Inconsistent ||
        error.code == ErrorCode::OutOfBounds) {
        error.code = ErrorCode::Damaged;
    }
    if (error.code == ErrorCode::Damaged) {
        error.remedy = kRestore;
    }
    return error;
}

Expected<int> minReaderOf(std::string_view bytes) {
    auto database = Database::fromBytes(bytes, sqlite::Access::ReadOnly);
    if (!database) {
        return tl::unexpected(blamedOnTheFile(database.error()));
    }
    const auto value = database->single("SELECT value FROM meta WHERE key = 'min_reader'");
    if (!value) {
        return tl::unexpected(blamedOnTheFile(value.error()));
    }
    const auto* text = std::get_if<std::string>(&*value);
    return text != nullptr ? static_cast<int>(numberAt(*text, 0)) : 0;
}

Expected<Identity> identityOfNewer(std::string_view bytes, int version) {
    const auto minReader = minReaderOf(bytes);
    if (!minReader) {
        return tl::unexpected(minReader.error());
    }
    if (*minReader < 1 || *minReader > kFormatVersion) {
        return fail(ErrorCode::TooNew, {},
                    {"It was saved in version {0} of the format; this program reads up to version {1}.",
                     {std::int64_t{version}, std::int64_t{kFormatVersion}}},
                    {"Open it with a newer Offtake that reads version {0}.",
                     {std::int64_t{*minReader < 1 ? version : *minReader}}});
    }
    return Identity{version, Standing::Newer};
}

}  // namespace

Expected<Identity> identify(std::string_view bytes) {
    if (bytes.empty()) {
        return damaged({"The file is empty.", {}});
    }
    if (bytes.size() > file::kSizeLimit) {
        return fail(ErrorCode::TooLarge, {}, {"The file is larger than any document.", {}}, {});
    }
    const std::string_view start = bytes.substr(0, kMagic.size());
    if (start != kMagic.substr(0, start.size())) {
        return fail(ErrorCode::Foreign, {}, {"This is not an Offtake document.", {}},
                    {"Open a file that ends in .offtake, or import tables and JSON with \"Import…\".", {}});
    }
    const Message cutOff{"The file is cut off.", {}};
    if (bytes.size() < kHeaderBytes) {
        return damaged(cutOff);
    }
    if (bigEndian(bytes, kApplicationIdAt, 4) != kApplicationId) {
        return fail(ErrorCode::Foreign, {}, {"This is a database of another program, not an Offtake document.", {}},
                    {"Open a file that ends in .offtake.", {}});
    }
    constexpr std::uint64_t kLargestPage = 65536;  // which the header writes as 1
    const std::uint64_t stated = bigEndian(bytes, kPageSizeAt, 2);
    const std::uint64_t expected = (stated == 1 ? kLargestPage : stated) * bigEndian(bytes, kPageCountAt, 4);
    if (bytes.size() < expected) {
        return damaged(cutOff);
    }
    if (bytes.size() > expected) {
        return damaged({"The file has more bytes than it states.", {}});
    }
    if (bytes[kWriteVersionAt] != 1 || bytes[kReadVersionAt] != 1) {
        return damaged({"Another program has put it into a mode in which a part of it is in a second file.", {}});
    }
    const auto version = static_cast<std::int32_t>(bigEndian(bytes, kUserVersionAt, 4));
    if (version < 1) {
        return damaged({"It states no version of the format.", {}});
    }
    if (version > kFormatVersion) {
        return identityOfNewer(bytes, version);
    }
    return Identity{version, version == kFormatVersion ? Standing::Current : Standing::Older};
}

Expected<OpenedStudy> fromBytes(std::string_view bytes) {
    const auto identity = identify(bytes);
    if (!identity) {
        return tl::unexpected(identity.error());
    }
    const bool older = identity->standing == Standing::Older;
    auto database = Database::fromBytes(bytes, older ? sqlite::Access::PrivateCopy : sqlite::Access::ReadOnly);
    if (!database) {
        return tl::unexpected(blamedOnTheFile(database.error()));
    }
    auto done = checkSound(*database, *identity);
    if (done && older) {
        // Who upgrades is known only when the study is saved; until then it is this very format's program.
        done = migrate(*database, migrations(), fmt::format("format {}", kFormatVersion));
    }
    if (!done) {
        return tl::unexpected(blamedOnTheFile(done.error()));
    }
    auto study = read(*database);
    if (study) {
        done = check(*study);
    }
    if (!study || !done) {
        return tl::unexpected(blamedOnTheFile(study ? done.error() : study.error()));
    }
    return OpenedStudy{std::move(*study), *identity};
}

Expected<std::string> toBytes(const StoredStudy& study) {
    if (const auto checked = check(study); !checked) {
        return tl::unexpected(checked.error());
    }
    auto database = emptyDocument(migrations(), study.writtenBy);
    if (!database) {
        return tl::unexpected(database.error());
    }
    auto done = database->transaction([&]() -> Expected<void> {
        auto filled = fill(*database, study);
        if (!filled) {
            return filled;
        }
        const auto report = examineSeal(*database);
        if (!report) {
            return tl::unexpected(report.error());
        }
        return insertAll(*database, "meta", "key, value", {{std::string(kContentHashKey), report->contentHash}});
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    auto bytes = database->serialize();
    if (bytes && bytes->size() > file::kSizeLimit) {
        return fail(ErrorCode::TooLarge, {}, {"The study is larger than a document may be.", {}},
                    {"Split it into several studies.", {}});
    }
    return bytes;
}

}  // namespace offtake::document
