#pragma once

#include <QWidget>

class QLabel;

namespace offtake::ui {

/// Tells what will happen while something is dragged over the window. Covers its parent.
class DropOverlay : public QWidget {
    Q_OBJECT
public:
    explicit DropOverlay(QWidget* parent);

    void showText(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* m_text;
};

}  // namespace offtake::ui
