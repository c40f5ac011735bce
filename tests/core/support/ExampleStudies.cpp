#include "tests/core/support/ExampleStudies.h"

#include "core/study/kinds/ClauseInputs.h"

namespace offtake::testing {

using namespace study;

namespace {

Element named(const ElementKind& kind, std::string id, std::string_view name) {
    Element element = makeElement(kind, std::move(id));
    with(element, kName, name);
    return element;
}

Element rightToLeave(double lockIn, double days) {
    Element clause = makeElement(kTerminationKind, "termination");
    with(clause, kLockIn, lockIn);
    with(clause, kNoticeDays, days);
    return clause;
}

Study lease(const char* customer, const char* deal, const char* tranche, Date start, double months, double fee, double accelerators, Element leaving) {
    Element root = makeElement(kStudyKind, "");
    with(root, kStart, start);
    with(root, kHorizon, months);
    with(root, kHours, "730");
    add(root, named(kPartyKind, "lab", customer));
    add(root, named(kPartyKind, "spacex", "SpaceX"));
    Element capacity = named(kOfftakeKind, tranche, "Colossus 2");
    with(capacity, kSupplier, "spacex");
    with(capacity, kTrancheStart, start);
    with(capacity, kTerm, months);
    with(capacity, kAccelerators, accelerators);
    Element fixed = makeElement(kFixedFeeKind, "fixed-fee");
    with(fixed, kFee, fee);
    add(capacity, fixed);
    add(capacity, std::move(leaving));
    Element agreement = named(kDealKind, deal, "Lease");
    with(agreement, kBuyer, "lab");
    add(agreement, capacity);
    add(root, agreement);
    return Study(std::make_shared<const Element>(std::move(root)));
}

}  // namespace

Study reflectionLease() { return lease("Reflection AI", "lease", "colossus", date(2026, 7, 1), 42, 150e6, 30500, rightToLeave(3, 90)); }

Study googleServices() { return lease("Google", "google", "services", date(2026, 10, 1), 33, 920e6, 110000, rightToLeave(3, 90)); }

}  // namespace offtake::testing
