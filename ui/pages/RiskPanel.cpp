#include "ui/pages/RiskPanel.h"

#include <optional>

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/charts/ChartCard.h"
#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr double kMeanScale = 1.6;
constexpr int kLeastLabel = 64;

QLabel* words(std::optional<Look> look, const QString& text = {}) {
    auto* label = new QLabel(text);
    if (look) {
        setLook(label, *look);
    }
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 0);
    return label;
}

QLabel* section(const QString& text) {
    auto* label = words(Look::Section, text.toUpper());
    label->setAccessibleName(text);
    label->setContentsMargins(3 * kGrid, 2 * kGrid, 3 * kGrid, 0);
    return label;
}

SpecTableView* figures(const Theme& theme) {
    auto* table = new SpecTableView(theme);
    table->setTight(true);
    table->setFitsRows(true);
    table->setLeastFirstColumn(kLeastLabel);
    return table;
}

/// Two columns without a head; the name is that of a screen reader.
SpecTableView* list(const Theme& theme) {
    SpecTableView* table = figures(theme);
    table->horizontalHeader()->hide();
    return table;
}

}  // namespace

RiskPanel::RiskPanel(const Theme& theme, ChartCard* convergence, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_heading(words(Look::CardTitle)), m_measure(words(Look::Muted)), m_mean(words(std::nullopt)), m_spread(words(Look::Muted)),
      m_dominance(words(Look::Muted)), m_goalTitle(section(tr("Goal seek"))), m_quantilesTitle(section(tr("Distribution"))), m_convergence(words(Look::Muted)),
      m_risk(list(theme)), m_breakEvens(list(theme)), m_quantiles(figures(theme)), m_sampling(list(theme)), m_goalSeek(new QPushButton(tr("Goal seek…"))) {
    setLook(this, Look::Card);
    QFont large = m_mean->font();
    large.setPointSizeF(large.pointSizeF() * kMeanScale);
    large.setWeight(QFont::DemiBold);
    m_mean->setFont(large);
    m_goalSeek->setToolTip(tr("Find the value of any input at which both deals are equal"));
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(3 * kGrid, kGrid, 3 * kGrid, 0);
    foot->addWidget(m_goalSeek);
    foot->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 3 * kGrid, 1, 3 * kGrid);
    column->setSpacing(kGrid);
    for (QWidget* part : {static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_measure), static_cast<QWidget*>(m_mean), static_cast<QWidget*>(m_spread)}) {
        column->addWidget(part);
    }
    column->addWidget(section(tr("Risk")));
    column->addWidget(m_risk);
    column->addWidget(m_dominance);
    column->addWidget(m_goalTitle);
    column->addWidget(m_breakEvens);
    column->addLayout(foot);
    column->addWidget(m_quantilesTitle);
    column->addWidget(m_quantiles);
    column->addWidget(section(tr("Sampling")));
    column->addWidget(m_sampling);
    column->addWidget(m_convergence);
    column->addWidget(convergence);
    column->addStretch(1);
    connect(m_goalSeek, &QPushButton::clicked, this, &RiskPanel::goalSeekRequested);
    connect(m_breakEvens, &SpecTableView::rowActivated, this, &RiskPanel::inputRequested);
    for (SpecTableView* table : {m_risk, m_breakEvens, m_quantiles, m_sampling}) {
        connect(table, &SpecTableView::failed, this, &RiskPanel::failed);
    }
    connect(&theme, &Theme::changed, this, &RiskPanel::applyColours);
    m_breakEvens->hide();
}

void RiskPanel::setHead(const present::SimulatedHead& head) {
    m_heading->setText(toQt(head.heading));
    m_measure->setText(toQt(head.measure));
    m_mean->setText(toQt(head.mean));
    m_mean->setAccessibleName(tr("Mean %1").arg(m_mean->text()));
    m_spread->setText(head.paired ? tr("mean of paired paths: both deals see the same demand, prices and outages") : toQt(head.spread));
    m_meaning = head.meaning;
    for (QWidget* part : {static_cast<QWidget*>(m_goalTitle), static_cast<QWidget*>(m_goalSeek)}) {
        part->setVisible(head.paired);
    }
    applyColours();
}

void RiskPanel::setRisk(const present::TableSpec& table, const QString& dominance) {
    m_risk->setSpec(table);
    m_dominance->setText(dominance);
    m_dominance->setVisible(!dominance.isEmpty());
}

void RiskPanel::setBreakEvens(const present::TableSpec& table) {
    m_breakEvens->setSpec(table);
    m_breakEvens->setVisible(!table.rows.empty());
}

void RiskPanel::setQuantiles(const present::TableSpec& table) {
    m_quantiles->setSpec(table);
    for (QWidget* part : {static_cast<QWidget*>(m_quantilesTitle), static_cast<QWidget*>(m_quantiles)}) {
        part->setVisible(!table.rows.empty());
    }
}

void RiskPanel::setSampling(const present::TableSpec& table, const QString& convergence) {
    m_sampling->setSpec(table);
    m_convergence->setText(convergence);
}

void RiskPanel::setStale(bool stale) {
    m_stale = stale;
    applyColours();
}

void RiskPanel::applyColours() {
    QPalette palette = m_mean->palette();
    palette.setColor(QPalette::WindowText, m_stale ? m_theme.tokens().muted : m_theme.tokens().words(m_meaning));
    m_mean->setPalette(palette);
}

}  // namespace offtake::ui
