#include "ui/widgets/AnswerStripView.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/text/Text.h"
#include "ui/theme/Look.h"
#include "ui/theme/Marks.h"
#include "ui/theme/Theme.h"

namespace offtake::ui {
namespace {

constexpr int kMark = 11;
constexpr std::size_t kMostFigures = 3;
constexpr int kMostReadingLines = 3;
// The reading of the difference says two things, those of the deals one.
constexpr int kDealStretch = 3;
constexpr int kDifferenceStretch = 4;

void setColour(QLabel* label, const QColor& colour) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, colour);
    label->setPalette(palette);
}

}  // namespace

AnswerFigureView::AnswerFigureView(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_mark(new QLabel), m_heading(new QLabel), m_number(new QLabel), m_unit(new QLabel), m_reading(new QLabel) {
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setLook(m_number, Look::Answer);
    QFont unit = m_unit->font();
    unit.setWeight(QFont::DemiBold);
    m_unit->setFont(unit);
    QFont small = m_heading->font();
    small.setPointSizeF(std::max(9.0, small.pointSizeF() * 0.95));
    m_heading->setFont(small);
    m_reading->setFont(small);
    m_reading->setWordWrap(true);
    m_reading->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    for (QLabel* label : {m_heading, m_number, m_unit, m_reading}) {
        label->setTextFormat(Qt::PlainText);
        label->setMinimumWidth(0);
        label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    }
    m_number->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);

    auto* head = new QHBoxLayout;
    head->setSpacing(kGrid + 2);
    head->addWidget(m_mark);
    head->addWidget(m_heading, 1);
    auto* figure = new QHBoxLayout;
    figure->setSpacing(kGrid + 2);
    figure->addWidget(m_number, 0, Qt::AlignBottom);
    figure->addWidget(m_unit, 1, Qt::AlignBottom);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGrid, kGrid, kGrid, kGrid);
    column->setSpacing(2);
    column->addLayout(head);
    column->addLayout(figure);
    column->addWidget(m_reading);
    column->addStretch(1);  // a longer reading beside it does not pull these apart
    connect(&theme, &Theme::changed, this, &AnswerFigureView::applyColours);
    applyColours();
}

void AnswerFigureView::setFigure(const present::AnswerFigure& figure) {
    m_figure = figure;
    m_heading->setText(toQt(figure.heading));
    m_number->setText(toQt(figure.figure));
    m_unit->setText(toQt(figure.unit));
    // The unit stands on the baseline of the figure, not on its lower edge.
    m_unit->setContentsMargins(0, 0, 0, QFontMetrics(m_number->font()).descent() - QFontMetrics(m_unit->font()).descent());
    m_reading->setText(toQt(figure.reading));
    m_mark->setVisible(figure.role.has_value());
    setToolTip(toQt(figure.heading) + QLatin1Char('\n') + toQt(figure.hint));
    setAccessibleName(QStringLiteral("%1: %2 %3").arg(toQt(figure.heading), m_number->text(), toQt(figure.unit)).trimmed());
    setAccessibleDescription(m_reading->text());
    setFocusPolicy(figure.kind == present::AnswerFigure::Kind::Nothing ? Qt::NoFocus : Qt::TabFocus);
    setCursor(figure.kind == present::AnswerFigure::Kind::Nothing ? Qt::ArrowCursor : Qt::PointingHandCursor);
    applyColours();
}

void AnswerFigureView::setStale(bool stale) {
    if (m_stale != stale) {
        m_stale = stale;
        applyColours();
    }
}

void AnswerFigureView::fitReading(int width) {
    const QFontMetrics metrics(m_reading->font());
    const int unitRoom = width - 2 * kGrid - m_number->sizeHint().width() - kGrid - 2;
    m_unit->setText(QFontMetrics(m_unit->font()).elidedText(toQt(m_figure.unit), Qt::ElideRight, std::max(0, unitRoom)));
    const int room = std::max(1, width - 2 * kGrid);
    const int headRoom = room - (m_figure.role ? kMark + kGrid + 2 : 0);
    m_heading->setText(QFontMetrics(m_heading->font()).elidedText(toQt(m_figure.heading), Qt::ElideRight, headRoom));
    const int needed = metrics.boundingRect(QRect(0, 0, room, 10000), Qt::TextWordWrap, m_reading->text()).height();
    m_reading->setFixedHeight(std::clamp(needed, metrics.height(), kMostReadingLines * metrics.lineSpacing() + 1));
    m_reading->setToolTip(needed > m_reading->height() ? m_reading->text() : QString());
}

void AnswerFigureView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->pos()) && m_figure.kind != present::AnswerFigure::Kind::Nothing) {
        Q_EMIT activated();
    }
}

void AnswerFigureView::keyPressEvent(QKeyEvent* event) {
    const int key = event->key();
    if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space) {
        Q_EMIT activated();
        return;
    }
    QFrame::keyPressEvent(event);
}

void AnswerFigureView::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    if (m_keyboardFocus) {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(m_theme.tokens().focus, 2.0));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1.0, 1.0, -1.0, -1.0), kRadius, kRadius);
    }
}

