#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "core/units/Unit.h"

/// Every input of the program is described once, here and in kinds/. The description is the typed accessor, and from
/// it follow the editor, validation, the file format, CSV headers, the JSON schema, `--set`, scenario overrides, the
/// knobs of sensitivity analysis, search and the reference manual.
namespace offtake::study {

enum class Shape {
    Number,     ///< one number in the input's unit (shares are stored as fractions)
    Path,       ///< one number a month from the start of what it belongs to; the last one holds on
    Date,       ///< a calendar day
    Choice,     ///< one of a few named options
    Text,       ///< free text
    Reference,  ///< the id of a sibling-role element (a party, a deal, a tranche, a source)
};

struct Choice {
    std::string_view key;
    std::string_view label;
};

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct Input {
    std::string_view key;    ///< stable name in files, paths and `--set`
    std::string_view label;  ///< what people read
    Shape shape = Shape::Number;
    units::NamedUnit unit;   ///< unit of the stored number, e.g. $/GPU-h; percent is stored as a fraction
    double fallback = 0.0;   ///< default (Date: days since 1970-01-01)
    double low = 0.0;        ///< hard bounds, inclusive
    double high = 0.0;
    double plausibleLow = kNone;  ///< outside of these a note is shown; none when NaN
    double plausibleHigh = kNone;
    std::string_view fallbackText;      ///< default of Choice, Text, Reference
    std::span<const Choice> choices{};  ///< options of a Choice
    std::string_view refersTo;          ///< role that a Reference points at
    std::string_view help;              ///< one or two sentences
    std::string_view reference;         ///< where the definition or the default comes from
    std::string_view group;             ///< section of the editor
    bool structural = false;            ///< decides the shape of the calculation rather than a number in it
    std::optional<double> neutral;      ///< the value with which the clause does nothing
    std::optional<double> whenAbsent;   ///< what an older file without it means; the default unless stated

    constexpr Input bounds(double lowest, double highest) const {
        Input copy = *this;
        copy.low = lowest;
        copy.high = highest;
        return copy;
    }
    constexpr Input plausible(double from, double to) const {
        Input copy = *this;
        copy.plausibleLow = from;
        copy.plausibleHigh = to;
        return copy;
    }
    constexpr Input explained(std::string_view text, std::string_view definedBy = {}) const {
        Input copy = *this;
        copy.help = text;
        copy.reference = definedBy;
        return copy;
    }
    constexpr Input in(std::string_view section) const {
        Input copy = *this;
        copy.group = section;
        return copy;
    }
    constexpr Input neutralAt(double value) const {
        Input copy = *this;
        copy.neutral = value;
        return copy;
    }
    constexpr Input shapesTheStudy() const {
        Input copy = *this;
        copy.structural = true;
        return copy;
    }
    /// Whether the input is a number that the model reads through a slot.
    [[nodiscard]] constexpr bool continuous() const {
        return !structural && (shape == Shape::Number || shape == Shape::Path || shape == Shape::Date);
    }
    [[nodiscard]] constexpr bool numeric() const {
        return shape == Shape::Number || shape == Shape::Path || shape == Shape::Date;
    }
};

/// Whether an input is a share: a number between 0 and 1.
[[nodiscard]] constexpr bool isShare(const Input& input) { return input.low >= 0.0 && input.high == 1.0; }

constexpr Input number(std::string_view key, std::string_view label, const units::NamedUnit& unit, double fallback) {
    Input input;
    input.key = key;
    input.label = label;
    input.unit = unit;
    input.fallback = fallback;
    return input;
}

constexpr Input path(std::string_view key, std::string_view label, const units::NamedUnit& unit, double fallback) {
    Input input = number(key, label, unit, fallback);
    input.shape = Shape::Path;
    return input;
}

constexpr Input day(std::string_view key, std::string_view label, double daysSince1970) {
    Input input = number(key, label, units::kOne, daysSince1970);
    input.shape = Shape::Date;
    input.low = -25567.0;   // 1900-01-01
    input.high = 84371.0;   // 2200-12-31
    return input;
}

constexpr Input choice(std::string_view key, std::string_view label, std::span<const Choice> choices) {
    Input input;
    input.key = key;
    input.label = label;
    input.shape = Shape::Choice;
    input.choices = choices;
    input.fallbackText = choices.front().key;
    input.structural = true;
    return input;
}

constexpr Input text(std::string_view key, std::string_view label) {
    Input input;
    input.key = key;
    input.label = label;
    input.shape = Shape::Text;
    input.structural = true;
    return input;
}

constexpr Input refers(std::string_view key, std::string_view label, std::string_view role) {
    Input input = text(key, label);
    input.shape = Shape::Reference;
    input.refersTo = role;
    return input;
}

}  // namespace offtake::study
