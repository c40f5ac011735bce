#pragma once

#include <memory>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "data/series/SeriesRequest.h"

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QMimeData;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace offtake::ui {

class Dialogs;
class FlatChoice;
class Theme;

/// Which series is forecast and how it is read: from the catalogue, a file or a pasted text. What was read, and what
/// could not be, is reported below the choices.
class SeriesPane : public QWidget {
    Q_OBJECT
public:
    enum class Origin { Catalogue, File, Text, Study };

    /// Both must outlive the pane; the catalogue is copied (cheaply).
    SeriesPane(const Theme& theme, Dialogs& dialogs, const catalogue::Catalogue& facts, QWidget* parent = nullptr);

    /// Looks for series of the catalogue by words, and chooses the first when there is any.
    void search(const QString& words);
    void setFile(const QString& path);
    void setText(const QString& text);
    /// Offers the history that a forecast of the study keeps, under this name, and chooses it; empty: none.
    void setKept(const QString& name);

    /// Puts the keyboard into what a series is chosen with.
    void focusFirst();

    [[nodiscard]] Origin origin() const;
    /// What is asked for; nothing while nothing is chosen, and for the history of the study.
    [[nodiscard]] std::optional<series::SeriesRequest> request() const;
    /// What the series is called: of the entry or file, with its column.
    [[nodiscard]] QString seriesName() const;

    /// Shows what was read; null while nothing was.
    void showReading(const std::shared_ptr<const series::SeriesReading>& reading);
    /// Newer values are on their way.
    void setReading(bool reading);

    /// The file of a drag, when it is one that could hold a series.
    [[nodiscard]] static QString droppedSeries(const QMimeData& data);

    [[nodiscard]] FlatChoice* originChoice() const { return m_origin; }
    [[nodiscard]] QLineEdit* searchField() const { return m_search; }
    [[nodiscard]] QListWidget* entries() const { return m_list; }
    [[nodiscard]] QPlainTextEdit* textField() const { return m_text; }
    [[nodiscard]] QPushButton* chooseButton() const { return m_choose; }
    [[nodiscard]] QComboBox* columnChoice() const { return m_column; }
    [[nodiscard]] QComboBox* decimalChoice() const { return m_decimal; }
    [[nodiscard]] QComboBox* everyChoice() const { return m_every; }
    [[nodiscard]] QCheckBox* fillGaps() const { return m_fill; }
    [[nodiscard]] QCheckBox* skipUnreadable() const { return m_skip; }
    [[nodiscard]] QLabel* report() const { return m_report; }

Q_SIGNALS:
    /// Another series, or the same one read in another way.
    void requested();

private:
    [[nodiscard]] QWidget* makeCatalogue();
    [[nodiscard]] QWidget* makeFile();
    [[nodiscard]] QWidget* makeText();
    [[nodiscard]] QWidget* makeOptions();
    void fillEntries();
    void chooseFile();
    void showOrigin();
    void setOrigin(Origin origin);
    void forgetColumns();
    void fillColumns(const series::SeriesReading& reading);
    [[nodiscard]] QString remedyFor(const Error& error) const;

    const Theme& m_theme;
    Dialogs& m_dialogs;
    catalogue::Catalogue m_facts;
    std::vector<series::CatalogueEntry> m_entries;  ///< those listed
    std::optional<series::CatalogueEntry> m_chosen;  ///< perhaps not listed any more
    QString m_path;
    QString m_keptName;
    QTimer m_typing;
    FlatChoice* m_origin;
    QStackedWidget* m_pages;
    QLineEdit* m_search = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_fileName = nullptr;
    QPushButton* m_choose = nullptr;
    QPlainTextEdit* m_text = nullptr;
    QLabel* m_kept = nullptr;
    QFormLayout* m_options = nullptr;
    QVBoxLayout* m_layout = nullptr;
    QComboBox* m_column = nullptr;
    QComboBox* m_dates = nullptr;
    QComboBox* m_dayOrder = nullptr;
    QComboBox* m_decimal = nullptr;
    QComboBox* m_every = nullptr;
    QCheckBox* m_fill = nullptr;
    QCheckBox* m_skip = nullptr;
    QLabel* m_report;
};

}  // namespace offtake::ui
