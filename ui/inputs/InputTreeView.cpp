#include "ui/inputs/InputTreeView.h"

#include <cmath>

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include "core/present/InputField.h"
#include "core/study/EditBuilders.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/inputs/InputHeader.h"
#include "ui/text/Text.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

using namespace study;
using RowKind = InputTreeModel::RowKind;
using Roles = InputTreeModel::Roles;

namespace {

constexpr int kIndent = 5 * kGrid;
constexpr int kLeastValueWidth = 124;
constexpr int kUnitWidth = 88;
constexpr double kLabelShare = 0.29;
constexpr double kSourceShare = 0.24;
constexpr int kShortGroup = 3;  // groups of so few rows are open from the start
constexpr int kMostColumnsThatFit = 4;  // with more deals the table scrolls sideways

/// A step of Ctrl+Up: one in the second digit of the shown number; a month for dates; the next option of a choice.
Value stepped(const Input& input, const Value& value, int direction) {
    Value next = value;
    if (input.shape == study::Shape::Choice) {
        const auto count = static_cast<int>(input.choices.size());
        for (int i = 0; i < count; ++i) {
            if (input.choices[static_cast<std::size_t>(i)].key == value.text) {
                next.text = input.choices[static_cast<std::size_t>(std::clamp(i - direction, 0, count - 1))].key;
                break;
            }
        }
        return next;
    }
    if (input.shape == study::Shape::Date) {
        const Date day{std::chrono::days{static_cast<int>(value.number())}};
        next.numbers = {static_cast<double>(addMonths(day, direction).time_since_epoch().count())};
        return next;
    }
    next.low.reset();
    next.high.reset();
    next.uncertainty.family = study::Family::Certain;
    next.uncertainty.parameters.clear();
    for (double& number : next.numbers) {
        const double shown = input.unit.shown(number);
        double size = shown == 0.0 ? 1.0 : std::pow(10.0, std::floor(std::log10(std::abs(shown))) - 1.0);
        if (input.structural) {
            size = std::max(1.0, size);
        }
        const double moved = std::round(shown / size + direction) * size * input.unit.storedPerShown;
        number = std::clamp(std::strtod(QByteArray::number(moved, 'g', 12).constData(), nullptr), input.low, input.high);
    }
    return next;
}

}  // namespace

InputTreeView::InputTreeView(const Theme& theme, InputTreeModel& inputs, QWidget* parent)
    : QTreeView(parent), m_theme(theme), m_inputs(inputs), m_filter(new InputFilterModel(this)), m_delegate(new InputDelegate(theme, inputs, this)) {
    m_filter->setInputs(&inputs);
    setModel(m_filter);
    setItemDelegate(m_delegate);
    setAccessibleName(tr("Inputs"));
    setUniformRowHeights(true);
    setIndentation(kIndent);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(AnyKeyPressed | EditKeyPressed | DoubleClicked);
    setExpandsOnDoubleClick(true);
    setTabKeyNavigation(true);
    setFrameShape(NoFrame);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setHeader(new InputHeader(theme, this));
    header()->setStretchLastSection(true);
    header()->setSectionsMovable(false);
    connect(m_delegate, &InputDelegate::moveRequested, this, &InputTreeView::move);
    connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) { m_open.insert(m_inputs.keyAt(toSource(index))); });
    connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        if (!m_restoring && !m_filter->filter().isActive()) {
            m_open.remove(m_inputs.keyAt(toSource(index)));
        }
    });
    connect(&inputs, &QAbstractItemModel::modelAboutToBeReset, this, &InputTreeView::rememberState);
    connect(m_filter, &QAbstractItemModel::modelReset, this, &InputTreeView::restoreState, Qt::QueuedConnection);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
}

// --- State by path -----------------------------------------------------------------------------------------------------

void InputTreeView::rememberState() {
    if (currentIndex().isValid()) {
        m_currentKey = m_inputs.keyAt(toSource(currentIndex()));
        m_currentColumn = currentIndex().column();
    }
}

