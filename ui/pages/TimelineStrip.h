#pragma once

#include <QWidget>

#include "core/present/DealTimeline.h"

namespace offtake::ui {

class Theme;

/// The deals on the calendar: a bar per tranche, its firm part in the full colour of the deal, a few words of its
/// contract on or beside it. A click leads to the tranche.
class TimelineStrip : public QWidget {
    Q_OBJECT
public:
    /// `theme` must outlive the strip.
    explicit TimelineStrip(const Theme& theme, QWidget* parent = nullptr);

    void setTimeline(present::DealTimeline timeline);
    /// Drawn back while the result is of an earlier study.
    void setStale(bool stale);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// The tranche or deal drawn there; empty elsewhere.
    [[nodiscard]] QString pathAt(const QPoint& position) const;

Q_SIGNALS:
    void activated(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Lane {
        const present::TimelineBar* bar = nullptr;
        int deal = 0;
        QRect rect;  ///< of the bar
    };
    [[nodiscard]] std::vector<Lane> lanes() const;
    [[nodiscard]] QRect plot() const;
    [[nodiscard]] int xOf(Date day) const;
    [[nodiscard]] int laneHeight() const;
    [[nodiscard]] int shownLanes() const;
    [[nodiscard]] int labelWidth() const;
    void paintBar(QPainter& painter, const Lane& lane, int roomRight) const;
    void paintAxis(QPainter& painter) const;
    void paintNames(QPainter& painter, const std::vector<Lane>& all) const;

    const Theme& m_theme;
    present::DealTimeline m_timeline;
    bool m_stale = false;
};

}  // namespace offtake::ui
