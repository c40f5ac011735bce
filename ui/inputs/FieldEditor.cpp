#include "ui/inputs/FieldEditor.h"

#include <QAccessible>
#include <QLabel>
#include <QStyle>

#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {
constexpr int kHintWidth = 340;
}

FieldEditor::FieldEditor(const Theme& theme, Judge judge, QWidget* parent) : QLineEdit(parent), m_theme(theme), m_judge(std::move(judge)) {
    m_hint = new QLabel(parent);
    m_hint->setObjectName(QStringLiteral("fieldHint"));
    m_hint->setWordWrap(true);
    m_hint->setMargin(2 * kGrid);
    m_hint->setAutoFillBackground(true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_hint->hide();
    connect(this, &QLineEdit::textEdited, this, &FieldEditor::judge);
}

FieldEditor::~FieldEditor() {
    if (m_hint != nullptr) {
        m_hint->hide();
        m_hint->deleteLater();
    }
}

void FieldEditor::showVerdict() {
    m_verdict = m_judge(text());
    placeHint();
}

void FieldEditor::judge() {
    m_verdict = m_judge(text());
    placeHint();
}

void FieldEditor::placeHint() {
    setProperty("state", m_verdict.ok ? QVariant() : QVariant(QStringLiteral("error")));
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleDescription(m_verdict.text);
    if (m_hint == nullptr) {
        return;
    }
    if (m_verdict.text.isEmpty()) {
        m_hint->hide();
        return;
    }
    const Tokens& tokens = m_theme.tokens();
    QPalette palette = m_hint->palette();
    palette.setColor(QPalette::WindowText, m_verdict.ok ? tokens.muted : tokens.negative);
    palette.setColor(QPalette::Window, tokens.sunken);
    m_hint->setPalette(palette);
    m_hint->setText(m_verdict.text);
    m_hint->setVisible(isVisible());
    const int width = qMin(kHintWidth, parentWidget()->width() - 2 * kGrid);
    const int natural = m_hint->fontMetrics().horizontalAdvance(m_verdict.text) + 6 * kGrid;
    m_hint->setFixedWidth(qMin(width, natural));
    m_hint->setFixedHeight(m_hint->heightForWidth(m_hint->width()));
    const int left = qBound(0, geometry().right() - m_hint->width() + 1, qMax(0, parentWidget()->width() - m_hint->width()));
    const bool below = geometry().bottom() + m_hint->height() < parentWidget()->height();
    m_hint->move(left, below ? geometry().bottom() + 1 : qMax(0, geometry().top() - m_hint->height()));
    m_hint->raise();
}

void FieldEditor::hideEvent(QHideEvent* event) {
    if (m_hint != nullptr) {
        m_hint->hide();
    }
    QLineEdit::hideEvent(event);
}

}  // namespace offtake::ui
