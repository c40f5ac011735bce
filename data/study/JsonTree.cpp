#include "data/study/JsonTree.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "data/study/Suggest.h"

namespace offtake::json {

namespace {

const Message kOtherFile{"No study needs as much: check that this is the right file.", {}};

/// Walks through the text and tells the handler how far the parser has come, so that values know their lines.
class Cursor {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Cursor(const char* at, const char** reached) : m_at(at), m_reached(reached) {}
    reference operator*() const { return *m_at; }
    Cursor& operator++() {
        *m_reached = ++m_at;
        return *this;
    }
    Cursor operator++(int) {
        const Cursor before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Cursor& a, const Cursor& b) { return a.m_at == b.m_at; }

private:
    const char* m_at;
    const char** m_reached;
};

/// The part of the library's message that says what is wrong, in plain characters: "invalid literal".
std::string plainReason(std::string_view message) {
    const std::size_t column = message.find(": ", std::min(message.find(" column "), message.size()));
    if (column != std::string_view::npos) {
        message.remove_prefix(column + 2);
    } else if (const std::size_t bracket = message.find("] "); bracket != std::string_view::npos) {
        message.remove_prefix(bracket + 2);
    }
    if (const std::size_t dash = message.find(" - "); dash != std::string_view::npos) {
        message.remove_prefix(dash + 3);
    }
    message = message.substr(0, message.find(';'));
    std::string plain;
    for (const char character : message.substr(0, 200)) {
        plain += character >= ' ' && character <= '~' ? character : '?';
    }
    return plain;
}

/// Builds the tree from the parser's events.
class Builder {
public:
    using number_integer_t = nlohmann::json::number_integer_t;
    using number_unsigned_t = nlohmann::json::number_unsigned_t;
    using number_float_t = nlohmann::json::number_float_t;
    using string_t = nlohmann::json::string_t;
    using binary_t = nlohmann::json::binary_t;

    Builder(std::string_view text, std::string subject, const Limits& limits)
        : m_text(text), m_reached(text.data()), m_counted(text.data()), m_subject(std::move(subject)), m_limits(limits) {}

    const char** reached() { return &m_reached; }

    Expected<Node> take() {
        if (m_error) {
            return tl::unexpected(*m_error);
        }
        return std::move(m_root);
    }

    bool null() { return add(make(Node::Kind::Null)); }
    bool boolean(bool truth) {
        Node node = make(Node::Kind::Truth);
        node.truth = truth;
        return add(std::move(node));
    }
    bool number_integer(number_integer_t number) { return addNumber(static_cast<double>(number)); }
    bool number_unsigned(number_unsigned_t number) { return addNumber(static_cast<double>(number)); }
    bool number_float(number_float_t number, const string_t&) { return addNumber(number); }
    bool string(string_t& text) {
        Node node = make(Node::Kind::Text);
        node.text = std::move(text);
        return add(std::move(node));
    }
    bool binary(binary_t&) { return false; }  // no JSON text has any
    bool start_object(std::size_t) { return open(Node::Kind::Object); }
    bool start_array(std::size_t) { return open(Node::Kind::List); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(string_t& name) {
        Open& top = m_open.back();
        if (!top.seen.insert(name).second) {
            return refuse(ErrorCode::Syntax, {"Line {0} has \"{1}\" a second time in the same object.", {lineArgument(), study::shortened(name)}},
                          {"Keep one of the two.", {}});
        }
        top.node.keys.push_back(std::move(name));
        return true;
    }

    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& exception) {
        const std::string_view before = m_text.substr(0, position == 0 ? 0 : std::min(position, m_text.size()) - 1);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const std::size_t lineStart = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        const std::size_t column = before.size() - lineStart + 1;
        return refuse(ErrorCode::Syntax,
                      {"Line {0}, column {1} is not JSON: {2}.",
                       {static_cast<std::int64_t>(line), static_cast<std::int64_t>(column), plainReason(exception.what())}},
                      {"Correct it there: keys and texts stand in double quotes, numbers are written 0.05 or 1e6.", {}});
    }

private:
    struct Open {
        Node node;
        std::set<std::string> seen;
    };

