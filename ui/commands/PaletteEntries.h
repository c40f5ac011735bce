#pragma once

#include <functional>
#include <vector>

#include <QString>

#include "core/study/Path.h"

namespace offtake::ui {

class Commands;

/// Something that can be found by typing.
struct PaletteEntry {
    enum class Kind { Action, Input, Figure, Scenario };
    Kind kind = Kind::Action;
    QString title;                ///< "Fixed fee"
    QString place;                ///< "A lease › Colossus 2", or the menu
    QString hint;                 ///< the value, or the keys
    std::function<void()> choose;
};

/// The enabled commands of the window.
[[nodiscard]] std::vector<PaletteEntry> commandEntries(const Commands& commands);

/// Every input of the study; `choose` gets its path.
[[nodiscard]] std::vector<PaletteEntry> inputEntries(const study::Study& study, const std::function<void(const study::Path&)>& choose);

/// Every metric; `choose` gets its key.
[[nodiscard]] std::vector<PaletteEntry> figureEntries(const std::function<void(const QString&)>& choose);

/// Positions of the entries in which every word of the query occurs, best first: words that begin the title before
/// words inside it before words in the place; at most `most`. An empty query gives the first entries.
[[nodiscard]] std::vector<std::size_t> bestMatches(const std::vector<PaletteEntry>& entries, const QString& query, std::size_t most);

}  // namespace offtake::ui
