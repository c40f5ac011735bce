#include "core/study/Validate.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/study/Assumption.h"
#include "core/study/CheckUncertainty.h"
#include "core/study/Correlated.h"
#include "core/study/StatedLevel.h"
#include "core/study/ValueText.h"
#include "core/study/Timeline.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::study {

namespace {

constexpr std::size_t kLongestPath = 480;
constexpr std::size_t kLongestText = 100000;

std::string shown(const Input& input, double number) {
    Value value;
    value.numbers = {number};
    return valueText(input, value);
}

Expected<void> checkNumber(const Input& input, double number, const std::string& subject) {
    if (!std::isfinite(number)) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} must be a finite number.", {std::string(input.label)}},
                    {"Enter a number between {0} and {1}.", {shown(input, input.low), shown(input, input.high)}});
    }
    if (number < input.low || number > input.high) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} cannot be {1}.", {std::string(input.label), shown(input, number)}},
                    {"Enter a value between {0} and {1}.", {shown(input, input.low), shown(input, input.high)}});
    }
    const bool wholeNumber = input.structural || input.shape == Shape::Date;
    if (wholeNumber && number != std::floor(number)) {
        return fail(ErrorCode::OutOfBounds, subject, {"{0} must be a whole number.", {std::string(input.label)}},
                    {"Leave out the decimals.", {}});
    }
    return {};
}

Expected<void> checkNumbers(const Input& input, const Value& value, const std::string& subject) {
    const bool listAllowed = input.shape == Shape::Path;
    if (value.numbers.empty() || (value.numbers.size() > 1 && !listAllowed) || value.numbers.size() > kLongestPath) {
        return fail(ErrorCode::Syntax, subject, {listAllowed ? "{0} needs 1 to 480 numbers." : "{0} needs one number.", {std::string(input.label)}});
    }
    for (const double number : value.numbers) {
        if (auto checked = checkNumber(input, number, subject); !checked) {
            return checked;
        }
    }
    for (const auto& edge : {value.low, value.high}) {
        if (edge) {
            if (auto checked = checkNumber(input, *edge, subject); !checked) {
                return checked;
            }
        }
    }
    if (value.low && value.high && *value.low > *value.high) {
        return fail(ErrorCode::Inconsistent, subject, {"The range of {0} ends before it starts.", {std::string(input.label)}},
                    {"Write the lower end first.", {}});
    }
    return checkUncertainty(input, value, subject);
}

Expected<void> checkText(const Input& input, const Value& value, const std::string& subject) {
    if (value.text.size() > kLongestText) {
        return fail(ErrorCode::TooLarge, subject, {"{0} is longer than 100,000 characters.", {std::string(input.label)}}, {"Shorten it.", {}});
    }
    if (value.text.find('\0') != std::string::npos) {
        return fail(ErrorCode::Syntax, subject, {"{0} contains a NUL character.", {std::string(input.label)}}, {"Remove it.", {}});
    }
    if (input.shape != Shape::Choice) {
        return {};
    }
    std::string options;
    for (const Choice& option : input.choices) {
        if (option.key == value.text) {
            return {};
        }
        options += (options.empty() ? "" : ", ") + std::string(option.key);
    }
    return fail(ErrorCode::UnknownName, subject, {"\"{0}\" is not an option of {1}.", {value.text, std::string(input.label)}},
                {"Options are: {0}.", {options}});
}

/// Collects the problems of a study.
class Inspector {
public:
    explicit Inspector(const Study& study) : m_study(study) {}

    std::vector<Problem> run() {
        walk(m_study.root(), {}, [this](const Path& path, const Element& element) { inspect(path, element); });
        return std::move(m_problems);
    }

private:
    const Study& m_study;
    std::vector<Problem> m_problems;
    std::set<std::pair<std::string, std::string>> m_pairs;  ///< that are correlated
    bool m_calendarExists = false;  ///< start and horizon of the study are within their bounds

