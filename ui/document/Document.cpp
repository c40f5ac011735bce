#include "ui/document/Document.h"

#include <utility>

#include <QFileInfo>

#include "core/study/kinds/StudyInputs.h"
#include "ui/text/Text.h"

namespace offtake::ui {

namespace {

std::optional<study::Path> inputSetBy(const study::Edit& edit) {
    const auto* set = std::get_if<study::SetValue>(&edit.change);
    return set != nullptr ? std::optional(set->path) : std::nullopt;
}

}  // namespace

Document::Document(QObject* parent) : QObject(parent), m_states(1) {}

const std::vector<study::Problem>& Document::problems() const {
    if (m_problemsOf != m_revision) {
        m_problems = study::validate(study());
        m_problemsOf = m_revision;
    }
    return m_problems;
}

Expected<void> Document::apply(const study::Edit& edit, Merge merge) {
    Expected<study::Study> after = study::apply(study(), edit);
    if (!after) {
        return tl::unexpected(after.error());
    }
    if (*after == study()) {
        return {};
    }
    const bool wasClean = isClean();
    const auto input = inputSetBy(edit);
    // A saved state is never merged away: undo must be able to come back to what is in the file.
    const bool intoPrevious = merge == Merge::SameInput && input && input == m_mergeable && m_current > 0 && !canRedo() &&
                              !wasClean;
    const study::Study before = intoPrevious ? m_states[m_current - 1].study : study();
    if (intoPrevious) {
        m_states.pop_back();
        --m_current;
    }
    m_states.resize(m_current + 1);
    if (m_clean && *m_clean > m_current) {
        m_clean.reset();
    }
    m_states.push_back({*std::move(after), toQt(study::describe(before, edit))});
    m_current = m_states.size() - 1;
    m_mergeable = input;
    ++m_revision;
    Q_EMIT changed();
    Q_EMIT historyChanged();
    if (wasClean) {
        Q_EMIT cleanChanged(false);
    }
    return {};
}

QString Document::undoText() const { return canUndo() ? m_states[m_current].text : QString(); }

QString Document::redoText() const { return canRedo() ? m_states[m_current + 1].text : QString(); }

QString Document::title() const {
    if (!m_path.isEmpty()) {
        return QFileInfo(m_path).fileName();
    }
    const std::string& name = study().root().get(study::kName).text;
    return name.empty() ? tr("Untitled") : toQt(name);
}

void Document::replace(study::Study study, const QString& path, bool clean) {
    m_states.clear();
    m_states.push_back({std::move(study), {}});
    m_current = 0;
    m_clean = clean ? std::optional<std::size_t>(0) : std::nullopt;
    m_mergeable.reset();
    m_path = path;
    ++m_revision;
    Q_EMIT replaced();
    Q_EMIT pathChanged(m_path);
    Q_EMIT changed();
    Q_EMIT historyChanged();
    Q_EMIT cleanChanged(clean);
}

void Document::markSaved(const QString& path) {
    const bool wasClean = isClean();
    m_clean = m_current;
    if (path != m_path) {
        m_path = path;
        Q_EMIT pathChanged(m_path);
    }
    Q_EMIT historyChanged();
    if (!wasClean) {
        Q_EMIT cleanChanged(true);
    }
}

void Document::undo() {
    if (canUndo()) {
        setCurrent(m_current - 1);
    }
}

void Document::redo() {
    if (canRedo()) {
        setCurrent(m_current + 1);
    }
}

void Document::goTo(std::size_t state) {
    if (state < m_states.size() && state != m_current) {
        setCurrent(state);
    }
}

void Document::setCurrent(std::size_t state) {
    const bool wasClean = isClean();
    m_current = state;
    m_mergeable.reset();
    ++m_revision;
    Q_EMIT changed();
    Q_EMIT historyChanged();
    if (wasClean != isClean()) {
        Q_EMIT cleanChanged(isClean());
    }
}

}  // namespace offtake::ui
