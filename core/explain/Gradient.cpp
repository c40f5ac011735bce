#include "core/explain/Gradient.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/economics/Sizing.h"
#include "core/explain/RecordedDeal.h"
#include "core/explain/TapeDerivatives.h"
#include "core/study/InputLabel.h"
#include "core/study/kinds/StudyInputs.h"
#include "core/units/Format.h"

namespace offtake::explain {

using namespace economics;
using namespace study;
using numbers::Recorded;

namespace {

constexpr double kBeside = 1e-6;             // of an input's scale: how far beside an edge its sides are recorded
constexpr double kBesideMonths = 1e-5;       // the same in months, beyond what the model takes for an instant
constexpr double kReach = 4.0;               // of this distance: an edge within it is looked at from both sides
constexpr double kPercent = 0.01;            // a change that people can picture
constexpr double kSameSlope = 1e-7;          // sides that agree to this are one
constexpr double kStepAgainstSlope = 1e-3;   // a change larger than this share of slope times distance …
constexpr double kStepAgainstSize = 1e-10;   // … and than this share of the figure's size is a step

/// Which number of a recorded deal is differentiated.
using Pick = std::function<Recorded(const Evaluation<Recorded>&)>;

/// A deal at one choice of slots; of a sized deal the baseline too, which its scale follows.
struct Recording {
    std::unique_ptr<RecordedDeal> own;
    std::unique_ptr<RecordedDeal> baseline;
};

/// The figure and its derivatives there.
struct Spot {
    double value = 0.0;
    std::vector<double> bySlot;
    std::vector<std::uint8_t> live;  ///< by node of the deal's own tape
};

/// How the scale of a sized deal follows the inputs.
struct Following {
    std::vector<double> bySlot;              ///< derivative of the scale
    std::vector<std::uint8_t> live;          ///< nodes of the deal's own tape that the scale depends on
    std::vector<std::uint8_t> baselineLive;  ///< nodes of the baseline's tape
};

/// One figure while its derivatives are put together.
struct Sheet {
    Pick pick;
    Spot here;
    double size = 0.0;  ///< what the figure is made of, against which rounding and steps are measured
    std::vector<SlotDerivative> slots;
};

units::NamedUnit unitOf(const Input& input, const Element& element) {
    if (element.kind->role == Role::Assumption) {
        const units::NamedUnit* stated = units::findNamedUnit(element.get(kAssumptionUnit).text);
        return stated != nullptr ? *stated : input.unit;
    }
    return input.shape == Shape::Date ? units::kMonth : input.unit;
}

}  // namespace

double InputDerivative::derivative() const {
    double sum = 0.0;
    for (const SlotDerivative& month : months) {
        sum += month.derivative;
    }
    return sum;
}

Side InputDerivative::lower() const {
    Side side;
    for (const SlotDerivative& month : months) {
        side = {side.open && month.lower.open, side.slope + month.lower.slope, side.step + month.lower.step};
    }
    return side;
}

Side InputDerivative::upper() const {
    Side side;
    for (const SlotDerivative& month : months) {
        side = {side.open && month.upper.open, side.slope + month.upper.slope, side.step + month.upper.step};
    }
    return side;
}

bool InputDerivative::kink() const {
    return std::any_of(months.begin(), months.end(), [](const SlotDerivative& month) { return month.kink; });
}

PicturedChange picturedChange(const InputDerivative& input) {
    const bool isShare = input.unit.storedPerShown != 1.0;
    if (isShare) {
        return {input.unit.storedPerShown, "+1 percentage point"};
    }
    if (input.unit == units::kMonth) {
        return {1.0, input.input->shape == Shape::Date ? "one month later" : "+1 month"};
    }
    if (input.value() == 0.0) {
        const bool isUsual = std::isfinite(input.input->plausibleHigh);
        const double amount = isUsual ? kPercent * (input.input->plausibleHigh - input.input->plausibleLow) : 1.0;
        return {amount, "+" + units::format(amount, input.unit)};
    }
    return {kPercent * std::abs(input.value()), "+1 %", true};
}

double amountOf(const PicturedChange& change, const SlotDerivative& month) {
    return change.relative ? kPercent * std::abs(month.value) : change.amount;
}

/// Records, differentiates, and looks beside edges.
class DealDerivatives::Work {
public:
    Work(const StudyResult& result, std::size_t deal) : m_result(result), m_plan(roomyPlan(result)), m_deal(deal), m_matched(sizedBy(result.plan.structure)) {
        m_isSized = m_matched && deal != result.baseline;
        m_here = record(slots(), m_result.deals[deal].scale);
        m_following = followingOf(m_here);
        for (const SlotInfo& at : result.plan.info) {
            m_units.push_back(unitOf(*at.input, *findInput(result.study, at.path)->element));
        }
    }

