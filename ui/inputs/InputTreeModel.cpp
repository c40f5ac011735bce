#include "ui/inputs/InputTreeModel.h"

#include <algorithm>

#include "core/present/InputField.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/inputs/InputNode.h"
#include "ui/text/Text.h"

namespace offtake::ui {

using namespace study;

namespace {

constexpr auto kSharedKey = "deals";
constexpr auto kStudyKey = "study";

QString sectionLabel(study::Role role) {
    switch (role) {
        case study::Role::Party: return InputTreeModel::tr("Parties");
        case study::Role::Assumption: return InputTreeModel::tr("Assumptions and forecasts");
        case study::Role::Source: return InputTreeModel::tr("Sources");
        case study::Role::Fact: return InputTreeModel::tr("Own facts");
        case study::Role::Scenario: return InputTreeModel::tr("Scenarios");
        case study::Role::Correlation: return InputTreeModel::tr("Correlations");
        default: return toQt(roleName(role));
    }
}

std::string sectionKey(study::Role role) { return "list:" + std::string(roleName(role)); }

std::unique_ptr<InputNode> section(std::string key, const QString& label) {
    auto node = std::make_unique<InputNode>();
    node->kind = InputTreeModel::RowKind::Section;
    node->key = std::move(key);
    node->label = label;
    return node;
}

std::vector<study::Role> listedRoles() {
    std::vector<study::Role> roles;
    for (const study::Role role : kStudyContains) {
        if (role != study::Role::Deal) {
            roles.push_back(role);
        }
    }
    return roles;
}

bool sameKindAndId(const Element& a, const Element& b) { return a.kind == b.kind && a.id == b.id; }

}  // namespace

InputTreeModel::InputTreeModel(QObject* parent) : QAbstractItemModel(parent) { rebuild(); }

InputTreeModel::~InputTreeModel() = default;

// --- Following the study -----------------------------------------------------------------------------------------------

void InputTreeModel::rebuild() {
    m_byKey.clear();
    m_deals = m_study.deals();
    m_root = std::make_unique<InputNode>();
    InputNode& shared = m_root->add(section(kSharedKey, tr("Deals")));
    for (std::size_t i = 0; i < kDealKind.inputs.size() && !m_deals.empty(); ++i) {
        auto node = std::make_unique<InputNode>();
        node->kind = RowKind::Input;
        node->perDeal = true;
        node->input = static_cast<int>(i);
        node->description = kDealKind.inputs[i];
        shared.add(std::move(node));
    }
    for (std::size_t d = 0; d < m_deals.size(); ++d) {
        m_root->add(elementNode(m_deals[d], Path{}.child(study::Role::Deal, m_deals[d]->id), static_cast<int>(d)));
    }
    InputNode& settings = m_root->add(section(kStudyKey, tr("Study")));
    settings.element = m_study.rootPointer();
    buildElement(settings);
    for (const study::Role role : listedRoles()) {
        InputNode& list = m_root->add(section(sectionKey(role), sectionLabel(role)));
        for (const ElementPtr& element : m_study.root().childrenOf(role)) {
            list.add(elementNode(element, Path{}.child(role, element->id), -1));
        }
    }
    remember(*m_root);
}

void InputTreeModel::remember(InputNode& node) {
    if (node.kind != RowKind::Input && !node.key.empty()) {
        m_byKey[node.key] = &node;
    }
    for (const auto& child : node.children) {
        remember(*child);
    }
}

void InputTreeModel::forget(const InputNode& node) {
    if (node.kind != RowKind::Input) {
        m_byKey.erase(node.key);
    }
    for (const auto& child : node.children) {
        forget(*child);
    }
}

void InputTreeModel::setStudy(const Study& study) {
    const std::vector<ElementPtr> deals = study.deals();
    const bool sameDeals = deals.size() == m_deals.size() &&
                           std::equal(deals.begin(), deals.end(), m_deals.begin(), [](const auto& a, const auto& b) { return a->id == b->id; });
    if (!sameDeals) {
        beginResetModel();
        m_study = study;
        rebuild();
        endResetModel();
        return;
    }
    const std::vector<ElementPtr> before = std::exchange(m_deals, deals);
    m_study = study;
    updateSharedRows(before);
    std::size_t deal = 0;
    for (const auto& top : m_root->children) {
        if (top->kind == RowKind::Element) {
            update(*top, m_deals[deal++]);
        } else if (top->key == kStudyKey) {
            update(*top, m_study.rootPointer());
        } else if (top->key != kSharedKey) {
            updateSection(*top);
        }
    }
}

void InputTreeModel::updateSharedRows(const std::vector<ElementPtr>& before) {
    for (const auto& row : m_root->children.front()->children) {
        const auto i = static_cast<std::size_t>(row->input);
        bool differs = false;
        for (std::size_t d = 0; d < m_deals.size() && !differs; ++d) {
            differs = before[d] != m_deals[d] && before[d]->values[i] != m_deals[d]->values[i];
            if (differs) {
                m_rejections.erase(Path{}.child(study::Role::Deal, m_deals[d]->id).input(row->description->key).text());
            }
        }
        if (differs) {
            rowChanged(*row);
        }
    }
    for (std::size_t d = 0; d < m_deals.size(); ++d) {
        if (before[d] != m_deals[d] && before[d]->displayName() != m_deals[d]->displayName()) {
            const int column = kFirstValueColumn + static_cast<int>(d);
            Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
        }
    }
}

void InputTreeModel::updateSection(InputNode& list) {
    for (const study::Role role : listedRoles()) {
        if (list.key == sectionKey(role)) {
            mergeElements(list, m_study.root().childrenOf(role), 0);
        }
    }
}

void InputTreeModel::update(InputNode& node, const ElementPtr& element) {
    if (node.element == element) {
        return;
    }
    const ElementPtr before = std::exchange(node.element, element);
    if (node.kind == RowKind::Element && before->displayName() != element->displayName()) {
        rowChanged(node);
    }
    const std::size_t own = ownRows(node);
    const auto changedRow = [&](const InputNode& row) {
        const auto i = static_cast<std::size_t>(row.input);
        if (before->values[i] != element->values[i]) {
            m_rejections.erase(node.path.input(row.description->key).text());
            rowChanged(row);
        }
    };
    for (std::size_t i = 0; i < own; ++i) {
        const InputNode& row = *node.children[i];
        if (row.kind == RowKind::Input) {
            changedRow(row);
            continue;
        }
        for (const auto& input : row.children) {
            changedRow(*input);
        }
    }
    if (node.kind == RowKind::Element) {
        mergeElements(node, shownChildren(*element), static_cast<int>(own));
    }
}

void InputTreeModel::mergeElements(InputNode& holder, const std::vector<ElementPtr>& elements, int firstRow) {
    const QModelIndex parentIndex = indexOfNode(holder, 0);
    for (int row = static_cast<int>(holder.children.size()) - 1; row >= firstRow; --row) {
        const Element& old = *holder.children[static_cast<std::size_t>(row)]->element;
        const bool stays = std::any_of(elements.begin(), elements.end(), [&](const auto& item) { return sameKindAndId(*item, old); });
        if (!stays) {
            beginRemoveRows(parentIndex, row, row);
            forget(*holder.children[static_cast<std::size_t>(row)]);
            holder.take(static_cast<std::size_t>(row));
            endRemoveRows();
        }
    }
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const int row = firstRow + static_cast<int>(i);
        const auto from = std::find_if(holder.children.begin() + row, holder.children.end(),
                                       [&](const auto& child) { return sameKindAndId(*child->element, *elements[i]); });
        if (from == holder.children.end()) {
            const Path path = holder.path.child(elements[i]->kind->role, elements[i]->id);
            beginInsertRows(parentIndex, row, row);
            remember(holder.insert(static_cast<std::size_t>(row), elementNode(elements[i], path, holder.deal)));
            endInsertRows();
            continue;
        }
        const int at = static_cast<int>(from - holder.children.begin());
        if (at != row) {
            beginMoveRows(parentIndex, at, at, parentIndex, row);
            std::unique_ptr<InputNode> moved = holder.take(static_cast<std::size_t>(at));
            holder.insert(static_cast<std::size_t>(row), std::move(moved));
            endMoveRows();
        }
        update(*holder.children[static_cast<std::size_t>(row)], elements[i]);
    }
}

