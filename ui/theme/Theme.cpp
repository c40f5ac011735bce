#include "ui/theme/Theme.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QStyleFactory>

#include "ui/theme/StyleSheet.h"

namespace offtake::ui {
namespace {

// Qt 6.4 has no notion of a dark system; a dark window colour is one.
constexpr int kDarkLightness = 128;

/// What the platform says, not what we have set.
bool systemIsDark() {
    const QPalette ours = QGuiApplication::palette();
    QGuiApplication::setPalette(QPalette());
    const bool dark = QGuiApplication::palette().color(QPalette::Window).lightness() < kDarkLightness;
    QGuiApplication::setPalette(ours);
    return dark;
}

}  // namespace

Theme::Theme(Mode mode, QObject* parent) : QObject(parent), m_mode(mode) {
    m_dark = mode == Mode::Dark || (mode == Mode::System && systemIsDark());
}

void Theme::setMode(Mode mode) {
    m_mode = mode;
    update();
}

void Theme::apply() {
    if (!m_applied) {
        m_applied = true;
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        qApp->installEventFilter(this);
    }
    m_updating = true;
    QApplication::setPalette(paletteOf(tokens()));
    qApp->setStyleSheet(styleSheetOf(tokens()));
    m_updating = false;
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    if (watched == qApp && event->type() == QEvent::ThemeChange && !m_updating) {
        update();
    }
    return QObject::eventFilter(watched, event);
}

void Theme::update() {
    if (m_updating) {
        return;
    }
    m_updating = true;
    const bool dark = m_mode == Mode::Dark || (m_mode == Mode::System && systemIsDark());
    m_updating = false;
    if (dark == m_dark) {
        return;
    }
    m_dark = dark;
    if (m_applied) {
        apply();
    }
    Q_EMIT changed();
}

}  // namespace offtake::ui
