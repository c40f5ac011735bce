#pragma once

#include <QComboBox>
#include <QString>

namespace offtake::ui {

class Theme;

/// A choice among a few options that reads as words, without a frame: "metrics for policy analyst ▾". A combo box in
/// every other way: arrow keys step, Space and F4 open, screen readers say its name and value. The wheel scrolls what
/// lies around it and never changes the choice.
class FlatChoice : public QComboBox {
    Q_OBJECT
public:
    /// `words` stand before the choice and are its accessible name. `theme` must outlive the widget.
    FlatChoice(const Theme& theme, const QString& words, QWidget* parent = nullptr);

    /// Adds the options (text, data) in place of those before and chooses the one with this data, without signals.
    void setOptions(const QList<std::pair<QString, QString>>& options, const QString& chosen);
    /// Data of the choice.
    [[nodiscard]] QString chosen() const { return currentData().toString(); }

    /// Lets the choice give way in a narrow place: what does not fit is cut in its middle, and shown whole on hover.
    void setGivesWay();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    const Theme& m_theme;
    QString m_words;
    bool m_givesWay = false;
};

}  // namespace offtake::ui
