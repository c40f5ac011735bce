#pragma once

#include <QWidget>

#include "ui/document/Forecasts.h"

class QLineEdit;
class QPushButton;
class QSpinBox;

namespace offtake::ui {

class FlatChoice;
class Theme;

/// How a series is forecast: method, steps ahead, scale, intervals; for growth that ends, where it may end.
class MethodBar : public QWidget {
    Q_OBJECT
public:
    /// `theme` must outlive the bar.
    explicit MethodBar(const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] ForecastQuestion question() const;
    /// Chooses what a forecast was made with.
    void setQuestion(const ForecastQuestion& question);
    /// The steps that reach to the end of the study; 0 when the series does not tell.
    void setStudyHorizon(int steps);
    /// What "as customary" means for the series, and what its steps are called.
    void setStep(forecast::Step step);

    [[nodiscard]] FlatChoice* method() const { return m_method; }
    [[nodiscard]] QSpinBox* horizon() const { return m_horizon; }
    [[nodiscard]] QPushButton* toStudyEnd() const { return m_toEnd; }
    [[nodiscard]] FlatChoice* scale() const { return m_scale; }
    [[nodiscard]] FlatChoice* levels() const { return m_levels; }
    [[nodiscard]] QLineEdit* saturation() const { return m_saturation; }

Q_SIGNALS:
    void changed();

private:
    void showMethod();
    /// What was typed; nothing where it is no range.
    [[nodiscard]] std::optional<forecast::SaturationRange> range() const;

    FlatChoice* m_method;
    QSpinBox* m_horizon;
    QPushButton* m_toEnd;
    FlatChoice* m_scale;
    FlatChoice* m_levels;
    QLineEdit* m_saturation;
    int m_studyHorizon = 0;
};

}  // namespace offtake::ui