    [[nodiscard]] const DealResult& deal() const { return m_result.deals[m_deal]; }

    /// One gradient for each number that is picked.
    [[nodiscard]] std::vector<Gradient> gradients(std::span<const Pick> picks) const {
        std::vector<Sheet> sheets;
        for (const Pick& pick : picks) {
            sheets.push_back(sheetOf(pick));
        }
        for (std::size_t slot = 0; slot < slots().size(); ++slot) {
            lookBeside(slot, sheets);
        }
        std::vector<Gradient> out;
        for (const Sheet& sheet : sheets) {
            out.push_back(grouped(sheet));
        }
        return out;
    }

private:
    const StudyResult& m_result;
    Plan m_plan;
    std::size_t m_deal;
    std::optional<Metric> m_matched;
    bool m_isSized = false;
    Recording m_here;
    Following m_following;
    std::vector<units::NamedUnit> m_units;  ///< by slot

    [[nodiscard]] const std::vector<double>& slots() const { return m_plan.slots; }
    [[nodiscard]] const Structure& structure() const { return m_plan.structure; }
    [[nodiscard]] const Accounts& baselineAccounts() const { return *m_result.deals[m_result.baseline].accounts; }
    [[nodiscard]] std::size_t scaleSlot() const { return static_cast<std::size_t>(structure().deals[m_deal].slotsOf(kScale).first); }
    [[nodiscard]] const SlotInfo& info(std::size_t slot) const { return m_plan.info[slot]; }

    /// The bounds of an input; those of dates, which are in days, are out of reach.
    [[nodiscard]] double lowest(std::size_t slot) const { return info(slot).input->shape == Shape::Date ? -HUGE_VAL : info(slot).input->low; }
    [[nodiscard]] double highest(std::size_t slot) const { return info(slot).input->shape == Shape::Date ? HUGE_VAL : info(slot).input->high; }

    [[nodiscard]] Recording record(std::vector<double> at, double scale) const {
        Recording out;
        if (m_isSized) {
            out.baseline = recordDeal(structure(), baselineAccounts(), m_result.baseline, at);
            at[scaleSlot()] = scale;
        }
        out.own = recordDeal(structure(), *deal().accounts, m_deal, at);
        return out;
    }

    /// The scale that keeps a sized deal equal to the baseline at these slots; nothing when there is none.
    [[nodiscard]] std::optional<double> scaleAt(const std::vector<double>& at) const {
        if (!m_isSized) {
            return at[scaleSlot()];
        }
        Plan plan = m_plan;
        plan.slots = at;
        Evaluation<double> baseline;
        evaluate<double>(plan.structure, baselineAccounts(), m_result.baseline, at, -1, baseline);
        const auto scale = solveScale(plan, *deal().accounts, m_deal, *m_matched, baseline.metrics[*m_matched]);
        return scale ? std::optional(*scale) : std::nullopt;
    }

    [[nodiscard]] Spot spotOf(const Recording& recording, const Following& following, const Pick& pick) const {
        const Recorded number = pick(recording.own->evaluation);
        TapeGradient own = explain::gradientOf(recording.own->tape, number, slots().size());
        Spot spot{number.value, std::move(own.bySlot), std::move(own.live)};
        if (m_isSized) {
            const double byScale = spot.bySlot[scaleSlot()];
            for (std::size_t slot = 0; slot < spot.bySlot.size(); ++slot) {
                spot.bySlot[slot] += byScale * following.bySlot[slot];
            }
            spot.bySlot[scaleSlot()] = 0.0;  // what was entered is replaced by what is solved
        }
        return spot;
    }

    /// ds/dp = (∂M_baseline/∂p − ∂M/∂p) / (∂M/∂s), where M is what sizing makes equal and s the scale.
    [[nodiscard]] Following followingOf(const Recording& recording) const {
        if (!m_isSized) {
            return {};
        }
        const std::size_t count = slots().size();
        TapeGradient own = explain::gradientOf(recording.own->tape, recording.own->evaluation.metrics[*m_matched], count);
        TapeGradient target = explain::gradientOf(recording.baseline->tape, recording.baseline->evaluation.metrics[*m_matched], count);
        Following following{std::vector<double>(count, 0.0), std::move(own.live), std::move(target.live)};
        const double byScale = own.bySlot[scaleSlot()];
        for (std::size_t slot = 0; byScale != 0.0 && slot < count; ++slot) {
            following.bySlot[slot] = slot == scaleSlot() ? 0.0 : (target.bySlot[slot] - own.bySlot[slot]) / byScale;
        }
        return following;
    }

