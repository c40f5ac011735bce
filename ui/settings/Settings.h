#pragma once

#include <memory>

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "ui/theme/Theme.h"

namespace offtake::ui {

/// What the program remembers of its user, in one INI file. Values that make no sense read as defaults.
class Settings {
public:
    static constexpr int kRecentKept = 10;

    /// An empty path remembers nothing beyond the life of the object.
    explicit Settings(const QString& path);
    ~Settings();

    /// The file was there and could not be read: defaults are in place.
    [[nodiscard]] bool wasDamaged() const { return m_damaged; }

    /// Absolute paths, newest first.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString& path);
    void removeRecentFile(const QString& path);

    [[nodiscard]] Theme::Mode theme() const;
    void setTheme(Theme::Mode mode);

    /// Key of the audience whose metrics are shown (present::audiences); empty for all. A short list to begin with.
    [[nodiscard]] QString audience() const;
    void setAudience(const QString& key);

    [[nodiscard]] QByteArray geometry() const;
    [[nodiscard]] QByteArray layout() const;
    void setLayout(const QByteArray& geometry, const QByteArray& layout);

private:
    QVariant value(const char* key) const;
    void setValue(const char* key, const QVariant& value);

    std::unique_ptr<QSettings> m_store;
    QVariantMap m_memory;
    bool m_damaged = false;
};

}  // namespace offtake::ui
