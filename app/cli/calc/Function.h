#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/cli/Answer.h"
#include "app/cli/Input.h"
#include "core/base/Date.h"
#include "core/base/Error.h"
#include "core/finance/FlowRoots.h"

/// The functions of `offtake-cli calc`: a table from which the help, the reading of arguments and the calls follow.
namespace offtake::cli::calc {

enum class Kind : std::uint8_t { Number, Whole, Text, Date, Numbers, Dates };

/// "number", "list of dates": as the help says it.
[[nodiscard]] std::string_view nameOf(Kind kind);

/// One argument of a function.
struct Parameter {
    std::string_view name;
    Kind kind = Kind::Number;
    std::string_view help;
    std::string_view fallback = {};  ///< what is taken when it is not given; empty: it must be given, unless optional
    bool optional = false;           ///< may be left out; the function asks Arguments::has
};

/// The arguments of one call, complete but for optional ones and each of its parameter's kind; numbers are finite.
class Arguments {
public:
    using Value = std::variant<double, std::int64_t, std::string, Date, std::vector<double>, std::vector<Date>>;

    void set(std::string_view name, Value value) { m_values.insert_or_assign(std::string(name), std::move(value)); }
    [[nodiscard]] bool has(std::string_view name) const { return m_values.find(name) != m_values.end(); }

    // Precondition of each: the function has a parameter of that name and kind, and it was given or has a fallback.
    [[nodiscard]] double number(std::string_view name) const { return get<double>(name); }
    [[nodiscard]] int whole(std::string_view name) const { return static_cast<int>(get<std::int64_t>(name)); }
    [[nodiscard]] const std::string& text(std::string_view name) const { return get<std::string>(name); }
    [[nodiscard]] Date date(std::string_view name) const { return get<Date>(name); }
    [[nodiscard]] const std::vector<double>& numbers(std::string_view name) const {
        return get<std::vector<double>>(name);
    }
    [[nodiscard]] const std::vector<Date>& dates(std::string_view name) const { return get<std::vector<Date>>(name); }

private:
    template <typename T>
    const T& get(std::string_view name) const {
        return std::get<T>(m_values.find(name)->second);
    }
    std::map<std::string, Value, std::less<>> m_values;
};

/// One row of the function table.
struct Function {
    std::string_view name;
    std::string_view summary;
    std::span<const Parameter> parameters;
    Expected<Answer> (*run)(const Arguments&);
};

/// Functions of one subject, under one heading of the help.
struct Group {
    std::string_view title;
    std::span<const Function> functions;
};

[[nodiscard]] std::span<const Group> groups();

/// Null when there is none of that name.
[[nodiscard]] const Function* find(std::string_view name);

/// Reads a function's arguments from JSON (an object by name, or a list, which is the function's first list) or from
/// CSV (a column per argument, named by the header; of an argument that is no list the first row counts), then from
/// `settings`, each "name=value", lists as a,b,c. Settings win. `input` may be null.
/// Errors, the subject being the function and the argument: Syntax, UnknownName, OutOfBounds, Inconsistent (missing).
[[nodiscard]] Expected<Arguments> readArguments(const Function& function, const Input* input,
                                                std::span<const std::string> settings);

/// Named results, printed as two columns and as one JSON object.
[[nodiscard]] Answer results(const std::vector<std::pair<std::string, Cell>>& values);

/// What `rows` adds to an answer: its tables and members, after those that are there.
[[nodiscard]] Answer joined(Answer first, Answer rows);

/// One named number, or the error in its place.
[[nodiscard]] Expected<Answer> single(const char* name, const Expected<double>& value);

/// All rates of return under `name` and "rates", with a warning when there are several.
[[nodiscard]] Expected<Answer> rates(const char* name, const Expected<finance::RatesOfReturn>& found);

/// Rows of a schedule: printed as a table, in JSON as a list under `name`.
[[nodiscard]] Answer schedule(std::string_view name, std::vector<Column> columns, std::vector<std::vector<Cell>> rows);

}  // namespace offtake::cli::calc
