#include "data/catalogue/Catalogue.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "data/csv/Csv.h"

namespace offtake::catalogue {

namespace {

constexpr std::string_view kSources = "sources.csv";
constexpr std::array<std::string_view, 4> kSourceColumns = {"key", "title", "url", "date"};
constexpr std::array<std::string_view, 17> kTableColumns = {"id",   "kind",   "subject",    "metric", "value", "low",
                                                            "high", "unit",   "text",       "party",  "place", "terms",
                                                            "date", "source", "confidence", "claims", "note"};

struct Source {
    std::string title;
    std::string url;
    std::optional<Period> date;
};
using Sources = std::map<std::string, Source, std::less<>>;

Argument count(std::size_t value) {
    return static_cast<std::int64_t>(value);
}

/// A table whose cells are asked for by the name of the column.
template <std::size_t N>
class Named {
public:
    static Expected<Named> read(const embedded::File& file, const std::array<std::string_view, N>& columns) {
        csv::ReadOptions options;
        options.name = std::string(file.name);
        options.separator = ',';
        auto table = csv::read(file.bytes, options);
        if (!table) {
            return tl::unexpected(table.error());
        }
        Named named;
        for (std::size_t i = 0; i < N; ++i) {
            const auto at = table->column(columns[i]);
            if (!at) {
                return fail(ErrorCode::UnknownName, options.name,
                            {"The column \"{0}\" is missing.", {std::string(columns[i])}},
                            {"The first line of the file names the columns; add it there.", {}});
            }
            named.m_at[i] = *at;
        }
        named.m_columns = columns;
        named.m_table = std::move(*table);
        return named;
    }
    [[nodiscard]] std::size_t rows() const { return m_table.rows(); }
    [[nodiscard]] std::size_t line(std::size_t row) const { return m_table.line(row); }
    [[nodiscard]] std::string_view cell(std::size_t row, std::string_view column) const {
        const auto* found = std::find(m_columns.begin(), m_columns.end(), column);
        return m_table.cell(row, m_at[static_cast<std::size_t>(found - m_columns.begin())]);
    }
    [[nodiscard]] std::string string(std::size_t row, std::string_view column) const {
        return std::string(cell(row, column));
    }

private:
    csv::Table m_table;
    std::array<std::string_view, N> m_columns{};
    std::array<std::size_t, N> m_at{};
};

/// The error of a row: what went wrong in it, with the file as subject and line and id in front of the reason.
tl::unexpected<Error> inRow(Error error, std::string_view file, std::size_t line, std::string_view id) {
    error.reason = {"Line {0}, {1}: {2}", {count(line), std::string(id), error.reason.english()}};
    error.subject = std::string(file);
    return tl::unexpected(std::move(error));
}

Error idTaken(const std::string& id) {
    return {ErrorCode::Inconsistent,
            id,
            {"The id \"{0}\" occurs twice.", {id}},
            {"Give one of the two facts another id.", {}}};
}

Expected<std::optional<Period>> optionalPeriod(std::string_view text) {
    if (text.empty()) {
        return std::nullopt;
    }
    auto period = parsePeriod(text);
    if (!period) {
        return tl::unexpected(period.error());
    }
    return std::optional<Period>(std::move(*period));
}

Expected<std::optional<double>> optionalNumber(std::string_view text) {
    if (text.empty()) {
        return std::nullopt;
    }
    const auto number = csv::number(text);
    if (!number) {
        return tl::unexpected(number.error());
    }
    return std::optional<double>(*number);
}

Expected<Sources> readSources(const embedded::File& file) {
    const auto table = Named<kSourceColumns.size()>::read(file, kSourceColumns);
    if (!table) {
        return tl::unexpected(table.error());
    }
    Sources sources;
    for (std::size_t row = 1; row < table->rows(); ++row) {
        const std::string key = table->string(row, "key");
        const auto date = optionalPeriod(table->cell(row, "date"));
        if (!date) {
            return inRow(date.error(), file.name, table->line(row), key);
        }
        if (!sources.emplace(key, Source{table->string(row, "title"), table->string(row, "url"), *date}).second) {
            return inRow({ErrorCode::Inconsistent, {}, {"The key occurs twice.", {}}, {"Keep one of the two.", {}}},
                         file.name, table->line(row), key);
        }
    }
    return sources;
}

using FactTable = Named<kTableColumns.size()>;

Expected<void> readFigures(const FactTable& table, std::size_t row, Fact& fact) {
    const std::array<std::pair<std::string_view, std::optional<double>*>, 3> figures = {
        {{"value", &fact.value}, {"low", &fact.low}, {"high", &fact.high}}};
    for (const auto& [column, figure] : figures) {
        auto number = optionalNumber(table.cell(row, column));
        if (!number) {
            return tl::unexpected(number.error());
        }
        *figure = *number;
    }
    return {};
}

Expected<void> readOrigin(const FactTable& table, std::size_t row, const Sources& sources, Fact& fact) {
    auto date = optionalPeriod(table.cell(row, "date"));
    if (!date) {
        return tl::unexpected(date.error());
    }
    fact.date = std::move(*date);
    const auto confidence = confidenceNamed(table.cell(row, "confidence"));
    if (!confidence) {
        return fail(ErrorCode::UnknownName, {},
                    {"The confidence \"{0}\" is unknown.", {table.string(row, "confidence")}},
                    {"Write high, medium, low or estimate.", {}});
    }
    fact.confidence = *confidence;
    const std::string_view key = table.cell(row, "source");
    if (key.empty()) {
        return {};
    }
    const auto source = sources.find(key);
    if (source == sources.end()) {
        return fail(ErrorCode::UnknownName, {}, {"The source \"{0}\" is unknown.", {std::string(key)}},
                    {"Add it to sources.csv.", {}});
    }
    fact.sourceTitle = source->second.title;
    fact.sourceUrl = source->second.url;
    fact.sourceDate = source->second.date;
    return {};
}

Expected<Fact> readFact(const FactTable& table, std::size_t row, const Sources& sources) {
    Fact fact;
    fact.id = table.string(row, "id");
    fact.kind = table.string(row, "kind");
    fact.subject = table.string(row, "subject");
    fact.metric = table.string(row, "metric");
    fact.unit = table.string(row, "unit");
    fact.text = table.string(row, "text");
    fact.party = table.string(row, "party");
    fact.place = table.string(row, "place");
    fact.terms = table.string(row, "terms");
    fact.claimGroup = table.string(row, "claims");
    fact.note = table.string(row, "note");
    if (auto figures = readFigures(table, row, fact); !figures) {
        return tl::unexpected(figures.error());
    }
    if (auto origin = readOrigin(table, row, sources, fact); !origin) {
        return tl::unexpected(origin.error());
    }
    if (auto sound = check(fact); !sound) {
        return tl::unexpected(sound.error());
    }
    return fact;
}

Expected<void> readTable(const embedded::File& file, const Sources& sources, std::unordered_set<std::string>& ids,
                         std::vector<Fact>& facts) {
    const auto table = FactTable::read(file, kTableColumns);
    if (!table) {
        return tl::unexpected(table.error());
    }
    const std::string name(file.name.substr(0, file.name.rfind('.')));
    for (std::size_t row = 1; row < table->rows(); ++row) {
        auto fact = readFact(*table, row, sources);
        if (!fact) {
            return inRow(fact.error(), file.name, table->line(row), table->cell(row, "id"));
        }
        if (!ids.insert(fact->id).second) {
            return inRow(idTaken(fact->id), file.name, table->line(row), fact->id);
        }
        fact->table = name;
        facts.push_back(std::move(*fact));
    }
    return {};
}

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::vector<std::string> split(std::string_view words) {
    std::vector<std::string> out;
    std::string word;
    for (const char c : lower(words) + ' ') {
        if (c != ' ' && c != '\t' && c != '\n') {
            word += c;
        } else if (!word.empty()) {
            out.push_back(std::move(word));
            word.clear();
        }
    }
    return out;
}

/// What search looks at, in lower case and in order of weight.
struct Searchable {
    std::array<std::string, 3> fields;
};
constexpr std::array<int, 3> kWeightInside = {8, 4, 1};
constexpr int kWordStartFactor = 2;

Searchable searchable(const Fact& fact) {
    std::string rest;
    for (const auto& field : {fact.table, fact.kind, fact.terms, fact.party, fact.place, fact.text, fact.unit,
                              fact.note, fact.sourceTitle, fact.id, fact.claimGroup}) {
        rest += ' ' + field;
    }
    return {{lower(fact.subject), lower(fact.metric), lower(rest)}};
}

bool partOfWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
}

/// 0: the word does not occur.
int weight(const Searchable& in, std::string_view word) {
    for (std::size_t i = 0; i < in.fields.size(); ++i) {
        const std::string& field = in.fields[i];
        auto at = field.find(word);
        if (at == std::string::npos) {
            continue;
        }
        while (at != std::string::npos && at != 0 && partOfWord(field[at - 1])) {
            at = field.find(word, at + 1);
        }
        return kWeightInside[i] * (at != std::string::npos ? kWordStartFactor : 1);
    }
    return 0;
}

int weight(const Searchable& in, std::span<const std::string> words) {
    int sum = 0;
    for (const auto& word : words) {
        const int one = weight(in, word);
        if (one == 0) {
            return 0;
        }
        sum += one;
    }
    return sum;
}

Date dayOf(const Fact& fact) {
    const auto& period = fact.date ? fact.date : fact.sourceDate;
    return period ? period->last : Date{};
}

bool saysTheSame(const Fact& a, const Fact& b) {
    return a.value == b.value && a.low == b.low && a.high == b.high && a.unit == b.unit && a.text == b.text;
}

}  // namespace

