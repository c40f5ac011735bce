#include "data/catalogue/FactInput.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::catalogue {

using namespace study;

namespace {

constexpr std::string_view kFraction = "fraction";
constexpr std::string_view kPlain[] = {"ratio", "count"};  // how the tables call numbers without a unit
constexpr std::size_t kShortestWord = 3;

Expected<double> figureIn(const Input& input, double figure, const Fact& fact) {
    if (input.shape != Shape::Number && input.shape != Shape::Path) {
        return fail(ErrorCode::Inconsistent, fact.id, {"{0} is not a figure.", {std::string(input.label)}});
    }
    const bool plain = std::find(std::begin(kPlain), std::end(kPlain), fact.unit) != std::end(kPlain);
    if (plain && !input.unit.unit.dimensionless()) {
        return fail(ErrorCode::UnitMismatch, fact.id, {"{0} is not a plain number.", {std::string(input.label)}});
    }
    // A fraction is what an input in percent keeps; everything else is read as if typed with its unit.
    const bool stored = plain || (fact.unit == kFraction && input.unit.unit.sameDimension(units::base::kOne));
    const auto value = stored ? parseValue(input, fmt::format("{}", figure), fact.id, BareNumber::Stored)
                              : parseValue(input, fmt::format("{} {}", figure, fact.unit), fact.id, BareNumber::Shown);
    if (!value) {
        return tl::unexpected(value.error());
    }
    return value->number();
}

std::vector<std::string> wordsOf(std::string_view text) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (letter) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty()) {
        words.push_back(word);
    }
    std::erase_if(words, [](const std::string& some) { return some.size() < kShortestWord; });
    return words;
}

std::string confidenceKey(Confidence confidence) { return std::string(name(confidence)); }

}  // namespace

Expected<Value> valueOf(const Fact& fact, const Input& input) {
    if (fact.bundle()) {
        return fail(ErrorCode::Inconsistent, fact.id, {"This is the fee of a whole bundle, not a price of an accelerator.", {}});
    }
    if (!fact.value && !(fact.low && fact.high)) {
        return fail(ErrorCode::Inconsistent, fact.id, {"This fact has no figure.", {}});
    }
    Value value;
    for (const auto& [from, to] : {std::pair{&fact.low, &value.low}, std::pair{&fact.high, &value.high}}) {
        if (fact.low && fact.high) {
            const auto end = figureIn(input, **from, fact);
            if (!end) {
                return tl::unexpected(end.error());
            }
            *to = *end;
        }
    }
    const double middle = fact.value ? *fact.value : (*fact.low + *fact.high) / 2.0;
    const auto figure = figureIn(input, middle, fact);
    if (!figure) {
        return tl::unexpected(figure.error());
    }
    value.numbers = {*figure};
    return value;
}

std::vector<const Fact*> factsFor(const Catalogue& catalogue, const Input& input, std::string_view words, std::size_t limit) {
    const bool asked = !words.empty();
    std::map<const Fact*, int> held;
    if (asked) {
        for (const Fact* fact : catalogue.search(words)) {
            held[fact] = 1;
        }
    } else {
        for (const std::string& word : wordsOf(input.label)) {
            for (const Fact* fact : catalogue.search(word)) {
                ++held[fact];
            }
        }
    }
    std::vector<std::pair<int, const Fact*>> fitting;
    for (const Fact& fact : catalogue.facts()) {  // in the order of the catalogue, not of addresses
        const auto found = held.find(&fact);
        if (found != held.end() && valueOf(fact, input)) {
            fitting.emplace_back(found->second, &fact);
        }
    }
    const auto dateOf = [](const Fact& fact) { return fact.date ? fact.date : fact.sourceDate; };
    std::stable_sort(fitting.begin(), fitting.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) {
            return a.first > b.first;
        }
        const auto one = dateOf(*a.second);
        const auto other = dateOf(*b.second);
        return one && other ? one->first > other->first : one.has_value() && !other.has_value();
    });
    std::vector<const Fact*> best;
    for (const auto& [score, fact] : fitting) {
        if (best.size() == limit) {
            break;
        }
        best.push_back(fact);
    }
    return best;
}

Expected<Edit> takeFact(const Study& study, const Path& path, const Fact& fact) {
    const auto place = findInput(study, path);
    if (!place) {
        return tl::unexpected(place.error());
    }
    auto value = valueOf(fact, place->input());
    if (!value) {
        return tl::unexpected(value.error());
    }
    Batch batch{fmt::format("Take {} from the catalogue", place->input().label), {}};
    if (!fact.sourceTitle.empty() || !fact.sourceUrl.empty()) {
        std::string id;
        std::size_t sources = 0;
        for (const ElementPtr& source : study.root().childrenOf(Role::Source)) {
            ++sources;
            const bool same = fact.sourceUrl.empty() ? source->get(kTitle).text == fact.sourceTitle : source->get(kUrl).text == fact.sourceUrl;
            if (same && source->choice(kConfidence) == name(fact.confidence)) {
                id = source->id;
            }
        }
        if (id.empty()) {
            id = freeId(study.root(), Role::Source, fact.sourceTitle);
            Element source = makeElement(kSourceKind, id);
            with(source, kTitle, fact.sourceTitle);
            with(source, kUrl, fact.sourceUrl);
            with(source, kSourceDate, fact.sourceDate ? fact.sourceDate->text : std::string());
            with(source, kConfidence, confidenceKey(fact.confidence));
            batch.edits.push_back({InsertElement{{}, sources, std::make_shared<const Element>(std::move(source))}});
        }
        value->source = id;
    }
    value->estimate = fact.confidence == Confidence::Estimate;
    value->note = fact.subject + ": " + fact.metric + ", " + spelled(fact) + (fact.terms.empty() ? "" : ", " + fact.terms) + (fact.note.empty() ? "" : ". " + fact.note);
    batch.edits.push_back({SetValue{path, std::move(*value)}});
    return Edit{std::move(batch)};
}

}  // namespace offtake::catalogue
