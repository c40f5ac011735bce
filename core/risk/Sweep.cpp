#include "core/risk/Sweep.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "core/study/ValueText.h"
#include "core/units/ParseQuantity.h"

namespace offtake::risk {

using study::Value;

namespace {

constexpr double kMostSteps = 10000.0;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kBlank = " \t";
    const std::size_t from = text.find_first_not_of(kBlank);
    return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find(separator, from), text.size());
        parts.push_back(trimmed(text.substr(from, end - from)));
        from = end + 1;
    }
    return parts;
}

bool isDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "17,900" may be one number or two: digits, a comma and exactly three digits.
bool mayGroupThousands(const std::vector<std::string_view>& parts) {
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const bool group = parts[i].size() == 3 && isDigits(parts[i]);
        if (group && isDigits(parts[i - 1]) && parts[i - 1].size() <= 3 && parts[i - 1] != "0") {
            return true;
        }
    }
    return false;
}

Expected<Value> exactValue(const Knob& knob, std::string_view text) {
    auto value = study::parseValue(*knob.input, text, knob.path.text());
    if (value && (value->low || !value->uncertainty.none())) {
        return fail(ErrorCode::Syntax, knob.path.text(), {"\"{0}\" is a range, not a value to try.", {std::string(text)}},
                    {"Write from:to:steps, as in 5:9:8.", {}});
    }
    return value;
}

Expected<std::vector<Value>> evenValues(const Knob& knob, const std::vector<std::string_view>& parts) {
    if (!knob.input->numeric()) {
        return fail(ErrorCode::Inconsistent, knob.path.text(), {"{0} has no steps between two values.", {std::string(knob.input->label)}},
                    {"List the values, separated by commas.", {}});
    }
    const auto from = exactValue(knob, parts[0]);
    const auto to = from ? exactValue(knob, parts[1]) : from;
    const auto steps = units::parseStored(parts[2]);
    if (!from || !to) {
        return tl::unexpected(from ? to.error() : from.error());
    }
    if (!steps || *steps < 1.0 || *steps != std::floor(*steps)) {
        return fail(ErrorCode::Syntax, knob.path.text(), {"\"{0}\" is not a number of steps.", {std::string(parts[2])}}, {"Write from:to:steps, as in 0:100:10.", {}});
    }
    if (*steps > kMostSteps) {
        return fail(ErrorCode::TooLarge, knob.path.text(), {"{0} steps are more than {1}.", {*steps, kMostSteps}}, {"Take fewer.", {}});
    }
    std::vector<Value> values;
    for (double step = 0.0; step <= *steps; step += 1.0) {
        double number = step == *steps ? to->number() : from->number() + (to->number() - from->number()) * (step / *steps);
        number = nearestTaken(knob, number);
        if (values.empty() || values.back().number() != number) {
            values.push_back(valueOf(number));
        }
    }
    return values;
}

Expected<std::vector<Value>> listedValues(const Knob& knob, std::string_view list) {
    const bool semicolons = list.find(';') != std::string_view::npos;
    const std::vector<std::string_view> parts = split(list, semicolons ? ';' : ',');
    if (!semicolons && knob.input->numeric() && mayGroupThousands(parts)) {
        return fail(ErrorCode::Syntax, knob.path.text(), {"\"{0}\" may be one number or several.", {std::string(list)}},
                    {"Leave out the commas within numbers, or separate the values by \";\".", {}});
    }
    std::vector<Value> values;
    for (const std::string_view part : parts) {
        auto value = exactValue(knob, part);
        if (!value) {
            return tl::unexpected(value.error());
        }
        values.push_back(std::move(*value));
    }
    return values;
}

/// The position on each axis of a row; the last axis moves fastest.
std::vector<std::size_t> positionsOf(const std::vector<SweepAxis>& axes, std::size_t row) {
    std::vector<std::size_t> at(axes.size(), 0);
    for (std::size_t i = axes.size(); i-- > 0;) {
        at[i] = row % axes[i].values.size();
        row /= axes[i].values.size();
    }
    return at;
}