    [[nodiscard]] Sheet sheetOf(const Pick& pick) const {
        Sheet sheet{pick, spotOf(m_here, m_following, pick), 0.0, {}};
        sheet.size = std::abs(sheet.here.value);
        for (std::size_t slot = 0; slot < slots().size(); ++slot) {
            const double slope = sheet.here.bySlot[slot];
            sheet.size += std::abs(slope * slots()[slot]);
            SlotDerivative at{static_cast<std::int32_t>(slot), slots()[slot], slope, false, {true, slope, 0.0}, {true, slope, 0.0}};
            at.lower.open = at.value > lowest(slot);
            at.upper.open = at.value < highest(slot);
            sheet.slots.push_back(at);
        }
        return sheet;
    }

    /// Positions of the figures that depend on an edge within reach of a slot, so that their sides may differ.
    [[nodiscard]] std::vector<std::size_t> nearEdge(std::size_t slot, const std::vector<Sheet>& sheets) const {
        if (info(slot).factor || (m_isSized && slot == scaleSlot())) {
            return {};
        }
        std::vector<double> direction(slots().size(), 0.0);
        direction[slot] = 1.0;
        const double reach = kReach * distanceFor(slot);
        const std::vector<std::int32_t> baseline = m_isSized ? edgesWithin(m_here.baseline->tape, direction, reach) : std::vector<std::int32_t>{};
        if (m_isSized) {
            direction[scaleSlot()] = m_following.bySlot[slot];
        }
        const std::vector<std::int32_t> own = edgesWithin(m_here.own->tape, direction, reach);
        const auto any = [](const std::vector<std::int32_t>& edges, const std::vector<std::uint8_t>& live) {
            return std::any_of(edges.begin(), edges.end(), [&](std::int32_t node) { return live[static_cast<std::size_t>(node)] != 0; });
        };
        const bool movesScale = m_isSized && (any(baseline, m_following.baselineLive) || any(own, m_following.live));
        std::vector<std::size_t> which;
        for (std::size_t i = 0; i < sheets.size(); ++i) {
            if (movesScale || any(own, sheets[i].here.live)) {
                which.push_back(i);
            }
        }
        return which;
    }

    [[nodiscard]] double distanceFor(std::size_t slot) const {
        if (m_units[slot] == units::kMonth) {
            return kBesideMonths;
        }
        const Input& input = *info(slot).input;
        const double value = std::abs(slots()[slot]);
        const double usual = std::isfinite(input.plausibleHigh) ? input.plausibleHigh - input.plausibleLow : std::min(input.high - input.low, 1.0);
        return kBeside * (value > 0.0 ? value : usual);
    }

    void lookBeside(std::size_t slot, std::vector<Sheet>& sheets) const {
        const std::vector<std::size_t> which = nearEdge(slot, sheets);
        if (which.empty()) {
            return;
        }
        lookTo(-1.0, slot, which, sheets);
        lookTo(1.0, slot, which, sheets);
        for (const std::size_t i : which) {
            conclude(sheets[i].slots[slot], sheets[i].size);
        }
    }

    /// The deal recorded a little beside; nothing beyond the input's bounds or where no scale fits.
    [[nodiscard]] std::optional<Recording> beside(std::size_t slot, double distance) const {
        std::vector<double> moved = slots();
        moved[slot] += distance;
        const bool within = moved[slot] >= lowest(slot) && moved[slot] <= highest(slot);
        const std::optional<double> scale = within ? scaleAt(moved) : std::nullopt;
        return scale ? std::optional(record(moved, *scale)) : std::nullopt;
    }

    void lookTo(double direction, std::size_t slot, const std::vector<std::size_t>& which, std::vector<Sheet>& sheets) const {
        const double distance = direction * distanceFor(slot);
        const std::optional<Recording> near = beside(slot, distance);
        const std::optional<Recording> far = near ? beside(slot, 2.0 * distance) : std::nullopt;
        const Following nearFollowing = near ? followingOf(*near) : Following{};
        const Following farFollowing = far ? followingOf(*far) : Following{};
        for (const std::size_t i : which) {
            Side& side = direction < 0.0 ? sheets[i].slots[slot].lower : sheets[i].slots[slot].upper;
            side.open = far.has_value();
            if (!far) {
                continue;
            }
            const Spot there = spotOf(*near, nearFollowing, sheets[i].pick);
            // The slope beside the edge changes with the distance to first order, which a second place takes out.
            side.slope = 2.0 * there.bySlot[slot] - spotOf(*far, farFollowing, sheets[i].pick).bySlot[slot];
            const double rise = distance * side.slope;
            const double step = there.value - sheets[i].here.value - rise;
            side.step = std::abs(step) > kStepAgainstSize * sheets[i].size && std::abs(step) > kStepAgainstSlope * std::abs(rise) ? step : 0.0;
        }
    }

