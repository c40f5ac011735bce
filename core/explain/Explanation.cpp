#include "core/explain/Explanation.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/economics/metrics/PartyFlows.h"
#include "core/explain/Expression.h"
#include "core/explain/RecordedDeal.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/StudyInputs.h"

namespace offtake::explain {

using namespace economics;
using namespace study;
using numbers::Node;
using numbers::Operation;
using numbers::Recorded;
using numbers::Tape;

namespace {

constexpr std::size_t kGroupFrom = 3;  // months of one row are shown as a group from this many on

struct RowTitle {
    std::string label;
    std::string unit;
    std::string formula;
};

RowTitle derivedTitle(int which) {
    switch (static_cast<DerivedRow>(which)) {
        case DerivedRow::Net: return {"Net flow", "$", "received less paid"};
        case DerivedRow::NetOnStart: return {"Net flow on the first day", "$", "received less paid on delivery or commencement"};
        case DerivedRow::Cost: return {"Cost", "$", "operating cost less credits and residual value"};
        case DerivedRow::CostOnStart: return {"Cost on the first day", "$", "capital cost and prepayments"};
        case DerivedRow::Discount: return {"Discount factor", "", "(1 + rate) to the power of − years to the payment"};
        case DerivedRow::DiscountOnStart: return {"Discount factor of the first day", "", "(1 + rate) to the power of − years to the payment"};
        case DerivedRow::Useful: return {"Useful compute", "H100e-h", "sum over tranches"};
        case DerivedRow::PresentUseful: return {"Present value of useful compute", "H100e-h", "useful compute × discount factor, summed over the months"};
    }
    return {};
}

/// Records a deal and reads explanations off the tape.
class Explainer {
public:
    Explainer(const StudyResult& result, std::size_t deal)
        : m_result(result), m_accounts(*result.deals[deal].accounts),
          m_recorded(recordDeal(result.plan.structure, m_accounts, deal, slotsOf(result, deal))), m_tape(m_recorded->tape), m_evaluation(m_recorded->evaluation) {}

    Explanation metric(Metric metric, int depth) {
        const Recorded& number = m_evaluation.metrics[metric];
        const MetricInfo& info = infoOf(metric);
        Explanation out{Explanation::Kind::Metric, std::string(info.label), number.value, std::string(info.unit.symbol), {}, std::string(info.formula), {}, {}, {}, {}, {}};
        if (number.tape != nullptr) {
            out.children = childrenOf(number.node, depth);
        }
        return out;
    }

    Explanation cell(int line, int month, int depth) {
        const Recorded& number = m_evaluation.ledger.line(line)[static_cast<std::size_t>(month)];
        if (number.tape == nullptr) {
            return {Explanation::Kind::Row, m_accounts.title(m_accounts.lines[static_cast<std::size_t>(line)]), number.value, "$", monthText(month), "nothing falls into this month", {}, {}, {}, {}, {}};
        }
        return row(number.node, depth);
    }

private:
    const StudyResult& m_result;
    const Accounts& m_accounts;
    std::unique_ptr<RecordedDeal> m_recorded;
    const Tape& m_tape;
    const Evaluation<Recorded>& m_evaluation;

    [[nodiscard]] const Node& node(std::int32_t index) const { return m_tape.nodes()[static_cast<std::size_t>(index)]; }

    [[nodiscard]] std::string monthText(int month) const { return isoDate(m_result.plan.structure.timeline.firstDay(month)).substr(0, 7); }

    [[nodiscard]] RowTitle titleOf(int id) const {
        if (id >= kMetricRows) {
            const MetricInfo& info = metrics()[static_cast<std::size_t>(id - kMetricRows)];
            return {std::string(info.label), std::string(info.unit.symbol), std::string(info.formula)};
        }
        if (id >= kDerivedRows) {
            return derivedTitle(id - kDerivedRows);
        }
        if (id >= kMemoRows) {
            const auto memo = static_cast<std::size_t>(id - kMemoRows);
            const QuantityInfo& info = quantities()[memo % kQuantities];
            return {std::string(info.label) + " · " + m_accounts.trancheNames[memo / kQuantities], std::string(info.unit), {}};
        }
        return {m_accounts.title(m_accounts.lines[static_cast<std::size_t>(id)]), "$", {}};
    }

