#include "ui/charts/ChartView.h"

#include <algorithm>

#include <QAccessible>
#include <QAccessibleWidget>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QPainter>

#include "core/present/ChartRead.h"
#include "core/present/TableText.h"
#include "ui/charts/ChartExport.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

/// Qt Charts tells a screen reader nothing. Name: the finding; description: the sentences; value: under the crosshair.
class AccessibleChart : public QAccessibleWidget {
public:
    explicit AccessibleChart(ChartView* view) : QAccessibleWidget(view, QAccessible::Chart) {}

    [[nodiscard]] QString text(QAccessible::Text kind) const override {
        const auto* view = static_cast<const ChartView*>(widget());
        switch (kind) {
            case QAccessible::Name:
                return QString::fromStdString(view->spec().title);
            case QAccessible::Description:
                return QString::fromStdString(present::describe(view->spec()));
            case QAccessible::Value:
                return view->readingText();
            default:
                return QAccessibleWidget::text(kind);
        }
    }
};

QAccessibleInterface* makeAccessible(const QString&, QObject* object) {
    auto* view = qobject_cast<ChartView*>(object);
    return view == nullptr ? nullptr : new AccessibleChart(view);
}

void installAccessibility() {
    static const bool kInstalled = [] {
        QAccessible::installFactory(makeAccessible);
        return true;
    }();
    Q_UNUSED(kInstalled);
}

constexpr int kFocusRing = 2;

}  // namespace

ChartView::ChartView(const Theme& theme, QWidget* parent)
    : QChartView(parent), m_theme(theme), m_renderer(new ChartRenderer(chart())), m_hover(&m_ownHover) {
    installAccessibility();
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setRubberBand(QChartView::NoRubberBand);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(0, 0);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    askPath = [this](const QString& title, const QString& suggested, const QString& filter) {
        return QFileDialog::getSaveFileName(this, title, suggested, filter);
    };
    m_renderer->setFont(font());
    connect(&theme, &Theme::changed, this, &ChartView::applyTheme);
    connect(&m_ownHover, &HoverModel::changed, this, &ChartView::followHover);
    applyTheme();
}

ChartView::~ChartView() = default;

