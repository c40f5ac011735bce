#pragma once

#include <QPalette>
#include <QString>

#include "ui/theme/Tokens.h"

namespace offtake::ui {

/// The Fusion palette of the tokens, all groups and roles set.
[[nodiscard]] QPalette paletteOf(const Tokens& tokens);

/// The application's style sheet: cards, fields, buttons, tables, focus ring. Contains no colour but the tokens'.
[[nodiscard]] QString styleSheetOf(const Tokens& tokens);

}  // namespace offtake::ui
