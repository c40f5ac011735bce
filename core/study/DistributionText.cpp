#include "core/study/DistributionText.h"

#include <algorithm>

#include "core/units/Cursor.h"
#include "core/units/Format.h"
#include "core/units/ParseCall.h"
#include "core/units/ParseQuantity.h"

namespace offtake::study {

namespace {

/// How the arguments of a form follow one another.
enum class Order {
    Values,          ///< all in the unit of the input
    WeightLast,      ///< the fourth, which may be left out, is a plain number
    ShapesFirst,     ///< the first two are plain numbers
    ValueThenShare,  ///< pairs "value: probability"
    ShareThenValue,  ///< pairs "probability: value"
};

struct FamilyForm {
    Family family;
    std::string_view name;
    Order order;
    std::size_t least;  ///< number of arguments
    std::size_t most;
    std::string_view example;
};

constexpr std::size_t kMany = 2000;

constexpr FamilyForm kFamilies[] = {
    {Family::Triangular, "tri", Order::Values, 3, 3, "tri(5, 6, 9): lowest, most likely, highest"},
    {Family::Pert, "pert", Order::WeightLast, 3, 4, "pert(5, 6, 9): lowest, most likely, highest"},
    {Family::Uniform, "uniform", Order::Values, 2, 2, "uniform(5, 9): lowest, highest"},
    {Family::Normal, "normal", Order::Values, 2, 2, "normal(62, 4): mean, standard deviation"},
    {Family::Lognormal, "lognormal", Order::Values, 2, 2, "lognormal(62, 4): mean, standard deviation"},
    {Family::Beta, "beta", Order::ShapesFirst, 4, 4, "beta(2, 3, 0, 1): both shapes, lowest, highest"},
    {Family::Discrete, "discrete", Order::ValueThenShare, 1, kMany, "discrete(1: 30 %, 2: 70 %): values with their probabilities"},
    {Family::Empirical, "empirical", Order::Values, 1, kMany, "empirical(1; 2; 3): values, equally likely"},
    {Family::Quantiles, "quantiles", Order::ShareThenValue, 2, kMany, "quantiles(10 %: 40, 50 %: 60, 90 %: 160): probabilities with their values"},
};

struct ProcessForm {
    ProcessKind kind;
    std::string_view name;
    std::string_view percent;  ///< for each argument: '%' where it is shown in percent; the last one is that of all others
    std::size_t least;
    std::size_t most;
    std::string_view example;
};

constexpr std::size_t kMostMonths = 960;

constexpr ProcessForm kProcesses[] = {
    {ProcessKind::RandomWalk, "gbm", "%%", 1, 2, "gbm(30 %, -10 %): volatility and drift a year"},
    {ProcessKind::MeanReverting, "ou", "x%", 2, 2, "ou(1.5, 60 %): speed a year, volatility"},
    {ProcessKind::Season, "season", "%x", 2, 2, "season(15 %, 1): amplitude, month of the peak"},
    {ProcessKind::Jumps, "jumps", "x%%", 3, 3, "jumps(2, 0, 50 %): number a year, mean and standard deviation of the logarithm"},
    {ProcessKind::OnOff, "onoff", "xx%", 2, 3, "onoff(60, 1, 0): months up, months down, level while down"},
    {ProcessKind::ErrorByMonth, "errors", "%", 1, kMostMonths, "errors(4 %, 6 %, 7 %): standard deviation of the logarithm after 1, 2, 3 months"},
};

const FamilyForm& formOf(Family family) {
    return *std::find_if(std::begin(kFamilies), std::end(kFamilies), [family](const FamilyForm& form) { return form.family == family; });
}

const ProcessForm& formOf(ProcessKind kind) {
    return *std::find_if(std::begin(kProcesses), std::end(kProcesses), [kind](const ProcessForm& form) { return form.kind == kind; });
}

template <typename Form, std::size_t Count>
Expected<const Form*> formNamed(const Form (&forms)[Count], std::string_view name, std::string_view what) {
    std::string known;
    for (const Form& form : forms) {
        if (form.name == name) {
            return &form;
        }
        known += (known.empty() ? "" : ", ") + std::string(form.name);
    }
    return fail(ErrorCode::UnknownName, {}, {"There is no {0} \"{1}\".", {std::string(what), units::quotable(name)}}, {"There are: {0}.", {known}});
}

tl::unexpected<Error> malformed(std::string_view name, std::string_view example) {
    return fail(ErrorCode::Syntax, {}, {"\"{0}\" needs other arguments.", {std::string(name)}}, {"Write {0}.", {std::string(example)}});
}

std::string shareText(double share, Digits digits) {
    return digits == Digits::Stored || share == 0.0 ? units::fullPrecision(share) : units::fullPrecision(share, units::kPercent);
}

/// A plain number; "30 %" and "0.3" are the same.
Expected<double> plainNumber(std::string_view text) { return units::parseTyped(text, units::kOne); }

Expected<std::vector<double>> plainNumbers(const std::vector<std::string_view>& texts) {
    std::vector<double> numbers;
    for (const std::string_view text : texts) {
        const auto number = plainNumber(text);
        if (!number) {
            return tl::unexpected(number.error());
        }
        numbers.push_back(*number);
    }
    return numbers;
}

/// Arguments parted by commas, or by semicolons where a comma stands within one.
std::string called(std::string_view name, const std::vector<std::string>& arguments) {
    const bool grouped = std::ranges::any_of(arguments, [](const std::string& text) { return text.find(',') != std::string::npos; });
    std::string out(name);
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        out += (i == 0 ? "(" : grouped ? "; " : ", ") + arguments[i];
    }
    return out + ")";
}

/// Both sides of each "a: b".
bool splitPairs(const std::vector<std::string_view>& arguments, std::vector<std::string_view>& left, std::vector<std::string_view>& right) {
    for (const std::string_view argument : arguments) {
        const std::size_t colon = argument.find(':');
        if (colon == std::string_view::npos) {
            return false;
        }
        left.push_back(units::trimmed(argument.substr(0, colon)));
        right.push_back(units::trimmed(argument.substr(colon + 1)));
    }
    return true;
}

/// The texts of the arguments by what they are, and how they are put together again.
Expected<std::vector<double>> parametersOf(const FamilyForm& form, const units::Call& call, const Input& input, BareNumber bare) {
    std::vector<std::string_view> levels = call.arguments;
    std::vector<std::string_view> plain;
    if (form.order == Order::WeightLast && levels.size() == form.most) {
        plain.assign(levels.end() - 1, levels.end());
        levels.pop_back();
    } else if (form.order == Order::ShapesFirst) {
        plain.assign(levels.begin(), levels.begin() + 2);
        levels.erase(levels.begin(), levels.begin() + 2);
    } else if (form.order == Order::ValueThenShare || form.order == Order::ShareThenValue) {
        levels.clear();
        const bool valuesFirst = form.order == Order::ValueThenShare;
        if (!splitPairs(call.arguments, valuesFirst ? levels : plain, valuesFirst ? plain : levels)) {
            return malformed(form.name, form.example);
        }
    }
    const auto values = units::callValues(levels, call.unit, input.unit, bare == BareNumber::Stored);
    if (!values) {
        return tl::unexpected(values.error());
    }
    const auto numbers = plainNumbers(plain);
    if (!numbers) {
        return tl::unexpected(numbers.error());
    }
    std::vector<double> out;
    switch (form.order) {
        case Order::Values:
        case Order::WeightLast:
            out = *values;
            out.insert(out.end(), numbers->begin(), numbers->end());
            break;
        case Order::ShapesFirst:
            out = *numbers;
            out.insert(out.end(), values->begin(), values->end());
            break;
        case Order::ValueThenShare:
        case Order::ShareThenValue:
            for (std::size_t i = 0; i < values->size(); ++i) {
                const bool valueFirst = form.order == Order::ValueThenShare;
                out.push_back(valueFirst ? (*values)[i] : (*numbers)[i]);
                out.push_back(valueFirst ? (*numbers)[i] : (*values)[i]);
            }
            break;
    }
    return out;
}

Expected<ProcessTerm> parseTerm(std::string_view text) {
    const auto call = units::scanCall(text);
    if (!call) {
        return tl::unexpected(call.error());
    }
    const auto form = formNamed(kProcesses, call->name, "process");
    if (!form) {
        return tl::unexpected(form.error());
    }
    if (call->arguments.size() < (*form)->least || call->arguments.size() > (*form)->most || !call->unit.empty()) {
        return malformed((*form)->name, (*form)->example);
    }
    const auto numbers = plainNumbers(call->arguments);
    if (!numbers) {
        return tl::unexpected(numbers.error());
    }
    return ProcessTerm{(*form)->kind, *numbers};
}

}  // namespace

