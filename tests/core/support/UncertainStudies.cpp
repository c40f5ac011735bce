#include "tests/core/support/UncertainStudies.h"

#include <QtGlobal>

#include "core/study/Edit.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/SmallDeals.h"

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

}  // namespace

Value spread(double central, Uncertainty uncertainty) {
    Value value;
    value.numbers = {central};
    value.uncertainty = std::move(uncertainty);
    return value;
}

Study withValue(const Study& study, const char* path, const Value& value) {
    return applied(study, Edit{SetValue{*parsePath(path), value}});
}

Study meteredStudy(const Uncertainty& price) {
    const Element clause = makeElement(kMeteredFeeKind, "fee");
    const Path tranche = Path{}.child(Role::Deal, "a").child(Role::Tranche, "t");
    const Study withFee = applied(contractDeal(), Edit{InsertElement{tranche, 0, std::make_shared<const Element>(clause)}});
    return withValue(withFee, kMeteredPricePath, spread(2.0, price));
}

Study twoMeteredDeals(const Uncertainty& priceA, const Uncertainty& priceB) {
    const Study one = meteredStudy(priceA);
    Element second = *one.deals().front();
    second.id = "b";
    const Study both = applied(one, Edit{InsertElement{Path{}, 1, std::make_shared<const Element>(std::move(second))}});
    return withValue(both, "deal.b.tranche.t.clause.fee.price", spread(2.0, priceB));
}

}  // namespace offtake::testing