void InputTreeView::restoreState() {
    m_restoring = true;
    const QSet<QString> open = m_open;
    for (const QString& key : open) {
        if (const QModelIndex source = m_inputs.indexOf(key); source.isValid()) {
            expand(m_filter->mapFromSource(source.siblingAtColumn(0)));
        }
    }
    m_open = open;
    fitColumns();
    // Whoever has chosen a row since the reset wants that one.
    if (const QModelIndex source = m_inputs.indexOf(m_currentKey); source.isValid() && !currentIndex().isValid()) {
        const int column = std::min(m_currentColumn, m_inputs.sourceColumn());
        setCurrentIndex(m_filter->mapFromSource(source.siblingAtColumn(column)));
    }
    m_restoring = false;
}

bool InputTreeView::decides(const QModelIndex& group) const {
    bool anyNumber = false;
    for (int i = 0; i < m_inputs.rowCount(group); ++i) {
        const QModelIndex input = m_inputs.index(i, 0, group);
        anyNumber = anyNumber || input.siblingAtColumn(m_inputs.valueColumnFor(input)).data(Roles::NumericRole).toBool();
    }
    return anyNumber && m_inputs.rowCount(group) <= kShortGroup;
}

void InputTreeView::openFirstLevels() {
    m_open.clear();
    collapseAll();
    const auto open = [this](const QModelIndex& source) { expand(m_filter->mapFromSource(source)); };
    for (int row = 0; row < m_inputs.rowCount(); ++row) {
        const QModelIndex top = m_inputs.index(row, 0);
        const bool isDeal = top.data(Roles::RowKindRole).toInt() == static_cast<int>(RowKind::Element);
        if (!isDeal) {
            continue;
        }
        open(top);
        const QModelIndex first = m_inputs.index(0, 0, top);
        if (!first.isValid()) {
            continue;
        }
        open(first);
        for (int child = 0; child < m_inputs.rowCount(first); ++child) {
            const QModelIndex part = m_inputs.index(child, 0, first);
            const bool isClause = part.data(Roles::RowKindRole).toInt() == static_cast<int>(RowKind::Element);
            if (isClause || decides(part)) {
                open(part);
            }
        }
    }
    fitColumns();
    setCurrentIndex(m_filter->index(0, 0));
    scrollToTop();
}

void InputTreeView::setFilter(const InputFilter& filter) {
    const bool before = m_filter->filter().isActive();
    rememberState();
    if (!before && filter.isActive()) {
        m_openBeforeFilter = m_open;
    }
    m_restoring = true;
    if (before || filter.isActive()) {
        collapseAll();  // rows that come and go below closed ones cost the view nothing
    }
    m_filter->setFilter(filter);
    if (filter.isActive()) {
        expandAll();
        m_open = m_openBeforeFilter;
    } else if (before) {
        m_open = m_openBeforeFilter;
        collapseAll();
        m_open = m_openBeforeFilter;
        restoreState();
    }
    m_restoring = false;
}

QString InputTreeView::currentPath() const {
    return currentIndex().isValid() ? currentCell().isValid() ? currentCell().data(Roles::PathRole).toString() : currentIndex().data(Roles::PathRole).toString() : QString();
}

bool InputTreeView::goTo(const QString& pathOrKey) {
    const QModelIndex source = m_inputs.indexOf(pathOrKey);
    if (!source.isValid()) {
        return false;
    }
    if (!m_filter->mapFromSource(source).isValid()) {
        setFilter({});
    }
    for (QModelIndex above = source.siblingAtColumn(0).parent(); above.isValid(); above = above.parent()) {
        expand(m_filter->mapFromSource(above));
    }
    const QModelIndex at = m_filter->mapFromSource(source);
    setCurrentIndex(at);
    scrollTo(at, PositionAtCenter);
    return true;
}

void InputTreeView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QTreeView::currentChanged(current, previous);
    Q_EMIT currentPathChanged(currentPath());
}

