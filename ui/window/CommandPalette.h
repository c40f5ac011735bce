#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QPointer>

#include "ui/commands/PaletteEntries.h"

class QLineEdit;
class QListWidget;

namespace offtake::ui {

/// Finds commands, inputs and figures by typing. Lies over its parent; Enter chooses, Esc closes and gives the focus
/// back to who had it.
class CommandPalette : public QFrame {
    Q_OBJECT
public:
    using Supply = std::function<std::vector<PaletteEntry>()>;

    explicit CommandPalette(QWidget* parent);

    /// Opens with what `supply` gives; `prompt` stands in the empty field.
    void open(const Supply& supply, const QString& prompt);
    void close();

    [[nodiscard]] QLineEdit* field() const { return m_field; }
    [[nodiscard]] QListWidget* list() const { return m_list; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void place();
    void choose();

    QLineEdit* m_field;
    QListWidget* m_list;
    std::vector<PaletteEntry> m_entries;
    std::vector<std::size_t> m_shown;
    QPointer<QWidget> m_before;  ///< had the focus
};

}  // namespace offtake::ui