Expected<void> checkAxes(const std::vector<SweepAxis>& axes) {
    if (axes.empty()) {
        return fail(ErrorCode::Inconsistent, "sweep", {"No input is varied.", {}}, {"Name one with its values.", {}});
    }
    std::set<std::string> seen;
    double rows = 1.0;
    for (const SweepAxis& axis : axes) {
        if (!seen.insert(axis.knob.path.text()).second) {
            return fail(ErrorCode::Inconsistent, axis.knob.path.text(), {"is varied twice.", {}}, {"Give all its values at once.", {}});
        }
        rows *= static_cast<double>(axis.values.size());
    }
    if (rows > static_cast<double>(kMostSweepRows)) {
        return fail(ErrorCode::TooLarge, "sweep", {"{0} combinations are more than {1}.", {rows, static_cast<std::int64_t>(kMostSweepRows)}},
                    {"Take fewer values or inputs.", {}});
    }
    return {};
}

}  // namespace

Expected<SweepAxis> readSweepAxis(const Evaluator& evaluator, std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
        return fail(ErrorCode::Syntax, std::string(text), {"is not an input with its values.", {}},
                    {"Write path=from:to:steps or path=a,b,c, as in study.horizon=24:60:3.", {}});
    }
    auto knob = evaluator.knob(text.substr(0, equals));
    if (!knob) {
        return tl::unexpected(knob.error());
    }
    const std::string_view list = text.substr(equals + 1);
    const std::vector<std::string_view> parts = split(list, ':');
    if (knob->input->numeric() && parts.size() != 1 && parts.size() != 3) {
        return fail(ErrorCode::Syntax, knob->path.text(), {"\"{0}\" is neither a list of values nor a range with its steps.", {std::string(list)}},
                    {"Write from:to:steps, as in 24:60:3, or a,b,c.", {}});
    }
    auto values = parts.size() == 3 ? evenValues(*knob, parts) : listedValues(*knob, list);
    if (!values) {
        return tl::unexpected(values.error());
    }
    return SweepAxis{std::move(*knob), std::move(*values)};
}

Expected<Sweep> sweepWithoutRows(const Evaluator& evaluator, std::vector<SweepAxis> axes, std::vector<Figure> figures) {
    if (const auto sound = checkAxes(axes); !sound) {
        return tl::unexpected(sound.error());
    }
    return Sweep{std::move(axes), std::move(figures), {}, evaluator.sizedDeals()};
}

std::size_t rowCount(const Sweep& sweep) {
    std::size_t rows = 1;
    for (const SweepAxis& axis : sweep.axes) {
        rows *= axis.values.size();
    }
    return rows;
}

SweepRow sweepRow(Evaluator& evaluator, const Sweep& sweep, std::size_t row) {
    SweepRow out{positionsOf(sweep.axes, row), {}, {}};
    std::vector<Setting> settings;
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
        settings.push_back({&sweep.axes[i].knob, sweep.axes[i].values[out.at[i]]});
    }
    const auto outcome = evaluator.at(settings);
    for (const Figure& figure : sweep.figures) {
        const auto value = outcome ? evaluator.figureOf(*outcome, figure) : Expected<double>(tl::unexpected(outcome.error()));
        out.figures.push_back(value ? std::optional(*value) : std::nullopt);
        out.reasons.push_back(value ? std::string() : value.error().english());
    }
    return out;
}

Expected<void> computeRows(Evaluator& evaluator, Sweep& sweep, const parallel::RunContext& context) {
    for (std::size_t row = sweep.rows.size(); row < rowCount(sweep); ++row) {
        if (context.stopRequested()) {
            return tl::unexpected(stoppedError());
        }
        sweep.rows.push_back(sweepRow(evaluator, sweep, row));
    }
    return {};
}

Expected<Sweep> sweep(Evaluator& evaluator, std::vector<SweepAxis> axes, std::vector<Figure> figures, const parallel::RunContext& context) {
    auto out = sweepWithoutRows(evaluator, std::move(axes), std::move(figures));
    const auto computed = out ? computeRows(evaluator, *out, context) : Expected<void>();
    return computed ? out : tl::unexpected(computed.error());
}

}  // namespace offtake::risk
