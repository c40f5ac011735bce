#include "ui/text/Text.h"

#include <QCoreApplication>

namespace offtake::ui {

QString said(const Message& message) {
    if (message.text.empty()) {
        return {};
    }
    const QString translated = QCoreApplication::translate("core", message.text.c_str());
    return toQt(Message{toStd(translated), message.arguments}.english());
}

QString saidWithoutSubject(const Error& error) {
    const QString reason = said(error.reason);
    const QString remedy = said(error.remedy);
    return remedy.isEmpty() ? reason : reason + QLatin1Char(' ') + remedy;
}

QString said(const Error& error) {
    const QString words = saidWithoutSubject(error);
    return error.subject.empty() ? words : toQt(error.subject) + QLatin1String(": ") + words;
}

}  // namespace offtake::ui