    /// Named rows and inputs directly behind a node, in the order in which the formula uses them, each once.
    void collect(std::int32_t index, std::set<std::int32_t>& seen, std::vector<std::int32_t>& out) const {
        std::vector<std::int32_t> open{index};
        while (!open.empty()) {
            const std::int32_t current = open.back();
            open.pop_back();
            const Node& at = node(current);
            const bool named = at.operation == Operation::Row || at.operation == Operation::Input;
            if (current != index && named) {
                out.push_back(current);
                continue;
            }
            const auto operands = m_tape.operands(at);
            for (auto it = operands.rbegin(); it != operands.rend(); ++it) {
                if (node(*it).operation != Operation::Constant && seen.insert(*it).second) {
                    open.push_back(*it);
                }
            }
        }
    }

    std::vector<Explanation> childrenOf(std::int32_t index, int depth) {
        std::set<std::int32_t> seen;
        std::vector<std::int32_t> behind;
        collect(index, seen, behind);
        std::map<int, std::vector<std::int32_t>> byRow;
        for (const std::int32_t child : behind) {
            if (node(child).operation == Operation::Row && node(child).month >= 0) {
                byRow[node(child).row].push_back(child);
            }
        }
        std::vector<Explanation> children;
        std::set<int> grouped;
        std::set<std::int32_t> inputs;
        for (const std::int32_t child : behind) {
            const Node& at = node(child);
            if (at.operation == Operation::Input) {
                if (inputs.insert(at.first).second) {
                    children.push_back(input(at));
                }
                continue;
            }
            const bool inGroup = at.month >= 0 && byRow[at.row].size() >= kGroupFrom;
            if (!inGroup) {
                children.push_back(row(child, depth - 1));
            } else if (grouped.insert(at.row).second) {
                children.push_back(months(byRow[at.row], depth - 1));
            }
        }
        // Rows that amount to something first, then those that are zero here, then the inputs that enter directly.
        const auto rank = [](const Explanation& item) { return item.kind == Explanation::Kind::Input ? 2 : item.value == 0.0 ? 1 : 0; };
        std::stable_sort(children.begin(), children.end(), [&](const Explanation& a, const Explanation& b) { return rank(a) < rank(b); });
        return children;
    }

    Explanation row(std::int32_t index, int depth) {
        const Node& at = node(index);
        const RowTitle title = titleOf(at.row);
        Explanation out{Explanation::Kind::Row, title.label, at.value, title.unit, at.month >= 0 ? monthText(at.month) : std::string(), title.formula, {}, {}, {}, {}, {}};
        if (out.formula.empty()) {
            out.formula = expressionOf(m_tape, index, [this](const Node& leaf) { return leafName(leaf); });
        }
        if (depth > 0) {
            out.children = childrenOf(index, depth);
        }
        return out;
    }

    Explanation months(const std::vector<std::int32_t>& cells, int depth) {
        std::int32_t shown = cells.front();
        double total = 0.0;
        for (const std::int32_t cell : cells) {
            total += node(cell).value;
            if (std::abs(node(cell).value) > std::abs(node(shown).value)) {
                shown = cell;
            }
        }
        const auto [first, last] = std::minmax_element(cells.begin(), cells.end(), [this](std::int32_t a, std::int32_t b) { return node(a).month < node(b).month; });
        const RowTitle title = titleOf(node(shown).row);
        Explanation out{Explanation::Kind::Months, title.label, total, title.unit,
                        fmt::format("{} to {}, {} months", monthText(node(*first).month), monthText(node(*last).month), cells.size()), "sum of the months", {}, {}, {}, {}, {}};
        if (title.unit.empty()) {  // factors do not add up to anything: the last one says most
            out.value = node(*last).value;
            out.formula = "one for each month, the last one shown";
        }
        if (depth > 0) {
            out.children.push_back(row(shown, depth - 1));
        }
        return out;
    }

