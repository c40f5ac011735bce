#include "ui/commands/CommandTable.h"

#include <QtGlobal>

namespace offtake::ui {

namespace {

using enum CommandId;

constexpr CommandInfo kCommands[] = {
    {New, QT_TRANSLATE_NOOP("Commands", "&New comparison"), "Ctrl+N", "new", MenuId::File, 0},
    {Open, QT_TRANSLATE_NOOP("Commands", "&Open…"), "Ctrl+O", "open", MenuId::File, 0},
    {OpenRecent, QT_TRANSLATE_NOOP("Commands", "Open &recent"), "", "", MenuId::File, 0, false, true},
    {Examples, QT_TRANSLATE_NOOP("Commands", "&Examples"), "", "", MenuId::File, 0, false, true},
    {Save, QT_TRANSLATE_NOOP("Commands", "&Save"), "Ctrl+S", "save", MenuId::File, 1},
    {SaveAs, QT_TRANSLATE_NOOP("Commands", "Save &as…"), "Ctrl+Shift+S", "", MenuId::File, 1},
    {Backups, QT_TRANSLATE_NOOP("Commands", "Open a &backup"), "", "", MenuId::File, 1, false, true},
    {ExportTable, QT_TRANSLATE_NOOP("Commands", "Export the &table…"), "Ctrl+E", "export", MenuId::File, 2},
    {ExportChart, QT_TRANSLATE_NOOP("Commands", "Export the &chart"), "", "chart", MenuId::File, 2, false, true},
    {Close, QT_TRANSLATE_NOOP("Commands", "&Close study"), "Ctrl+W", "", MenuId::File, 3},
    {Quit, QT_TRANSLATE_NOOP("Commands", "&Quit"), "Ctrl+Q", "", MenuId::File, 3},

    {Undo, QT_TRANSLATE_NOOP("Commands", "&Undo"), "Ctrl+Z", "undo", MenuId::Edit, 0},
    {Redo, QT_TRANSLATE_NOOP("Commands", "&Redo"), "Ctrl+Shift+Z; Ctrl+Y", "redo", MenuId::Edit, 0},
    {CopyTable, QT_TRANSLATE_NOOP("Commands", "Copy as &table"), "Ctrl+Shift+C", "copy", MenuId::Edit, 1},
    {Find, QT_TRANSLATE_NOOP("Commands", "&Find an input…"), "Ctrl+F", "search", MenuId::Edit, 2},

    {Home, QT_TRANSLATE_NOOP("Commands", "&Welcome"), "Ctrl+0", "", MenuId::View, 0, true},
    {Deals, QT_TRANSLATE_NOOP("Commands", "&Deals"), "Ctrl+1", "", MenuId::View, 0, true},
    {Compare, QT_TRANSLATE_NOOP("Commands", "&Compare"), "Ctrl+2", "", MenuId::View, 0, true},
    {Uncertainty, QT_TRANSLATE_NOOP("Commands", "&Uncertainty"), "Ctrl+3", "", MenuId::View, 0, true},
    {NextPage, QT_TRANSLATE_NOOP("Commands", "Next page"), "Ctrl+Tab", "", MenuId::View, 1},
    {PreviousPage, QT_TRANSLATE_NOOP("Commands", "Previous page"), "Ctrl+Shift+Tab", "", MenuId::View, 1},
    {NextPane, QT_TRANSLATE_NOOP("Commands", "Next pane"), "F6", "", MenuId::View, 1},
    {PreviousPane, QT_TRANSLATE_NOOP("Commands", "Previous pane"), "Shift+F6", "", MenuId::View, 1},
    {Trace, QT_TRANSLATE_NOOP("Commands", "T&race the number"), "Alt+T", "", MenuId::View, 2},
    {Inspector, QT_TRANSLATE_NOOP("Commands", "&Inspector"), "Ctrl+I", "info", MenuId::View, 2, true},
    {Problems, QT_TRANSLATE_NOOP("Commands", "&Problems"), "Ctrl+Shift+M", "", MenuId::View, 2, true},
    {History, QT_TRANSLATE_NOOP("Commands", "&History"), "Ctrl+Shift+H", "", MenuId::View, 2, true},
    {Theme, QT_TRANSLATE_NOOP("Commands", "&Theme"), "", "", MenuId::View, 3, false, true},
    {ThemeSystem, QT_TRANSLATE_NOOP("Commands", "As the &system"), "", "", MenuId::Theme, 0, true},
    {ThemeLight, QT_TRANSLATE_NOOP("Commands", "&Light"), "", "", MenuId::Theme, 0, true},
    {ThemeDark, QT_TRANSLATE_NOOP("Commands", "&Dark"), "", "", MenuId::Theme, 0, true},
    {ResetLayout, QT_TRANSLATE_NOOP("Commands", "Reset la&yout"), "", "", MenuId::View, 3},

    {AddDeal, QT_TRANSLATE_NOOP("Commands", "&Add a deal"), "", "add", MenuId::Deal, 0},
    {DuplicateDeal, QT_TRANSLATE_NOOP("Commands", "D&uplicate"), "Ctrl+Shift+D", "duplicate", MenuId::Deal, 0},
    {RenameDeal, QT_TRANSLATE_NOOP("Commands", "&Rename"), "", "", MenuId::Deal, 0},
    {SetBaseline, QT_TRANSLATE_NOOP("Commands", "Compare the others with &it"), "", "", MenuId::Deal, 1},
    {DeleteDeal, QT_TRANSLATE_NOOP("Commands", "&Delete"), "", "remove", MenuId::Deal, 2},

    {RunSimulation, QT_TRANSLATE_NOOP("Commands", "&Run the simulation"), "F5", "", MenuId::Run, 0},
    {StopSimulation, QT_TRANSLATE_NOOP("Commands", "&Stop"), "Esc", "", MenuId::Run, 0},
    {RandomiseSeed, QT_TRANSLATE_NOOP("Commands", "Randomise the s&eed"), "", "", MenuId::Run, 0},
    {GoalSeek, QT_TRANSLATE_NOOP("Commands", "&Goal seek…"), "", "", MenuId::Run, 1},
    {Forecast, QT_TRANSLATE_NOOP("Commands", "&Forecast…"), "Ctrl+Shift+F", "", MenuId::Run, 1},

    {Palette, QT_TRANSLATE_NOOP("Commands", "&Search inputs, results, actions…"), "Ctrl+Shift+P", "search", MenuId::Help, 0},
    {Shortcuts, QT_TRANSLATE_NOOP("Commands", "&Keyboard shortcuts"), "Ctrl+?", "", MenuId::Help, 0},
    {Tour, QT_TRANSLATE_NOOP("Commands", "Five-minute &tour"), "F1", "help", MenuId::Help, 0},
    {About, QT_TRANSLATE_NOOP("Commands", "&About Offtake"), "", "info", MenuId::Help, 1},
};

constexpr MenuInfo kMenus[] = {
    {MenuId::File, QT_TRANSLATE_NOOP("Commands", "&File")}, {MenuId::Edit, QT_TRANSLATE_NOOP("Commands", "&Edit")},
    {MenuId::View, QT_TRANSLATE_NOOP("Commands", "&View")}, {MenuId::Deal, QT_TRANSLATE_NOOP("Commands", "&Deal")},
    {MenuId::Run, QT_TRANSLATE_NOOP("Commands", "&Run")}, {MenuId::Help, QT_TRANSLATE_NOOP("Commands", "&Help")},
};

}  // namespace

std::span<const CommandInfo> commandTable() { return kCommands; }

std::span<const MenuInfo> menuTable() { return kMenus; }

}  // namespace offtake::ui