    void add(Problem::Severity severity, const Path& path, Error error) {
        error.subject = path.text();
        m_problems.push_back({severity, path, std::move(error)});
    }
    void refuse(const Path& path, ErrorCode code, Message reason, Message remedy) {
        add(Problem::Severity::Error, path, {code, {}, std::move(reason), std::move(remedy)});
    }
    void note(const Path& path, Message reason, Message remedy) {
        add(Problem::Severity::Note, path, {ErrorCode::Inconsistent, {}, std::move(reason), std::move(remedy)});
    }

    void inspect(const Path& path, const Element& element) {
        std::set<std::string> ids;
        for (const ElementPtr& child : element.children) {
            if (!ids.insert(std::string(roleName(child->kind->role)) + "." + child->id).second) {
                refuse(path.child(child->kind->role, child->id), ErrorCode::Inconsistent, {"The id is used twice.", {}}, {"Give one of them another id.", {}});
            }
        }
        for (std::size_t i = 0; i < element.values.size(); ++i) {
            inspectValue(path, *element.kind->inputs[i], element.values[i]);
        }
        if (element.kind->role == Role::Study) {
            m_calendarExists = sound(element, kStart) && sound(element, kHorizon);
            inspectStudy(path, element);
        } else if (element.kind->role == Role::Tranche) {
            inspectClauses(path, element);
            if (m_calendarExists && sound(element, kTrancheStart) && sound(element, kTerm)) {
                inspectMonths(path, element);
            }
        } else if (element.kind->role == Role::Override) {
            inspectOverride(path, element);
        } else if (element.kind->role == Role::Correlation) {
            inspectCorrelation(path, element);
        } else if (element.kind == &kForecastKind) {
            inspectForecast(path, element);
        }
    }

    // A study has tens of thousands of values and few problems: paths are put together only for those.
    void inspectValue(const Path& owner, const Input& input, const Value& value) {
        const auto checked = checkValue(input, value, {});
        if (!checked) {
            add(Problem::Severity::Error, owner.input(input.key), checked.error());
            return;
        }
        if (!value.source.empty() && m_study.source(value.source) == nullptr) {
            refuse(owner.input(input.key), ErrorCode::UnknownName, {"The source \"{0}\" is not in this study.", {value.source}}, {"Add the source or choose another one.", {}});
        }
        if (input.shape == Shape::Reference && !value.text.empty()) {
            inspectReference(owner.input(input.key), input, value);
        }
        if (!value.assumption.empty()) {
            inspectAssumption(owner.input(input.key), input, value);
        } else if (input.numeric()) {
            inspectPlausible(owner, input, value);
            inspectSpread(owner.input(input.key), input, value);
        }
    }

    void inspectReference(const Path& path, const Input& input, const Value& value) {
        const Role role = input.refersTo == roleName(Role::Deal) ? Role::Deal : Role::Party;
        if (m_study.root().child(role, value.text) == nullptr) {
            std::string known;
            for (const ElementPtr& item : m_study.root().childrenOf(role)) {
                known += (known.empty() ? "" : ", ") + item->id;
            }
            refuse(path, ErrorCode::UnknownName, {"There is no {0} \"{1}\".", {std::string(input.refersTo), value.text}},
                   {"Choose one of: {0}; or leave it empty.", {known.empty() ? std::string("none") : known}});
        }
    }