// --- Layout and painting -----------------------------------------------------------------------------------------------

void InputTreeView::fitColumns() {
    const int room = viewport()->width();
    const int values = m_inputs.valueColumns();
    int label = static_cast<int>(room * kLabelShare);
    int source = static_cast<int>(room * kSourceShare);
    const int left = room - label - source - kUnitWidth;
    int value = std::max(kLeastValueWidth, left / std::min(values, kMostColumnsThatFit));
    if (values == 1) {
        value = std::min(value, 3 * kLeastValueWidth);
    }
    header()->resizeSection(InputTreeModel::kLabelColumn, label);
    for (int i = 0; i < values; ++i) {
        header()->resizeSection(InputTreeModel::kFirstValueColumn + i, value);
    }
    header()->resizeSection(m_inputs.unitColumn(), kUnitWidth);
    header()->resizeSection(m_inputs.sourceColumn(), source);
}

void InputTreeView::resizeEvent(QResizeEvent* event) {
    QTreeView::resizeEvent(event);
    fitColumns();
}

void InputTreeView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QTreeView::drawRow(painter, option, index);
    painter->setPen(m_theme.tokens().line);
    painter->drawLine(option.rect.left(), option.rect.bottom(), option.rect.right(), option.rect.bottom());
    const bool isHeading = index.data(Roles::RowKindRole).toInt() != static_cast<int>(RowKind::Input);
    const QModelIndex first = index.siblingAtColumn(isHeading ? InputTreeModel::kLabelColumn : InputTreeModel::kFirstValueColumn);
    if (!isHeading && !first.data(Roles::SpanRole).toBool()) {
        return;
    }
    const int last = isHeading ? m_inputs.sourceColumn() : m_inputs.unitColumn() - 1;
    QStyleOptionViewItem cell = option;
    cell.rect = visualRect(first).united(visualRect(index.siblingAtColumn(last)));
    cell.state.setFlag(QStyle::State_HasFocus, hasFocus() && currentIndex() == first);
    m_delegate->paintSpanning(painter, cell, first);
}

// --- Keys --------------------------------------------------------------------------------------------------------------

QModelIndex InputTreeView::currentCell() const {
    const QModelIndex source = toSource(currentIndex());
    return m_inputs.placeAt(source) ? source.siblingAtColumn(m_inputs.valueColumnFor(source)) : QModelIndex();
}

bool InputTreeView::edit(const QModelIndex& index, EditTrigger trigger, QEvent* event) {
    const QModelIndex source = toSource(index);
    if (source.isValid() && m_inputs.placeAt(source) && (trigger & editTriggers()) != 0) {
        const QModelIndex cell = m_filter->mapFromSource(source.siblingAtColumn(m_inputs.valueColumnFor(source)));
        if (cell != index) {
            setCurrentIndex(cell);
            return QTreeView::edit(cell, trigger, event);
        }
    }
    return QTreeView::edit(index, trigger, event);
}

QModelIndex InputTreeView::nextInput(const QModelIndex& from, int direction) const {
    QModelIndex at = from;
    do {
        at = direction > 0 ? indexBelow(at) : indexAbove(at);
    } while (at.isValid() && !m_inputs.placeAt(toSource(at)));
    return at;
}

