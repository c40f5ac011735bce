#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace offtake::ui {

class Document;
class InputTreeModel;
class InputTreeView;
class Results;
class StudyActions;
class Theme;
class TimelineStrip;

/// The inputs of the study: deals on the calendar, and below them everything that can be entered.
class DealsPage : public QWidget {
    Q_OBJECT
public:
    /// All three must outlive the page.
    DealsPage(Document& document, const Results& results, const Theme& theme, QWidget* parent = nullptr);

    /// Path of the current input or element; empty in a section.
    [[nodiscard]] QString currentPath() const;
    /// Shows an input or element. False when it is not in the study.
    bool goTo(const QString& path);
    /// Puts the keyboard into the find box.
    void startFinding();

    [[nodiscard]] InputTreeView* view() const { return m_view; }
    [[nodiscard]] InputTreeModel* inputs() const { return m_model; }
    [[nodiscard]] StudyActions* actions() const { return m_actions; }
    [[nodiscard]] TimelineStrip* timeline() const { return m_timeline; }
    /// What the line below the table says; empty when it says nothing.
    [[nodiscard]] QString message() const;

Q_SIGNALS:
    void currentPathChanged(const QString& path);
    /// The inspector is wanted for an input; with `source`, its source.
    void inspectorRequested(const QString& path, bool source);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showStudy();
    void showCounts();
    void showResult();
    void filter();
    void say(const QString& text, bool isError);
    [[nodiscard]] QWidget* makeHead();
    [[nodiscard]] QWidget* makeTools();
    [[nodiscard]] QWidget* makeTable();

    Document& m_document;
    const Results& m_results;
    const Theme& m_theme;
    InputTreeModel* m_model;
    InputTreeView* m_view;
    StudyActions* m_actions;
    TimelineStrip* m_timeline;
    QLabel* m_counts = nullptr;
    QLineEdit* m_find = nullptr;
    QCheckBox* m_changed = nullptr;
    QCheckBox* m_unsourced = nullptr;
    QLabel* m_nothing = nullptr;
    QLabel* m_message = nullptr;
    bool m_messageIsError = false;
    bool m_isFresh = true;  ///< the study was not shown yet
};

}  // namespace offtake::ui