void InputTreeModel::rowChanged(const InputNode& node) { Q_EMIT dataChanged(indexOfNode(node, 0), indexOfNode(node, sourceColumn())); }

void InputTreeModel::setProblems(const std::vector<Problem>& problems) {
    std::map<std::string, Problem> next;
    for (const Problem& problem : problems) {
        const auto [it, isNew] = next.try_emplace(problem.path.text(), problem);
        if (!isNew && problem.severity == Problem::Severity::Error && it->second.severity == Problem::Severity::Note) {
            it->second = problem;
        }
    }
    const std::map<std::string, Problem> before = std::exchange(m_problems, std::move(next));
    const auto repaint = [&](const std::map<std::string, Problem>& some, const std::map<std::string, Problem>& others) {
        for (const auto& [path, problem] : some) {
            const auto other = others.find(path);
            if (other == others.end() || other->second.error != problem.error) {
                if (const QModelIndex at = indexOf(QString::fromStdString(path)); at.isValid()) {
                    rowChanged(*nodeAt(at));
                }
            }
        }
    };
    repaint(before, m_problems);
    repaint(m_problems, before);
}

// --- Places ------------------------------------------------------------------------------------------------------------

int InputTreeModel::valueColumns() const { return std::max(1, static_cast<int>(m_deals.size())); }

