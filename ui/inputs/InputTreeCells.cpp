// What InputTreeModel shows in its cells, and what the find box looks at.
#include "ui/inputs/InputTreeModel.h"

#include <algorithm>

#include "core/present/InputField.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/inputs/InputNode.h"
#include "ui/text/Text.h"

namespace offtake::ui {

using namespace study;

namespace {

/// Where in its range a value stands; nothing without a range.
QVariant spreadOf(const Value& value) {
    if (!value.low || !value.high || !(*value.high > *value.low)) {
        return {};
    }
    return std::clamp((value.number() - *value.low) / (*value.high - *value.low), 0.0, 1.0);
}

}  // namespace

QVariant InputTreeModel::labelData(const InputNode& node, int role) const {
    const bool isInput = node.kind == RowKind::Input;
    if (role == Qt::DisplayRole || role == SortRole || role == Qt::AccessibleTextRole) {
        return isInput ? toQt(node.description->label) : node.kind == RowKind::Element ? QString::fromStdString(node.element->displayName()) : node.label;
    }
    if (role == Qt::ToolTipRole) {
        return isInput ? toQt(node.description->help) : node.kind == RowKind::Element ? toQt(node.element->kind->help) : QVariant();
    }
    const bool isDeal = node.kind == RowKind::Element && node.element->kind->role == study::Role::Deal;
    if (role == DealRole && isDeal) {
        return node.deal;
    }
    if (role == BadgeRole && node.kind == RowKind::Element && !isDeal) {
        const bool namesItself = toQt(node.element->kind->label) == QString::fromStdString(node.element->displayName());
        return namesItself ? QVariant() : toQt(node.element->kind->label);
    }
    return {};
}

QVariant InputTreeModel::unitData(const InputNode& node, int role) const {
    if (role == Qt::DisplayRole || role == SortRole) {
        return toQt(present::fieldUnit(*node.description, present::fieldMagnitude(*node.description, rowValues(node))));
    }
    return role == Qt::ToolTipRole || role == Qt::AccessibleTextRole ? toQt(node.description->unit.spoken) : QVariant();
}

QVariant InputTreeModel::sourceData(const InputNode& node, int role) const {
    const Value* said = nullptr;
    bool asks = false;
    for (const Value* value : rowValues(node)) {
        if (said == nullptr && (!value->source.empty() || value->estimate)) {
            said = value;
        }
        asks = asks || present::asksForSource(*node.description, *value);
    }
    const Element* source = said != nullptr ? m_study.source(said->source) : nullptr;
    QString badge;
    if (said != nullptr) {
        badge = said->estimate ? tr("estimate") : source != nullptr ? toQt(source->choice(kConfidence)) : QString();
    }
    switch (role) {
        case Qt::DisplayRole:
        case SortRole:
            if (source != nullptr) {
                return QString::fromStdString(source->displayName());
            }
            return said != nullptr && !said->source.empty() ? QString::fromStdString(said->source) : asks && said == nullptr ? tr("no source") : QString();
        case BadgeRole: return badge;
        case Qt::AccessibleTextRole: {
            const QString text = sourceData(node, Qt::DisplayRole).toString();
            return badge.isEmpty() || text.isEmpty() ? text + badge : text + QStringLiteral(", ") + badge;
        }
        case Qt::ToolTipRole: {
            QStringList lines;
            if (source != nullptr) {
                lines << QString::fromStdString(source->displayName()) << QString::fromStdString(source->get(kUrl).text)
                      << QString::fromStdString(source->get(kSourceDate).text);
            }
            const auto noted = rowValues(node);
            if (!noted.empty() && !noted.front()->note.empty()) {
                lines << QString::fromStdString(noted.front()->note);
            }
            lines.removeAll(QString());
            return lines.join(QLatin1Char('\n'));
        }
        default: return {};
    }
}

QVariant InputTreeModel::valueData(const InputNode& node, int column, int role) const {
    if (role == SpanRole) {
        return !node.perDeal && node.deal < 0;
    }
    const Element* element = holderOf(node, column);
    const int own = node.perDeal ? column : kFirstValueColumn + std::max(0, node.deal);
    if (element == nullptr || own != column) {
        return {};
    }
    const Input& input = *node.description;
    const Value& value = element->values[static_cast<std::size_t>(node.input)];
    const auto path = [&] { return pathAt(indexOfNode(node, column)).text(); };
    switch (role) {
        case Qt::DisplayRole: return toQt(present::fieldText(m_study, input, value, present::fieldMagnitude(input, rowValues(node))));
        case Qt::EditRole: return input.shape == Shape::Reference ? toQt(value.text) : toQt(valueText(input, value));
        case ChangedRole: return present::isChanged(input, value);
        case SpreadRole: return spreadOf(value);
        case NumericRole: return input.numeric();
        case SortRole: return input.numeric() ? QVariant(value.number()) : toQt(present::fieldText(m_study, input, value, 0));
        case RejectedRole: {
            const auto found = m_rejections.find(path());
            return found == m_rejections.end() ? QVariant() : found->second.message;
        }
        case ProblemRole: {
            const auto found = m_problems.find(path());
            return found == m_problems.end() ? QVariant() : saidWithoutSubject(found->second.error);
        }
        case SeverityRole: {
            const std::string text = path();
            if (m_rejections.contains(text)) {
                return 2;
            }
            const auto found = m_problems.find(text);
            return found == m_problems.end() ? 0 : found->second.severity == Problem::Severity::Error ? 2 : 1;
        }
        case Qt::ToolTipRole: {
            const std::string text = path();
            if (const auto found = m_rejections.find(text); found != m_rejections.end()) {
                return tr("“%1” was not taken. %2").arg(found->second.typed, found->second.message);
            }
            const auto problem = m_problems.find(text);
            const QString exact = toQt(valueText(input, value));
            return problem == m_problems.end() ? exact : exact + QLatin1Char('\n') + saidWithoutSubject(problem->second.error);
        }
        case Qt::AccessibleTextRole: {
            const QString shown = toQt(valueText(input, value));
            return tr("%1, %2: %3").arg(toQt(input.label), QString::fromStdString(element->displayName()), shown.isEmpty() ? tr("empty") : shown);
        }
        default: return {};
    }
}

// --- Finding -----------------------------------------------------------------------------------------------------------

bool InputTreeModel::inputAccepted(const InputNode& node, const InputFilter& filter) const {
    const auto values = rowValues(node);
    const Input& input = *node.description;
    const auto any = [&](const auto& holds) { return std::any_of(values.begin(), values.end(), holds); };
    if (filter.onlyChanged && !any([&](const Value* value) { return present::isChanged(input, *value); })) {
        return false;
    }
    if (filter.onlyWithoutSource &&
        !any([&](const Value* value) { return value->source.empty() && !value->estimate && present::asksForSource(input, *value); })) {
        return false;
    }
    const QStringList words = filter.words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words.isEmpty()) {
        return true;
    }
    QString& described = m_descriptions[&input];
    if (described.isEmpty()) {
        described = QStringList{toQt(input.label), toQt(input.key), toQt(input.help), toQt(input.unit.symbol)}.join(QLatin1Char('\n'));
    }
    const auto above = [&](const QString& word) {
        for (const InputNode* at = node.parent; at != nullptr && at != m_root.get(); at = at->parent) {
            if (labelData(*at, Qt::DisplayRole).toString().contains(word, Qt::CaseInsensitive)) {
                return true;
            }
        }
        return false;
    };
    const auto shown = [&](const QString& word) {
        return any([&](const Value* value) { return toQt(present::fieldText(m_study, input, *value, 0)).contains(word, Qt::CaseInsensitive); }) ||
               sourceData(node, Qt::DisplayRole).toString().contains(word, Qt::CaseInsensitive);
    };
    return std::all_of(words.begin(), words.end(), [&](const QString& word) {
        return described.contains(word, Qt::CaseInsensitive) || shown(word) || above(word);
    });
}

bool InputTreeModel::accepts(const QModelIndex& index, const InputFilter& filter) const {
    if (!filter.isActive()) {
        return true;
    }
    const InputNode& node = *nodeAt(index);
    return node.kind == RowKind::Input && inputAccepted(node, filter);
}

}  // namespace offtake::ui