    [[nodiscard]] std::string leafName(const Node& leaf) const {
        if (leaf.operation == Operation::Input) {
            return inputName(m_result.plan.info[static_cast<std::size_t>(leaf.first)]);
        }
        return titleOf(leaf.row).label;
    }

    /// The label of an input; of a shared assumption its name, since its input is called "Value".
    [[nodiscard]] std::string inputName(const SlotInfo& info) const {
        const auto place = findInput(m_result.study, info.path);
        const bool shared = place && place->element->kind->role == Role::Assumption;
        const std::string name = shared ? place->element->displayName() : std::string(info.input->label);
        return info.factor ? name + " (month's factor)" : name;
    }

    [[nodiscard]] Explanation input(const Node& at) const {
        const SlotInfo& info = m_result.plan.info[static_cast<std::size_t>(at.first)];
        const auto place = findInput(m_result.study, info.path);
        Explanation out{Explanation::Kind::Input, inputName(info), at.value, std::string(info.input->unit.symbol), {}, {}, info.path.text(), {}, {}, {}, {}};
        if (place) {
            const Value& value = place->value();
            out.typed = valueText(*info.input, value);
            out.source = sourceOf(m_result.study, info.path);
            out.note = value.note;
        }
        return out;
    }
};

Expected<void> requireDeal(const StudyResult& result, std::size_t deal) {
    if (deal >= result.deals.size()) {
        return fail(ErrorCode::UnknownName, "deal", {"The study has {0} deals.", {static_cast<std::int64_t>(result.deals.size())}});
    }
    return {};
}

}  // namespace

std::string sourceOf(const Study& study, const Path& input) {
    const auto place = findInput(study, input);
    if (!place) {
        return {};
    }
    const Value& value = place->value();
    if (value.source.empty() && !value.estimate && sameContent(value, fallbackOf(place->input()))) {
        return "default";
    }
    std::string text = value.estimate ? "estimate" : "";
    if (const Element* source = value.source.empty() ? nullptr : study.source(value.source)) {
        text += (text.empty() ? "" : ", after ") + source->displayName();
        if (!source->get(kSourceDate).text.empty()) {
            text += ", " + source->get(kSourceDate).text;
        }
        text += " (" + source->get(kConfidence).text + ")";
    }
    return text;
}

Expected<Explanation> explainMetric(const StudyResult& result, std::size_t deal, Metric metric, int depth) {
    if (const auto known = requireDeal(result, deal); !known) {
        return tl::unexpected(known.error());
    }
    if (!result.deals[deal].figure(metric)) {
        return fail(ErrorCode::NoSolution, result.deals[deal].name, {"It has no {0}: {1}", {std::string(infoOf(metric).label), std::string(infoOf(metric).whyNone)}});
    }
    return Explainer(result, deal).metric(metric, depth);
}

Expected<Explanation> explainCell(const StudyResult& result, std::size_t deal, int line, int month, int depth) {
    if (const auto known = requireDeal(result, deal); !known) {
        return tl::unexpected(known.error());
    }
    const Ledger<double>& ledger = result.deals[deal].evaluation.ledger;
    const bool inside = line >= 0 && month >= 0 && line < static_cast<int>(ledger.accounts->lines.size()) && month < static_cast<int>(ledger.columns);
    if (!inside) {
        return fail(ErrorCode::UnknownName, result.deals[deal].name, {"There is no cell of line {0} in month {1}.", {static_cast<std::int64_t>(line), static_cast<std::int64_t>(month)}});
    }
    return Explainer(result, deal).cell(line, month, depth);
}

}  // namespace offtake::explain
