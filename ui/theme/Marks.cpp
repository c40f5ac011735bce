#include "ui/theme/Marks.h"

#include <cmath>
#include <numbers>

#include <QPainter>

namespace offtake::ui {
namespace {

QPainterPath polygon(const QPointF& centre, double radius, int corners, double turn, double innerShare = 1.0) {
    QPainterPath path;
    const int points = innerShare < 1.0 ? corners * 2 : corners;
    for (int i = 0; i < points; ++i) {
        const double angle = turn + 2.0 * std::numbers::pi * i / points;
        const double r = innerShare < 1.0 && i % 2 == 1 ? radius * innerShare : radius;
        const QPointF at = centre + QPointF(r * std::sin(angle), -r * std::cos(angle));
        i == 0 ? path.moveTo(at) : path.lineTo(at);
    }
    path.closeSubpath();
    return path;
}

}  // namespace

QPainterPath markOf(const present::Role& role, const QPointF& centre, double size) {
    constexpr double kPi = std::numbers::pi;
    const double r = size / 2.0;
    QPainterPath path;
    switch ((role.index % kSeriesColours + kSeriesColours) % kSeriesColours) {
        case 1:
            return polygon(centre, r * 1.15, 4, 0.0);
        case 2:
            path.addRect(QRectF(centre.x() - r * 0.9, centre.y() - r * 0.9, r * 1.8, r * 1.8));
            return path;
        case 3:
            return polygon(centre + QPointF(0.0, r * 0.2), r * 1.15, 3, 0.0);
        case 4:
            return polygon(centre, r * 1.1, 5, 0.0);
        case 5:
            return polygon(centre - QPointF(0.0, r * 0.2), r * 1.15, 3, kPi);
        case 6:
            path.addRect(QRectF(centre.x() - r * 0.35, centre.y() - r, r * 0.7, r * 2.0));
            path.addRect(QRectF(centre.x() - r, centre.y() - r * 0.35, r * 2.0, r * 0.7));
            return path.simplified();
        case 7:
            return polygon(centre, r * 1.2, 5, 0.0, 0.45);
        default:
            path.addEllipse(centre, r, r);
            return path;
    }
}

QPixmap markPixmap(const present::Role& role, const Tokens& tokens, int size, double devicePixelRatio) {
    QPixmap pixmap(QSize(size, size) * devicePixelRatio);
    pixmap.setDevicePixelRatio(devicePixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(markOf(role, QPointF(size / 2.0, size / 2.0), size * 0.8), tokens.fill(role));
    return pixmap;
}

}  // namespace offtake::ui
