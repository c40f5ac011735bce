#include "tests/core/support/StudyEdits.h"

#include <algorithm>
#include <cmath>

#include <QtGlobal>

#include "core/study/Assign.h"
#include "core/study/Edit.h"

namespace offtake::testing {

using namespace study;
using namespace economics;

namespace {

template <typename T>
T valueOrStop(Expected<T> result) {
    if (!result) {
        qFatal("%s", result.error().english().c_str());
    }
    return std::move(*result);
}

std::vector<double> withinHorizon(const Ledger<double>& ledger, std::span<const double> row) {
    return {row.begin(), row.begin() + static_cast<std::ptrdiff_t>(ledger.months)};
}

}  // namespace

Study set(const Study& study, const std::string& path, const std::string& value) { return valueOrStop(assign(study, {path, value})); }

Study plus(const Study& study, const std::string& parent, const Element& element) {
    const Path path = parent.empty() ? Path{} : valueOrStop(parsePath(parent));
    return valueOrStop(apply(study, Edit{InsertElement{path, 1000, std::make_shared<const Element>(element)}}));
}

Study without(const Study& study, const std::string& path) { return valueOrStop(apply(study, Edit{RemoveElement{valueOrStop(parsePath(path))}})); }

StudyResult computed(const Study& study) { return valueOrStop(evaluateStudy(study)); }

std::vector<double> cells(const DealResult& deal, LineItem item, int tranche, int loan) {
    const int line = deal.accounts->find(item, tranche, loan);
    const Ledger<double>& ledger = deal.evaluation.ledger;
    return line < 0 ? std::vector<double>{} : withinHorizon(ledger, ledger.line(line));
}

std::vector<double> hours(const DealResult& deal, Quantity quantity, std::size_t tranche) {
    const Ledger<double>& ledger = deal.evaluation.ledger;
    return withinHorizon(ledger, ledger.quantity(tranche, quantity));
}

double sumOf(const std::vector<double>& numbers) {
    double sum = 0.0;
    for (const double number : numbers) {
        sum += number;
    }
    return sum;
}

double total(const DealResult& deal, LineItem item, int tranche, int loan) { return sumOf(cells(deal, item, tranche, loan)); }

bool close(double a, double b, double relative) { return std::abs(a - b) <= relative * std::max({1.0, std::abs(a), std::abs(b)}); }

}  // namespace offtake::testing
