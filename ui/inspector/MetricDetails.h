#pragma once

#include <QWidget>

#include "core/economics/metrics/Metric.h"
#include "ui/document/Results.h"

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace offtake::explain {
struct Explanation;
}

namespace offtake::ui {

class Theme;

/// A figure of a deal: what it is, how it is computed in words, and from what it comes, down to inputs.
class MetricDetails : public QWidget {
    Q_OBJECT
public:
    explicit MetricDetails(const Theme& theme, QWidget* parent = nullptr);

    /// `deal` is an id. What is not in the result is said.
    void setMetric(const ResultPointer& result, const QString& deal, const economics::MetricInfo& metric);

    [[nodiscard]] QTreeWidget* tree() const { return m_tree; }
    [[nodiscard]] QLabel* value() const { return m_value; }

Q_SIGNALS:
    /// An input of the explanation was chosen.
    void inputRequested(const QString& path);

private:
    void add(QTreeWidgetItem* parent, const explain::Explanation& step);

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_where;
    QLabel* m_value;
    QLabel* m_formula;
    QLabel* m_problem;
    QLabel* m_heading;
    QTreeWidget* m_tree;
};

}  // namespace offtake::ui
