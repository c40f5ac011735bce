#pragma once

#include <QObject>

#include "core/base/Error.h"
#include "core/study/Edit.h"

namespace offtake::ui {

class Dialogs;
class Document;
class NavigationRail;

/// What the Deal menu does to the deal that is chosen in the rail. Every step can be undone, so nothing is asked.
class DealCommands : public QObject {
    Q_OBJECT
public:
    DealCommands(Document& document, NavigationRail& rail, QObject* parent);

    void add();
    void duplicate();
    void setBaseline();
    void remove();

Q_SIGNALS:
    void refused(const offtake::Error& error);

private:
    /// Applies the edit and chooses the deal that it brought, if any.
    void apply(const Expected<study::Edit>& edit);

    Document& m_document;
    NavigationRail& m_rail;
};

}  // namespace offtake::ui
