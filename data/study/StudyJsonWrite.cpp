#include "core/base/Date.h"
#include "data/study/Canonical.h"
#include "data/study/JsonTree.h"
#include "data/study/StoredSpread.h"
#include "data/study/StudyJson.h"

namespace offtake::study {

namespace {

std::string numberLiteral(const Input& input, double number) {
    if (input.shape == Shape::Date) {
        return json::quoted(isoDate(Date{std::chrono::days{static_cast<int>(number)}}));
    }
    return json::numeral(number);
}

std::string literal(const Input& input, const Value& value) {
    if (!input.numeric()) {
        return json::quoted(value.text);
    }
    if (value.numbers.size() == 1) {
        return numberLiteral(input, value.number());
    }
    std::string list;
    for (const double number : value.numbers) {
        list += (list.empty() ? "[" : ", ") + numberLiteral(input, number);
    }
    return list + "]";
}

std::string valueLiteral(const Input& input, const Value& value) {
    std::string members;
    const auto member = [&members](std::string_view key, const std::string& content) {
        members += (members.empty() ? "{" : ", ") + json::quoted(key) + ": " + content;
    };
    // What an assumption replaces is written only where it says more than the default.
    const Value fallback = fallbackOf(input);
    const StoredSpread spread = storedSpread(input, value);
    if (value.assumption.empty() || value.numbers != fallback.numbers || value.text != fallback.text) {
        member("value", literal(input, value));
    }
    if (value.low) {
        member("low", numberLiteral(input, *value.low));
    }
    if (value.high) {
        member("high", numberLiteral(input, *value.high));
    }
    if (!spread.distribution.empty()) {
        member("distribution", json::quoted(spread.distribution));
    }
    if (!spread.process.empty()) {
        member("process", json::quoted(spread.process));
    }
    if (!value.source.empty()) {
        member("source", json::quoted(value.source));
    }
    if (value.estimate) {
        member("estimate", "true");
    }
    if (!value.assumption.empty()) {
        member("assumption", json::quoted(value.assumption));
    }
    if (!value.note.empty()) {
        member("note", json::quoted(value.note));
    }
    const bool onlyValue = !value.low && !value.high && value.uncertainty.none() && value.source.empty() && !value.estimate && value.assumption.empty() && value.note.empty();
    return onlyValue ? literal(input, value) : members + "}";
}

/// Writes members of objects with their commas, line by line.
class Lines {
public:
    void member(std::string_view key, const std::string& content) {
        next();
        m_text += json::quoted(key) + ": " + content;
    }
    void open(std::string_view key, char bracket) {
        next();
        if (!key.empty()) {
            m_text += json::quoted(key) + ": ";
        }
        m_text += bracket;
        ++m_depth;
        m_first = true;
    }
    void close(char bracket) {
        --m_depth;
        newLine();
        m_text += bracket;
        m_first = false;
    }
    std::string take() { return std::move(m_text) + "\n"; }

private:
    std::string m_text;
    std::size_t m_depth = 0;
    bool m_first = true;

    void newLine() { m_text += "\n" + std::string(2 * m_depth, ' '); }
    void next() {
        if (!m_first) {
            m_text += ',';
        }
        if (m_depth > 0) {
            newLine();
        }
        m_first = false;
    }
};

void writeValues(Lines& lines, const Element& element) {
    for (std::size_t i = 0; i < element.values.size(); ++i) {
        const Input& input = *element.kind->inputs[i];
        lines.member(input.key, valueLiteral(input, element.values[i]));
    }
}

void writeLists(Lines& lines, const Element& element) {
    for (const Role role : element.kind->contains) {
        const auto children = element.childrenOf(role);
        if (children.empty()) {
            continue;
        }
        lines.open(listKey(role), '[');
        for (const ElementPtr& child : children) {
            lines.open({}, '{');
            lines.member("id", json::quoted(child->id));
            if (saysKind(*child->kind)) {
                lines.member("kind", json::quoted(child->kind->key));
            }
            writeValues(lines, *child);
            writeLists(lines, *child);
            lines.close('}');
        }
        lines.close(']');
    }
}

}  // namespace

std::string_view listKey(Role role) {
    switch (role) {
        case Role::Study: return "study";
        case Role::Party: return "parties";
        case Role::Assumption: return "assumptions";
        case Role::Source: return "sources";
        case Role::Fact: return "facts";
        case Role::Scenario: return "scenarios";
        case Role::Override: return "overrides";
        case Role::Correlation: return "correlations";
        case Role::Deal: return "deals";
        case Role::Tranche: return "tranches";
        case Role::Clause: return "clauses";
        case Role::Loan: return "loans";
    }
    return "";
}

bool saysKind(const ElementKind& kind) { return kind.key != roleName(kind.role); }

std::string studyToJson(const Study& given) {
    const Study study = canonical(given);
    Lines lines;
    lines.open({}, '{');
    lines.member("format", json::quoted(kJsonFormat));
    lines.member("version", std::to_string(kJsonVersion));
    lines.open("study", '{');
    writeValues(lines, study.root());
    lines.close('}');
    writeLists(lines, study.root());
    lines.close('}');
    return lines.take();
}

}  // namespace offtake::study