    void inspectAssumption(const Path& path, const Input& input, const Value& value) {
        const Element* assumption = m_study.root().child(Role::Assumption, value.assumption);
        if (assumption == nullptr) {
            refuse(path, ErrorCode::UnknownName, {"There is no assumption \"{0}\".", {value.assumption}}, {"Add it, or enter a value.", {}});
            return;
        }
        if (!input.continuous() || input.shape == Shape::Date) {
            refuse(path, ErrorCode::Inconsistent, {"{0} cannot refer to an assumption.", {std::string(input.label)}}, {"Enter a value.", {}});
            return;
        }
        const std::string& unit = assumption->get(kAssumptionUnit).text;
        if (unit != input.unit.symbol) {
            refuse(path, ErrorCode::UnitMismatch, {"The assumption \"{0}\" is in \"{1}\", this input in \"{2}\".", {value.assumption, unit, std::string(input.unit.symbol)}},
                   {"Give the assumption the unit \"{0}\".", {std::string(input.unit.symbol)}});
            return;
        }
        if (isForecast(*assumption) && input.shape != Shape::Path) {
            refuse(path, ErrorCode::Inconsistent, {"{0} is one number, the forecast \"{1}\" one for every month.", {std::string(input.label), value.assumption}},
                   {"Refer to an assumption with one value.", {}});
            return;
        }
        Value assumed = assumedValue(*assumption);
        if (!isForecast(*assumption)) {
            assumed.uncertainty.process.clear();
        }
        if (const auto checked = checkNumbers(input, assumed, path.text()); !checked) {
            add(Problem::Severity::Error, path, checked.error());
            return;
        }
        inspectSpread(path, input, assumed);
    }

    /// What of a distribution lies beyond the bounds of its input.
    void inspectSpread(const Path& path, const Input& input, const Value& value) {
        if (!input.continuous()) {
            return;
        }
        constexpr double kWorthSaying = 1e-3;
        const ShareOutside outside = shareOutside(input, value);
        const auto percent = [](double share) { return fmt::format("{:.2g}", 100.0 * share); };
        if (outside.below >= kWorthSaying && input.low == 0.0) {
            note(path, {"{0} can be negative in {1} % of draws; they stop at 0.", {std::string(input.label), percent(outside.below)}}, positiveRemedy(input, value));
        } else if (outside.below >= kWorthSaying) {
            note(path, {"{0} can be below {1} in {2} % of draws; they stop there.", {std::string(input.label), shown(input, input.low), percent(outside.below)}}, boundedRemedy());
        }
        if (outside.above >= kWorthSaying) {
            note(path, {"{0} can be above {1} in {2} % of draws; they stop there.", {std::string(input.label), shown(input, input.high), percent(outside.above)}}, boundedRemedy());
        }
    }

    static Message boundedRemedy() { return {"Write a distribution with ends, as in tri(lowest, most likely, highest).", {}}; }

    /// The range that a lognormal distribution of the same mean and standard deviation has.
    static Message positiveRemedy(const Input& input, const Value& value) {
        const Uncertainty& stated = value.uncertainty;
        if (isShare(input)) {
            return boundedRemedy();
        }
        if (stated.family != Family::Normal || !(stated.parameters[0] > 0.0)) {
            return {"Write a lowest value above 0 for a lognormal.", {}};
        }
        Value positive;
        positive.uncertainty = {Family::Lognormal, stated.parameters, {}};
        settle(input, positive);
        const auto rounded = [&input](double stored) { return fmt::format("{:.2g}", input.unit.shown(stored)); };
        return {"Write {0} to {1} for a lognormal.", {rounded(*positive.low), rounded(*positive.high)}};
    }

    void inspectForecast(const Path& path, const Element& forecast) {
        const Value& value = forecast.get(kForecastValue);
        if (uncertaintyOf(value).family != Family::Certain) {
            note(path.input(kForecastValue.key), {"The level of the forecast {0} is taken as certain; only its process moves.", {forecast.displayName()}},
                 {"State its error as a process, as in 2.4 ~ gbm(30 %), or make it an assumption of one number.", {}});
        }
    }

    /// One side of a correlation; nothing when it names no input.
    std::optional<Path> inspectCorrelated(const Path& path, const Element& pair, const Input& side) {
        const auto target = correlatedInput(m_study, pair.get(side).text);
        if (!target) {
            add(Problem::Severity::Error, path.input(side.key), target.error());
            return std::nullopt;
        }
        return *target;
    }

