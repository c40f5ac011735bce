#include "tests/core/support/ComparisonStudies.h"

#include <QtGlobal>

#include "core/study/Edit.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/ExampleStudies.h"

namespace offtake::testing {

using namespace study;

namespace {

Study applied(const Study& study, const Edit& edit) {
    auto next = apply(study, edit);
    if (!next) {
        qFatal("%s", next.error().english().c_str());
    }
    return *next;
}

Element tranche(const char* id, const char* name, double accelerators, double pricePerHour) {
    Element capacity = makeElement(kOfftakeKind, id);
    with(capacity, kName, name);
    with(capacity, kTrancheStart, date(2026, 7, 1));
    with(capacity, kTerm, 42.0);
    with(capacity, kAccelerators, accelerators);
    with(capacity, kProvider, name);
    Element fee = makeElement(kMeteredFeeKind, "metered-fee");
    with(fee, kMeteredPrice, pricePerHour);
    add(capacity, std::move(fee));
    return capacity;
}

}  // namespace

Study leaseOrOpen() {
    Element open = makeElement(kDealKind, "open");
    with(open, kName, "Open deal, two vendors");
    with(open, kBuyer, "lab");
    with(open, kGovernanceCost, 10e6);
    Element pod = tranche("pod", "Pod", 28000, 3.96);
    add(pod, makeElement(kTakeOrPayKind, "take-or-pay"));
    Element prepaid = makeElement(kPrepaymentKind, "prepayment");
    with(prepaid, kPrepayShare, 0.2);
    with(prepaid, kCreditFrom, 12.0);
    add(pod, std::move(prepaid));
    Element porting = makeElement(kPortingKind, "porting");
    with(porting, kPortingEffort, 200.0);
    with(porting, kPortingMonths, 2.0);
    add(pod, std::move(porting));
    add(open, std::move(pod));
    add(open, tranche("spot", "Spot", 10000, 2.5));
    return applied(reflectionLease(), Edit{InsertElement{Path{}, 1, std::make_shared<const Element>(std::move(open))}});
}

Study uncertainLeaseOrOpen() {
    const auto between = [](const Study& study, const char* path, double central, double low, double high) {
        Value value;
        value.numbers = {central};
        value.uncertainty = {Family::Between, {low, high}, {}};
        return applied(study, Edit{SetValue{*parsePath(path), value}});
    };
    return between(between(leaseOrOpen(), kPodAllocation, 0.85, 0.60, 0.95), kPodPrice, 3.96, 2.5, 6.5);
}

Study changed(const Study& study, std::string_view path, std::string_view value) {
    const auto target = parsePath(path);
    if (!target) {
        qFatal("%s", target.error().english().c_str());
    }
    const auto place = findInput(study, *target);
    if (!place) {
        qFatal("%s", place.error().english().c_str());
    }
    const auto parsed = parseValue(place->input(), value, std::string(path));
    if (!parsed) {
        qFatal("%s", parsed.error().english().c_str());
    }
    return applied(study, Edit{SetValue{*target, *parsed}});
}

Study withCopyOf(const Study& study, std::string_view deal, std::string_view newId) {
    const Element* original = study.root().child(Role::Deal, deal);
    if (original == nullptr) {
        qFatal("no deal to copy");
    }
    Element copy = *original;
    copy.id = newId;
    return applied(study, Edit{InsertElement{Path{}, study.deals().size(), std::make_shared<const Element>(std::move(copy))}});
}

Study without(const Study& study, std::string_view deal) {
    return applied(study, Edit{RemoveElement{Path{}.child(Role::Deal, std::string(deal))}});
}

}  // namespace offtake::testing
