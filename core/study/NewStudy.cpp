#include "core/study/NewStudy.h"

#include <string>
#include <utility>

#include "core/study/Path.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::study {

namespace {

Element named(const ElementKind& kind, std::string id, std::string_view name) {
    Element element = makeElement(kind, std::move(id));
    with(element, kName, name);
    return element;
}

Element offer(std::string id, std::string_view name, std::string_view supplier) {
    Element capacity = named(kOfftakeKind, "capacity", "Capacity");
    with(capacity, kSupplier, supplier);
    add(capacity, makeElement(kMeteredFeeKind, "metered-fee"));
    Element deal = named(kDealKind, std::move(id), name);
    with(deal, kBuyer, "buyer");
    add(deal, std::move(capacity));
    return deal;
}

}  // namespace

ElementPtr newDeal(const Study& study, std::string_view name) {
    Element capacity = named(kOfftakeKind, "capacity", "Capacity");
    add(capacity, makeElement(kMeteredFeeKind, "metered-fee"));
    Element deal = named(kDealKind, freeId(study.root(), Role::Deal, name), name);
    add(deal, std::move(capacity));
    return std::make_shared<const Element>(std::move(deal));
}

Study newComparison() {
    Element root = makeElement(kStudyKind, "");
    with(root, kHorizon, 36.0);  // the default term of an offtake: nothing runs on beyond it
    add(root, named(kPartyKind, "buyer", "Buyer"));
    add(root, named(kPartyKind, "first-supplier", "First supplier"));
    add(root, named(kPartyKind, "second-supplier", "Second supplier"));
    add(root, offer("first-offer", "First offer", "first-supplier"));
    add(root, offer("second-offer", "Second offer", "second-supplier"));
    return Study(std::make_shared<const Element>(std::move(root)));
}

}  // namespace offtake::study