std::string digitsText(const Input& input, double stored, Digits digits) {
    if (digits == Digits::Stored) {
        return units::fullPrecision(stored);
    }
    units::NamedUnit bare = input.unit;
    bare.symbol = {};
    std::string text = units::fullPrecision(stored, bare);  // percent moves the point, it does not round
    if (text.find('e') != std::string::npos) {
        return text;
    }
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::size_t first = text.front() == '-' ? 1 : 0;
    if (point - first > 4) {
        for (std::size_t at = point; at > first + 3;) {
            at -= 3;
            text.insert(at, ",");
        }
    }
    return text;
}

std::string familyText(const Input& input, const Uncertainty& uncertainty, Digits digits) {
    const FamilyForm& form = formOf(uncertainty.family);
    const std::vector<double>& p = uncertainty.parameters;
    const auto level = [&](std::size_t i) { return digitsText(input, p[i], digits); };
    if (uncertainty.family == Family::Normal && digits == Digits::Shown) {
        return level(0) + " ± " + level(1);
    }
    std::vector<std::string> arguments;
    for (std::size_t i = 0; i < p.size(); ++i) {
        switch (form.order) {
            case Order::Values: arguments.push_back(level(i)); break;
            case Order::WeightLast: arguments.push_back(i == 3 ? units::fullPrecision(p[i]) : level(i)); break;
            case Order::ShapesFirst: arguments.push_back(i < 2 ? units::fullPrecision(p[i]) : level(i)); break;
            case Order::ValueThenShare:
            case Order::ShareThenValue:
                if (i + 1 < p.size()) {
                    arguments.push_back(form.order == Order::ValueThenShare ? level(i) + ": " + shareText(p[i + 1], digits)
                                                                            : shareText(p[i], digits) + ": " + level(i + 1));
                }
                ++i;
                break;
        }
    }
    return called(form.name, arguments);
}

