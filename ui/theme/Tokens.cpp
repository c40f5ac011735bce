#include "ui/theme/Tokens.h"

#include <algorithm>
#include <cmath>

namespace offtake::ui {
namespace {

// WCAG 2.1, success criteria 1.4.3 (text) and 1.4.11 (graphical objects).
constexpr double kTextContrast = 4.5;
constexpr double kGraphicContrast = 3.0;
constexpr double kMutedOpacity = 0.45;
constexpr double kAreaOpacity = 0.72;

Tokens makeLight() {
    Tokens t;
    t.dark = false;
    t.surface = QColor(0xf4f5f7);
    t.raised = QColor(0xffffff);
    t.sunken = QColor(0xeceef2);
    t.text = QColor(0x16191f);
    t.muted = QColor(0x5f6673);
    t.line = QColor(0xdfe2e8);
    t.baseline = QColor(0x7d8491);
    t.accent = QColor(0x2459c7);
    t.onAccent = QColor(0xffffff);
    t.selection = QColor(0xebf0fa);
    t.focus = QColor(0x2459c7);
    t.positive = QColor(0x08734e);
    t.negative = QColor(0xb3261e);
    t.warning = QColor(0x8a5a00);
    t.positiveSoft = QColor(0xbfe3d5);
    t.negativeSoft = QColor(0xf0cdc9);
    t.disabled = QColor(0xa4a9b3);
    t.series = {QColor(0x0072b2), QColor(0xd55e00), QColor(0x00916a), QColor(0xb0568a),
                QColor(0xb27b00), QColor(0x2b8fc7), QColor(0x7a7100), QColor(0x555b66)};
    t.seriesText = {QColor(0x006aa6), QColor(0xb04a00), QColor(0x00704f), QColor(0x9c4278),
                    QColor(0x855c00), QColor(0x1a6d9b), QColor(0x6a6200), QColor(0x555b66)};
    return t;
}

Tokens makeDark() {
    Tokens t;
    t.dark = true;
    t.surface = QColor(0x15171b);
    t.raised = QColor(0x1d2026);
    t.sunken = QColor(0x272b33);
    t.text = QColor(0xe8eaee);
    t.muted = QColor(0x9da4b1);
    t.line = QColor(0x30343d);
    t.baseline = QColor(0x7c8492);
    t.accent = QColor(0x7aa5ff);
    t.onAccent = QColor(0x10131a);
    t.selection = QColor(0x252c39);
    t.focus = QColor(0x7aa5ff);
    t.positive = QColor(0x4cc79a);
    t.negative = QColor(0xff8a80);
    t.warning = QColor(0xf0b95a);
    t.positiveSoft = QColor(0x215442);
    t.negativeSoft = QColor(0x5d3430);
    t.disabled = QColor(0x5c636f);
    t.series = {QColor(0x56b4e9), QColor(0xf0904a), QColor(0x2fbf94), QColor(0xd98cb8),
                QColor(0xe6b23c), QColor(0x8fd0f5), QColor(0xd9cf3f), QColor(0xb8bcc4)};
    t.seriesText = t.series;
    return t;
}

double linear(double channel) {
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& colour) {
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

std::size_t slot(int index) {
    return static_cast<std::size_t>((index % kSeriesColours + kSeriesColours) % kSeriesColours);
}

QColor ofRole(const Tokens& tokens, const present::Role& role, const std::array<QColor, kSeriesColours>& series,
              const QColor& neutral) {
    switch (role.kind) {
        case present::Role::Kind::Deal:
        case present::Role::Kind::Palette:
            return series[slot(role.index)];
        case present::Role::Kind::Better:
            return tokens.positive;
        case present::Role::Kind::Worse:
            return tokens.negative;
        case present::Role::Kind::Neutral:
            break;
    }
    return neutral;
}

}  // namespace

const Tokens& lightTokens() {
    static const Tokens kTokens = makeLight();
    return kTokens;
}

const Tokens& darkTokens() {
    static const Tokens kTokens = makeDark();
    return kTokens;
}

QColor Tokens::fill(const present::Role& role) const {
    const QColor full = ofRole(*this, role, series, baseline);
    return role.muted ? tint(full, kMutedOpacity) : full;
}

QColor Tokens::stroke(const present::Role& role) const {
    return role.kind == present::Role::Kind::Neutral && !role.muted ? text : fill(role);
}

QColor Tokens::area(const present::Role& role) const { return tint(fill(role), kAreaOpacity); }

QColor Tokens::words(const present::Role& role) const {
    return role.muted ? muted : ofRole(*this, role, seriesText, text);
}

QColor Tokens::words(present::Meaning meaning) const {
    switch (meaning) {
        case present::Meaning::Better:
            return positive;
        case present::Meaning::Worse:
            return negative;
        case present::Meaning::Muted:
            return muted;
        case present::Meaning::None:
            break;
    }
    return text;
}

QColor Tokens::tint(const QColor& colour, double opacity) const {
    const auto mix = [opacity](float front, float back) {
        return static_cast<float>(static_cast<double>(front) * opacity + static_cast<double>(back) * (1.0 - opacity));
    };
    return QColor::fromRgbF(mix(colour.redF(), raised.redF()), mix(colour.greenF(), raised.greenF()),
                            mix(colour.blueF(), raised.blueF()));
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

std::vector<ContrastRequirement> contrastRequirements(const Tokens& t) {
    std::vector<ContrastRequirement> all;
    const auto add = [&](const char* what, const QColor& front, const QColor& back, double least) {
        all.push_back({QString::fromLatin1(what), front, back, least});
    };
    for (const QColor& back : {t.surface, t.raised, t.selection, t.sunken}) {
        add("text", t.text, back, kTextContrast);
        add("muted", t.muted, back, kTextContrast);
        add("positive", t.positive, back, kTextContrast);
        add("negative", t.negative, back, kTextContrast);
        add("warning", t.warning, back, kTextContrast);
        add("link", t.accent, back, kTextContrast);
        add("focus", t.focus, back, kGraphicContrast);
    }
    add("onAccent", t.onAccent, t.accent, kTextContrast);
    add("baseline", t.baseline, t.raised, kGraphicContrast);
    add("text on better bar", t.text, t.positiveSoft, kTextContrast);
    add("text on worse bar", t.text, t.negativeSoft, kTextContrast);
    for (std::size_t i = 0; i < t.series.size(); ++i) {
        add("series", t.series[i], t.raised, kGraphicContrast);
        add("series on surface", t.series[i], t.surface, kGraphicContrast);
        add("seriesText", t.seriesText[i], t.raised, kTextContrast);
        add("seriesText on surface", t.seriesText[i], t.surface, kTextContrast);
    }
    return all;
}

}  // namespace offtake::ui