void InputTreeView::move(InputDelegate::Move where) {
    using Move = InputDelegate::Move;
    if (where == Move::Stay || !currentIndex().isValid()) {
        return;
    }
    const QModelIndex source = toSource(currentIndex());
    const int column = m_inputs.valueColumnFor(source);
    if (where == Move::Right || where == Move::Left) {
        const int next = column + (where == Move::Right ? 1 : -1);
        const QModelIndex beside = source.siblingAtColumn(next);
        if (beside.isValid() && (beside.flags() & Qt::ItemIsEditable) != 0) {
            setCurrentIndex(m_filter->mapFromSource(beside));
            return;
        }
    }
    const bool down = where == Move::Down || where == Move::Right;
    const QModelIndex row = nextInput(currentIndex().siblingAtColumn(0), down ? 1 : -1);
    if (!row.isValid()) {
        return;
    }
    const QModelIndex rowSource = toSource(row);
    const bool shared = (rowSource.siblingAtColumn(column).flags() & Qt::ItemIsEditable) != 0;
    const bool wraps = where == Move::Right || where == Move::Left;
    int target = shared && !wraps ? column : m_inputs.valueColumnFor(rowSource);
    if (shared && where == Move::Right) {
        target = InputTreeModel::kFirstValueColumn;
        while ((rowSource.siblingAtColumn(target).flags() & Qt::ItemIsEditable) == 0) {
            ++target;
        }
    }
    setCurrentIndex(m_filter->mapFromSource(rowSource.siblingAtColumn(target)));
}

QModelIndex InputTreeView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) {
    const QModelIndex current = currentIndex();
    const QModelIndex next = QTreeView::moveCursor(action, modifiers);
    if (!next.isValid() || !current.isValid() || next.row() == current.row() || current.column() == 0) {
        return next;
    }
    const QModelIndex source = toSource(next);
    return m_inputs.placeAt(source) ? m_filter->mapFromSource(source.siblingAtColumn(m_inputs.valueColumnFor(source.siblingAtColumn(current.column()))))
                                    : next.siblingAtColumn(0);
}