Expected<Uncertainty> parseFamily(const Input& input, std::string_view text, BareNumber bare) {
    const auto call = units::scanCall(text);
    if (!call) {
        return tl::unexpected(call.error());
    }
    const auto form = formNamed(kFamilies, call->name, "distribution");
    if (!form) {
        return tl::unexpected(form.error());
    }
    if (call->arguments.size() < (*form)->least || call->arguments.size() > (*form)->most) {
        return malformed((*form)->name, (*form)->example);
    }
    const auto parameters = parametersOf(**form, *call, input, bare);
    if (!parameters) {
        return tl::unexpected(parameters.error());
    }
    return Uncertainty{(*form)->family, *parameters, {}};
}

std::string processText(const std::vector<ProcessTerm>& process, Digits digits) {
    std::string out;
    for (const ProcessTerm& term : process) {
        const ProcessForm& form = formOf(term.kind);
        std::vector<std::string> arguments;
        for (std::size_t i = 0; i < term.parameters.size(); ++i) {
            const bool percent = form.percent[std::min(i, form.percent.size() - 1)] == '%';
            arguments.push_back(percent ? shareText(term.parameters[i], digits) : units::fullPrecision(term.parameters[i]));
        }
        out += (out.empty() ? "" : " + ") + called(form.name, arguments);
    }
    return out;
}

Expected<std::vector<ProcessTerm>> parseProcess(std::string_view text) {
    std::vector<ProcessTerm> process;
    for (bool more = true; more;) {
        const std::size_t close = text.find(')');
        const std::size_t plus = close == std::string_view::npos ? close : text.find('+', close);
        more = plus != std::string_view::npos;
        auto term = parseTerm(text.substr(0, plus));
        if (!term) {
            return tl::unexpected(term.error());
        }
        process.push_back(std::move(*term));
        text.remove_prefix(more ? plus + 1 : text.size());
    }
    return process;
}

}  // namespace offtake::study
