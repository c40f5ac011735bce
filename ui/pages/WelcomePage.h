#pragma once

#include <vector>

#include <QScrollArea>
#include <QString>

#include "data/document/Backups.h"

class QButtonGroup;
class QListWidget;
class QVBoxLayout;

namespace offtake::ui {

class Settings;

/// Where to begin: start, recovered copies, recent files, examples, and whose questions are asked. Reads the settings;
/// opens nothing itself.
class WelcomePage : public QScrollArea {
    Q_OBJECT
public:
    explicit WelcomePage(Settings& settings, QWidget* parent = nullptr);

    void setRecoveries(const std::vector<document::Recovery>& recoveries);
    /// Reads the recent files anew.
    void refresh();

    [[nodiscard]] QListWidget* recent() const { return m_recent; }
    [[nodiscard]] QWidget* recovered() const { return m_recovered; }

Q_SIGNALS:
    void newRequested();
    void openRequested();
    /// A path, or the id of an example.
    void studyRequested(const QString& pathOrExample);
    void recoveryRequested(const offtake::document::Recovery& recovery);
    void recoveryDeclined(const offtake::document::Recovery& recovery);
    /// Key of an audience, see present::audiences.
    void audienceChosen(const QString& key);
    void tourRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeStart();
    QWidget* makeExamples();
    QWidget* makeQuestions();
    void openRecent();

    Settings& m_settings;
    QWidget* m_recovered;
    QVBoxLayout* m_recoveredRows;
    QWidget* m_recentTitle;
    QListWidget* m_recent;
    QButtonGroup* m_questions;
};

}  // namespace offtake::ui