void InputTreeView::keyPressEvent(QKeyEvent* event) {
    const bool control = (event->modifiers() & Qt::ControlModifier) != 0;
    const bool editable = currentCell().isValid();
    const int column = currentIndex().column();
    if (event->matches(QKeySequence::Copy)) {
        copyCells();
    } else if (event->matches(QKeySequence::Paste)) {
        pasteCells();
    } else if (control && event->key() == Qt::Key_D) {
        copyFromBaseline();
    } else if (control && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)) {
        step(event->key() == Qt::Key_Up ? 1 : -1);
    } else if (event->key() == Qt::Key_Delete && event->modifiers() == Qt::NoModifier) {
        resetCurrent();
    } else if (event->key() == Qt::Key_F2 && (event->modifiers() & Qt::ShiftModifier) != 0) {
        Q_EMIT sourceRequested(currentPath());
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && (event->modifiers() & Qt::AltModifier) != 0) {
        Q_EMIT detailsRequested(currentPath());
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !editable) {
        setExpanded(currentIndex().siblingAtColumn(0), !isExpanded(currentIndex().siblingAtColumn(0)));
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        move(InputDelegate::Move::Down);
    } else if (editable && event->key() == Qt::Key_Right && event->modifiers() == Qt::NoModifier) {
        const QModelIndex source = toSource(currentIndex());
        const int next = column == 0 ? m_inputs.valueColumnFor(source) : column + 1;
        if ((source.siblingAtColumn(next).flags() & Qt::ItemIsEditable) != 0) {
            setCurrentIndex(m_filter->mapFromSource(source.siblingAtColumn(next)));
        }
    } else if (editable && column > 0 && event->key() == Qt::Key_Left && event->modifiers() == Qt::NoModifier) {
        const QModelIndex beside = toSource(currentIndex()).siblingAtColumn(column - 1);
        setCurrentIndex(m_filter->mapFromSource((beside.flags() & Qt::ItemIsEditable) != 0 ? beside : beside.siblingAtColumn(0)));
    } else if (!currentIndex().isValid() || event->key() != Qt::Key_Escape) {
        QTreeView::keyPressEvent(event);
        return;
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

void InputTreeView::tell(const Expected<void>& done) {
    if (!done) {
        Q_EMIT said(saidWithoutSubject(done.error()), true);
    }
}

void InputTreeView::startEditing() {
    setFocus();
    edit(currentIndex(), EditKeyPressed, nullptr);
}

void InputTreeView::resetCurrent() {
    if (const QModelIndex cell = currentCell(); cell.isValid()) {
        m_inputs.clearRejection(cell);
        const auto edit = resetToDefault(m_inputs.study(), m_inputs.pathAt(cell));
        tell(edit ? m_inputs.submit(*edit) : Expected<void>(tl::unexpected(edit.error())));
    }
}

void InputTreeView::copyFromBaseline() {
    const QModelIndex cell = currentCell();
    Path path = m_inputs.pathAt(cell);
    if (!cell.isValid() || path.steps.empty() || path.steps.front().role != study::Role::Deal) {
        Q_EMIT said(tr("Only an input of a deal can take the baseline deal's value."), true);
        return;
    }
    const auto deals = m_inputs.study().deals();
    const std::string& chosen = m_inputs.study().root().get(kBaseline).text;
    Path from = path;
    from.steps.front().id = chosen.empty() ? deals.front()->id : chosen;
    const auto place = findInput(m_inputs.study(), from);
    if (!place) {
        Q_EMIT said(tr("The baseline deal has no such input. %1").arg(saidWithoutSubject(place.error())), true);
        return;
    }
    tell(m_inputs.write(cell, place->value()));
}

void InputTreeView::step(int direction) {
    const QModelIndex cell = currentCell();
    const auto place = m_inputs.placeAt(cell);
    if (!place || !place->value().assumption.empty() || place->input().shape == study::Shape::Text || place->input().shape == study::Shape::Reference) {
        return;
    }
    Value next = stepped(place->input(), place->value(), direction);
    if (!sameContent(next, place->value())) {
        next.source.clear();
        next.estimate = false;
        tell(m_inputs.write(cell, next));
    }
}

void InputTreeView::copyCells() const {
    const QModelIndex cell = currentCell();
    const auto place = m_inputs.placeAt(cell);
    QApplication::clipboard()->setText(place ? toQt(valueText(place->input(), place->value())) : currentIndex().siblingAtColumn(0).data().toString());
}

void InputTreeView::pasteCells() {
    const QString text = QApplication::clipboard()->text();
    QStringList lines = text.split(QLatin1Char('\n'));
    while (!lines.isEmpty() && lines.last().trimmed().isEmpty()) {
        lines.removeLast();
    }
    QModelIndex row = currentIndex().siblingAtColumn(0);
    const QModelIndex first = currentCell();
    if (lines.isEmpty() || !first.isValid()) {
        return;
    }
    Batch batch{"", {}};
    for (const QString& line : lines) {
        const QStringList parts = line.split(QLatin1Char('\t'));
        for (int i = 0; i < parts.size() && row.isValid(); ++i) {
            const QModelIndex source = toSource(row);
            const int start = m_inputs.valueColumnFor(source.siblingAtColumn(first.column()));
            const QModelIndex cell = source.siblingAtColumn(start + i);
            if ((cell.flags() & Qt::ItemIsEditable) == 0 || parts[i].trimmed().isEmpty()) {
                continue;
            }
            auto value = m_inputs.read(cell, parts[i].trimmed());
            if (!value) {
                Q_EMIT said(tr("Nothing was pasted: %1: %2").arg(m_inputs.pathAt(cell).text().c_str(), saidWithoutSubject(value.error())), true);
                return;
            }
            value->note = m_inputs.placeAt(cell)->value().note;
            batch.edits.push_back({SetValue{m_inputs.pathAt(cell), std::move(*value)}});
        }
        row = row.isValid() ? nextInput(row, 1) : row;
    }
    if (batch.edits.empty()) {
        return;
    }
    const QString what = batch.edits.size() == 1 ? tr("Paste a value") : tr("Paste %1 values").arg(batch.edits.size());
    batch.text = what.toStdString();
    const auto done = m_inputs.submit({std::move(batch)});
    done ? Q_EMIT said(tr("%1: undo takes all of them back.").arg(what), false) : tell(done);
}

}  // namespace offtake::ui
