#pragma once

#include <vector>

#include <QLayout>

namespace offtake::ui {

/// Items side by side, centred in their row; what does not fit goes to the next row. The height follows the width.
class FlowLayout : public QLayout {
    Q_OBJECT
public:
    explicit FlowLayout(int horizontalGap, int verticalGap, QWidget* parent = nullptr);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect& rect) override;

private:
    /// Places the items (only measures when `moves` is false) and returns the bottom of the last row.
    int place(const QRect& rect, bool moves) const;

    std::vector<QLayoutItem*> m_items;
    int m_horizontalGap;
    int m_verticalGap;
};

}  // namespace offtake::ui
