#include "ui/commands/Commands.h"

#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>
#include <QWidget>

#include "ui/theme/Icons.h"

namespace offtake::ui {

namespace {

QString words(const char* text) { return QCoreApplication::translate("Commands", text); }

void addRows(QMenu* menu, MenuId id, const std::map<CommandId, QAction*>& actions) {
    int section = 0;
    for (const CommandInfo& info : commandTable()) {
        if (info.menu != id) {
            continue;
        }
        if (info.section != section && !menu->isEmpty()) {
            menu->addSeparator();
        }
        section = info.section;
        menu->addAction(actions.at(info.id));
    }
}

}  // namespace

QString plainText(const CommandInfo& info) {
    QString text = words(info.text);
    text.remove(QLatin1Char('&'));
    return text.endsWith(QChar(0x2026)) ? text.chopped(1) : text;
}

Commands::Commands(QWidget* window) : QObject(window) {
    for (const CommandInfo& info : commandTable()) {
        auto* action = new QAction(words(info.text), window);
        if (*info.shortcuts != '\0') {  // an empty text would make a list with one empty sequence
            action->setShortcuts(QKeySequence::listFromString(QString::fromLatin1(info.shortcuts)));
        }
        action->setCheckable(info.checkable);
        action->setIconText(plainText(info));
        window->addAction(action);
        m_actions[info.id] = action;
    }
    auto* themes = new QActionGroup(this);
    for (const CommandId id : {CommandId::ThemeSystem, CommandId::ThemeLight, CommandId::ThemeDark}) {
        themes->addAction(action(id));
    }
    auto* pages = new QActionGroup(this);
    for (const CommandId id : {CommandId::Home, CommandId::Deals, CommandId::Compare, CommandId::Uncertainty}) {
        pages->addAction(action(id));
    }
}

void Commands::does(CommandId id, std::function<void()> work) {
    m_working[id] = true;
    connect(action(id), &QAction::triggered, this, std::move(work));
}

bool Commands::hasWork(CommandId id) const {
    return m_working.contains(id) || (m_menus.contains(id) && !m_menus.at(id)->isEmpty());
}

void Commands::fill(QMenuBar* bar) {
    for (const CommandInfo& info : commandTable()) {
        if (info.holdsMenu) {
            auto* menu = new QMenu(action(info.id)->text(), bar);
            action(info.id)->setMenu(menu);
            m_menus[info.id] = menu;
        }
    }
    addRows(m_menus.at(CommandId::Theme), MenuId::Theme, m_actions);
    for (const MenuInfo& info : menuTable()) {
        addRows(bar->addMenu(words(info.text)), info.id, m_actions);
    }
}

void Commands::setIcons(const Tokens& tokens) {
    for (const CommandInfo& info : commandTable()) {
        if (*info.icon != '\0') {
            action(info.id)->setIcon(icon(QString::fromLatin1(info.icon), tokens));
        }
    }
}

QString Commands::shortcutList() const {
    QString text = QStringLiteral("| %1 | %2 |\n|---|---|\n").arg(tr("Keys"), tr("What they do"));
    for (const CommandInfo& info : commandTable()) {
        QStringList keys;
        for (const QKeySequence& sequence : action(info.id)->shortcuts()) {
            keys << sequence.toString(QKeySequence::NativeText);
        }
        if (!keys.isEmpty()) {
            text += QStringLiteral("| %1 | %2 |\n").arg(keys.join(tr(" or ")), plainText(info));
        }
    }
    return text;
}

}  // namespace offtake::ui
