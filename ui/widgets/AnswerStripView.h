#pragma once

#include <memory>
#include <vector>

#include <QFrame>
#include <QString>

#include "core/present/UncertaintyText.h"

class QHBoxLayout;
class QLabel;

namespace offtake::ui {

class Theme;

/// One figure of the strip: a mark and what it is about, the figure in the largest type, and one line in words. Enter
/// or a click asks to explain it.
class AnswerFigureView : public QFrame {
    Q_OBJECT
public:
    explicit AnswerFigureView(const Theme& theme, QWidget* parent = nullptr);

    void setFigure(const present::AnswerFigure& figure);
    void setStale(bool stale);
    /// As tall as its words need at this width.
    void fitReading(int width);
    [[nodiscard]] const present::AnswerFigure& figure() const { return m_figure; }
    [[nodiscard]] QLabel* number() const { return m_number; }
    [[nodiscard]] QLabel* reading() const { return m_reading; }

Q_SIGNALS:
    void activated();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void applyColours();

    const Theme& m_theme;
    present::AnswerFigure m_figure;
    bool m_stale = false;
    bool m_keyboardFocus = false;  ///< the ring is for those who came by keyboard
    QLabel* m_mark;
    QLabel* m_heading;
    QLabel* m_number;
    QLabel* m_unit;
    QLabel* m_reading;
};

/// The answer of the study, visible from every page: at most three figures side by side. While a newer answer is on its
/// way the old one stays, drawn back, and says so.
class AnswerStripView : public QFrame {
    Q_OBJECT
public:
    /// `theme` must outlive the view.
    explicit AnswerStripView(const Theme& theme, QWidget* parent = nullptr);

    /// Null: nothing is known yet.
    void setResult(const std::shared_ptr<const economics::StudyResult>& result);
    void setStale(bool stale);
    /// Adds the spread of a simulation to the figures; null takes it away. `updating`: a newer one is on its way.
    void setSimulation(const std::shared_ptr<const risk::Simulation>& simulation, bool updating);

    [[nodiscard]] const std::vector<AnswerFigureView*>& figures() const { return m_figures; }
    [[nodiscard]] bool isStale() const { return m_stale; }
    [[nodiscard]] QLabel* staleNote() const { return m_note; }

Q_SIGNALS:
    /// Explain this figure: the key of a metric and the id of a deal (of the compared one for a difference).
    void figureActivated(const QString& metric, const QString& deal);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showAnswer();
    void show(const present::AnswerStrip& strip);
    void fitHeights();

    const Theme& m_theme;
    QHBoxLayout* m_columns;
    QLabel* m_note;
    std::vector<AnswerFigureView*> m_figures;
    std::vector<QFrame*> m_rules;
    std::shared_ptr<const economics::StudyResult> m_result;
    std::shared_ptr<const risk::Simulation> m_simulation;
    QString m_metric;
    bool m_updating = false;
    bool m_stale = false;
};

}  // namespace offtake::ui
