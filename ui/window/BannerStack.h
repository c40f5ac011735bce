#pragma once

#include <functional>
#include <map>
#include <vector>

#include <QString>
#include <QWidget>

#include "ui/theme/Tokens.h"

class QVBoxLayout;

namespace offtake::ui {

/// What the window says, and what can be done about it.
struct Banner {
    enum class Kind { Info, Warning, Error };
    struct Action {
        QString text;
        std::function<void()> work;  ///< the banner goes away first
    };
    Kind kind = Kind::Info;
    QString text;  ///< plain text
    std::vector<Action> actions;
};

/// Messages above the page, newest at the top, never modal. A matter ("save", "file") has one banner at a time.
class BannerStack : public QWidget {
    Q_OBJECT
public:
    explicit BannerStack(QWidget* parent = nullptr);

    void show(const QString& matter, const Banner& banner);
    void dismiss(const QString& matter);
    void dismissAll();
    [[nodiscard]] bool shows(const QString& matter) const { return m_banners.contains(matter); }
    /// What it says; empty without one.
    [[nodiscard]] QString textOf(const QString& matter) const;
    void setTokens(const Tokens& tokens);

private:
    std::map<QString, QWidget*> m_banners;
    QVBoxLayout* m_layout;
    const Tokens* m_tokens;
};

}  // namespace offtake::ui