void ChartView::setSpec(const present::ChartSpec& spec) {
    m_renderer->render(spec);
    // Qt only ever raises the minimum; a splitter must be able to make the chart small again.
    setMinimumSize(0, 0);
    followHover();
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void ChartView::setHoverModel(HoverModel* model) {
    disconnect(m_hover, nullptr, this, nullptr);
    m_hover = model != nullptr ? model : &m_ownHover;
    connect(m_hover, &HoverModel::changed, this, &ChartView::followHover);
    if (model != nullptr) {
        connect(model, &QObject::destroyed, this, [this] { m_hover = &m_ownHover; });
    }
    followHover();
}

QString ChartView::readingText() const {
    const auto x = m_renderer->crosshair();
    if (!x) {
        return {};
    }
    const present::Reading reading = present::readAt(spec(), *x);
    QStringList parts(QString::fromStdString(reading.place));
    for (const present::Reading::Line& line : reading.lines) {
        parts << QString::fromStdString(line.name + " " + line.text);
    }
    return parts.join(QStringLiteral("; "));
}

void ChartView::copyPicture() const {
    ExportOptions options;
    options.size = size();
    options.dark = m_theme.isDark();
    options.footer = m_footer;
    QApplication::clipboard()->setImage(chartImage(spec(), options));
}

void ChartView::copyData() const {
    const present::TableSpec table = present::tableOf(spec());
    auto* mime = new QMimeData;
    mime->setText(QString::fromStdString(present::tsvText(table)));
    mime->setHtml(QString::fromStdString(present::htmlText(table)));
    QApplication::clipboard()->setMimeData(mime);
}

void ChartView::saveAs(const QString& suffix) {
    const QString name = QString::fromStdString(spec().id.empty() ? "chart" : spec().id) + QLatin1Char('.') + suffix;
    const QString path = askPath(tr("Save chart"), name, QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    if (path.isEmpty()) {
        return;
    }
    ExportOptions options;
    options.footer = m_footer;
    if (const auto written = exportChart(spec(), path.toStdString(), options); !written) {
        Q_EMIT failed(QString::fromStdString(written.error().english()));
    }
}

QSize ChartView::sizeHint() const { return {460, 300}; }

QSize ChartView::minimumSizeHint() const { return {160, 120}; }

void ChartView::mousePressEvent(QMouseEvent* event) {
    // Qt Charts 6.4 crashes on a click where no item lies (QTBUG-118669); and we need none of its own clicks.
    m_keyboardFocus = false;
    setFocus(Qt::MouseFocusReason);
    if (event->button() == Qt::LeftButton && m_renderer->crosshair()) {
        const double x = *m_renderer->crosshair();
        // The receiver may replace the chart: not from within its event.
        QMetaObject::invokeMethod(this, [this, x] { Q_EMIT sampleActivated(x); }, Qt::QueuedConnection);
    }
    event->accept();
}

void ChartView::mouseReleaseEvent(QMouseEvent* event) { event->accept(); }

void ChartView::mouseDoubleClickEvent(QMouseEvent* event) { event->accept(); }

void ChartView::mouseMoveEvent(QMouseEvent* event) {
    const ChartLayout& layout = m_renderer->layout();
    const QPointF at = mapToScene(event->position().toPoint());
    const QRectF reach = layout.horizontal ? QRectF(0.0, layout.plot.top(), width(), layout.plot.height())
                                           : layout.plot.adjusted(-kGrid, 0.0, kGrid, 0.0);
    if (spec().isEmpty() || !reach.contains(at)) {
        m_hover->setX(std::nullopt);
        return;
    }
    if (spec().kind == present::ChartKind::HeatMap) {
        const auto cell = spec().heat.cellAt({layout.xAt(at), layout.yAt(at)});
        m_hover->setX(cell ? std::optional(static_cast<double>(*cell)) : std::nullopt);
        return;
    }
    m_hover->setX(present::nearestSample(spec(), layout.xAt(at)));
}

void ChartView::leaveEvent(QEvent* event) {
    if (!m_keyboardFocus) {
        m_hover->setX(std::nullopt);
    }
    QChartView::leaveEvent(event);
}

void ChartView::keyPressEvent(QKeyEvent* event) {
    const bool rows = spec().kind == present::ChartKind::HorizontalBars;
    const int key = event->key();
    if (moveInMap(key)) {
        event->accept();
        return;
    }
    if (key == (rows ? Qt::Key_Down : Qt::Key_Right)) {
        moveSample(1);
    } else if (key == (rows ? Qt::Key_Up : Qt::Key_Left)) {
        moveSample(-1);
    } else if (key == Qt::Key_Home) {
        jumpSample(false);
    } else if (key == Qt::Key_End) {
        jumpSample(true);
    } else if (key == Qt::Key_Escape && m_hover->x()) {
        m_hover->setX(std::nullopt);
    } else if ((key == Qt::Key_Return || key == Qt::Key_Enter) && m_renderer->crosshair()) {
        Q_EMIT sampleActivated(*m_renderer->crosshair());
    } else if (event->matches(QKeySequence::Copy)) {
        copyPicture();
    } else {
        event->ignore();
        return;
    }
    event->accept();
}

void ChartView::wheelEvent(QWheelEvent* event) { event->ignore(); }

void ChartView::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    const Tokens& tokens = m_theme.tokens();
    menu.addAction(icon(QStringLiteral("table"), tokens), tr("Show as table\tCtrl+T"), this, &ChartView::tableRequested);
    menu.addSeparator();
    menu.addAction(icon(QStringLiteral("copy"), tokens), tr("Copy picture"), this, &ChartView::copyPicture);
    menu.addAction(tr("Copy data"), this, &ChartView::copyData);
    menu.addSeparator();
    for (const char* suffix : {"png", "svg", "pdf", "csv"}) {
        const QString name = QString::fromLatin1(suffix);
        menu.addAction(tr("Save as %1…").arg(name.toUpper()), this, [this, name] { saveAs(name); });
    }
    menu.exec(event->globalPos());
}

void ChartView::paintEvent(QPaintEvent* event) {
    QChartView::paintEvent(event);
    if (hasFocus() && m_keyboardFocus) {
        QPainter painter(viewport());
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.tokens().focus, kFocusRing));
        painter.drawRoundedRect(QRectF(viewport()->rect()).adjusted(1.0, 1.0, -1.0, -1.0), kRadius, kRadius);
    }
}