    static void conclude(SlotDerivative& at, double size) {
        const double least = kStepAgainstSize * size / std::max(std::abs(at.value), 1.0);
        const double scale = std::max({std::abs(at.lower.slope), std::abs(at.upper.slope), least});
        const bool differ = std::abs(at.lower.slope - at.upper.slope) > kSameSlope * scale;
        at.kink = at.lower.step != 0.0 || at.upper.step != 0.0 || (differ && at.lower.open && at.upper.open);
        const bool up = at.upper.open && (at.upper.step == 0.0 || at.lower.step != 0.0 || !at.lower.open);
        at.derivative = up ? at.upper.slope : at.lower.slope;
    }

    [[nodiscard]] Gradient grouped(const Sheet& sheet) const {
        Gradient out;
        out.value = sheet.here.value;
        if (m_isSized) {
            out.sizedDeals = {m_deal};
        }
        for (std::size_t slot = 0; slot < sheet.slots.size(); ++slot) {
            const SlotInfo& at = info(slot);
            if (at.factor) {  // follows from the input's process
                continue;
            }
            if (at.month == 0) {
                out.inputs.push_back({at.path, at.input, inputLabel(*at.input, *findInput(m_result.study, at.path)->element), m_units[slot], {}});
            }
            out.inputs.back().months.push_back(sheet.slots[slot]);
        }
        return out;
    }
};

DealDerivatives::DealDerivatives(const StudyResult& result, std::size_t deal) : m_work(std::make_unique<Work>(result, deal)) {}
DealDerivatives::~DealDerivatives() = default;

std::vector<Expected<Gradient>> DealDerivatives::metrics(std::span<const Metric> metrics) {
    const DealResult& deal = m_work->deal();
    std::vector<Expected<Gradient>> out;
    std::vector<Pick> picks;
    std::vector<std::size_t> places;
    for (const Metric metric : metrics) {
        if (deal.sizing) {
            out.emplace_back(tl::unexpected(*deal.sizing));
        } else if (!deal.figure(metric)) {
            out.emplace_back(fail(ErrorCode::NoSolution, deal.name, {"It has no {0}: {1}", {std::string(infoOf(metric).label), std::string(infoOf(metric).whyNone)}}));
        } else {
            places.push_back(out.size());
            picks.emplace_back([metric](const Evaluation<Recorded>& evaluation) { return evaluation.metrics[metric]; });
            out.emplace_back(Gradient{});
        }
    }
    std::vector<Gradient> gradients = m_work->gradients(picks);
    for (std::size_t i = 0; i < places.size(); ++i) {
        out[places[i]] = std::move(gradients[i]);
    }
    return out;
}

Expected<Gradient> DealDerivatives::metric(Metric metric) { return std::move(metrics({&metric, 1}).front()); }

Expected<Gradient> DealDerivatives::cell(int line, int month) {
    const Ledger<double>& ledger = m_work->deal().evaluation.ledger;
    const bool inside = line >= 0 && month >= 0 && line < static_cast<int>(ledger.accounts->lines.size()) && month < static_cast<int>(ledger.columns);
    if (!inside) {
        return fail(ErrorCode::UnknownName, m_work->deal().name, {"There is no cell of line {0} in month {1}.", {static_cast<std::int64_t>(line), static_cast<std::int64_t>(month)}});
    }
    const Pick pick = [line, month](const Evaluation<Recorded>& evaluation) { return evaluation.ledger.line(line)[static_cast<std::size_t>(month)]; };
    return std::move(m_work->gradients({&pick, 1}).front());
}

Expected<Gradient> gradientOf(const StudyResult& result, std::size_t deal, Metric metric) {
    if (deal >= result.deals.size()) {
        return fail(ErrorCode::UnknownName, "deal", {"The study has {0} deals.", {static_cast<std::int64_t>(result.deals.size())}});
    }
    return DealDerivatives(result, deal).metric(metric);
}

Expected<Gradient> gradientOfDifference(const StudyResult& result, std::size_t deal, std::size_t against, Metric metric) {
    auto own = gradientOf(result, deal, metric);
    if (!own) {
        return own;
    }
    const auto other = gradientOf(result, against, metric);
    if (!other) {
        return other;
    }
    own->value -= other->value;
    own->sizedDeals.insert(own->sizedDeals.end(), other->sizedDeals.begin(), other->sizedDeals.end());
    const auto less = [](Side& side, const Side& by) {
        side.open = side.open && by.open;
        side.slope -= by.slope;
        side.step -= by.step;
    };
    for (std::size_t i = 0; i < own->inputs.size(); ++i) {
        for (std::size_t month = 0; month < own->inputs[i].months.size(); ++month) {
            SlotDerivative& mine = own->inputs[i].months[month];
            const SlotDerivative& theirs = other->inputs[i].months[month];
            mine.derivative -= theirs.derivative;
            mine.kink = mine.kink || theirs.kink;
            less(mine.lower, theirs.lower);
            less(mine.upper, theirs.upper);
        }
    }
    return own;
}

}  // namespace offtake::explain