struct Catalogue::Content {
    std::vector<Fact> facts;
    std::vector<Searchable> searchables;                          ///< same order as facts
    std::unordered_map<std::string_view, const Fact*> byId;       ///< views into facts
    std::map<std::string_view, std::vector<const Fact*>> groups;  ///< views into facts

    /// Errors: Inconsistent for an id that occurs twice.
    static Expected<std::shared_ptr<const Content>> of(std::vector<Fact> facts) {
        auto content = std::make_shared<Content>();
        content->facts = std::move(facts);
        for (const Fact& fact : content->facts) {
            if (!content->byId.emplace(fact.id, &fact).second) {
                return tl::unexpected(idTaken(fact.id));
            }
            if (!fact.claimGroup.empty()) {
                content->groups[fact.claimGroup].push_back(&fact);
            }
            content->searchables.push_back(searchable(fact));
        }
        return content;
    }
};

Expected<Catalogue> Catalogue::builtIn() {
    return read(embedded::catalogue());
}

Expected<Catalogue> Catalogue::read(std::span<const embedded::File> files) {
    std::vector<embedded::File> ordered(files.begin(), files.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    Sources sources;
    for (const auto& file : ordered) {
        if (file.name == kSources) {
            auto read = readSources(file);
            if (!read) {
                return tl::unexpected(read.error());
            }
            sources = std::move(*read);
        }
    }
    std::vector<Fact> facts;
    std::unordered_set<std::string> ids;
    for (const auto& file : ordered) {
        if (file.name == kSources) {
            continue;
        }
        if (auto read = readTable(file, sources, ids, facts); !read) {
            return tl::unexpected(read.error());
        }
    }
    auto content = Content::of(std::move(facts));
    if (!content) {
        return tl::unexpected(content.error());
    }
    return Catalogue(std::move(*content));
}

Expected<Catalogue> Catalogue::withUserFacts(std::vector<Fact> facts) const {
    std::vector<Fact> all = m_content->facts;
    for (Fact& fact : facts) {
        if (auto sound = check(fact); !sound) {
            return tl::unexpected(sound.error());
        }
        fact.table = kUserTable;
        all.push_back(std::move(fact));
    }
    auto content = Content::of(std::move(all));
    if (!content) {
        return tl::unexpected(content.error());
    }
    return Catalogue(std::move(*content));
}

std::span<const Fact> Catalogue::facts() const {
    return m_content->facts;
}

std::vector<std::string_view> Catalogue::tables() const {
    std::vector<std::string_view> names;
    for (const Fact& fact : m_content->facts) {
        if (names.empty() || names.back() != fact.table) {
            names.push_back(fact.table);
        }
    }
    return names;
}

std::vector<const Fact*> Catalogue::table(std::string_view name) const {
    std::vector<const Fact*> found;
    for (const Fact& fact : m_content->facts) {
        if (fact.table == name) {
            found.push_back(&fact);
        }
    }
    return found;
}

const Fact* Catalogue::find(std::string_view id) const {
    const auto found = m_content->byId.find(id);
    return found == m_content->byId.end() ? nullptr : found->second;
}

std::vector<const Fact*> Catalogue::search(std::string_view words, const SearchOptions& options) const {
    struct Hit {
        int weight;
        Date day;
        const Fact* fact;
    };
    const auto wanted = split(words);
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < m_content->facts.size(); ++i) {
        const Fact& fact = m_content->facts[i];
        if (!options.table.empty() && fact.table != options.table) {
            continue;
        }
        const int found = wanted.empty() ? 1 : weight(m_content->searchables[i], wanted);
        if (found > 0) {
            hits.push_back({found, wanted.empty() ? Date{} : dayOf(fact), &fact});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.day > b.day;
    });
    hits.resize(std::min(hits.size(), options.limit));
    std::vector<const Fact*> out;
    out.reserve(hits.size());
    for (const Hit& hit : hits) {
        out.push_back(hit.fact);
    }
    return out;
}

std::vector<const Fact*> Catalogue::claims(std::string_view group) const {
    const auto found = m_content->groups.find(group);
    return found == m_content->groups.end() ? std::vector<const Fact*>{} : found->second;
}

std::vector<Conflict> Catalogue::conflicts() const {
    std::vector<Conflict> out;
    for (const auto& group : m_content->groups) {
        const auto& claims = group.second;
        const bool agree = std::all_of(claims.begin(), claims.end(),
                                       [&claims](const Fact* fact) { return saysTheSame(*fact, *claims.front()); });
        if (!agree) {
            out.push_back({std::string(group.first), claims});
        }
    }
    return out;
}

}  // namespace offtake::catalogue
