#include "ui/window/DropOverlay.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/theme/Look.h"
#include "ui/theme/Tokens.h"

namespace offtake::ui {

namespace {

constexpr double kVeil = 0.88;
constexpr int kFrame = 4 * kGrid;

}  // namespace

DropOverlay::DropOverlay(QWidget* parent) : QWidget(parent), m_text(new QLabel) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setLook(m_text, Look::PageTitle);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_text);
    parent->installEventFilter(this);
    hide();
}

void DropOverlay::showText(const QString& text) {
    m_text->setText(text);
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void DropOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(static_cast<float>(kVeil));
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(palette().color(QPalette::Link), 2, Qt::DashLine));
    painter.drawRoundedRect(rect().adjusted(kFrame, kFrame, -kFrame, -kFrame), kRadius, kRadius);
}

bool DropOverlay::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && event->type() == QEvent::Resize) {
        setGeometry(parentWidget()->rect());
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace offtake::ui
