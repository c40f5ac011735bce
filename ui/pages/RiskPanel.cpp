#include "ui/pages/RiskPanel.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/tables/SpecTableView.h"
#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr double kMeanScale = 1.6;
constexpr int kLeastLabel = 110;

QLabel* words(Look look) {
    auto* label = new QLabel;
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

SpecTableView* figures(const Theme& theme, const QString& name) {
    auto* table = new SpecTableView(theme);
    table->setFitsRows(true);
    table->setLeastFirstColumn(kLeastLabel);
    table->horizontalHeader()->hide();
    table->setAccessibleName(name);
    return table;
}

}  // namespace

RiskPanel::RiskPanel(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_heading(words(Look::CardTitle)), m_measure(words(Look::Muted)), m_mean(new QLabel), m_spread(words(Look::Muted)),
      m_note(words(Look::Quote)), m_convergence(words(Look::Muted)), m_goalTitle(words(Look::Section)), m_risk(figures(theme, tr("Risk and sampling"))),
      m_breakEvens(figures(theme, tr("Where both are equal"))), m_goalSeek(new QPushButton(tr("Goal seek…"))) {
    setLook(this, Look::Card);
    QFont large = m_mean->font();
    large.setPointSizeF(large.pointSizeF() * kMeanScale);
    large.setWeight(QFont::DemiBold);
    m_mean->setFont(large);
    m_mean->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setText(tr("Paired paths: both deals see the same demand, prices and outages."));
    m_goalTitle->setText(tr("Goal seek").toUpper());
    m_goalTitle->setAccessibleName(tr("Goal seek"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 3 * kGrid, 1, 3 * kGrid);
    column->setSpacing(2 * kGrid);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 0);
    head->setSpacing(kGrid);
    for (QWidget* part : {static_cast<QWidget*>(m_heading), static_cast<QWidget*>(m_measure), static_cast<QWidget*>(m_mean),
                          static_cast<QWidget*>(m_spread), static_cast<QWidget*>(m_note)}) {
        head->addWidget(part);
    }
    column->addLayout(head);
    column->addWidget(m_risk);
    auto* end = new QVBoxLayout;
    end->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 0);
    end->addWidget(m_convergence);
    end->addSpacing(2 * kGrid);
    end->addWidget(m_goalTitle);
    column->addLayout(end);
    column->addWidget(m_breakEvens);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 0);
    foot->addWidget(m_goalSeek, 0, Qt::AlignLeft);
    column->addLayout(foot);
    column->addStretch(1);
    connect(m_goalSeek, &QPushButton::clicked, this, &RiskPanel::goalSeekRequested);
    connect(m_breakEvens, &SpecTableView::rowActivated, this, &RiskPanel::inputRequested);
    for (SpecTableView* table : {m_risk, m_breakEvens}) {
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
    m_spread->setText(toQt(head.spread));
    m_meaning = head.meaning;
    for (QWidget* part : {static_cast<QWidget*>(m_note), static_cast<QWidget*>(m_goalTitle), static_cast<QWidget*>(m_goalSeek)}) {
        part->setVisible(head.paired);
    }
    applyColours();
}

void RiskPanel::setRisk(const present::TableSpec& table) { m_risk->setSpec(table); }

void RiskPanel::setBreakEvens(const present::TableSpec& table) {
    m_breakEvens->setSpec(table);
    m_breakEvens->setVisible(!table.rows.empty());
}

void RiskPanel::setConvergence(const QString& sentence) { m_convergence->setText(sentence); }

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