void ChartView::focusInEvent(QFocusEvent* event) {
    m_keyboardFocus = event->reason() != Qt::MouseFocusReason;
    QChartView::focusInEvent(event);
    viewport()->update();
}

void ChartView::focusOutEvent(QFocusEvent* event) {
    m_keyboardFocus = false;
    QChartView::focusOutEvent(event);
    viewport()->update();
}

void ChartView::changeEvent(QEvent* event) {
    QChartView::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_renderer != nullptr) {
        m_renderer->setFont(font());
    }
}

void ChartView::applyTheme() {
    setBackgroundBrush(m_theme.tokens().raised);
    m_renderer->setTokens(m_theme.tokens());
}

void ChartView::followHover() {
    const std::optional<double> x = m_hover->x() ? present::nearestSample(spec(), *m_hover->x()) : std::nullopt;
    m_renderer->setCrosshair(x);
    if (x && hasFocus()) {
        QAccessibleValueChangeEvent event(this, readingText());
        QAccessible::updateAccessibility(&event);
    }
}

void ChartView::moveSample(int by) {
    const std::vector<double> all = present::samples(spec());
    if (all.empty()) {
        return;
    }
    const auto current = m_renderer->crosshair();
    if (!current) {
        m_hover->setX(by > 0 ? all.front() : all.back());
        return;
    }
    const auto at = std::lower_bound(all.begin(), all.end(), *current) - all.begin();
    const auto next = std::clamp<std::ptrdiff_t>(at + by, 0, static_cast<std::ptrdiff_t>(all.size()) - 1);
    m_hover->setX(all[static_cast<std::size_t>(next)]);
}

bool ChartView::moveInMap(int key) {
    const bool moves = key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Up || key == Qt::Key_Down;
    if (spec().kind != present::ChartKind::HeatMap || spec().isEmpty() || !moves) {
        return false;
    }
    const present::HeatMap& heat = spec().heat;
    const auto current = m_renderer->crosshair();
    if (!current) {
        const auto start = heat.dot ? heat.cellAt(*heat.dot) : std::nullopt;
        m_hover->setX(static_cast<double>(start.value_or(0)));
        return true;
    }
    const std::size_t columns = heat.xs.size();
    std::size_t column = static_cast<std::size_t>(*current) % columns;
    std::size_t row = static_cast<std::size_t>(*current) / columns;
    if (key == Qt::Key_Left || key == Qt::Key_Right) {
        column = key == Qt::Key_Right ? std::min(column + 1, columns - 1) : std::max<std::size_t>(column, 1) - 1;
    } else {
        row = key == Qt::Key_Up ? std::min(row + 1, heat.ys.size() - 1) : std::max<std::size_t>(row, 1) - 1;
    }
    m_hover->setX(static_cast<double>(row * columns + column));
    return true;
}

void ChartView::jumpSample(bool toEnd) {
    const std::vector<double> all = present::samples(spec());
    if (!all.empty()) {
        m_hover->setX(toEnd ? all.back() : all.front());
    }
}

}  // namespace offtake::ui
