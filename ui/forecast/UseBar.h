#pragma once

#include <vector>

#include <QFrame>

#include "core/study/Path.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace offtake::ui {

class Theme;

/// What becomes of a forecast: an assumption that an input follows, or an earlier one fitted again.
class UseBar : public QFrame {
    Q_OBJECT
public:
    /// `theme` must outlive the bar.
    explicit UseBar(const Theme& theme, QWidget* parent = nullptr);

    /// Offers the inputs that take a forecast in the unit that is typed; keeps the chosen one while it is among them.
    void setStudy(const study::Study& study);
    /// The forecast is fitted again in place of this one; empty: a new assumption is made.
    void setRefits(const QString& name);
    void setName(const QString& name);
    /// The unit of the values as far as their source tells it.
    void setUnit(const QString& unit);
    /// The input to begin with.
    void choose(const study::Path& input);
    /// Whether there is a forecast that could be used; `note` says why not, or what is to be known before.
    void setReady(bool ready, const QString& note);
    /// What came of using it; stays until there is another forecast.
    void say(const QString& message, bool isError);
    void setUndoable(bool undoable);

    [[nodiscard]] QString name() const;
    [[nodiscard]] QString unit() const;
    /// Paths of the chosen inputs: one, all of a name, or none.
    [[nodiscard]] std::vector<study::Path> inputs() const;
    /// What the choice of inputs says.
    [[nodiscard]] QString inputText() const;

    [[nodiscard]] QLineEdit* nameField() const { return m_name; }
    [[nodiscard]] QLineEdit* unitField() const { return m_unit; }
    [[nodiscard]] QComboBox* inputChoice() const { return m_input; }
    [[nodiscard]] QPushButton* useButton() const { return m_use; }
    [[nodiscard]] QPushButton* undoButton() const { return m_undo; }
    [[nodiscard]] QLabel* message() const { return m_message; }

Q_SIGNALS:
    void useRequested();
    void undoRequested();

private:
    void fillInputs();
    void updateButton();

    const Theme& m_theme;
    study::Study m_study;
    QString m_refits;
    bool m_ready = false;
    QLabel* m_what;
    QLineEdit* m_name;
    QLineEdit* m_unit;
    QComboBox* m_input;
    QPushButton* m_use;
    QLabel* m_message;
    QPushButton* m_undo;
    QWidget* m_fields;
};

}  // namespace offtake::ui
