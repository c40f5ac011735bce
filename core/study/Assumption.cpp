#include "core/study/Assumption.h"

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

bool isForecast(const Element& assumption) { return assumption.kind == &kForecastKind; }

const Value& assumedValue(const Element& assumption) {
    return assumption.get(isForecast(assumption) ? kForecastValue : kAssumptionValue);
}

}  // namespace offtake::study
