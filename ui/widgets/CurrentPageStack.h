#pragma once

#include <QStackedWidget>

namespace offtake::ui {

/// As tall as the page that is shown, not as the tallest.
class CurrentPageStack : public QStackedWidget {
public:
    using QStackedWidget::QStackedWidget;
    [[nodiscard]] QSize sizeHint() const override { return currentWidget() != nullptr ? currentWidget()->sizeHint() : QSize(); }
    [[nodiscard]] QSize minimumSizeHint() const override { return currentWidget() != nullptr ? currentWidget()->minimumSizeHint() : QSize(); }
};

}  // namespace offtake::ui
