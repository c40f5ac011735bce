#include "app/cli/sensitivity/DerivativeRows.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/cli/Figures.h"
#include "core/explain/Explanation.h"

namespace offtake::cli {

namespace {

using explain::InputDerivative;
using explain::Side;
using explain::SlotDerivative;
using Json = nlohmann::ordered_json;

Json sideAsJson(const Side& side) {
    return side.open ? Json{{"slope", numberOrNull(side.slope)}, {"step", numberOrNull(side.step)}} : Json();
}

Json monthsAsJson(const InputDerivative& input) {
    auto list = Json::array();
    for (const SlotDerivative& month : input.months) {
        list.push_back({{"month", list.size() + 1},
                        {"value", numberOrNull(month.value)},
                        {"derivative", numberOrNull(month.derivative)},
                        {"kink", month.kink},
                        {"below", sideAsJson(month.lower)},
                        {"above", sideAsJson(month.upper)}});
    }
    return list;
}

/// What the picture does to the figure when `slopeOf` a month is its slope: all months move together, each by a share of its
/// own value where the picture is a share.
template <typename SlopeOf>
double pictured(const InputDerivative& input, const explain::PicturedChange& change, SlopeOf slopeOf) {
    double sum = 0.0;
    for (const SlotDerivative& month : input.months) {
        sum += slopeOf(month) * explain::amountOf(change, month);
    }
    return sum;
}

/// What the sides of a kink do, in the change that people can picture.
std::string kinkText(const InputEffect& at, const ChangeText& changeText) {
    const auto side = [&](const char* name, const Side& of, double change) {
        if (!of.open) {
            return fmt::format("{}: at its bound", name);
        }
        return of.step == 0.0 ? fmt::format("{} {}", name, changeText(change))
                              : fmt::format("{} steps by {} first, then {}", name, changeText(of.step), changeText(change));
    };
    const double down = -pictured(*at.input, at.change, [](const SlotDerivative& month) { return month.lower.slope; });
    const double up = pictured(*at.input, at.change, [](const SlotDerivative& month) { return month.upper.slope; });
    return fmt::format(" (kink: {}; {})", side("down", at.input->lower(), down), side("up", at.input->upper(), up));
}

/// "2.44e-10 $/H100e-h per $/month": where the picture is one percent, the derivative by what the input is shown in.
std::string perUnit(const InputEffect& at, const std::string& figureUnit) {
    if (!at.change.relative || at.input->unit.symbol.empty()) {
        return {};
    }
    return fmt::format(", {:+.3g} {} per +1 {}", at.input->derivative() * at.input->unit.storedPerShown, figureUnit, at.input->unit.symbol);
}

/// The three months of a list that the figure depends on most, each moved alone.
std::string byMonth(const InputEffect& at, const ChangeText& changeText) {
    if (at.input->months.size() < 2) {
        return {};
    }
    std::vector<std::size_t> order;
    for (std::size_t month = 0; month < at.input->months.size(); ++month) {
        if (at.input->months[month].derivative != 0.0) {
            order.push_back(month);
        }
    }
    constexpr std::size_t kMost = 3;
    const auto effect = [&](std::size_t month) {
        return at.input->months[month].derivative * explain::amountOf(at.change, at.input->months[month]);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return std::abs(effect(a)) > std::abs(effect(b)); });
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, order.size()); ++i) {
        text += fmt::format("{} {} {}", text.empty() ? "; of it month" : ", month", order[i] + 1, changeText(effect(order[i])));
    }
    return text + (order.size() > kMost ? fmt::format(" and {} months more", order.size() - kMost) : "");
}

}  // namespace

std::vector<InputEffect> effectsOf(const explain::Gradient& gradient) {
    std::vector<InputEffect> effects;
    for (const InputDerivative& input : gradient.inputs) {
        const explain::PicturedChange change = explain::picturedChange(input);
        const bool counts = std::any_of(input.months.begin(), input.months.end(), [](const SlotDerivative& month) { return month.derivative != 0.0; });
        if (counts || input.kink()) {
            effects.push_back({&input, change, pictured(input, change, [](const SlotDerivative& month) { return month.derivative; })});
        }
    }
    std::stable_sort(effects.begin(), effects.end(),
                     [](const InputEffect& a, const InputEffect& b) { return std::abs(a.effect) > std::abs(b.effect); });
    return effects;
}

Json derivativesAsJson(const study::Study& study, const std::vector<InputEffect>& effects) {
    auto list = Json::array();
    for (const InputEffect& at : effects) {
        list.push_back({{"path", at.input->path.text()},
                        {"label", at.input->label},
                        {"unit", storedUnit(at.input->unit)},
                        {"value", numberOrNull(at.input->value())},
                        {"derivative", numberOrNull(at.input->derivative())},
                        {"change", at.change.text},
                        {"effect", numberOrNull(at.effect)},
                        {"kink", at.input->kink()},
                        {"below", sideAsJson(at.input->lower())},
                        {"above", sideAsJson(at.input->upper())},
                        {"source", explain::sourceOf(study, at.input->path)}});
        if (at.input->months.size() > 1) {
            list.back()["months"] = monthsAsJson(*at.input);
        }
    }
    return list;
}

Table derivativeTable(const study::Study& study, const std::vector<InputEffect>& effects) {
    Table table{"Derivatives",
                {{"path"}, {"label"}, {"unit"}, {"value"}, {"derivative"}, {"change"}, {"effect"}, {"kink"}, {"below"}, {"above"}, {"source"}},
                {}};
    const auto slope = [](const Side& side) { return side.open ? Cell(side.slope) : Cell(); };
    for (const InputEffect& at : effects) {
        table.rows.push_back({at.input->path.text(), at.input->label, storedUnit(at.input->unit), at.input->value(), at.input->derivative(), at.change.text,
                              at.effect, std::string(at.input->kink() ? "kink" : ""), slope(at.input->lower()), slope(at.input->upper()),
                              explain::sourceOf(study, at.input->path)});
    }
    return table;
}

std::string derivativeLines(const study::Study& study, const std::vector<InputEffect>& effects, std::size_t top, const std::string& figureUnit,
                            const ChangeText& changeText) {
    std::string text;
    for (std::size_t i = 0; i < std::min(top, effects.size()); ++i) {
        const InputEffect& at = effects[i];
        const std::string source = explain::sourceOf(study, at.input->path);
        text += fmt::format("  {}  {}: {}{}{}{}  [{}]  {}\n", at.input->label, at.change.text, changeText(at.effect), perUnit(at, figureUnit),
                            byMonth(at, changeText), at.input->kink() ? kinkText(at, changeText) : "", at.input->path.text(),
                            source.empty() ? "no source" : source);
    }
    return text + (effects.size() > top ? fmt::format("  and {} inputs more (--top)\n", effects.size() - top) : "");
}

}  // namespace offtake::cli
