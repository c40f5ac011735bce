#pragma once

#include <QAbstractButton>

namespace offtake::ui {

/// A card that is a button: draws the card, holds a layout of labels, has the keyboard. Set its accessible name.
class CardButton : public QAbstractButton {
    Q_OBJECT
public:
    explicit CardButton(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
};

}  // namespace offtake::ui
