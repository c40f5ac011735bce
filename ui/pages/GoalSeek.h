#pragma once

#include <vector>

#include <QDialog>

#include "core/risk/BreakEven.h"
#include "core/study/Edit.h"
#include "ui/document/Job.h"
#include "ui/document/Results.h"

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace offtake::ui {

/// "At which price are A and B equal?": one input is moved over its range until the difference of two deals is zero.
/// Every value at which it is can be taken into the study. Not modal; asks anew when the study changes.
class GoalSeek : public QDialog {
    Q_OBJECT
public:
    /// `results` must outlive it.
    explicit GoalSeek(const Results& results, QWidget* parent = nullptr);

    /// Opens for a figure that is a difference, with an input to begin with (its path; empty: the first).
    void ask(const risk::Figure& figure, const QString& input);

    [[nodiscard]] QComboBox* input() const { return m_input; }
    [[nodiscard]] QLabel* answer() const { return m_answer; }
    /// One for each value that was found.
    [[nodiscard]] const std::vector<QPushButton*>& takeButtons() const { return m_takes; }

Q_SIGNALS:
    void editRequested(const offtake::study::Edit& edit);

private:
    void fillInputs();
    void seek();
    void tell(const Expected<std::shared_ptr<const risk::BreakEven>>& outcome);
    [[nodiscard]] QString sentenceOf(const risk::BreakEven& found, const risk::BreakEvenRoot& root) const;

    const Results& m_results;
    risk::Figure m_figure;
    QLabel* m_question;
    QComboBox* m_input;
    QLabel* m_answer;
    QVBoxLayout* m_takeRows;
    std::vector<QPushButton*> m_takes;
    Job<risk::BreakEven> m_job;
};

}  // namespace offtake::ui
