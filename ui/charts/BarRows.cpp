#include "ui/charts/BarRows.h"

#include <algorithm>

#include <QFontMetricsF>

#include "core/present/ChartRead.h"

namespace offtake::ui {
namespace {

constexpr auto kOf = " · ";  // between what a row is and of what it is

QString partText(const present::ChartSpec& spec, const present::BarRow& row, const present::BarPart& part) {
    const bool own = !part.text.empty() || row.parts.size() > 1;
    return QString::fromStdString(own ? part.text : present::valueText(spec, part.value));
}

}  // namespace

std::vector<BarEnd> barEnds(const present::ChartSpec& spec, const present::BarRow& row) {
    std::vector<BarEnd> ends;
    const bool anyRight = std::any_of(row.parts.begin(), row.parts.end(), [](const present::BarPart& part) { return part.value > 0.0; });
    for (const present::BarPart& part : row.parts) {
        // A part without length has the side that is free.
        const bool left = part.value < 0.0 || (part.value == 0.0 && anyRight);
        const QString text = partText(spec, row, part);
        const auto same = std::find_if(ends.begin(), ends.end(), [left](const BarEnd& end) { return end.left == left; });
        if (same == ends.end()) {
            ends.push_back({left, part.value, text});
            continue;
        }
        same->value += part.value;
        if (!text.isEmpty()) {
            same->text = same->text.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, same->text);
        }
    }
    return ends;
}

QStringList rowNameLines(const QString& name, const QFont& font, double rowHeight, double most) {
    const QFontMetricsF metrics(font);
    const QString of = QString::fromUtf8(kOf);
    const qsizetype dot = name.indexOf(of);
    if (dot < 0 || rowHeight < 2.0 * metrics.height() || metrics.horizontalAdvance(name) <= most) {
        return {name};
    }
    return {name.left(dot), name.mid(dot + of.size())};
}

}  // namespace offtake::ui