    void inspectCorrelation(const Path& path, const Element& pair) {
        for (const Input* side : {&kCorrelated, &kCorrelatedWith}) {
            if (pair.get(*side).text.empty()) {
                note(path.input(side->key), {"The correlation names no input yet, so it has no effect.", {}}, {"Enter the path of an uncertain input, as in assumption.rent.", {}});
                return;
            }
        }
        const auto first = inspectCorrelated(path, pair, kCorrelated);
        const auto second = inspectCorrelated(path, pair, kCorrelatedWith);
        if (!first || !second) {
            return;
        }
        if (*first == *second) {
            refuse(path.input(kCorrelatedWith.key), ErrorCode::Inconsistent, {"{0} is correlated with itself.", {first->text()}}, {"Name another input.", {}});
            return;
        }
        const std::string ends[] = {first->text(), second->text()};
        if (!m_pairs.insert({std::min(ends[0], ends[1]), std::max(ends[0], ends[1])}).second) {
            refuse(path, ErrorCode::Inconsistent, {"{0} and {1} are correlated twice.", {first->text(), second->text()}}, {"Keep one of the two.", {}});
            return;
        }
        inspectRandomParts(path, *first, *second);
    }

    void inspectRandomParts(const Path& path, const Path& first, const Path& second) {
        const InputPlace places[] = {*findInput(m_study, first), *findInput(m_study, second)};
        const RandomParts parts[] = {randomParts(places[0]), randomParts(places[1])};
        for (std::size_t i = 0; i < 2; ++i) {
            const std::string text = i == 0 ? first.text() : second.text();
            const std::string& assumption = places[i].value().assumption;
            if (!assumption.empty()) {
                note(path, {"{0} is equal to the assumption \"{1}\", so this correlation has no effect.", {text, assumption}}, {"Correlate assumption.{0}.", {assumption}});
                return;
            }
            if (!parts[i].level && !parts[i].process) {
                note(path, {"{0} is certain, so this correlation has no effect.", {text}}, {"Give it a range, as in 5 to 9.", {}});
                return;
            }
        }
        if (!(parts[0].level && parts[1].level) && !(parts[0].process && parts[1].process)) {
            const bool firstIsLevel = parts[0].level;
            note(path, {"{0} is one draw for all months and {1} moves by month, so this correlation has no effect.",
                        {firstIsLevel ? first.text() : second.text(), firstIsLevel ? second.text() : first.text()}},
                 {"Give both a range, or both a process.", {}});
        }
    }

    void inspectPlausible(const Path& owner, const Input& input, const Value& value) {
        for (const double number : value.numbers) {
            const bool neutral = input.neutral && number == *input.neutral;
            if (!neutral && (number < input.plausibleLow || number > input.plausibleHigh)) {
                note(owner.input(input.key), {"{0} of {1} is unusual.", {std::string(input.label), shown(input, number)}},
                     {"Usual values lie between {0} and {1}.", {shown(input, input.plausibleLow), shown(input, input.plausibleHigh)}});
                return;
            }
        }
        if (value.low && value.high && (value.number() < *value.low || value.number() > *value.high)) {
            note(owner.input(input.key), {"The value of {0} lies outside of its own range.", {std::string(input.label)}}, {"Widen the range or change the value.", {}});
        }
    }

    /// Whether the number that stands at an input, beside a reference to an assumption too, may be calculated with.
    static bool sound(const Element& element, const Input& input) {
        Value own = element.get(input);
        own.assumption.clear();
        return checkValue(input, own, {}).has_value();
    }

    void inspectStudy(const Path& path, const Element& root) {
        if (!m_study.deals().empty() && m_study.parties().empty()) {
            refuse(path, ErrorCode::Inconsistent, {"A study with deals needs at least one party.", {}}, {"Add the party that the deals are for.", {}});
        }
        if (!m_calendarExists) {
            return;
        }
        const Date start{std::chrono::days{static_cast<int>(root.get(kStart).number())}};
        if (isoDate(start).substr(8) != "01") {
            refuse(path.input(kStart.key), ErrorCode::Inconsistent, {"A study starts on the first day of a month, not on {0}.", {isoDate(start)}},
                   {"Choose {0}-01.", {isoDate(start).substr(0, 7)}});
        }
    }

