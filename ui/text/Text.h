#pragma once

#include <string>
#include <string_view>

#include <QString>

#include "core/base/Error.h"

namespace offtake::ui {

/// Text of the core and of files is UTF-8.
[[nodiscard]] inline QString toQt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
[[nodiscard]] inline std::string toStd(const QString& text) { return text.toStdString(); }

/// The sentence in the user's language, holes filled. What has no translation stays English.
[[nodiscard]] QString said(const Message& message);

/// "subject: reason remedy", in the user's language.
[[nodiscard]] QString said(const Error& error);

/// "reason remedy": for where the subject is plain from the place.
[[nodiscard]] QString saidWithoutSubject(const Error& error);

/// "1 deal", "3 deals": the translated words of both forms hold %1.
[[nodiscard]] inline QString counted(int count, const QString& one, const QString& many) {
    return (count == 1 ? one : many).arg(count);
}

}  // namespace offtake::ui
