#pragma once

#include <functional>

#include <QLineEdit>
#include <QPointer>

class QLabel;

namespace offtake::ui {

class Theme;

/// A text field that says below it what the typed text means or why it cannot be taken. Never refuses a key.
class FieldEditor : public QLineEdit {
    Q_OBJECT
public:
    struct Verdict {
        bool ok = true;
        QString text;  ///< what it means, or reason and remedy; may be empty when ok
    };
    using Judge = std::function<Verdict(const QString& typed)>;

    /// `judge` is asked at each change. `theme` must outlive the field.
    FieldEditor(const Theme& theme, Judge judge, QWidget* parent);
    ~FieldEditor() override;

    [[nodiscard]] const Verdict& verdict() const { return m_verdict; }
    /// Shows the verdict although nothing was typed yet.
    void showVerdict();

protected:
    void hideEvent(QHideEvent* event) override;

private:
    void judge();
    void placeHint();

    const Theme& m_theme;
    Judge m_judge;
    Verdict m_verdict;
    QPointer<QLabel> m_hint;
};

}  // namespace offtake::ui
