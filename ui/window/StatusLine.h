#pragma once

#include <QStatusBar>

class QLabel;
class QPushButton;

namespace offtake::ui {

class Document;
class Results;

/// The line at the bottom: how many problems there are and the first of them; how money and time are counted; whether
/// the study is saved.
class StatusLine : public QStatusBar {
    Q_OBJECT
public:
    StatusLine(Document& document, Results& results, QWidget* parent = nullptr);

    /// Says it for a few seconds: "Saved lease.offtake".
    void say(const QString& text);

Q_SIGNALS:
    void problemsRequested();

private:
    void update();

    Document& m_document;
    Results& m_results;
    QPushButton* m_problems;
    QLabel* m_first;
    QLabel* m_conventions;
    QLabel* m_state;
};

}  // namespace offtake::ui
