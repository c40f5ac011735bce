#pragma once

#include <QWidget>

#include "core/study/Path.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace offtake::ui {

class Document;

/// Source, estimate and note of one input. A source is chosen among those of the study or added here.
class SourceEditor : public QWidget {
    Q_OBJECT
public:
    explicit SourceEditor(Document& document, QWidget* parent = nullptr);

    /// The input whose source is edited; what was typed for the last one is kept first.
    void setInput(const study::Path& path);
    /// Shows the document as it is now.
    void refresh();

    [[nodiscard]] QComboBox* sources() const { return m_sources; }
    [[nodiscard]] QPlainTextEdit* note() const { return m_note; }
    [[nodiscard]] QCheckBox* estimate() const { return m_estimate; }
    /// Opens the fields of a new source.
    void startNewSource();
    /// Adds the source that was typed and gives it to the input, as one step.
    void addSource();

Q_SIGNALS:
    void failed(const QString& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fillSources();
    void takeChosen(int index);
    void takeNote();
    template <typename Change>
    void change(const Change& change);

    Document& m_document;
    study::Path m_path;
    QComboBox* m_sources;
    QLabel* m_about;
    QCheckBox* m_estimate;
    QPlainTextEdit* m_note;
    QWidget* m_form;
    QLineEdit* m_title;
    QLineEdit* m_url;
    QLineEdit* m_date;
    QComboBox* m_confidence;
    bool m_filling = false;
};

}  // namespace offtake::ui
