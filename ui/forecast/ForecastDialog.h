#pragma once

#include <QDialog>

#include "core/study/Path.h"
#include "data/catalogue/Catalogue.h"
#include "ui/document/Forecasts.h"

class QPushButton;
class QScrollArea;

namespace offtake::ui {

class Dialogs;
class Document;
class ForecastView;
class MethodBar;
class SeriesPane;
class Theme;
class UseBar;

/// Forecast a series from the catalogue, a file or pasted text, see how it did on its own past, and let an input of the
/// study follow it; or fit a forecast of the study again. Not modal. Closing it stops what it computes.
class ForecastDialog : public QDialog {
    Q_OBJECT
public:
    /// All must outlive the dialog; the catalogue is copied (cheaply).
    ForecastDialog(Document& document, Dialogs& dialogs, const catalogue::Catalogue& facts, const Theme& theme, QWidget* parent = nullptr);

    /// Opens it for a new forecast, or for the path of an input that shall follow it, or of a forecast of the study (or
    /// one of its inputs) to be fitted again.
    void ask(const study::Path& place = {});
    /// The same, with a series of the catalogue that holds these words.
    void askCatalogue(const QString& words);
    /// The same, with a file.
    void askFile(const QString& path);
    void setExportFooter(const QString& footer);

    [[nodiscard]] Forecasts& forecasts() { return m_forecasts; }
    [[nodiscard]] SeriesPane* series() const { return m_series; }
    [[nodiscard]] MethodBar* method() const { return m_method; }
    [[nodiscard]] ForecastView* view() const { return m_view; }
    [[nodiscard]] UseBar* use() const { return m_use; }

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void begin(const study::Path& place);
    void present();
    void readSeries();
    void showFound();
    void showUse();
    void showStudy();
    void takeIt();
    [[nodiscard]] QWidget* makeRight();
    [[nodiscard]] forecast::FittedForecast fitted() const;
    [[nodiscard]] forecast::DataSource source() const;

    Document& m_document;
    const Theme& m_theme;
    Forecasts m_forecasts;
    std::string m_refits;  ///< id of the forecast that is fitted again; empty: none
    std::optional<forecast::KeptForecast> m_kept;
    study::Path m_input;   ///< that asked for a forecast
    std::shared_ptr<const forecast::Series> m_shown;
    std::shared_ptr<const ForecastFound> m_judged;  ///< whose use was said
    std::uint64_t m_used = 0;  ///< revision of the document after the forecast was used
    SeriesPane* m_series;
    MethodBar* m_method;
    ForecastView* m_view;
    UseBar* m_use;
};

}  // namespace offtake::ui
