#pragma once

#include <vector>

#include <QWidget>

#include "core/study/Path.h"
#include "data/catalogue/Catalogue.h"

class QGridLayout;
class QLabel;
class QPushButton;

namespace offtake::ui {

class Document;
class FactList;
class SourceEditor;
class SpreadSketchView;
class Theme;

/// One input: what it is, what it holds and why, where that comes from, and what else is known of it.
class InputDetails : public QWidget {
    Q_OBJECT
public:
    InputDetails(Document& document, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent = nullptr);

    void setInput(const study::Path& path);
    /// Shows the document as it is now. False when the input is gone.
    bool refresh();

    [[nodiscard]] SourceEditor* source() const { return m_source; }
    [[nodiscard]] FactList* facts() const { return m_facts; }
    [[nodiscard]] SpreadSketchView* sketch() const { return m_sketch; }
    /// What can be put in place of a faulty distribution, one button each.
    [[nodiscard]] const std::vector<QPushButton*>& remedies() const { return m_remedies; }
    [[nodiscard]] QPushButton* resetButton() const { return m_reset; }
    /// Hidden for inputs that take no forecast.
    [[nodiscard]] QPushButton* forecastButton() const { return m_forecast; }
    /// All words on it, for tests and for reading aloud.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// The input shall follow a forecast, or is part of one that shall be fitted again.
    void forecastRequested(const QString& path);
    void failed(const QString& message);

private:
    void showLimits(const study::InputPlace& place);
    void showProblems();
    void showSpread(const study::InputPlace& place);
    void showForecast(const study::InputPlace& place);

    Document& m_document;
    const Theme& m_theme;
    study::Path m_path;
    QString m_forecastOf;  ///< path of what the button is about
    QLabel* m_title;
    QLabel* m_where;
    QLabel* m_value;
    QLabel* m_unit;
    QLabel* m_problem;
    QLabel* m_hint;
    SpreadSketchView* m_sketch;
    QWidget* m_remedyPart;
    std::vector<QPushButton*> m_remedies;
    QLabel* m_help;
    QWidget* m_limits;
    QGridLayout* m_limitRows;
    QPushButton* m_reset;
    QPushButton* m_forecast;
    SourceEditor* m_source;
    QWidget* m_factPart;
    FactList* m_facts;
};

}  // namespace offtake::ui
