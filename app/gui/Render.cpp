#include "app/gui/Render.h"

#include <QAction>
#include <QBuffer>
#include <QCoreApplication>
#include <QPixmap>

#include "data/file/AtomicFile.h"
#include "ui/window/MainWindow.h"

namespace offtake::gui {

namespace {

constexpr int kRoomForInspector = 1280;

Expected<void> draw(QWidget& shown, const Options& options) {
    shown.resize(options.width, options.height);
    shown.show();
    // What was asked to be laid out and drawn later, such as columns fitted to the width.
    constexpr int kRounds = 3;
    for (int i = 0; i < kRounds; ++i) {
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!shown.grab().save(&buffer, "PNG")) {
        return fail(ErrorCode::Internal, options.out, {"The picture could not be made.", {}},
                    {"Ask for a smaller --size or --scale.", {}});
    }
    const auto written = file::writeAtomically(options.out, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    if (!written) {
        return tl::unexpected(written.error());
    }
    return {};
}

}  // namespace

Expected<void> render(ui::MainWindow& window, const Options& options) {
    // The window was made for another screen than the one that is asked for.
    QAction* inspector = window.commands().action(ui::CommandId::Inspector);
    const bool wanted = options.width >= kRoomForInspector && window.page() != ui::MainWindow::Page::Welcome && window.page() != ui::MainWindow::Page::Uncertainty;
    if (inspector->isChecked() != wanted) {
        inspector->trigger();
    }
    return draw(window, options);
}

Expected<void> renderDialog(QWidget& dialog, const Options& options) { return draw(dialog, options); }

}  // namespace offtake::gui
