#include "data/study/StoredSpread.h"

#include <algorithm>
#include <cmath>

#include "core/study/CheckUncertainty.h"
#include "core/study/DistributionText.h"
#include "core/study/StatedLevel.h"

namespace offtake::study {

namespace {

/// Mathematical libraries differ in the last digits of a logarithm; people round more than that.
constexpr double kAgreement = 1e-9;

bool agree(double a, double b) { return std::abs(a - b) <= kAgreement * std::max(std::abs(a), std::abs(b)); }

bool agree(const std::optional<double>& stated, const std::optional<double>& meant) { return !stated || (meant && agree(*stated, *meant)); }

Expected<void> readDistribution(const Input& input, std::string_view text, bool numbersGiven, const std::string& subject, Value& value) {
    Input single = input;
    single.shape = input.shape == Shape::Path ? Shape::Number : input.shape;
    const auto stated = parseValue(single, text, subject, BareNumber::Stored);
    if (!stated) {
        return tl::unexpected(stated.error());
    }
    if (stated->uncertainty.family == Family::Certain) {
        return fail(ErrorCode::Syntax, subject, {"\"{0}\" is not a distribution.", {std::string(text)}}, {"Write it as tri(5, 6, 9), and a range as low and high.", {}});
    }
    const bool sameNumbers = !numbersGiven || (value.numbers.size() == 1 && agree(value.number(), stated->number()));
    if (!sameNumbers || !agree(value.low, stated->low) || !agree(value.high, stated->high)) {
        return fail(ErrorCode::Inconsistent, subject, {"The value or its range is not that of {0}.", {std::string(text)}}, {"Leave out value, low and high beside a distribution.", {}});
    }
    value.numbers = stated->numbers;
    value.low = stated->low;
    value.high = stated->high;
    value.uncertainty.family = stated->uncertainty.family;
    value.uncertainty.parameters = stated->uncertainty.parameters;
    return {};
}

}  // namespace

StoredSpread storedSpread(const Input& input, const Value& value) {
    const bool stated = value.uncertainty.family != Family::Certain;
    return {stated ? familyText(input, value.uncertainty, Digits::Stored) : std::string(), processText(value.uncertainty.process, Digits::Stored)};
}

Expected<void> readSpread(const Input& input, std::string_view distribution, std::string_view process, bool numbersGiven, const std::string& subject, Value& value) {
    if (!distribution.empty() || !process.empty()) {
        if (!input.numeric()) {
            return fail(ErrorCode::Syntax, subject, {"{0} is no number, so it is not uncertain.", {std::string(input.label)}}, {"Remove it.", {}});
        }
        if (!value.uncertainty.none()) {
            return fail(ErrorCode::Inconsistent, subject, {"The value states its distribution already.", {}}, {"Remove one of the two.", {}});
        }
    }
    if (!distribution.empty()) {
        if (auto read = readDistribution(input, distribution, numbersGiven, subject, value); !read) {
            return read;
        }
    }
    if (!process.empty()) {
        auto terms = parseProcess(process);
        if (!terms) {
            Error error = terms.error();
            error.subject = subject;
            return tl::unexpected(std::move(error));
        }
        value.uncertainty.process = std::move(*terms);
    }
    return checkUncertainty(input, value, subject);
}

}  // namespace offtake::study
