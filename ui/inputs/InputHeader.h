#pragma once

#include <QHeaderView>

namespace offtake::ui {

class Theme;

/// The head of the tree of inputs: the mark of a deal stands right before its name.
class InputHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit InputHeader(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;

private:
    const Theme& m_theme;
};

}  // namespace offtake::ui
