#pragma once

#include <QIcon>
#include <QStringList>

#include "ui/theme/Tokens.h"

namespace offtake::ui {

/// The icon resources/icons/<name>.svg in the colours of the theme: text, and disabled. Drawn from the vector at every
/// size and scale. An unknown name gives an empty icon. An icon never stands alone where a word fits.
[[nodiscard]] QIcon icon(const QString& name, const Tokens& tokens);

/// The names of all icons, sorted.
[[nodiscard]] QStringList iconNames();

}  // namespace offtake::ui
