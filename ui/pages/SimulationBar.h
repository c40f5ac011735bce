#pragma once

#include <QWidget>

#include "core/study/Edit.h"

class QLabel;
class QPushButton;

namespace offtake::ui {

class FlatChoice;
class Theme;

/// The head of the page Uncertainty: which figure of which deal, by how many paths, how they are drawn and when a run may
/// end, and the button that runs it. What belongs to the study is asked for as an edit.
class SimulationBar : public QWidget {
    Q_OBJECT
public:
    /// `theme` must outlive the widget.
    explicit SimulationBar(const Theme& theme, QWidget* parent = nullptr);

    using Options = QList<std::pair<QString, QString>>;
    void setMetrics(const Options& metrics, const QString& chosen) const;
    /// One deal is no choice.
    void setDeals(const Options& deals, const QString& chosen) const;
    /// Errors at which a run may end, as numbers; empty: never before all paths are drawn.
    void setErrors(const Options& errors, const QString& chosen) const;
    /// Paths, sampler, seed and number of correlations as the study states them.
    void setStudy(const study::Study& study) const;
    /// `note`: what is said of figures that are not of the present study; empty when they are.
    void setState(bool running, const QString& note) const;

    [[nodiscard]] FlatChoice* metric() const { return m_metric; }
    [[nodiscard]] FlatChoice* deal() const { return m_deal; }
    [[nodiscard]] FlatChoice* paths() const { return m_paths; }
    [[nodiscard]] FlatChoice* sampler() const { return m_sampler; }
    [[nodiscard]] FlatChoice* error() const { return m_error; }
    [[nodiscard]] QPushButton* randomise() const { return m_randomise; }
    [[nodiscard]] QPushButton* correlations() const { return m_correlations; }
    [[nodiscard]] QPushButton* run() const { return m_run; }
    [[nodiscard]] QLabel* staleNote() const { return m_staleNote; }

Q_SIGNALS:
    /// Another metric or deal.
    void figureAsked();
    /// Another sampling, as an edit of the study.
    void samplingRequested(const offtake::study::Edit& edit);
    /// The error in the unit of the metric; empty: none.
    void errorAsked(const QString& error);
    void randomiseRequested();
    void correlationsRequested();
    void runRequested();

private:
    FlatChoice* m_metric;
    FlatChoice* m_deal;
    FlatChoice* m_paths;
    FlatChoice* m_sampler;
    FlatChoice* m_error;
    QLabel* m_seed;
    QPushButton* m_randomise;
    QPushButton* m_correlations;
    QPushButton* m_run;
    QLabel* m_staleNote;
};

}  // namespace offtake::ui