InputNode* InputTreeModel::nodeAt(const QModelIndex& index) const {
    return index.isValid() ? static_cast<InputNode*>(index.internalPointer()) : m_root.get();
}

QModelIndex InputTreeModel::indexOfNode(const InputNode& node, int column) const {
    return &node == m_root.get() ? QModelIndex() : createIndex(node.row, column, &node);
}

const Element* InputTreeModel::holderOf(const InputNode& node, int column) const {
    if (node.perDeal) {
        const int deal = column - kFirstValueColumn;
        return deal >= 0 && deal < static_cast<int>(m_deals.size()) ? m_deals[static_cast<std::size_t>(deal)].get() : nullptr;
    }
    const InputNode* holder = node.holder();
    return holder != nullptr ? holder->element.get() : nullptr;
}

int InputTreeModel::valueColumnFor(const QModelIndex& index) const {
    const InputNode& node = *nodeAt(index);
    if (node.perDeal) {
        return std::clamp(index.column(), kFirstValueColumn, unitColumn() - 1);
    }
    return kFirstValueColumn + std::max(0, node.deal);
}

Path InputTreeModel::pathAt(const QModelIndex& index) const {
    if (!index.isValid()) {
        return {};
    }
    const InputNode& node = *nodeAt(index);
    if (node.perDeal) {
        const Element* deal = holderOf(node, valueColumnFor(index));
        return deal != nullptr ? Path{}.child(study::Role::Deal, deal->id).input(node.description->key) : Path{};
    }
    const InputNode* holder = node.holder();
    if (holder == nullptr) {
        return {};
    }
    return node.kind == RowKind::Input ? holder->path.input(node.description->key) : holder->path;
}

QString InputTreeModel::keyAt(const QModelIndex& index) const {
    const InputNode& node = *nodeAt(index);
    if (node.kind != RowKind::Input) {
        return QString::fromStdString(node.key);
    }
    return node.perDeal ? toQt(kSharedKey) + QLatin1Char('.') + toQt(node.description->key) : QString::fromStdString(pathAt(index).text());
}

