#include "ui/commands/PaletteEntries.h"

#include <algorithm>
#include <optional>

#include <QAction>
#include <QCoreApplication>

#include "core/economics/metrics/Metric.h"
#include "core/study/ValueText.h"
#include "ui/commands/Commands.h"
#include "ui/text/Text.h"

namespace offtake::ui {

namespace {

// Lower is better; the sum over the words of a query.
constexpr int kBeginsTitle = 0;
constexpr int kBeginsWord = 1;
constexpr int kInTitle = 3;
constexpr int kInPlace = 6;

std::optional<int> distance(const PaletteEntry& entry, const QString& word) {
    const auto at = entry.title.indexOf(word, 0, Qt::CaseInsensitive);
    if (at == 0) {
        return kBeginsTitle;
    }
    if (at > 0) {
        return entry.title.at(at - 1).isLetterOrNumber() ? kInTitle : kBeginsWord;
    }
    if (entry.place.contains(word, Qt::CaseInsensitive)) {
        return kInPlace;
    }
    return std::nullopt;
}

void addInputs(const study::Element& element, const study::Path& path, const QString& place,
               const std::function<void(const study::Path&)>& choose, std::vector<PaletteEntry>& entries) {
    for (std::size_t i = 0; i < element.values.size(); ++i) {
        const study::Input& input = *element.kind->inputs[i];
        const study::Path at = path.input(input.key);
        entries.push_back({PaletteEntry::Kind::Input, toQt(input.label), place,
                           toQt(study::valueText(input, element.values[i])), [choose, at] { choose(at); }});
    }
    for (const study::ElementPtr& child : element.children) {
        const QString name = toQt(child->displayName());
        addInputs(*child, path.child(child->kind->role, child->id),
                  place.isEmpty() ? name : place + QStringLiteral(" › ") + name, choose, entries);
    }
}

}  // namespace

std::vector<PaletteEntry> commandEntries(const Commands& commands) {
    std::vector<PaletteEntry> entries;
    for (const CommandInfo& info : commandTable()) {
        QAction* action = commands.action(info.id);
        if (info.holdsMenu || info.id == CommandId::Palette || info.id == CommandId::Find || !action->isEnabled()) {
            continue;
        }
        QString menu;
        for (const MenuInfo& row : menuTable()) {
            if (row.id == info.menu) {
                menu = QCoreApplication::translate("Commands", row.text).remove(QLatin1Char('&'));
            }
        }
        if (info.menu == MenuId::Theme) {
            menu = QCoreApplication::translate("Commands", "&Theme").remove(QLatin1Char('&'));
        }
        entries.push_back({PaletteEntry::Kind::Action, plainText(info), menu,
                           action->shortcut().toString(QKeySequence::NativeText), [action] { action->trigger(); }});
    }
    return entries;
}

std::vector<PaletteEntry> inputEntries(const study::Study& study, const std::function<void(const study::Path&)>& choose) {
    std::vector<PaletteEntry> entries;
    addInputs(study.root(), {}, {}, choose, entries);
    return entries;
}

std::vector<PaletteEntry> figureEntries(const std::function<void(const QString&)>& choose) {
    std::vector<PaletteEntry> entries;
    for (const economics::MetricInfo& info : economics::metrics()) {
        const QString key = toQt(info.key);
        entries.push_back({PaletteEntry::Kind::Figure, toQt(info.label), QCoreApplication::translate("Commands", "Result"),
                           toQt(info.unit.symbol), [choose, key] { choose(key); }});
    }
    return entries;
}

std::vector<std::size_t> bestMatches(const std::vector<PaletteEntry>& entries, const QString& query, std::size_t most) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        int sum = 0;
        const bool all = std::all_of(words.begin(), words.end(), [&](const QString& word) {
            const auto one = distance(entries[i], word);
            sum += one.value_or(0);
            return one.has_value();
        });
        if (all) {
            found.emplace_back(sum, i);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::size_t> best;
    for (const auto& [sum, index] : found) {
        if (best.size() == most) {
            break;
        }
        best.push_back(index);
    }
    return best;
}

}  // namespace offtake::ui
