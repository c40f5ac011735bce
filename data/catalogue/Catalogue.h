#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/Embedded.h"
#include "data/catalogue/Fact.h"

namespace offtake::catalogue {

/// Facts that answer the same question differently.
struct Conflict {
    std::string group;
    std::vector<const Fact*> claims;  ///< two or more, in the order of the catalogue
};

struct SearchOptions {
    std::string_view table;                 ///< only this table; empty: all
    std::size_t limit = std::string::npos;  ///< at most so many results
};

/// Sourced facts, read once and never changed. Copies share the facts and are cheap; pointers and spans from a
/// catalogue stay valid as long as one copy of it lives. Safe to use from several threads at once.
class Catalogue {
public:
    /// Reads the tables that are built into the program.
    /// Errors: as read().
    [[nodiscard]] static Expected<Catalogue> builtIn();

    /// Reads tables given as files: "sources.csv" (key, title, url, date) and any number of fact tables, whose names
    /// without ".csv" become the tables' names. data/catalogue/README.md describes the columns.
    /// Errors, with the file as subject and the line and id in the reason: those of csv::read and check(); UnknownName
    /// for a missing column, an unknown source key or confidence; Inconsistent for an id or key that occurs twice.
    [[nodiscard]] static Expected<Catalogue> read(std::span<const embedded::File> files);

    /// This catalogue with the user's own facts after its own; their table becomes kUserTable.
    /// Errors: those of check(); Inconsistent for an id that is already taken.
    [[nodiscard]] Expected<Catalogue> withUserFacts(std::vector<Fact> facts) const;

    /// All facts, tables in alphabetical order, each in the order of its file.
    [[nodiscard]] std::span<const Fact> facts() const;
    /// Names of the tables that have facts.
    [[nodiscard]] std::vector<std::string_view> tables() const;
    /// The facts of a table; none for an unknown name.
    [[nodiscard]] std::vector<const Fact*> table(std::string_view name) const;
    /// The fact with this id, or null.
    [[nodiscard]] const Fact* find(std::string_view id) const;

    /// The facts in which each of the words (separated by spaces) occurs somewhere, in any case of ASCII letters; all
    /// facts for no words. Best first: words found in the subject count most, then metric, then the rest; at the start
    /// of a word more than inside one; of equals the later date, then the order of the catalogue.
    [[nodiscard]] std::vector<const Fact*> search(std::string_view words, const SearchOptions& options = {}) const;

    /// The facts of a claim group, in the order of the catalogue.
    [[nodiscard]] std::vector<const Fact*> claims(std::string_view group) const;
    /// The groups whose facts do not all say the same, by name.
    [[nodiscard]] std::vector<Conflict> conflicts() const;

private:
    struct Content;
    explicit Catalogue(std::shared_ptr<const Content> content) : m_content(std::move(content)) {}
    std::shared_ptr<const Content> m_content;
};

}  // namespace offtake::catalogue
