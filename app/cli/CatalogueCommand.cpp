#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/study/StudyArgument.h"
#include "data/catalogue/Catalogue.h"
#include "data/study/UserFacts.h"

namespace offtake::cli {

Action declareCatalogue(CLI::App& options);

namespace {

using catalogue::Catalogue;
using catalogue::Fact;
using Facts = std::vector<const Fact*>;
using Json = nlohmann::ordered_json;

struct Options {
    std::vector<std::string> words;
    std::string table;
    std::string id;
    std::string study;
    std::size_t limit = 0;
    bool conflicts = false;
};

std::vector<Cell> textCells(const std::vector<std::string>& texts) {
    return {texts.begin(), texts.end()};
}

Table tableWith(std::span<const std::string_view> headings) {
    Table table;
    for (const std::string_view heading : headings) {
        table.columns.push_back({std::string(heading)});
    }
    return table;
}

/// All fields by name, numbers as numbers; a field that is not given is null.
Json asJson(const Fact& fact) {
    Json object;
    const auto texts = catalogue::cells(fact);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        object[std::string(catalogue::kFactColumns[i])] = texts[i].empty() ? Json(nullptr) : Json(texts[i]);
    }
    const auto number = [&object](const char* name, const std::optional<double>& value) {
        object[name] = value ? Json(*value) : Json(nullptr);
    };
    number("value", fact.value);
    number("low", fact.low);
    number("high", fact.high);
    return object;
}

Json asJson(const Facts& facts) {
    auto list = Json::array();
    for (const Fact* fact : facts) {
        list.push_back(asJson(*fact));
    }
    return list;
}

/// Short rows for reading; every field when a program reads them.
Table asTable(const Facts& facts, Format format) {
    const bool all = format == Format::Csv;
    Table table = all ? tableWith(catalogue::kFactColumns) : tableWith(catalogue::kShortFactColumns);
    for (const Fact* fact : facts) {
        table.rows.push_back(textCells(all ? catalogue::cells(*fact) : catalogue::shortCells(*fact)));
    }
    return table;
}

Answer listed(const Facts& facts, Format format) {
    Answer answer;
    answer.json = {{"facts", asJson(facts)}};
    answer.tables.push_back(asTable(facts, format));
    if (facts.empty()) {
        answer.warnings.emplace_back("nothing in the catalogue holds all of these words.");
    }
    return answer;
}

/// What there is: the tables and how many facts each holds.
Answer overview(const Catalogue& facts) {
    Answer answer;
    Table table{{}, {{"table"}, {"facts"}}, {}};
    auto list = Json::array();
    for (const std::string_view name : facts.tables()) {
        const auto count = static_cast<std::int64_t>(facts.table(name).size());
        table.rows.push_back({std::string(name), count});
        list.push_back({{"table", name}, {"facts", count}});
    }
    answer.json = {{"tables", std::move(list)}};
    answer.tables.push_back(std::move(table));
    return answer;
}

/// One fact with all its fields, one below the other.
Answer whole(const Fact& fact, Format format) {
    if (format == Format::Csv) {
        return listed({&fact}, format);
    }
    Answer answer;
    answer.json = asJson(fact);
    Table table{{}, {{"field"}, {"value"}}, {}};
    const auto texts = catalogue::cells(fact);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (!texts[i].empty()) {
            table.rows.push_back({std::string(catalogue::kFactColumns[i]), texts[i]});
        }
    }
    answer.tables.push_back(std::move(table));
    return answer;
}

Answer conflicting(const Catalogue& facts, const std::string& table, Format format) {
    Answer answer;
    auto groups = Json::array();
    Facts all;
    for (const catalogue::Conflict& conflict : facts.conflicts()) {
        const bool wanted = table.empty() || std::any_of(conflict.claims.begin(), conflict.claims.end(),
                                                         [&](const Fact* fact) { return fact->table == table; });
        if (wanted) {
            groups.push_back({{"claims", conflict.group}, {"facts", asJson(conflict.claims)}});
            all.insert(all.end(), conflict.claims.begin(), conflict.claims.end());
        }
    }
    answer.json = {{"conflicts", std::move(groups)}};
    answer.tables.push_back(asTable(all, format));
    return answer;
}

std::string tableNames(const Catalogue& facts) {
    return fmt::format("{}", fmt::join(facts.tables(), ", "));
}

/// The shipped facts, with those that a study adds.
Expected<Catalogue> factsFor(const Options& options) {
    auto facts = Catalogue::builtIn();
    if (!facts || options.study.empty()) {
        return facts;
    }
    const auto study = openStudyArgument(options.study);
    if (!study) {
        return tl::make_unexpected(study.error());
    }
    return facts->withUserFacts(study::userFacts(*study));
}

Expected<Answer> run(const Options& options, Format format) {
    const auto facts = factsFor(options);
    if (!facts) {
        return tl::make_unexpected(facts.error());
    }
    if (!options.id.empty()) {
        const Fact* fact = facts->find(options.id);
        if (fact == nullptr) {
            return fail(ErrorCode::UnknownName, "catalogue", {"there is no fact \"{0}\".", {options.id}},
                        {"Search for it by words; the last column is the id.", {}});
        }
        return whole(*fact, format);
    }
    if (!options.table.empty() && facts->table(options.table).empty()) {
        return fail(ErrorCode::UnknownName, "catalogue", {"there is no table \"{0}\".", {options.table}},
                    {"The tables are {0}.", {tableNames(*facts)}});
    }
    if (options.conflicts) {
        return conflicting(*facts, options.table, format);
    }
    const std::string words = fmt::format("{}", fmt::join(options.words, " "));
    if (words.empty() && options.table.empty()) {
        return overview(*facts);
    }
    catalogue::SearchOptions search;
    search.table = options.table;
    search.limit = options.limit == 0 ? std::string::npos : options.limit;
    return listed(facts->search(words, search), format);
}

}  // namespace

Action declareCatalogue(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("words", options->words, "Words that a fact must hold, best match first; none: list the tables")
        ->type_name("WORD");
    app.add_option("--table", options->table, "Only facts of this table")->type_name("NAME");
    auto* id = app.add_option("--id", options->id, "One fact with all its fields")->type_name("ID");
    app.add_option("--study", options->study, "Also the facts of one's own that this study holds (table \"own\")")->type_name("STUDY");
    app.add_option("--limit", options->limit, "At most so many facts")
        ->check(CLI::PositiveNumber.description(""))
        ->type_name("COUNT");
    auto* conflicts = app.add_flag("--conflicts", options->conflicts, "Facts whose sources contradict each other");
    conflicts->excludes(id);
    app.footer(
        "Figures marked unverified were not seen at their source. A whole bundle's price is no rent.\n\n"
        "Examples:\n"
        "  offtake-cli catalogue H100 rental --limit 10\n"
        "  offtake-cli catalogue --table deals --format csv\n"
        "  offtake-cli catalogue --id deal.spx-reflection.provider\n");
    return [options](const Common& common) { return run(*options, common.format); };
}

}  // namespace offtake::cli
