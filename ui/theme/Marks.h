#pragma once

#include <QPainterPath>
#include <QPixmap>

#include "core/present/ChartSpec.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

/// The shape that goes with a role's colour, so that nothing rests on colour alone: disc, diamond, square, triangle,
/// pentagon, upside-down triangle, cross, star for deals A to H; centred, filling `size` by `size`.
[[nodiscard]] QPainterPath markOf(const present::Role& role, const QPointF& centre, double size);

/// The mark in its colour, for labels and list items.
[[nodiscard]] QPixmap markPixmap(const present::Role& role, const Tokens& tokens, int size, double devicePixelRatio);

}  // namespace offtake::ui
