#include "ui/theme/Look.h"

#include <algorithm>
#include <array>

#include <QFont>
#include <QStyle>
#include <QWidget>

namespace offtake::ui {
namespace {

struct LookRow {
    Look look;
    const char* name;
    double scale;  ///< of the application font
    bool bold;
};
constexpr std::array<LookRow, 13> kLooks = {{
    {Look::Card, "card", 1.0, false},
    {Look::PageTitle, "page-title", 1.3, true},
    {Look::Section, "section", 0.9, true},
    {Look::Muted, "muted", 0.92, false},
    {Look::Answer, "answer", 2.0, true},
    {Look::CardTitle, "card-title", 1.0, true},
    {Look::Quote, "quote", 0.95, false},
    {Look::Tag, "tag", 0.9, false},
    {Look::Primary, "primary", 1.0, false},
    {Look::Link, "link", 1.0, false},
    {Look::Strip, "strip", 1.0, false},
    {Look::Rail, "rail", 1.0, false},
    {Look::Panel, "panel", 1.0, false},
}};
constexpr double kSmallestPoints = 9.0;

}  // namespace

void setLook(QWidget* widget, Look look) {
    for (const LookRow& row : kLooks) {
        if (row.look != look) {
            continue;
        }
        widget->setProperty("look", QString::fromLatin1(row.name));
        // Frames keep the font that they hand to their children.
        if (row.scale != 1.0 || row.bold) {
            QFont font = widget->font();
            if (font.pointSizeF() > 0.0) {
                font.setPointSizeF(std::max(kSmallestPoints, font.pointSizeF() * row.scale));
            }
            font.setBold(row.bold);
            widget->setFont(font);
        }
        widget->style()->unpolish(widget);
        widget->style()->polish(widget);
    }
}

}  // namespace offtake::ui
