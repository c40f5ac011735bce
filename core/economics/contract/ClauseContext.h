#pragma once

#include "core/economics/TrancheMonths.h"
#include "core/study/kinds/ClauseInputs.h"

namespace offtake::economics {

/// What a clause sees: its own inputs, the months of its tranche, and the ledger lines of its contract.
template <typename Real>
struct ClauseContext {
    const Context<Real>& all;
    TrancheMonths<Real>& months;
    const study::PlanElement& clause;

    [[nodiscard]] const Real& in(const study::Input& input) const { return all.reader->number(clause, input); }
    [[nodiscard]] PathNumbers<Real> path(const study::Input& input) const { return all.reader->path(clause, input); }
    [[nodiscard]] std::size_t columns() const { return all.columns(); }
    [[nodiscard]] int lineNumber(LineItem item) const { return all.ledger->accounts->find(item, static_cast<int>(months.index)); }
    [[nodiscard]] std::span<Real> line(int number) const { return all.ledger->line(number); }
    [[nodiscard]] std::span<Real> quantity(Quantity which) const { return all.ledger->quantity(months.index, which); }
    [[nodiscard]] const study::PlanElement* sibling(const study::ElementKind& kind) const { return months.tranche->clause(kind); }

    /// Writes a cash line month by month from `amount(t)`, each cell named for explanation.
    template <typename Amount>
    void post(LineItem item, const Amount& amount) const {
        using numbers::row;
        const int number = lineNumber(item);
        const std::span<Real> cells = line(number);
        for (std::size_t t = 0; t < cells.size(); ++t) {
            cells[t] = row(number, static_cast<int>(t), amount(t));
        }
    }
};

}  // namespace offtake::economics
