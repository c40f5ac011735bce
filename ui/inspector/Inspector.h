#pragma once

#include <QScrollArea>

#include "core/study/Path.h"
#include "data/catalogue/Catalogue.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace offtake::ui {

class Document;
class InputDetails;
class MetricDetails;
class Results;
class Theme;

/// What is known of the input or figure at hand. Follows the document and the results by itself.
class Inspector : public QScrollArea {
    Q_OBJECT
public:
    /// All must outlive it; the catalogue is copied (cheaply).
    Inspector(Document& document, const Results& results, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent = nullptr);

    /// Shows an input; for the path of an element what it is; nothing for an empty or unknown path.
    void showInput(const QString& path);
    /// Shows a figure of a deal by the key of its metric and the id of the deal.
    void showMetric(const QString& metric, const QString& deal);
    /// Puts the keyboard into the source of the input shown.
    void editSource();

    [[nodiscard]] InputDetails* input() const { return m_input; }
    [[nodiscard]] MetricDetails* metric() const { return m_metric; }

    /// Of the input or forecast shown; hidden where there is nothing to forecast.
    [[nodiscard]] QPushButton* forecastButton() const;

Q_SIGNALS:
    void inputRequested(const QString& path);
    /// An input shall follow a forecast, or a forecast be fitted again.
    void forecastRequested(const QString& path);
    void failed(const QString& message);

private:
    void refresh();
    void showElement(const study::Element& element);
    void showHint(const QString& title, const QString& text);

    Document& m_document;
    const Results& m_results;
    QStackedWidget* m_stack;
    QWidget* m_nothing;
    QLabel* m_nothingTitle;
    QLabel* m_nothingText;
    QPushButton* m_refit;
    InputDetails* m_input;
    MetricDetails* m_metric;
    study::Path m_path;
    QString m_metricKey;
    QString m_metricDeal;
};

}  // namespace offtake::ui
