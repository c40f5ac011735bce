#pragma once

#include <QFrame>

namespace offtake::study {
class Study;
}

namespace offtake::ui {

class Commands;
class FlatChoice;
class Theme;

/// The bar below the menus: undo, redo, for what the deals are sized, and the way into the search.
class ToolStrip : public QFrame {
    Q_OBJECT
public:
    /// All must outlive it.
    ToolStrip(const Commands& commands, const Theme& theme, QWidget* parent = nullptr);

    /// Shows the sizing of a study; without one there is none to choose.
    void setStudy(const study::Study& study, bool isOpen);

Q_SIGNALS:
    /// Key of the sizing that was chosen.
    void sizingChosen(const QString& key);

private:
    FlatChoice* m_sizing;
};

}  // namespace offtake::ui
