#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/dialogs/Dialogs.h"

namespace offtake::ui {

namespace {

constexpr int kTextWidth = 640;
constexpr int kTextHeight = 520;

}  // namespace

QString QtDialogs::openFile(QWidget* parent, const FileRequest& request) {
    return QFileDialog::getOpenFileName(parent, request.title, request.start, request.filter);
}

QString QtDialogs::saveFile(QWidget* parent, const FileRequest& request) {
    // Not the static function: only a dialog object adds the suffix before it asks about replacing a file.
    QFileDialog dialog(parent, request.title, request.start, request.filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(request.suffix);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) {
        return {};
    }
    return dialog.selectedFiles().constFirst();
}

int QtDialogs::ask(QWidget* parent, const Question& question) {
    QMessageBox box(QMessageBox::Warning, question.title, question.text, QMessageBox::NoButton, parent);
    box.setInformativeText(question.detail);
    QList<QAbstractButton*> buttons;
    for (const QString& choice : question.choices) {
        // One role for all: Qt otherwise sorts the buttons by role and the proposed one would not be first.
        buttons << box.addButton(choice, QMessageBox::ActionRole);
    }
    const auto closed = question.whenClosed < 0 ? buttons.size() - 1 : question.whenClosed;
    box.setDefaultButton(qobject_cast<QPushButton*>(buttons.constFirst()));
    box.setEscapeButton(buttons.at(closed));
    box.exec();
    const auto taken = buttons.indexOf(box.clickedButton());
    return static_cast<int>(taken < 0 ? closed : taken);
}

void QtDialogs::show(QWidget* parent, const QString& title, const QString& markdown) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->resize(kTextWidth, kTextHeight);
    auto* text = new QTextBrowser;
    text->setAccessibleName(title);
    text->setOpenExternalLinks(true);
    text->setMarkdown(markdown);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(text);
    layout->addWidget(buttons);
    dialog->show();
}

}  // namespace offtake::ui
