#pragma once

class QWidget;

namespace offtake::ui {

/// What a widget is, for the style sheet. A plain widget needs none.
enum class Look {
    Card,       ///< raised, one line around it, rounded: QFrame
    PageTitle,  ///< QLabel at the head of a page
    Section,    ///< QLabel: small, muted, wide: "RESTS MOST ON"; write it in capitals
    Muted,      ///< QLabel: notes and units
    Answer,     ///< QLabel: the largest figures, of the answer strip
    CardTitle,  ///< QLabel: title inside a card
    Quote,      ///< QLabel or QFrame: a formula or definition on a sunken ground
    Tag,        ///< QLabel: "high", "estimate"
    Primary,    ///< QPushButton: the one main action
    Link,       ///< QPushButton or QToolButton that reads as text
    Strip,      ///< QFrame: bars across the window (tool bar, answer strip), raised with a line below
    Rail,       ///< QFrame: navigation at the left, on the surface
    Panel,      ///< QFrame: inspector at the right, raised
};

/// Marks a widget and re-polishes it. Fonts follow the application font.
void setLook(QWidget* widget, Look look);

}  // namespace offtake::ui
