#include "ui/widgets/FlatChoice.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QSignalBlocker>
#include <QWheelEvent>

#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr int kPad = 2 * kGrid;
constexpr int kChevron = 8;
constexpr int kLongestOption = 260;
constexpr int kFewestLetters = 8;

}  // namespace

FlatChoice::FlatChoice(const Theme& theme, const QString& words, QWidget* parent)
    : QComboBox(parent), m_theme(theme), m_words(words) {
    setAccessibleName(words);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, [this] { update(); });
    connect(this, &QComboBox::currentTextChanged, this, [this] { updateGeometry(); });
}

void FlatChoice::setOptions(const QList<std::pair<QString, QString>>& options, const QString& chosen) {
    const QSignalBlocker quiet(this);
    clear();
    int widest = 0;
    for (const auto& [text, key] : options) {
        addItem(text, key);
        widest = qMax(widest, fontMetrics().horizontalAdvance(text));
    }
    setCurrentIndex(qMax(0, findData(chosen)));
    view()->setMinimumWidth(widest + 8 * kGrid);
    if (m_givesWay) {
        setToolTip(currentText());
    }
    updateGeometry();
    update();
}

QSize FlatChoice::sizeHint() const {
    const QFontMetrics metrics(font());
    const int text = qMin(metrics.horizontalAdvance(currentText()), kLongestOption);
    const int words = m_words.isEmpty() ? 0 : metrics.horizontalAdvance(m_words) + kGrid;
    return {words + text + kGrid + kChevron + 2 * kPad, metrics.height() + 2 * kGrid};
}

void FlatChoice::setGivesWay() {
    m_givesWay = true;
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(this, &QComboBox::currentTextChanged, this, &QWidget::setToolTip);
}

QSize FlatChoice::minimumSizeHint() const {
    const QSize whole = sizeHint();
    if (!m_givesWay) {
        return whole;
    }
    const QFontMetrics metrics(font());
    const int text = qMin(metrics.horizontalAdvance(currentText()), kFewestLetters * metrics.averageCharWidth());
    return {qMin(whole.width(), metrics.horizontalAdvance(m_words) + text + 2 * kGrid + kChevron + 2 * kPad), whole.height()};
}

void FlatChoice::paintEvent(QPaintEvent*) {
    const Tokens& tokens = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0);
    if (underMouse() && isEnabled()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(tokens.tint(tokens.line, 0.6));
        painter.drawRoundedRect(frame, kRadius, kRadius);
    }
    const QFontMetrics metrics(font());
    int x = kPad;
    if (!m_words.isEmpty()) {
        painter.setPen(tokens.muted);
        painter.drawText(QRect(x, 0, metrics.horizontalAdvance(m_words), height()), Qt::AlignVCenter | Qt::AlignLeft, m_words);
        x += metrics.horizontalAdvance(m_words) + kGrid;
    }
    const int room = width() - x - kPad - kChevron - kGrid;
    const QString shown = metrics.elidedText(currentText(), m_givesWay ? Qt::ElideMiddle : Qt::ElideRight, room + 1);
    painter.setPen(isEnabled() ? tokens.text : tokens.disabled);
    painter.drawText(QRect(x, 0, room + 1, height()), Qt::AlignVCenter | Qt::AlignLeft, shown);
    x += metrics.horizontalAdvance(shown) + kGrid;
    const QPointF tip(x + kChevron / 2.0, height() / 2.0 + kChevron / 4.0);
    painter.setPen(QPen(tokens.muted, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF({tip - QPointF(kChevron / 2.0 - 0.5, kChevron / 2.0), tip, tip + QPointF(kChevron / 2.0 - 0.5, -kChevron / 2.0)}));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(tokens.focus, 2.0));
        painter.drawRoundedRect(frame, kRadius, kRadius);
    }
}

void FlatChoice::wheelEvent(QWheelEvent* event) { event->ignore(); }

}  // namespace offtake::ui
