#pragma once

#include <functional>
#include <map>

#include <QObject>
#include <QString>

#include "ui/commands/CommandTable.h"
#include "ui/theme/Tokens.h"

class QAction;
class QMenu;
class QMenuBar;
class QWidget;

namespace offtake::ui {

/// The command table as actions of one window: their shortcuts work anywhere in it. GUI thread only.
class Commands : public QObject {
    Q_OBJECT
public:
    /// The actions belong to `window`.
    explicit Commands(QWidget* window);

    [[nodiscard]] QAction* action(CommandId id) const { return m_actions.at(id); }
    /// Says what a command does. Each has one work.
    void does(CommandId id, std::function<void()> work);
    [[nodiscard]] bool hasWork(CommandId id) const;

    void fill(QMenuBar* bar);
    /// The menu that a row with holdsMenu opens. Precondition: fill() was called.
    [[nodiscard]] QMenu* menuOf(CommandId id) const { return m_menus.at(id); }

    void setIcons(const Tokens& tokens);

    /// All commands with keys, as Markdown.
    [[nodiscard]] QString shortcutList() const;

private:
    std::map<CommandId, QAction*> m_actions;
    std::map<CommandId, QMenu*> m_menus;
    std::map<CommandId, bool> m_working;
};

/// The words of a command without mnemonic and dots: "Save as".
[[nodiscard]] QString plainText(const CommandInfo& info);

}  // namespace offtake::ui
