#pragma once

#include <QString>

namespace offtake::ui {

/// The longer texts of the Help menu, as Markdown.
[[nodiscard]] QString tourText();
[[nodiscard]] QString aboutText();

}  // namespace offtake::ui
