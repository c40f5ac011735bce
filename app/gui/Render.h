#pragma once

#include "app/gui/Options.h"
#include "core/base/Error.h"

class QWidget;

namespace offtake::ui {
class MainWindow;
}

namespace offtake::gui {

/// Draws what the window shows to the PNG that the options name, in one step: the file is whole or untouched. The
/// study and page are open already. Errors: NotWritable.
[[nodiscard]] Expected<void> render(ui::MainWindow& window, const Options& options);

/// The same for a dialog of the window.
[[nodiscard]] Expected<void> renderDialog(QWidget& dialog, const Options& options);

}  // namespace offtake::gui