void AnswerFigureView::focusInEvent(QFocusEvent* event) {
    QFrame::focusInEvent(event);
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason || event->reason() == Qt::ShortcutFocusReason;
    update();
}

void AnswerFigureView::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    applyColours();  // the style sheet has polished the labels by now and may have put its own palette in
}

void AnswerFigureView::focusOutEvent(QFocusEvent* event) {
    QFrame::focusOutEvent(event);
    m_keyboardFocus = false;
    update();
}

void AnswerFigureView::applyColours() {
    const Tokens& tokens = m_theme.tokens();
    setColour(m_heading, tokens.muted);
    setColour(m_reading, tokens.muted);
    setColour(m_unit, m_figure.kind == present::AnswerFigure::Kind::Difference ? tokens.muted : tokens.text);
    setColour(m_number, m_stale ? tokens.muted : tokens.words(m_figure.meaning));
    if (m_stale) {
        setColour(m_unit, tokens.muted);
    }
    if (m_figure.role) {
        m_mark->setPixmap(markPixmap(*m_figure.role, tokens, kMark, devicePixelRatioF()));
    }
}

AnswerStripView::AnswerStripView(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_theme(theme), m_columns(new QHBoxLayout(this)), m_note(new QLabel(tr("updating…"), this)) {
    setLook(this, Look::Strip);
    setAccessibleName(tr("Answer"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_columns->setContentsMargins(4 * kGrid, 2 * kGrid, 4 * kGrid, 2 * kGrid);
    m_columns->setSpacing(4 * kGrid);
    for (std::size_t i = 0; i < kMostFigures; ++i) {
        if (i > 0) {
            auto* rule = new QFrame(this);
            rule->setFrameShape(QFrame::VLine);
            rule->setFrameShadow(QFrame::Plain);
            m_columns->addWidget(rule);
            m_rules.push_back(rule);
        }
        auto* figure = new AnswerFigureView(theme, this);
        m_columns->addWidget(figure, i + 1 < kMostFigures ? kDealStretch : kDifferenceStretch);
        connect(figure, &AnswerFigureView::activated, this,
                [this, figure] { Q_EMIT figureActivated(m_metric, toQt(figure->figure().dealId)); });
        m_figures.push_back(figure);
    }
    setLook(m_note, Look::Tag);
    m_note->hide();
    const auto colourRules = [this] {
        for (QFrame* rule : m_rules) {
            QPalette palette = rule->palette();
            palette.setColor(QPalette::WindowText, m_theme.tokens().line);
            rule->setPalette(palette);
        }
    };
    connect(&theme, &Theme::changed, this, colourRules);
    colourRules();
    setResult(nullptr);
}

void AnswerStripView::setResult(const std::shared_ptr<const economics::StudyResult>& result) {
    m_result = result;
    showAnswer();
}

void AnswerStripView::setSimulation(const std::shared_ptr<const risk::Simulation>& simulation, bool updating) {
    if (simulation != m_simulation || updating != m_updating) {
        m_simulation = simulation;
        m_updating = updating;
        showAnswer();
    }
}

void AnswerStripView::showAnswer() {
    if (m_result) {
        present::AnswerStrip strip = present::answerStrip(*m_result);
        if (m_simulation) {
            present::addSpread(strip, *m_result, *m_simulation, m_updating);
        }
        show(strip);
        return;
    }
    present::AnswerFigure waiting;
    waiting.heading = toStd(tr("No answer yet"));
    waiting.figure = "–";
    waiting.reading = toStd(tr("It appears as soon as the study can be computed."));
    show({"", {waiting}});
}

void AnswerStripView::setStale(bool stale) {
    m_stale = stale;
    for (AnswerFigureView* figure : m_figures) {
        figure->setStale(stale);
    }
    m_note->setVisible(stale);
    m_note->raise();
    m_note->adjustSize();
    m_note->move(width() - m_note->width() - 4 * kGrid, 2 * kGrid);
    setAccessibleDescription(stale ? m_note->text() : QString());
}

void AnswerStripView::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    fitHeights();
    m_note->move(width() - m_note->width() - 4 * kGrid, 2 * kGrid);
}

void AnswerStripView::show(const present::AnswerStrip& strip) {
    m_metric = toQt(strip.metric);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        const bool used = i < strip.figures.size();
        m_figures[i]->setVisible(used);
        if (used) {
            m_figures[i]->setFigure(strip.figures[i]);
        }
        if (i > 0) {
            m_rules[i - 1]->setVisible(used);
        }
    }
    fitHeights();
}

void AnswerStripView::fitHeights() {
    const QMargins margins = m_columns->contentsMargins();
    int stretches = 0;
    int gaps = -1;
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        if (!m_figures[i]->isHidden()) {
            stretches += i + 1 < kMostFigures ? kDealStretch : kDifferenceStretch;
            ++gaps;
        }
    }
    if (stretches == 0) {
        return;
    }
    const int room = width() - margins.left() - margins.right() - gaps * (2 * m_columns->spacing() + 1);
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        m_figures[i]->fitReading(room * (i + 1 < kMostFigures ? kDealStretch : kDifferenceStretch) / stretches);
    }
    updateGeometry();
}

}  // namespace offtake::ui
