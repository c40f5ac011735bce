#pragma once

#include <QWidget>

#include "core/economics/metrics/Metric.h"
#include "ui/document/Results.h"

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace offtake::explain {
struct Explanation;
}

namespace offtake::ui {

class Theme;

/// A figure of a deal: what it is, how it is computed in words, and from what it comes, down to inputs. The chosen step of
/// the tree is told in full below it: formula, value with unit, months, source, and of an input where it stands.
class MetricDetails : public QWidget {
    Q_OBJECT
public:
    explicit MetricDetails(const Theme& theme, QWidget* parent = nullptr);

    /// `deal` is an id. What is not in the result is said.
    void setMetric(const ResultPointer& result, const QString& deal, const economics::MetricInfo& metric);

    /// Puts the keyboard on the first step; false when there is none.
    bool focusTree();

    [[nodiscard]] QTreeWidget* tree() const { return m_tree; }
    [[nodiscard]] QLabel* value() const { return m_value; }
    [[nodiscard]] QLabel* step() const { return m_step; }
    [[nodiscard]] QPushButton* stepLink() const { return m_stepLink; }

Q_SIGNALS:
    /// An input of the explanation was chosen.
    void inputRequested(const QString& path);

private:
    void add(QTreeWidgetItem* parent, const explain::Explanation& step);
    void tellStep(const QTreeWidgetItem* item);

    const Theme& m_theme;
    QLabel* m_title;
    QLabel* m_where;
    QLabel* m_value;
    QLabel* m_formula;
    QLabel* m_problem;
    QLabel* m_heading;
    QTreeWidget* m_tree;
    QLabel* m_step;
    QPushButton* m_stepLink;
};

}  // namespace offtake::ui
