#include "ui/window/DealCommands.h"

#include <algorithm>

#include "core/study/EditBuilders.h"
#include "core/study/NewStudy.h"
#include "core/study/kinds/StudyInputs.h"
#include "ui/document/Document.h"
#include "ui/text/Text.h"
#include "ui/window/NavigationRail.h"

namespace offtake::ui {

namespace {

study::Path pathOf(const std::string& deal) { return study::Path{}.child(study::Role::Deal, deal); }

}  // namespace

DealCommands::DealCommands(Document& document, NavigationRail& rail, QObject* parent)
    : QObject(parent), m_document(document), m_rail(rail) {}

void DealCommands::add() {
    apply(study::Edit{study::InsertElement{study::Path{}, m_document.study().deals().size(),
                                           study::newDeal(m_document.study(), toStd(tr("New deal")))}});
}

void DealCommands::duplicate() { apply(study::duplicate(m_document.study(), pathOf(m_rail.currentDeal()))); }

void DealCommands::setBaseline() {
    study::Value baseline;
    baseline.text = m_rail.currentDeal();
    apply(study::Edit{study::SetValue{study::Path{}.input(study::kBaseline.key), baseline}});
}

void DealCommands::remove() { apply(study::removal(m_document.study(), pathOf(m_rail.currentDeal()))); }

void DealCommands::apply(const Expected<study::Edit>& edit) {
    const auto before = m_document.study().deals();
    const Expected<void> done = edit ? m_document.apply(*edit) : tl::unexpected(edit.error());
    if (!done) {
        Q_EMIT refused(done.error());
        return;
    }
    for (const study::ElementPtr& deal : m_document.study().deals()) {
        const bool known = std::any_of(before.begin(), before.end(), [&](const auto& old) { return old->id == deal->id; });
        if (!known) {
            m_rail.setCurrentDeal(deal->id);
        }
    }
}

}  // namespace offtake::ui
