#pragma once

#include <vector>

#include "ui/dialogs/Dialogs.h"

namespace offtake::testing {

/// Answers in place of a person: the file names and choices given beforehand, in order; without any left it cancels.
/// Keeps what was asked.
class FakeDialogs final : public ui::Dialogs {
public:
    QStringList fileNames;       ///< answers to openFile and saveFile
    QList<int> choices;          ///< answers to ask
    std::vector<ui::Question> asked;
    std::vector<ui::FileRequest> fileRequests;
    QStringList shown;           ///< titles of texts shown

    QString openFile(QWidget* parent, const ui::FileRequest& request) override;
    QString saveFile(QWidget* parent, const ui::FileRequest& request) override;
    int ask(QWidget* parent, const ui::Question& question) override;
    void show(QWidget* parent, const QString& title, const QString& markdown) override;
};

}  // namespace offtake::testing