QModelIndex InputTreeModel::indexOf(const QString& pathOrKey) const {
    const std::string text = pathOrKey.toStdString();
    if (const auto found = m_byKey.find(text); found != m_byKey.end()) {
        return indexOfNode(*found->second, 0);
    }
    const std::string sharedPrefix = std::string(kSharedKey) + ".";
    const auto sharedRow = [&](std::string_view key, int column) {
        for (const auto& row : m_root->children.front()->children) {
            if (row->description->key == key) {
                return indexOfNode(*row, column);
            }
        }
        return QModelIndex();
    };
    if (text.rfind(sharedPrefix, 0) == 0) {
        return sharedRow(std::string_view(text).substr(sharedPrefix.size()), 0);
    }
    const auto path = parsePath(text);
    if (!path || path->key.empty()) {
        return {};
    }
    if (path->steps.size() == 1 && path->steps.front().role == study::Role::Deal) {
        for (std::size_t d = 0; d < m_deals.size(); ++d) {
            if (m_deals[d]->id == path->steps.front().id) {
                return sharedRow(path->key, kFirstValueColumn + static_cast<int>(d));
            }
        }
        return {};
    }
    const auto holder = m_byKey.find(path->parent().text());
    if (holder == m_byKey.end()) {
        return {};
    }
    const auto within = [&](const InputNode& node) -> QModelIndex {
        for (const auto& child : node.children) {
            if (child->kind == RowKind::Input && child->description->key == path->key) {
                return indexOfNode(*child, valueColumnFor(indexOfNode(*child, 0)));
            }
        }
        return {};
    };
    if (const QModelIndex direct = within(*holder->second); direct.isValid()) {
        return direct;
    }
    for (const auto& child : holder->second->children) {
        if (child->kind == RowKind::Group) {
            if (const QModelIndex grouped = within(*child); grouped.isValid()) {
                return grouped;
            }
        }
    }
    return {};
}

std::optional<InputPlace> InputTreeModel::placeAt(const QModelIndex& index) const {
    if (!index.isValid() || nodeAt(index)->kind != RowKind::Input) {
        return std::nullopt;
    }
    const InputNode& node = *nodeAt(index);
    const Element* element = holderOf(node, valueColumnFor(index));
    return element != nullptr ? std::optional(InputPlace{element, node.input}) : std::nullopt;
}

std::vector<const Value*> InputTreeModel::rowValues(const InputNode& node) const {
    const auto i = static_cast<std::size_t>(node.input);
    std::vector<const Value*> values;
    if (node.perDeal) {
        for (const ElementPtr& deal : m_deals) {
            values.push_back(&deal->values[i]);
        }
    } else if (const Element* element = holderOf(node, 0)) {
        values.push_back(&element->values[i]);
    }
    return values;
}

int InputTreeModel::magnitudeAt(const QModelIndex& index) const {
    const InputNode& node = *nodeAt(index);
    return node.kind == RowKind::Input ? present::fieldMagnitude(*node.description, rowValues(node)) : 0;
}

// --- Changing ----------------------------------------------------------------------------------------------------------

Expected<Value> InputTreeModel::read(const QModelIndex& index, const QString& typed) const {
    const auto place = placeAt(index);
    if (!place) {
        return fail(ErrorCode::UnknownName, {}, {"There is no value here.", {}});
    }
    return present::readField(m_study, place->input(), typed.toStdString(), magnitudeAt(index), pathAt(index).text());
}

Expected<void> InputTreeModel::submit(const Edit& edit) {
    if (!m_apply) {
        return fail(ErrorCode::Internal, {}, {"The study cannot be changed here.", {}});
    }
    return m_apply(edit);
}

Expected<void> InputTreeModel::write(const QModelIndex& index, const Value& value) { return submit({SetValue{pathAt(index), value}}); }

