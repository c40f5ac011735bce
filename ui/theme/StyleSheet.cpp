#include "ui/theme/StyleSheet.h"

#include <utility>

namespace offtake::ui {
namespace {

// @name stands for a token; see styleSheetOf. Fusion draws what is not mentioned, with the palette.
constexpr auto kTemplate = R"(
QMainWindow, QDialog { background: @surface; }
QToolTip { background: @raised; color: @text; border: 1px solid @line; padding: 4px 8px; }

QFrame[look="card"] { background: @raised; border: 1px solid @line; border-radius: @radius; }
QFrame[look="strip"] { background: @raised; border: none; border-bottom: 1px solid @line; }
QFrame[look="rail"] { background: @surface; border: none; border-right: 1px solid @line; }
QFrame[look="panel"] { background: @raised; border: none; border-left: 1px solid @line; }
QLabel[look="section"], QLabel[look="muted"] { color: @muted; }
QLabel[look="quote"], QFrame[look="quote"] { background: @sunken; border: none; border-radius: @radius; padding: 8px; }
QLabel[look="tag"] { background: @sunken; color: @muted; border-radius: @radius; padding: 1px 6px; }

QPushButton { background: @raised; color: @text; border: 1px solid @line; border-radius: @radius; padding: 5px 12px; }
QPushButton:hover { background: @sunken; }
QPushButton:pressed, QPushButton:checked { background: @selection; }
QPushButton:disabled { color: @disabled; }
QPushButton[look="primary"] { background: @accent; color: @onAccent; border-color: @accent; }
QPushButton[look="primary"]:disabled { background: @sunken; color: @disabled; border-color: @line; }
QPushButton[look="link"] { background: transparent; color: @accent; border: 1px solid transparent; padding: 2px 4px; }
QPushButton[look="link"]:hover { text-decoration: underline; }
QToolButton { background: transparent; color: @text; border: 1px solid transparent; border-radius: @radius; padding: 4px; }
QToolButton:hover, QToolButton:checked { background: @sunken; }
QPushButton:focus, QToolButton:focus { border: 2px solid @focus; padding: 4px 11px; }
QToolButton:focus { padding: 3px; }
QPushButton[look="link"]:focus { padding: 1px 3px; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox {
    background: @raised; color: @text; border: 1px solid @line; border-radius: @radius; padding: 4px 8px;
    selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus { border: 2px solid @focus; padding: 3px 7px; }
QLineEdit[state="error"] { border-color: @negative; }
QLineEdit[state="warning"] { border-color: @warning; }
QLineEdit:disabled { color: @disabled; }

QTableView, QTreeView, QListView {
    background: @raised; alternate-background-color: @raised; color: @text; border: none; outline: none;
    gridline-color: @line; selection-background-color: @selection; selection-color: @text; }
QListView[look="rail-list"] { background: transparent; }
QTableView:focus, QTreeView:focus, QListView:focus { outline: none; }
QHeaderView { background: @raised; border: none; }
QHeaderView::section {
    background: @raised; color: @muted; border: none; border-bottom: 1px solid @line; padding: 6px 12px; font-weight: normal; }
QTableCornerButton::section { background: @raised; border: none; }

QMenuBar { background: @raised; border-bottom: 1px solid @line; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: @radius; }
QMenuBar::item:selected { background: @sunken; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: @radius; }
QMenu::item:selected { background: @selection; color: @text; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QToolBar { background: @raised; border: none; border-bottom: 1px solid @line; spacing: 8px; padding: 4px 8px; }
QStatusBar { background: @raised; color: @muted; border-top: 1px solid @line; }
QStatusBar::item { border: none; }
QDockWidget::title { background: @raised; padding: 8px 12px; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollArea { border: none; background: transparent; }
QProgressBar { background: @sunken; border: none; border-radius: 2px; max-height: 4px; }
QProgressBar::chunk { background: @accent; border-radius: 2px; }
)";

}  // namespace

QPalette paletteOf(const Tokens& t) {
    QPalette p;
    const std::pair<QPalette::ColorRole, QColor> roles[] = {
        {QPalette::Window, t.surface},        {QPalette::WindowText, t.text},
        {QPalette::Base, t.raised},           {QPalette::AlternateBase, t.raised},
        {QPalette::Text, t.text},             {QPalette::PlaceholderText, t.muted},
        {QPalette::Button, t.raised},         {QPalette::ButtonText, t.text},
        {QPalette::BrightText, t.negative},   {QPalette::ToolTipBase, t.raised},
        {QPalette::ToolTipText, t.text},      {QPalette::Highlight, t.accent},
        {QPalette::HighlightedText, t.onAccent}, {QPalette::Link, t.accent},
        {QPalette::LinkVisited, t.accent},    {QPalette::Light, t.raised},
        {QPalette::Midlight, t.sunken},       {QPalette::Mid, t.line},
        {QPalette::Dark, t.baseline},         {QPalette::Shadow, t.line},
    };
    for (const auto& [role, colour] : roles) {
        p.setColor(role, colour);
    }
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        p.setColor(QPalette::Disabled, role, t.disabled);
    }
    return p;
}

QString styleSheetOf(const Tokens& t) {
    // Longer names first where one begins another.
    const std::pair<const char*, QColor> names[] = {
        {"@surface", t.surface},     {"@raised", t.raised},     {"@sunken", t.sunken},     {"@text", t.text},
        {"@muted", t.muted},         {"@line", t.line},         {"@onAccent", t.onAccent}, {"@accent", t.accent},
        {"@selection", t.selection}, {"@focus", t.focus},       {"@negative", t.negative}, {"@warning", t.warning},
        {"@disabled", t.disabled},
    };
    QString sheet = QString::fromLatin1(kTemplate);
    for (const auto& [name, colour] : names) {
        sheet.replace(QLatin1String(name), colour.name());
    }
    return sheet.replace(QLatin1String("@radius"), QStringLiteral("%1px").arg(kRadius));
}

}  // namespace offtake::ui