    void inspectClauses(const Path& path, const Element& tranche) {
        std::set<const ElementKind*> kinds;
        for (const ElementPtr& clause : tranche.childrenOf(Role::Clause)) {
            const bool mayRepeat = clause->kind == &kTerminationKind;
            if (!kinds.insert(clause->kind).second && !mayRepeat) {
                refuse(path.child(Role::Clause, clause->id), ErrorCode::Inconsistent, {"There is a second {0} clause.", {std::string(clause->kind->label)}},
                       {"Remove one, or put it on a tranche of its own.", {}});
            }
        }
    }

    /// Precondition: the study has a calendar, and start and term are within their bounds.
    void inspectMonths(const Path& path, const Element& tranche) {
        const Element& root = m_study.root();
        const Timeline calendar = makeTimeline(root, 0);
        double begins = calendar.monthsAt(Date{std::chrono::days{static_cast<int>(tranche.get(kTrancheStart).number())}});
        for (const ElementPtr& clause : tranche.childrenOf(Role::Clause)) {
            const bool delays = clause->kind == &kDeliveryKind && clause->choice(kActive) == "on" && sound(*clause, kDelay);
            begins += delays ? clause->get(kDelay).number() : 0.0;
        }
        const double ends = begins + tranche.get(kTerm).number();
        for (const ElementPtr& clause : tranche.childrenOf(Role::Clause)) {
            const bool prepays = clause->kind == &kPrepaymentKind && clause->choice(kActive) == "on" && sound(*clause, kCreditFrom);
            const bool shared = prepays && !(clause->get(kCreditFrom).assumption.empty() && tranche.get(kTerm).assumption.empty());
            if (prepays && !shared && clause->get(kCreditFrom).number() >= tranche.get(kTerm).number()) {
                note(path.child(Role::Clause, clause->id).input(kCreditFrom.key), {"The prepayment of {0} is never given back: its credits would start after the term.", {tranche.displayName()}},
                     {"Start the credits within the term of {0} months.", {tranche.get(kTerm).number()}});
            }
        }
        if (tranche.get(kTerm).assumption.empty() && begins >= calendar.months) {
            note(path.input(kTrancheStart.key), {"{0} starts after the horizon and has no effect.", {tranche.displayName()}}, {"Extend the horizon.", {}});
        } else if (tranche.get(kTerm).assumption.empty() && ends > calendar.months) {
            note(path.input(kTerm.key), {"{0} runs {1} months beyond the horizon; what is owed after it stands on a line of its own.", {tranche.displayName(), fmt::format("{:.3g}", ends - calendar.months)}},
                 {"Extend the horizon to {0} months to see all of it.", {static_cast<std::int64_t>(std::ceil(ends))}});
        }
        if (ends <= 0.0) {
            note(path.input(kTerm.key), {"{0} ends before the study starts and has no effect.", {tranche.displayName()}}, {"Check start and term.", {}});
        }
    }

    void inspectOverride(const Path& path, const Element& item) {
        const auto target = parsePath(item.get(kTarget).text);
        const auto place = target ? findInput(m_study, *target) : Expected<InputPlace>(tl::unexpected(target.error()));
        if (!place) {
            add(Problem::Severity::Error, path.input(kTarget.key), place.error());
            return;
        }
        const auto value = parseValue(place->input(), item.get(kOverrideValue).text, path.text());
        if (!value) {
            add(Problem::Severity::Error, path.input(kOverrideValue.key), value.error());
        }
    }
};

}  // namespace

Expected<void> checkValue(const Input& input, const Value& value, const std::string& subject) {
    if (!value.assumption.empty()) {
        return {};
    }
    return input.numeric() ? checkNumbers(input, value, subject) : checkText(input, value, subject);
}

std::vector<Problem> validate(const Study& study) { return Inspector(study).run(); }

Expected<void> checkStudy(const Study& study) {
    for (const Problem& problem : validate(study)) {
        if (problem.severity == Problem::Severity::Error) {
            return tl::unexpected(problem.error);
        }
    }
    return {};
}

}  // namespace offtake::study
