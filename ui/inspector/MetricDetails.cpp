#include "ui/inspector/MetricDetails.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/explain/Explanation.h"
#include "core/units/Format.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kPathRole = Qt::UserRole + 1;
constexpr int kLeastTreeHeight = 320;
constexpr double kValueScale = 1.45;
constexpr units::NumberStyle kShown{.minus = units::MinusStyle::Real};

QLabel* label(QWidget* parent) {
    auto* made = new QLabel(parent);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QString shown(double value, const std::string& unit) {
    const units::NamedUnit* named = units::findNamedUnit(unit);
    const QString number = toQt(units::format(value, named != nullptr ? *named : units::kOne, kShown));
    return named != nullptr || unit.empty() ? number : number + QLatin1Char(' ') + toQt(unit);
}

}  // namespace

MetricDetails::MetricDetails(const Theme& theme, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_title(label(this)), m_where(label(this)), m_value(label(this)), m_formula(label(this)), m_problem(label(this)),
      m_heading(label(this)), m_tree(new QTreeWidget(this)), m_step(label(this)), m_stepLink(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4 * kGrid, 4 * kGrid, 4 * kGrid, 4 * kGrid);
    layout->setSpacing(2 * kGrid);
    setLook(m_title, Look::CardTitle);
    setLook(m_where, Look::Muted);
    setLook(m_formula, Look::Quote);
    setLook(m_heading, Look::Section);
    m_heading->setText(tr("How it comes about").toUpper());
    QFont large = m_value->font();
    large.setPointSizeF(large.pointSizeF() * kValueScale);
    large.setWeight(QFont::DemiBold);
    m_value->setFont(large);
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_tree->setIndentation(3 * kGrid);
    m_tree->setMinimumHeight(kLeastTreeHeight);
    m_tree->setAccessibleName(tr("How the figure comes about"));
    for (QWidget* part : {m_title, m_where, m_value, m_formula, m_problem, m_heading}) {
        layout->addWidget(part);
    }
    layout->addWidget(m_tree, 1000);
    setLook(m_step, Look::Quote);
    m_step->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setLook(m_stepLink, Look::Link);
    layout->addWidget(m_step);
    layout->addWidget(m_stepLink, 0, Qt::AlignLeft);
    layout->addStretch(1);  // keeps the words at the top when there is no tree
    connect(m_tree, &QTreeWidget::currentItemChanged, this, &MetricDetails::tellStep);
    connect(m_stepLink, &QPushButton::clicked, this, [this] { Q_EMIT m_tree->itemActivated(m_tree->currentItem(), 0); });
    tellStep(nullptr);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        if (const QString path = item->data(0, kPathRole).toString(); !path.isEmpty()) {
            Q_EMIT inputRequested(path);
        }
    });
}

void MetricDetails::setMetric(const ResultPointer& result, const QString& deal, const economics::MetricInfo& metric) {
    m_tree->clear();
    m_title->setText(toQt(metric.label));
    m_formula->setText(toQt(metric.formula));
    m_formula->setVisible(!m_formula->text().isEmpty());
    const auto id = toStd(deal);
    std::size_t index = 0;
    while (result && index < result->deals.size() && result->deals[index].id != id) {
        ++index;
    }
    const bool known = result && index < result->deals.size();
    m_where->setText(known ? toQt(result->deals[index].name) : QString());
    const auto figure = known ? result->deals[index].figure(metric.metric) : std::nullopt;
    m_value->setText(figure ? toQt(units::format(*figure, metric.unit, kShown)) : tr("–"));
    m_value->setToolTip(figure ? toQt(units::fullPrecision(*figure, metric.unit)) : QString());
    QString problem = known ? figure ? QString() : toQt(metric.whyNone) : tr("There is no result for this deal yet.");
    if (figure) {
        const auto explained = explain::explainMetric(*result, index, metric.metric);
        if (explained) {
            for (const auto& step : explained->children) {
                add(m_tree->invisibleRootItem(), step);
            }
            m_tree->expandToDepth(0);
        } else {
            problem = saidWithoutSubject(explained.error());
        }
    }
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_heading->setVisible(m_tree->topLevelItemCount() > 0);
    m_tree->setVisible(m_tree->topLevelItemCount() > 0);
}

bool MetricDetails::focusTree() {
    if (m_tree->topLevelItemCount() == 0) {
        return false;
    }
    m_tree->setCurrentItem(m_tree->topLevelItem(0));
    m_tree->setFocus(Qt::ShortcutFocusReason);
    return true;
}

void MetricDetails::tellStep(const QTreeWidgetItem* item) {
    m_step->setVisible(item != nullptr);
    m_step->setText(item != nullptr ? item->toolTip(0) : QString());
    const QString path = item != nullptr ? item->data(0, kPathRole).toString() : QString();
    m_stepLink->setVisible(!path.isEmpty());
    m_stepLink->setText(tr("Show the input"));
    m_stepLink->setToolTip(path);
}

void MetricDetails::add(QTreeWidgetItem* parent, const explain::Explanation& step) {
    auto* item = new QTreeWidgetItem(parent);
    const bool isInput = step.kind == explain::Explanation::Kind::Input;
    item->setText(0, toQt(step.label));
    item->setText(1, isInput && !step.typed.empty() ? toQt(step.typed) : shown(step.value, step.unit));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    QStringList more{toQt(step.label), item->text(1), toQt(step.when), toQt(step.formula), toQt(step.source), toQt(step.note), toQt(step.path)};
    more.removeAll(QString());
    const QString tip = more.join(QLatin1Char('\n'));
    item->setToolTip(0, tip);
    item->setToolTip(1, tip);
    item->setData(0, Qt::AccessibleDescriptionRole, tip);
    if (isInput) {
        item->setData(0, kPathRole, toQt(step.path));
        item->setForeground(0, m_theme.tokens().accent);
    }
    for (const auto& child : step.children) {
        add(item, child);
    }
}

}  // namespace offtake::ui