void InputTreeModel::clearRejection(const QModelIndex& index) {
    if (m_rejections.erase(pathAt(index).text()) > 0) {
        rowChanged(*nodeAt(index));
    }
}

bool InputTreeModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    const auto place = placeAt(index);
    if (role != Qt::EditRole || !place || valueColumnFor(index) != index.column()) {
        return false;
    }
    const QPersistentModelIndex kept(index);
    const QString typed = value.toString();
    const Path path = pathAt(index);
    const QString pathText = QString::fromStdString(path.text());
    if (typed == data(index, Qt::EditRole).toString()) {
        clearRejection(index);
        return true;
    }
    auto next = read(index, typed);
    Expected<void> done;
    if (next) {
        // What was typed is no longer what the source said; the note is the reader's own and stays.
        next->note = place->value().note;
        done = sameContent(*next, place->value()) ? Expected<void>{} : write(index, *next);
    } else {
        done = tl::unexpected(next.error());
    }
    if (!done) {
        m_rejections[path.text()] = {typed, saidWithoutSubject(done.error())};
        rowChanged(*nodeAt(index));
        Q_EMIT rejected(pathText, typed, saidWithoutSubject(done.error()));
        return false;
    }
    if (kept.isValid()) {
        clearRejection(kept);
    }
    Q_EMIT accepted(pathText);
    return true;
}

// --- Item model --------------------------------------------------------------------------------------------------------

QModelIndex InputTreeModel::index(int row, int column, const QModelIndex& parentIndex) const {
    if (!hasIndex(row, column, parentIndex)) {
        return {};
    }
    return createIndex(row, column, nodeAt(parentIndex)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex InputTreeModel::parent(const QModelIndex& child) const {
    const InputNode* node = nodeAt(child);
    return node->parent != nullptr ? indexOfNode(*node->parent, 0) : QModelIndex();
}

int InputTreeModel::rowCount(const QModelIndex& parentIndex) const {
    return parentIndex.column() > 0 ? 0 : static_cast<int>(nodeAt(parentIndex)->children.size());
}

int InputTreeModel::columnCount(const QModelIndex&) const { return sourceColumn() + 1; }

Qt::ItemFlags InputTreeModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) {
        return Qt::NoItemFlags;
    }
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    const bool holdsValue = nodeAt(index)->kind == RowKind::Input && valueColumnFor(index) == index.column();
    return holdsValue ? flags | Qt::ItemIsEditable : flags;
}

QVariant InputTreeModel::headerData(int column, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || column < 0 || column > sourceColumn()) {
        return {};
    }
    const bool isDeal = column >= kFirstValueColumn && column < unitColumn() && !m_deals.empty();
    if (role == Qt::DisplayRole) {
        if (isDeal) {
            return QString::fromStdString(m_deals[static_cast<std::size_t>(column - kFirstValueColumn)]->displayName());
        }
        return column == kLabelColumn ? tr("Input") : column == unitColumn() ? tr("Unit") : column == sourceColumn() ? tr("Source") : tr("Value");
    }
    if (role == DealRole && isDeal) {
        return column - kFirstValueColumn;
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignVCenter | (column >= kFirstValueColumn && column < unitColumn() ? Qt::AlignRight : Qt::AlignLeft));
    }
    return {};
}

QVariant InputTreeModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) {
        return {};
    }
    const InputNode& node = *nodeAt(index);
    switch (role) {
        case PathRole: return QString::fromStdString(pathAt(index).text());
        case KeyRole: return keyAt(index);
        case RowKindRole: return QVariant::fromValue(static_cast<int>(node.kind));
        default: break;
    }
    const int column = index.column();
    if (column == kLabelColumn) {
        return labelData(node, role);
    }
    if (node.kind != RowKind::Input) {
        return {};
    }
    if (column == unitColumn()) {
        return unitData(node, role);
    }
    return column == sourceColumn() ? sourceData(node, role) : valueData(node, column, role);
}

}  // namespace offtake::ui
