// What the window does with files that are dropped on it.
#include "ui/window/MainWindow.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QTimer>

#include "ui/forecast/SeriesPane.h"
#include "ui/window/BannerStack.h"
#include "ui/window/DropOverlay.h"
#include "ui/window/FileCommands.h"
#include "ui/window/ForecastCommands.h"

namespace offtake::ui {

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    QString reason;
    const QString path = FileCommands::droppedFile(*event->mimeData(), &reason);
    const QString series = hasStudy() ? SeriesPane::droppedSeries(*event->mimeData()) : QString();
    const QString name = QFileInfo(series.isEmpty() ? path : series).fileName();
    m_drop->showText(!series.isEmpty() ? tr("Drop to forecast %1").arg(name) : path.isEmpty() ? reason : tr("Drop to open %1").arg(name));
    // Accepted either way: only then does the window learn that the drag has left it.
    event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event) {
    m_drop->hide();
    QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event) {
    m_drop->hide();
    const QString series = hasStudy() ? SeriesPane::droppedSeries(*event->mimeData()) : QString();
    if (!series.isEmpty()) {
        event->acceptProposedAction();
        m_forecasts->askFile(series);
        return;
    }
    QString reason;
    const QString path = FileCommands::droppedFile(*event->mimeData(), &reason);
    if (path.isEmpty()) {
        m_banners->show(QStringLiteral("drop"), {Banner::Kind::Info, reason, {}});
        return;
    }
    event->acceptProposedAction();
    // Later: a question must not stop the program that the file is dragged from.
    QTimer::singleShot(0, this, [this, path] { openStudy(path); });
}

}  // namespace offtake::ui
