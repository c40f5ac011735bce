#include "tests/ui/support/FakeDialogs.h"

namespace offtake::testing {

QString FakeDialogs::openFile(QWidget*, const ui::FileRequest& request) {
    fileRequests.push_back(request);
    return fileNames.isEmpty() ? QString() : fileNames.takeFirst();
}

QString FakeDialogs::saveFile(QWidget* parent, const ui::FileRequest& request) { return openFile(parent, request); }

int FakeDialogs::ask(QWidget*, const ui::Question& question) {
    asked.push_back(question);
    const int closed = question.whenClosed < 0 ? static_cast<int>(question.choices.size()) - 1 : question.whenClosed;
    return choices.isEmpty() ? closed : choices.takeFirst();
}

void FakeDialogs::show(QWidget*, const QString& title, const QString&) { shown << title; }

}  // namespace offtake::testing
