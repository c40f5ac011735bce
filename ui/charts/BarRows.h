#pragma once

#include <vector>

#include <QFont>
#include <QString>
#include <QStringList>

#include "core/present/ChartSpec.h"

/// Rows of horizontal bars as words: the names at their left and what stands at their ends.
namespace offtake::ui {

/// Where the bar of a row ends on one side of zero, and what is written there: of two parts on one side the text of the
/// outer one, with the inner one's in brackets.
struct BarEnd {
    bool left = false;
    double value = 0.0;
    QString text;
};
[[nodiscard]] std::vector<BarEnd> barEnds(const present::ChartSpec& spec, const present::BarRow& row);

/// A row's name in one line, or, where it is wider than `most`, says after a dot of what it is, and the row is at least
/// two lines high, in two.
[[nodiscard]] QStringList rowNameLines(const QString& name, const QFont& font, double rowHeight, double most);

}  // namespace offtake::ui
