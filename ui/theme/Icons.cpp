#include "ui/theme/Icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

#include "core/base/Embedded.h"

namespace offtake::ui {
namespace {

class TintedEngine : public QIconEngine {
public:
    TintedEngine(QByteArray svg, QColor normal, QColor disabled)
        : m_svg(std::move(svg)), m_normal(std::move(normal)), m_disabled(std::move(disabled)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QByteArray svg = m_svg;
        svg.replace("currentColor", (mode == QIcon::Disabled ? m_disabled : m_normal).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap drawn(size);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return drawn;
    }
    [[nodiscard]] QIconEngine* clone() const override { return new TintedEngine(*this); }

private:
    QByteArray m_svg;
    QColor m_normal;
    QColor m_disabled;
};

}  // namespace

QIcon icon(const QString& name, const Tokens& tokens) {
    const std::string file = (name + QStringLiteral(".svg")).toStdString();
    for (const embedded::File& embedded : embedded::icons()) {
        if (embedded.name == file) {
            const QByteArray svg(embedded.bytes.data(), static_cast<qsizetype>(embedded.bytes.size()));
            return QIcon(new TintedEngine(svg, tokens.text, tokens.disabled));
        }
    }
    return {};
}

QStringList iconNames() {
    QStringList names;
    for (const embedded::File& embedded : embedded::icons()) {
        names << QString::fromUtf8(embedded.name.data(), static_cast<qsizetype>(embedded.name.size())).chopped(4);
    }
    names.sort();
    return names;
}

}  // namespace offtake::ui
