#pragma once

#include <cstdint>
#include <span>

namespace offtake::ui {

enum class CommandId : std::uint8_t {
    New, Open, OpenRecent, Examples, Save, SaveAs, Backups, ExportTable, ExportChart, Close, Quit,
    Undo, Redo, CopyTable, Find,
    Home, Deals, Compare, Uncertainty, NextPage, PreviousPage, Trace, Inspector, Problems, History, NextPane, PreviousPane,
    Theme, ThemeSystem, ThemeLight, ThemeDark, ResetLayout,
    AddDeal, DuplicateDeal, RenameDeal, SetBaseline, DeleteDeal,
    RunSimulation, StopSimulation, RandomiseSeed, GoalSeek, Forecast,
    Palette, Shortcuts, Tour, About,
};

enum class MenuId : std::uint8_t { File, Edit, View, Deal, Run, Help, Theme };

struct CommandInfo {
    CommandId id;
    const char* text;      ///< English, with mnemonic; ends in "…" when it asks something first. Translated in "Commands"
    const char* shortcuts; ///< portable text, several separated by "; "
    const char* icon;      ///< name in resources/icons, or empty
    MenuId menu;
    int section;           ///< a line separates sections of a menu
    bool checkable = false;
    bool holdsMenu = false;  ///< opens a menu that is filled at run time, or by rows of MenuId of the same name
};

/// All commands, in the order of the menus.
[[nodiscard]] std::span<const CommandInfo> commandTable();

struct MenuInfo {
    MenuId id;
    const char* text;
};
/// The menus of the menu bar.
[[nodiscard]] std::span<const MenuInfo> menuTable();

}  // namespace offtake::ui
