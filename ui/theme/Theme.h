#pragma once

#include <QObject>

#include "ui/theme/Tokens.h"

class QApplication;

namespace offtake::ui {

/// The look of the program. One object lives in main() and is handed to what draws by itself (charts, delegates);
/// ordinary widgets follow the palette and the style sheet. GUI thread only.
class Theme : public QObject {
    Q_OBJECT
public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    explicit Theme(Mode mode = Mode::System, QObject* parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    [[nodiscard]] const Tokens& tokens() const { return m_dark ? darkTokens() : lightTokens(); }
    [[nodiscard]] bool isDark() const { return m_dark; }

    /// Changes the mode, and the application's look when apply() was called before.
    void setMode(Mode mode);

    /// Gives the running application the Fusion style, the palette and the style sheet, and from now on follows the
    /// mode and the system. Call once, after the QApplication exists.
    void apply();

Q_SIGNALS:
    void changed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    Mode m_mode;
    bool m_dark = false;
    bool m_applied = false;
    bool m_updating = false;
};

}  // namespace offtake::ui
