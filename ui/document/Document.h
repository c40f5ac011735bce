#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <QObject>
#include <QString>

#include "core/study/Edit.h"
#include "core/study/Validate.h"

namespace offtake::ui {

/// The study that is open: its value, its file, and every earlier value since it was opened. Studies are immutable and
/// share their parts, so the history is a list of values and undo is a step in it. GUI thread only.
///
///     document.apply({study::SetValue{path, value}});   // an error leaves everything as it was
///     connect(&document, &Document::changed, this, [this] { show(m_document.study()); });
class Document : public QObject {
    Q_OBJECT
public:
    /// A state the document has been in, for the history panel.
    struct State {
        study::Study study;
        QString text;  ///< what led to it: "Set Utilisation of A lease to 62 %"; empty for the first
    };
    /// Whether an edit may become one step with the one before it, if both set the same input (stepping a value by key).
    enum class Merge { No, SameInput };

    explicit Document(QObject* parent = nullptr);

    [[nodiscard]] const study::Study& study() const { return m_states[m_current].study; }
    /// Changes with every change of the study, never repeats: a key for whatever is derived from the study.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    /// Errors and notes of the present study, in document order.
    [[nodiscard]] const std::vector<study::Problem>& problems() const;

    /// Makes the edit; one that changes nothing leaves no trace. Errors: those of study::apply; nothing has changed then.
    [[nodiscard]] Expected<void> apply(const study::Edit& edit, Merge merge = Merge::No);

    [[nodiscard]] bool canUndo() const { return m_current > 0; }
    [[nodiscard]] bool canRedo() const { return m_current + 1 < m_states.size(); }
    /// What would be undone or redone; empty when nothing can be.
    [[nodiscard]] QString undoText() const;
    [[nodiscard]] QString redoText() const;
    /// All states, oldest first; those after currentState() can be redone.
    [[nodiscard]] const std::vector<State>& history() const { return m_states; }
    [[nodiscard]] std::size_t currentState() const { return m_current; }
    [[nodiscard]] bool isCleanState(std::size_t state) const { return m_clean == state; }

    /// The file; empty for a study that was never saved, or an example.
    [[nodiscard]] const QString& path() const { return m_path; }
    /// File name, or the study's name, or "Untitled".
    [[nodiscard]] QString title() const;
    /// Whether the present study is what is in the file (or what was opened).
    [[nodiscard]] bool isClean() const { return m_clean == m_current; }

    /// Opens another study in place of this one and forgets the history. `clean` is false for a recovered one, which
    /// is in no file yet.
    void replace(study::Study study, const QString& path, bool clean = true);
    /// The present study is now in the file.
    void markSaved(const QString& path);

public Q_SLOTS:
    void undo();
    void redo();
    /// To any state of the history.
    void goTo(std::size_t state);

Q_SIGNALS:
    /// Another document was opened; followed by changed(). Forget what belonged to the old one.
    void replaced();
    /// The study is another value.
    void changed();
    void cleanChanged(bool clean);
    void historyChanged();
    void pathChanged(const QString& path);

private:
    void setCurrent(std::size_t state);

    std::vector<State> m_states;
    std::size_t m_current = 0;
    std::optional<std::size_t> m_clean = 0;  ///< nothing: the saved state is in no history any more
    std::optional<study::Path> m_mergeable;  ///< input that the newest state set
    QString m_path;
    std::uint64_t m_revision = 0;
    mutable std::optional<std::uint64_t> m_problemsOf;
    mutable std::vector<study::Problem> m_problems;
};

}  // namespace offtake::ui
