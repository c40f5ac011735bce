#pragma once

#include <array>
#include <vector>

#include <QColor>

#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"

namespace offtake::ui {

/// The spacing unit of every layout, and the radius of every corner, in device-independent pixels.
inline constexpr int kGrid = 4;
inline constexpr int kRadius = 4;

inline constexpr int kSeriesColours = 8;

/// The design tokens of one theme: what a colour is for, not which it is.
struct Tokens {
    bool dark = false;
    QColor surface;        ///< window behind the cards
    QColor raised;         ///< cards, tables, fields, charts
    QColor sunken;         ///< quoted blocks, tags, pressed and hovered rows
    QColor text;
    QColor muted;          ///< units, notes, section labels, axis labels
    QColor line;           ///< borders and grid lines
    QColor baseline;       ///< zero line and markers: a line that must be seen
    QColor accent;         ///< primary button, links, current page
    QColor onAccent;       ///< text on accent
    QColor selection;      ///< selected row
    QColor focus;          ///< ring around the control that has the keyboard
    QColor positive;       ///< better, in words and numbers
    QColor negative;       ///< worse, errors
    QColor warning;
    QColor positiveSoft;   ///< bars behind "better"
    QColor negativeSoft;
    QColor disabled;
    std::array<QColor, kSeriesColours> series;      ///< lines and fills: A, B, C, … in Okabe–Ito's order
    std::array<QColor, kSeriesColours> seriesText;  ///< the same hues where they colour words

    /// Colour of a fill or line of a role. Muted roles are nearer to the background.
    [[nodiscard]] QColor fill(const present::Role& role) const;
    /// Colour of a line: as fill, but a neutral line is in the colour of text, to be seen across areas.
    [[nodiscard]] QColor stroke(const present::Role& role) const;
    /// Colour of a large area: calmer than a bar.
    [[nodiscard]] QColor area(const present::Role& role) const;
    /// Colour of words about a role.
    [[nodiscard]] QColor words(const present::Role& role) const;
    [[nodiscard]] QColor words(present::Meaning meaning) const;
    /// `colour` laid over `raised` with this opacity: a solid colour that looks translucent.
    [[nodiscard]] QColor tint(const QColor& colour, double opacity) const;
};

[[nodiscard]] const Tokens& lightTokens();
[[nodiscard]] const Tokens& darkTokens();

/// WCAG 2.1 contrast ratio of two opaque colours, 1 to 21.
[[nodiscard]] double contrast(const QColor& a, const QColor& b);

/// A pair that is drawn one on the other, and the ratio it must reach.
struct ContrastRequirement {
    QString what;
    QColor front;
    QColor back;
    double least = 4.5;
};
[[nodiscard]] std::vector<ContrastRequirement> contrastRequirements(const Tokens& tokens);

}  // namespace offtake::ui
