#include "data/study/UserFacts.h"

#include "core/study/kinds/StudyInputs.h"

namespace offtake::study {

namespace {

std::optional<catalogue::Period> periodOf(const std::string& text) {
    const auto period = catalogue::parsePeriod(text);
    return period ? std::optional(*period) : std::nullopt;
}

catalogue::Fact factOf(const Study& study, const Element& element) {
    const Value& value = element.get(kFactValue);
    catalogue::Fact fact;
    fact.id = "own." + element.id;
    fact.table = catalogue::kUserTable;
    fact.kind = "own";
    fact.subject = element.get(kFactSubject).text;
    fact.metric = element.get(kFactMetric).text;
    fact.value = value.number();
    fact.low = value.low;
    fact.high = value.high;
    fact.unit = element.get(kFactUnit).text;
    fact.terms = element.get(kFactTerms).text;
    fact.date = periodOf(element.get(kFactDate).text);
    fact.note = value.note.empty() ? element.get(kNotes).text : value.note;
    if (const Element* source = study.source(value.source); source != nullptr && !value.estimate) {
        fact.sourceTitle = source->displayName();
        fact.sourceUrl = source->get(kUrl).text;
        fact.sourceDate = periodOf(source->get(kSourceDate).text);
        fact.confidence = catalogue::confidenceNamed(source->choice(kConfidence)).value_or(catalogue::Confidence::Low);
    }
    return fact;
}

}  // namespace

std::vector<catalogue::Fact> userFacts(const Study& study) {
    std::vector<catalogue::Fact> facts;
    for (const ElementPtr& element : study.root().childrenOf(Role::Fact)) {
        facts.push_back(factOf(study, *element));
    }
    return facts;
}

}  // namespace offtake::study
