#include "ui/tables/TableCard.h"

#include <QGraphicsOpacityEffect>
#include <QLabel>
#include <QVBoxLayout>

#include "ui/tables/SpecTableView.h"
#include "ui/theme/Look.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr double kStaleOpacity = 0.55;
constexpr int kLeastLabel = 80;

QLabel* words(Look look) {
    auto* label = new QLabel;
    setLook(label, look);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setContentsMargins(3 * kGrid, 0, 3 * kGrid, 0);
    return label;
}

void tell(QLabel* label, const std::string& text) {
    label->setText(QString::fromStdString(text));
    label->setVisible(!text.empty());
}

}  // namespace

TableCard::TableCard(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_title(words(Look::CardTitle)), m_subtitle(words(Look::Muted)), m_table(new SpecTableView(theme)), m_caption(words(Look::Muted)) {
    setLook(this, Look::Card);
    m_table->setTight(true);
    m_table->setFitsRows(true);
    m_table->setLeastFirstColumn(kLeastLabel);
    auto* faded = new QGraphicsOpacityEffect(m_table);
    faded->setOpacity(kStaleOpacity);
    faded->setEnabled(false);
    m_table->setGraphicsEffect(faded);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 3 * kGrid, 1, 3 * kGrid);
    column->setSpacing(kGrid);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_subtitle), static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_caption)}) {
        column->addWidget(part);
    }
    column->addStretch(1);
    setFocusProxy(m_table);
}

void TableCard::setSpec(const present::TableSpec& spec) {
    tell(m_title, spec.title);
    tell(m_subtitle, spec.subtitle);
    tell(m_caption, spec.caption);
    m_table->setSpec(spec);
}

void TableCard::setStale(bool stale) { m_table->graphicsEffect()->setEnabled(stale); }

}  // namespace offtake::ui
