#pragma once

#include <QFrame>

#include "core/present/ChartSpec.h"

class QHBoxLayout;
class QStackedLayout;

namespace offtake::ui {

class ChartView;
class HoverModel;
class SpecTableView;
class Theme;

/// A chart in a card, as pages use it: the chart, and on Ctrl+T the same data as a table.
///
///     auto* card = new ChartCard(theme);
///     card->setHoverModel(&m_months);           // linked with the page's other monthly charts
///     card->setSpec(present::cumulativeCost(…));
///
/// An empty spec shows its emptyText, a spec that cannot be drawn its reason, setStale(true) keeps the old chart faded.
class ChartCard : public QFrame {
    Q_OBJECT
public:
    /// `theme` must outlive the card.
    explicit ChartCard(const Theme& theme, QWidget* parent = nullptr);

    void setSpec(const present::ChartSpec& spec);
    void setHoverModel(HoverModel* model);
    void setStale(bool stale);
    /// For a chart inside another card.
    void setFrameless();
    /// Puts a control below the chart, at the left beside those before.
    void addControl(QWidget* control);

    /// Puts a widget below the chart over the whole width of the card.
    void addFoot(QWidget* foot);

    [[nodiscard]] ChartView* view() const { return m_view; }
    [[nodiscard]] SpecTableView* table() const { return m_table; }
    [[nodiscard]] bool showsTable() const;

public Q_SLOTS:
    void setTableShown(bool shown);
    void toggleTable();

Q_SIGNALS:
    void tableShownChanged(bool shown);

private:
    ChartView* m_view;
    SpecTableView* m_table;
    QStackedLayout* m_stack;
    QHBoxLayout* m_controls = nullptr;
};

}  // namespace offtake::ui