    std::string_view m_text;
    const char* m_reached;
    const char* m_counted;  ///< up to here lines are counted
    std::size_t m_line = 1;
    std::string m_subject;
    Limits m_limits;
    std::vector<Open> m_open;
    std::size_t m_values = 0;
    Node m_root;
    std::optional<Error> m_error;

    bool refuse(ErrorCode code, Message reason, Message remedy) {
        m_error = Error{code, m_subject, std::move(reason), std::move(remedy)};
        return false;
    }

    /// The parser has read one character past a number, and the last one of everything else: leaving one out never
    /// loses the line of the value at hand.
    std::size_t line() {
        const char* end = m_reached > m_counted ? m_reached - 1 : m_counted;
        m_line += static_cast<std::size_t>(std::count(m_counted, end, '\n'));
        m_counted = end;
        return m_line;
    }
    std::int64_t lineArgument() { return static_cast<std::int64_t>(line()); }

    Node make(Node::Kind kind) {
        Node node;
        node.kind = kind;
        node.line = line();
        return node;
    }

    bool addNumber(double number) {
        if (!std::isfinite(number)) {
            return refuse(ErrorCode::Syntax, {"Line {0} has a number that is too large.", {lineArgument()}}, {"Write one that an input can hold.", {}});
        }
        Node node = make(Node::Kind::Number);
        node.number = number;
        return add(std::move(node));
    }

    bool add(Node node) {
        if (++m_values > m_limits.values) {
            return refuse(ErrorCode::TooLarge, {"It holds more than {0} values.", {static_cast<std::int64_t>(m_limits.values)}}, kOtherFile);
        }
        if (m_open.empty()) {
            m_root = std::move(node);
        } else {
            m_open.back().node.items.push_back(std::move(node));
        }
        return true;
    }

    bool open(Node::Kind kind) {
        if (m_open.size() == m_limits.depth) {
            return refuse(ErrorCode::TooLarge, {"Line {0} nests lists and objects more than {1} deep.", {lineArgument(), static_cast<std::int64_t>(m_limits.depth)}}, kOtherFile);
        }
        m_open.push_back({make(kind), {}});
        return true;
    }

    bool close() {
        Node node = std::move(m_open.back().node);
        m_open.pop_back();
        return add(std::move(node));
    }
};

}  // namespace

const Node* Node::find(std::string_view key) const {
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

std::string_view nameOf(Node::Kind kind) {
    switch (kind) {
        case Node::Kind::Null: return "null";
        case Node::Kind::Truth: return "true or false";
        case Node::Kind::Number: return "a number";
        case Node::Kind::Text: return "text";
        case Node::Kind::List: return "a list";
        case Node::Kind::Object: return "an object";
    }
    return "";
}

Expected<Node> parse(std::string_view text, const std::string& subject, const Limits& limits) {
    if (text.size() > limits.bytes) {
        return fail(ErrorCode::TooLarge, subject, {"It has {0} bytes; the limit is {1}.",
                    {static_cast<std::int64_t>(text.size()), static_cast<std::int64_t>(limits.bytes)}}, kOtherFile);
    }
    Builder builder(text, subject, limits);
    const Cursor first(text.data(), builder.reached());
    const Cursor last(text.data() + text.size(), builder.reached());
    nlohmann::json::sax_parse(first, last, &builder);
    return builder.take();
}

std::string quoted(std::string_view text) {
    return nlohmann::json(std::string(text)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string numeral(double number) {
    // A plain "-0" is read as an integer, which has no sign.
    return number == 0.0 && std::signbit(number) ? "-0.0" : fmt::format("{}", number);
}

}  // namespace offtake::json
