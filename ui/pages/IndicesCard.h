#pragma once

#include <memory>
#include <utility>

#include "core/risk/StudyIndices.h"
#include "ui/charts/ChartCard.h"

class QLabel;
class QPushButton;

namespace offtake::ui {

class Indices;

/// Which inputs the variance of the figure comes from: the chart, what has to be known beside it, and the button that
/// stops or begins the calculation.
class IndicesCard : public ChartCard {
    Q_OBJECT
public:
    /// Both must outlive the card.
    IndicesCard(const Theme& theme, Indices& indices, QWidget* parent = nullptr);

    /// Shows the present state of the calculation.
    void refresh();

    [[nodiscard]] QLabel* note() const { return m_note; }
    [[nodiscard]] QPushButton* action() const { return m_action; }

private:
    void showWaiting();

    Indices& m_indices;
    std::pair<std::shared_ptr<const risk::StudyIndices>, std::size_t> m_drawn;
    QLabel* m_note;
    QPushButton* m_action;
};

}  // namespace offtake::ui
