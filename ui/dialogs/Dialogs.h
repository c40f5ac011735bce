#pragma once

#include <QString>
#include <QStringList>

class QWidget;

namespace offtake::ui {

/// A choice that would destroy something if taken lightly.
struct Question {
    QString title;
    QString text;      ///< one sentence: what is at stake
    QString detail;    ///< what follows from the choices; may be empty
    QStringList choices;  ///< what the buttons say, the proposed one first
    int whenClosed = -1;  ///< the choice that Esc and closing mean; -1 for the last
};

/// Asks for a file name.
struct FileRequest {
    QString title;
    QString start;    ///< folder, or suggested file
    QString filter;   ///< "Offtake studies (*.offtake *.json)"
    QString suffix;   ///< added to a name without one when saving, "offtake"
};

/// What opens a window of its own. Questions and file names wait for an answer. GUI thread only.
class Dialogs {
public:
    Dialogs() = default;
    Dialogs(const Dialogs&) = delete;
    Dialogs& operator=(const Dialogs&) = delete;
    virtual ~Dialogs() = default;

    /// Absolute path; empty when the user cancels.
    [[nodiscard]] virtual QString openFile(QWidget* parent, const FileRequest& request) = 0;
    /// Absolute path; empty when the user cancels. Replacing an existing file has been agreed to.
    [[nodiscard]] virtual QString saveFile(QWidget* parent, const FileRequest& request) = 0;
    /// Index of the choice taken.
    [[nodiscard]] virtual int ask(QWidget* parent, const Question& question) = 0;
    /// A longer text that the user asked for (About, list of shortcuts), beside the window: does not wait. Markdown.
    virtual void show(QWidget* parent, const QString& title, const QString& markdown) = 0;
};

/// With the dialogs of Qt and of the desktop.
class QtDialogs final : public Dialogs {
public:
    [[nodiscard]] QString openFile(QWidget* parent, const FileRequest& request) override;
    [[nodiscard]] QString saveFile(QWidget* parent, const FileRequest& request) override;
    [[nodiscard]] int ask(QWidget* parent, const Question& question) override;
    void show(QWidget* parent, const QString& title, const QString& markdown) override;
};

}  // namespace offtake::ui
