#pragma once

#include <QObject>
#include <QString>

#include "core/study/Edit.h"

class QAction;
class QMenu;

namespace offtake::ui {

class Document;

/// Adding, copying, moving and removing what a study is made of, for one current place. The menus follow from the
/// kinds: an element offers what it may contain.
class StudyActions : public QObject {
    Q_OBJECT
public:
    /// `document` must outlive it. Actions and menus belong to `parent`.
    StudyActions(Document& document, QWidget* parent);

    /// The input or element that the actions are about; empty: the study.
    void setCurrentPath(const QString& path);

    [[nodiscard]] QMenu* addMenu() const { return m_addMenu; }
    [[nodiscard]] QMenu* changeMenu() const { return m_changeMenu; }

    void add(const study::Path& parent, const study::ElementKind& kind);
    void duplicate();
    void moveBy(int steps);
    void remove();
    void setBaseline();

Q_SIGNALS:
    void added(const QString& path);
    void renameRequested(const QString& path);
    /// What was done and can be undone, or why it was not.
    void said(const QString& message, bool isError);

private:
    void fillAddMenu();
    void updateChangeMenu();
    bool submit(const Expected<study::Edit>& edit);
    [[nodiscard]] const study::Element* current() const;

    Document& m_document;
    study::Path m_path;  ///< of the current element
    QMenu* m_addMenu;
    QMenu* m_changeMenu;
    QAction* m_rename;
    QAction* m_duplicate;
    QAction* m_up;
    QAction* m_down;
    QAction* m_baseline;
    QAction* m_remove;
};

}  // namespace offtake::ui
