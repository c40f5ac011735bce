#include "ui/pages/TimelineStrip.h"

#include <algorithm>

#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/text/Text.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {

namespace {

constexpr int kMargin = 3 * kGrid;
constexpr int kMostLanes = 12;         // with more tranches the rest is in the table only
constexpr double kWidestNames = 0.22;  // of the strip
constexpr double kMayLeave = 0.38;     // how strongly what is not firm is drawn
constexpr int kAxisTick = 4;
constexpr int kLeastGapBetweenYears = 48;

int yearOf(Date day) { return static_cast<int>(std::chrono::year_month_day(day).year()); }

QString monthName(Date day) {
    return QLocale::c().standaloneMonthName(static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day(day).month())), QLocale::ShortFormat);
}

}  // namespace

TimelineStrip::TimelineStrip(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    setAccessibleName(tr("Deals on the calendar"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void TimelineStrip::setTimeline(present::DealTimeline timeline) {
    m_timeline = std::move(timeline);
    setAccessibleDescription(toQt(present::timelineText(m_timeline)));
    updateGeometry();
    update();
}

void TimelineStrip::setStale(bool stale) {
    m_stale = stale;
    update();
}

int TimelineStrip::laneHeight() const { return fontMetrics().height() + kGrid; }

int TimelineStrip::shownLanes() const {
    int lanes = 0;
    for (const auto& deal : m_timeline.deals) {
        lanes += static_cast<int>(deal.bars.size());
    }
    return std::min(lanes, kMostLanes);
}

QSize TimelineStrip::sizeHint() const {
    const int deals = static_cast<int>(m_timeline.deals.size());
    const int gaps = std::max(0, std::min(deals, kMostLanes) - 1) * kGrid;
    return {480, 2 * kMargin + std::max(1, shownLanes()) * laneHeight() + gaps + fontMetrics().height() + 2 * kGrid};
}

QSize TimelineStrip::minimumSizeHint() const { return {240, sizeHint().height()}; }

int TimelineStrip::labelWidth() const {
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    int widest = 0;
    for (const auto& deal : m_timeline.deals) {
        widest = std::max(widest, QFontMetrics(font).horizontalAdvance(toQt(deal.name)));
    }
    return std::min(widest, static_cast<int>(width() * kWidestNames));
}

QRect TimelineStrip::plot() const {
    const int left = kMargin + labelWidth() + 3 * kGrid;
    return {left, kMargin, std::max(1, width() - left - 2 * kMargin), height() - 2 * kMargin - fontMetrics().height() - 2 * kGrid};
}

int TimelineStrip::xOf(Date day) const {
    const QRect area = plot();
    const double length = std::max(1, daysBetween(m_timeline.from, m_timeline.to));
    return area.left() + static_cast<int>(area.width() * (daysBetween(m_timeline.from, day) / length));
}

std::vector<TimelineStrip::Lane> TimelineStrip::lanes() const {
    std::vector<Lane> all;
    int top = plot().top();
    for (std::size_t d = 0; d < m_timeline.deals.size(); ++d) {
        for (const auto& bar : m_timeline.deals[d].bars) {
            if (static_cast<int>(all.size()) == kMostLanes) {
                return all;
            }
            const int left = xOf(bar.start);
            all.push_back({&bar, static_cast<int>(d), QRect(left, top, std::max(2, xOf(bar.end) - left), laneHeight() - 3)});
            top += laneHeight();
        }
        top += m_timeline.deals[d].bars.empty() ? 0 : kGrid;
    }
    return all;
}

void TimelineStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const std::vector<Lane> all = lanes();
    if (all.empty()) {
        painter.setPen(m_theme.tokens().muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("The calendar appears when a deal has a tranche."));
        return;
    }
    painter.setOpacity(m_stale ? 0.5 : 1.0);
    paintAxis(painter);
    for (const Lane& lane : all) {
        paintBar(painter, lane, width() - kMargin);
    }
    paintNames(painter, all);
}

void TimelineStrip::paintNames(QPainter& painter, const std::vector<Lane>& all) const {
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    for (std::size_t d = 0; d < m_timeline.deals.size(); ++d) {
        QRect rows;
        for (const Lane& lane : all) {
            if (lane.deal == static_cast<int>(d)) {
                rows = rows.united(lane.rect);
            }
        }
        if (!rows.isValid()) {
            continue;
        }
        painter.setPen(m_theme.tokens().words(present::Role::deal(static_cast<int>(d))));
        const QRect box(kMargin, rows.top(), labelWidth(), laneHeight() - 3);
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight, QFontMetrics(font).elidedText(toQt(m_timeline.deals[d].name), Qt::ElideRight, box.width()));
    }
    painter.setFont(this->font());
}

void TimelineStrip::paintBar(QPainter& painter, const Lane& lane, int roomRight) const {
    const Tokens& tokens = m_theme.tokens();
    const QColor full = tokens.fill(present::Role::deal(lane.deal));
    painter.setPen(Qt::NoPen);
    painter.setBrush(tokens.tint(full, kMayLeave));
    painter.drawRoundedRect(lane.rect, 2, 2);
    QRect firm;
    if (lane.bar->firmUntil) {
        firm = lane.rect;
        firm.setRight(std::max(lane.rect.left() + 2, xOf(*lane.bar->firmUntil) - 1));
        painter.setBrush(full);
        painter.drawRoundedRect(firm, 2, 2);
    }
    // Words stand out from the colour they are on, whichever colour that is.
    const auto wordsOn = [&tokens](const QColor& ground) {
        return contrast(tokens.text, ground) > contrast(tokens.raised, ground) ? tokens.text : tokens.raised;
    };
    const QFontMetrics metrics = fontMetrics();
    const QRect text = lane.rect.adjusted(2 * kGrid, 0, -2 * kGrid, 0);
    const QString firmWords = toQt(lane.bar->firmWords);
    const QString name = toQt(lane.bar->name);
    const QString words = lane.bar->words.empty() ? name : name + QStringLiteral(" · ") + toQt(lane.bar->words);
    const bool wholeFirm = firm.isValid() && firmWords.isEmpty();
    int from = text.left();
    if (!firmWords.isEmpty()) {
        const int needed = metrics.horizontalAdvance(firmWords) + 4 * kGrid;
        if (needed <= firm.width()) {
            painter.setPen(wordsOn(full));
            painter.drawText(firm.adjusted(2 * kGrid, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, firmWords);
        }
        from = firm.right() + 2 * kGrid;
    }
    const QString said = !firmWords.isEmpty() && firm.isValid() && metrics.horizontalAdvance(firmWords) + 4 * kGrid > firm.width()
                             ? firmWords + QStringLiteral(" · ") + words
                             : words;
    const int inside = lane.rect.right() - 2 * kGrid - from;
    const int outside = roomRight - lane.rect.right() - 2 * kGrid;
    const int wanted = metrics.horizontalAdvance(said);
    if (wanted > inside && outside > inside) {
        painter.setPen(tokens.muted);
        painter.drawText(QRect(lane.rect.right() + 2 * kGrid, lane.rect.top(), outside, lane.rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                         metrics.elidedText(said, Qt::ElideRight, outside));
        return;
    }
    painter.setPen(wholeFirm ? wordsOn(full) : tokens.text);
    painter.drawText(QRect(from, lane.rect.top(), std::max(0, inside), lane.rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     metrics.elidedText(said, Qt::ElideRight, std::max(0, inside)));
}

void TimelineStrip::paintAxis(QPainter& painter) const {
    const Tokens& tokens = m_theme.tokens();
    const QRect area = plot();
    const int y = area.bottom() + kGrid;
    painter.setPen(tokens.baseline);
    painter.drawLine(area.left(), y, area.right(), y);
    const QFontMetrics metrics = fontMetrics();
    const int top = y + kAxisTick + 1;
    const QString first = QStringLiteral("%1 %2").arg(monthName(m_timeline.from)).arg(yearOf(m_timeline.from));
    painter.setPen(tokens.baseline);
    painter.drawLine(area.left(), y, area.left(), y + kAxisTick);
    painter.setPen(tokens.muted);
    painter.drawText(QRect(area.left(), top, 120, metrics.height()), Qt::AlignLeft | Qt::AlignTop, first);
    int free = area.left() + metrics.horizontalAdvance(first) + 2 * kGrid;
    for (int year = yearOf(m_timeline.from) + 1; year <= yearOf(m_timeline.to); ++year) {
        const int x = xOf(date(year, 1, 1));
        const QString label = QString::number(year);
        const int half = metrics.horizontalAdvance(label) / 2;
        painter.setPen(tokens.baseline);
        painter.drawLine(x, y, x, y + kAxisTick);
        if (x - half < free) {
            continue;
        }
        painter.setPen(tokens.muted);
        painter.drawText(QRect(x - half, top, 2 * half + 2, metrics.height()), Qt::AlignLeft | Qt::AlignTop, label);
        free = std::max(x + half + 2 * kGrid, x - half + kLeastGapBetweenYears);
    }
    const int horizon = xOf(m_timeline.horizonEnd);
    if (horizon < area.right() - 2) {
        painter.setPen(QPen(tokens.baseline, 1, Qt::DotLine));
        painter.drawLine(horizon, area.top(), horizon, y);
    }
}

QString TimelineStrip::pathAt(const QPoint& position) const {
    for (const Lane& lane : lanes()) {
        if (lane.rect.top() <= position.y() && position.y() <= lane.rect.bottom()) {
            return toQt(position.x() < plot().left() ? m_timeline.deals[static_cast<std::size_t>(lane.deal)].path : lane.bar->path);
        }
    }
    return {};
}

void TimelineStrip::mousePressEvent(QMouseEvent* event) {
    if (const QString path = pathAt(event->pos()); !path.isEmpty()) {
        Q_EMIT activated(path);
    }
}

bool TimelineStrip::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Lane& lane : lanes()) {
        if (lane.rect.contains(help->pos())) {
            present::DealTimeline one{m_timeline.from, m_timeline.to, m_timeline.horizonEnd, {}};
            one.deals.push_back({{}, m_timeline.deals[static_cast<std::size_t>(lane.deal)].name, {*lane.bar}});
            QToolTip::showText(help->globalPos(), toQt(present::timelineText(one)).trimmed(), this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

}  // namespace offtake::ui
