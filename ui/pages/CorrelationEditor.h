#pragma once

#include <vector>

#include <QFrame>

#include "core/risk/Correlation.h"
#include "core/study/Edit.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace offtake::ui {

class Theme;

/// Which uncertain inputs move together: two inputs and a rank correlation a row. Every change is an edit. Where the
/// correlations did not fit together, what was used in their place is said.
class CorrelationEditor : public QFrame {
    Q_OBJECT
public:
    explicit CorrelationEditor(const Theme& theme, QWidget* parent = nullptr);

    /// `plan` names the inputs on offer and is that of the study; `repairs` are of a simulation of the same plan.
    void show(const study::Study& study, const study::Plan& plan, const std::vector<risk::CorrelationRepair>& repairs);

    /// Moves the keyboard to the first correlation, or to where one is added.
    void focusFirst();

    struct Line {
        std::string id;
        QWidget* box = nullptr;
        QComboBox* first = nullptr;
        QComboBox* second = nullptr;
        QDoubleSpinBox* rank = nullptr;
        QPushButton* remove = nullptr;
    };
    [[nodiscard]] const std::vector<Line>& lines() const { return m_lines; }
    [[nodiscard]] QPushButton* addButton() const { return m_add; }
    /// Puts the correlations that were used in place of those stated; hidden where all fit together.
    [[nodiscard]] QPushButton* repairButton() const { return m_repair; }
    [[nodiscard]] QLabel* repairNote() const { return m_repairs; }

Q_SIGNALS:
    void editRequested(const offtake::study::Edit& edit);

private:
    struct Candidate {
        QString name;
        std::string path;
        study::RandomInput::Part part = study::RandomInput::Part::Level;
    };
    [[nodiscard]] Line makeLine(const std::string& id);
    void fillChoice(QComboBox* choice, const std::string& chosen) const;
    void addPair();
    void takeRepairs();
    /// The correlation of the two, in either order; nullptr when none is stated.
    [[nodiscard]] study::ElementPtr pairOf(const Candidate& a, const Candidate& b) const;
    void request(const std::string& id, const study::Input& input, const study::Value& value);

    study::Study m_study;
    std::vector<Candidate> m_candidates;
    std::vector<risk::CorrelationRepair> m_used;
    std::vector<Line> m_lines;
    bool m_filling = false;
    QVBoxLayout* m_rows;
    QLabel* m_nothing;
    QLabel* m_repairs;
    QPushButton* m_add;
    QPushButton* m_repair;
};

}  // namespace offtake::ui
