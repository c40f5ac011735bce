#include "ui/pages/StudyActions.h"

#include <QAction>
#include <QMenu>
#include <QWidget>

#include "core/study/EditBuilders.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/text/Text.h"

namespace offtake::ui {

using namespace study;

namespace {

std::vector<const ElementKind*> kindsOf(Role role) {
    std::vector<const ElementKind*> kinds;
    for (const ElementKind* kind : allKinds()) {
        if (kind->role == role) {
            kinds.push_back(kind);
        }
    }
    return kinds;
}

QString roleTitle(Role role) {
    switch (role) {
        case Role::Party: return StudyActions::tr("Party");
        case Role::Assumption: return StudyActions::tr("Assumption or forecast");
        case Role::Source: return StudyActions::tr("Source");
        case Role::Scenario: return StudyActions::tr("Scenario");
        case Role::Correlation: return StudyActions::tr("Correlation");
        case Role::Override: return StudyActions::tr("Override");
        case Role::Deal: return StudyActions::tr("Deal");
        case Role::Tranche: return StudyActions::tr("Tranche");
        case Role::Clause: return StudyActions::tr("Clause");
        case Role::Loan: return StudyActions::tr("Loan");
        default: return toQt(kindsOf(role).empty() ? roleName(role) : kindsOf(role).front()->label);
    }
}

}  // namespace

StudyActions::StudyActions(Document& document, QWidget* parent)
    : QObject(parent), m_document(document), m_addMenu(new QMenu(tr("Add"), parent)), m_changeMenu(new QMenu(tr("Change"), parent)) {
    m_addMenu->setToolTipsVisible(true);
    m_rename = m_changeMenu->addAction(tr("Rename"), this, [this] { Q_EMIT renameRequested(toQt(m_path.text())); });
    m_duplicate = m_changeMenu->addAction(tr("Duplicate"), this, &StudyActions::duplicate);
    m_up = m_changeMenu->addAction(tr("Move up"), this, [this] { moveBy(-1); });
    m_down = m_changeMenu->addAction(tr("Move down"), this, [this] { moveBy(1); });
    m_baseline = m_changeMenu->addAction(tr("Compare the others with it"), this, &StudyActions::setBaseline);
    m_changeMenu->addSeparator();
    m_remove = m_changeMenu->addAction(tr("Remove"), this, &StudyActions::remove);
    connect(m_addMenu, &QMenu::aboutToShow, this, &StudyActions::fillAddMenu);
    connect(m_changeMenu, &QMenu::aboutToShow, this, &StudyActions::updateChangeMenu);
    fillAddMenu();
    updateChangeMenu();
}

void StudyActions::setCurrentPath(const QString& path) {
    const auto parsed = parsePath(toStd(path));
    m_path = parsed ? Path{parsed->steps, {}} : Path{};
    updateChangeMenu();
}

const Element* StudyActions::current() const {
    const auto element = findElement(m_document.study(), m_path);
    return element ? *element : nullptr;
}

void StudyActions::fillAddMenu() {
    m_addMenu->clear();
    // From where the user is outwards: clauses of the tranche, tranches of the deal, then the lists of the study.
    for (Path at = m_path;; at = at.parent()) {
        const auto holder = findElement(m_document.study(), at);
        if (holder) {
            for (const Role role : (*holder)->kind->contains) {
                const auto kinds = kindsOf(role);
                QMenu* menu = m_addMenu;
                if (kinds.size() > 1) {
                    menu = m_addMenu->addMenu(at.steps.empty() ? roleTitle(role) : tr("%1 in %2").arg(roleTitle(role), toQt((*holder)->displayName())));
                    menu->setToolTipsVisible(true);
                }
                for (const ElementKind* kind : kinds) {
                    const QString text = kinds.size() > 1 ? toQt(kind->label)
                                         : at.steps.empty() ? roleTitle(role)
                                                            : tr("%1 in %2").arg(toQt(kind->label), toQt((*holder)->displayName()));
                    QAction* action = menu->addAction(text, this, [this, at, kind] { add(at, *kind); });
                    action->setToolTip(toQt(kind->help));
                    action->setData(toQt(at.text()) + QLatin1Char('+') + toQt(kind->key));
                }
            }
            if (!(*holder)->kind->contains.empty() && !at.steps.empty()) {
                m_addMenu->addSeparator();
            }
        }
        if (at.steps.empty()) {
            break;
        }
    }
}

void StudyActions::updateChangeMenu() {
    const Element* element = m_path.steps.empty() ? nullptr : current();
    const bool listed = element != nullptr;
    m_rename->setEnabled(listed && rename(m_document.study(), m_path, "x").has_value());
    for (QAction* action : {m_duplicate, m_up, m_down, m_remove}) {
        action->setEnabled(listed);
    }
    m_baseline->setVisible(listed && element->kind->role == Role::Deal);
    m_changeMenu->setTitle(listed ? toQt(element->displayName()) : tr("Change"));
}

bool StudyActions::submit(const Expected<Edit>& edit) {
    const Expected<void> done = edit ? m_document.apply(*edit) : Expected<void>(tl::unexpected(edit.error()));
    if (!done) {
        Q_EMIT said(saidWithoutSubject(done.error()), true);
    }
    return done.has_value();
}

void StudyActions::add(const Path& parent, const ElementKind& kind) {
    const auto holder = findElement(m_document.study(), parent);
    if (!holder) {
        Q_EMIT said(saidWithoutSubject(holder.error()), true);
        return;
    }
    const bool named = kind.indexOf(kName) >= 0 || kind.indexOf(kTitle) >= 0;
    const QString name = named ? tr("New %1").arg(toQt(kind.label).toLower()) : QString();
    const Edit edit = insertNew(**holder, parent, kind, toStd(name));
    const std::string id = std::get<InsertElement>(edit.change).element->id;
    if (submit(edit)) {
        Q_EMIT added(toQt(parent.child(kind.role, id).text()));
    }
}

void StudyActions::duplicate() {
    const auto edit = study::duplicate(m_document.study(), m_path);
    if (submit(edit)) {
        const auto& inserted = std::get<InsertElement>(edit->change);
        Q_EMIT added(toQt(inserted.parent.child(inserted.element->kind->role, inserted.element->id).text()));
    }
}

void StudyActions::moveBy(int steps) { submit(shift(m_document.study(), m_path, steps)); }

void StudyActions::remove() {
    const Element* element = current();
    const QString name = element != nullptr ? toQt(element->displayName()) : QString();
    if (submit(removal(m_document.study(), m_path))) {
        Q_EMIT said(tr("%1 was removed; undo brings it back.").arg(name), false);
    }
}

void StudyActions::setBaseline() {
    if (m_path.steps.empty() || m_path.steps.front().role != Role::Deal) {
        return;
    }
    Value value = m_document.study().root().get(kBaseline);
    value.text = m_path.steps.front().id;
    submit(Edit{SetValue{Path{}.input(kBaseline.key), std::move(value)}});
}

}  // namespace offtake::ui
