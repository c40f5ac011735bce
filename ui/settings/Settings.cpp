#include "ui/settings/Settings.h"

#include <QFile>

namespace offtake::ui {

namespace {

constexpr const char* kRecent = "recent";
constexpr const char* kTheme = "theme";
constexpr const char* kAudience = "audience";
constexpr const char* kFirstAudience = "policy-analyst";  // few figures, and none that needs a loan or a sale
constexpr const char* kGeometry = "window/geometry";
constexpr const char* kLayout = "window/layout";

struct ThemeName {
    Theme::Mode mode;
    const char* name;
};
constexpr ThemeName kThemes[] = {{Theme::Mode::System, "system"}, {Theme::Mode::Light, "light"}, {Theme::Mode::Dark, "dark"}};

/// QSettings skips lines that it cannot read and calls the rest good; a file with other bytes than text is damaged.
bool isReadable(const QString& path) {
    QFile file(path);
    return !file.exists() || (file.open(QIODevice::ReadOnly) && !file.readAll().contains('\0'));
}

}  // namespace

Settings::Settings(const QString& path) {
    if (path.isEmpty()) {
        return;
    }
    m_damaged = !isReadable(path);
    m_store = std::make_unique<QSettings>(path, QSettings::IniFormat);
    m_damaged = m_damaged || m_store->status() != QSettings::NoError;
    if (m_damaged) {
        m_store->clear();
    }
}

Settings::~Settings() = default;

QVariant Settings::value(const char* key) const {
    const QString name = QString::fromLatin1(key);
    return m_store ? m_store->value(name) : m_memory.value(name);
}

void Settings::setValue(const char* key, const QVariant& value) {
    const QString name = QString::fromLatin1(key);
    if (m_store) {
        m_store->setValue(name, value);
    } else {
        m_memory[name] = value;
    }
}

QStringList Settings::recentFiles() const {
    QStringList files = value(kRecent).toStringList();
    files.removeAll(QString());
    return files.mid(0, kRecentKept);
}

void Settings::addRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    setValue(kRecent, files.mid(0, kRecentKept));
}

void Settings::removeRecentFile(const QString& path) {
    QStringList files = recentFiles();
    files.removeAll(path);
    setValue(kRecent, files);
}

Theme::Mode Settings::theme() const {
    const QString name = value(kTheme).toString();
    for (const ThemeName& row : kThemes) {
        if (name == QLatin1String(row.name)) {
            return row.mode;
        }
    }
    return Theme::Mode::System;
}

void Settings::setTheme(Theme::Mode mode) {
    for (const ThemeName& row : kThemes) {
        if (mode == row.mode) {
            setValue(kTheme, QString::fromLatin1(row.name));
        }
    }
}

QString Settings::audience() const {
    const QVariant key = value(kAudience);
    return key.isValid() ? key.toString() : QString::fromLatin1(kFirstAudience);
}

void Settings::setAudience(const QString& key) { setValue(kAudience, key); }

QByteArray Settings::geometry() const { return value(kGeometry).toByteArray(); }

QByteArray Settings::layout() const { return value(kLayout).toByteArray(); }

void Settings::setLayout(const QByteArray& geometry, const QByteArray& layout) {
    setValue(kGeometry, geometry);
    setValue(kLayout, layout);
}

}  // namespace offtake::ui
