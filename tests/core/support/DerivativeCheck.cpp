#include "tests/core/support/DerivativeCheck.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "core/explain/RecordedDeal.h"
#include "core/study/kinds/StudyInputs.h"
#include "tests/core/support/Differences.h"

namespace offtake::testing {

using namespace economics;
using explain::Gradient;
using explain::InputDerivative;
using explain::SlotDerivative;

namespace {

constexpr double kRelative = 1e-6;
constexpr double kUnresolved = 3e-11;
constexpr double kWidest = 0.02;       // of the input's scale: the widest step of the differences
constexpr double kWidestMonths = 0.1;
constexpr std::size_t kMostFailures = 12;

/// The metrics of the deal with one slot at another number, sized anew where the study asks for it. Remembers them.
class Model {
public:
    Model(const StudyResult& result, std::size_t deal, std::size_t slot) : m_result(result), m_deal(deal), m_slot(slot), m_plan(explain::roomyPlan(result)) {
        const int sizing = result.plan.structure.study.choiceOf(study::kSizing);
        m_sized = sizing != 0 && deal != result.baseline;
        m_matched = sizing == 1 ? Metric::PresentCost : Metric::UsefulCompute;
    }

    double at(double number, Metric metric) {
        const auto [known, isNew] = m_known.try_emplace(number);
        if (isNew) {
            known->second = computed(number);
        }
        return known->second[metric];
    }

private:
    const StudyResult& m_result;
    std::size_t m_deal;
    std::size_t m_slot;
    study::Plan m_plan;
    Evaluation<double> m_evaluation;
    bool m_sized = false;
    Metric m_matched = Metric::PresentCost;
    std::map<double, MetricSet<double>> m_known;

    const MetricSet<double>& computed(double number) {
        m_plan.slots = m_result.plan.slots;
        m_plan.slots[m_slot] = number;
        if (m_sized) {
            evaluate<double>(m_plan.structure, *m_result.deals[m_result.baseline].accounts, m_result.baseline, m_plan.slots, -1, m_evaluation);
            const auto scale = solveScale(m_plan, *m_result.deals[m_deal].accounts, m_deal, m_matched, m_evaluation.metrics[m_matched]);
            m_plan.slots[static_cast<std::size_t>(m_plan.structure.deals[m_deal].slotsOf(study::kScale).first)] = scale.value_or(NAN);
        }
        evaluate<double>(m_plan.structure, *m_result.deals[m_deal].accounts, m_deal, m_plan.slots, -1, m_evaluation);
        return m_evaluation.metrics;
    }
};

double sizeOf(const Gradient& gradient) {
    double size = std::abs(gradient.value);
    for (const InputDerivative& input : gradient.inputs) {
        for (const SlotDerivative& month : input.months) {
            size += std::abs(month.derivative * month.value);
        }
    }
    return size;
}

double scaleOf(const InputDerivative& input, const SlotDerivative& at) {
    if (input.unit == units::kMonth) {
        return 1.0;
    }
    const double usual = std::isfinite(input.input->plausibleHigh) ? input.input->plausibleHigh - input.input->plausibleLow : 1.0;
    return at.value != 0.0 ? std::abs(at.value) : std::min(usual, input.input->high - input.input->low);
}

/// One slot of one figure: by central differences, or side by side where the sides differ or one is closed.
void compareSlot(const Gradient& gradient, std::size_t i, std::size_t month, Metric metric, const std::string& deal, Model& model, DerivativeCheck& check) {
    const InputDerivative& input = gradient.inputs[i];
    const SlotDerivative& at = input.months[month];
    const double size = sizeOf(gradient);
    const double scale = scaleOf(input, at);
    const double widest = input.unit == units::kMonth ? kWidestMonths : kWidest * scale;
    const auto f = [&](double number) { return model.at(number, metric); };
    const auto compare = [&](const char* how, const Difference& difference, double slope) {
        const double tolerance = kRelative * std::abs(slope) + kUnresolved * size / scale;
        const double apart = std::abs(difference.slope - slope);
        const double miss = apart == 0.0 ? 0.0 : apart / tolerance;
        check.worst = std::max(check.worst, std::isfinite(miss) ? miss : 1e300);
        if (!(miss <= 1.0)) {
            check.failures.push_back(fmt::format("{} of {} by {}, {}, at {}: {} ± {:.2g} by differences, {} exact; below {} step {}, above {} step {}; size {}",
                                                 infoOf(metric).key, deal, input.path.text(), how, at.value, difference.slope, difference.error, slope,
                                                 at.lower.slope, at.lower.step, at.upper.slope, at.upper.step, size));
        }
    };
    ++check.compared;
    check.moved += at.derivative != 0.0 ? 1 : 0;
    if (at.lower.open && at.upper.open && !at.kink) {
        compare("central", centralDifference(f, at.value, widest), at.derivative);
        return;
    }
    check.kinks += at.kink ? 1 : 0;
    for (const bool up : {false, true}) {
        const explain::Side& side = up ? at.upper : at.lower;
        if (side.open) {
            check.steps += side.step != 0.0 ? 1 : 0;
            compare(up ? "above" : "below", oneSidedDifference(f, at.value, gradient.value + side.step, up ? 1.0 : -1.0, widest), side.slope);
        }
    }
}

}  // namespace

void DerivativeCheck::add(const DerivativeCheck& other) {
    compared += other.compared;
    kinks += other.kinks;
    steps += other.steps;
    moved += other.moved;
    worst = std::max(worst, other.worst);
    for (const std::string& failure : other.failures) {
        if (failures.size() < kMostFailures) {
            failures.push_back(failure);
        }
    }
}

std::string DerivativeCheck::text() const {
    std::string all = fmt::format("{} compared, {} not zero, {} kinks, {} steps, worst {:.3g} of the tolerance, {} failures", compared, moved, kinks, steps, worst, failures.size());
    for (const std::string& failure : failures) {
        all += "\n  " + failure;
    }
    return all;
}

DerivativeCheck checkDerivatives(const StudyResult& result, std::size_t deal, std::span<const Metric> metrics) {
    DerivativeCheck check;
    const std::vector<Expected<Gradient>> gradients = explain::DealDerivatives(result, deal).metrics(metrics);
    const auto some = std::find_if(gradients.begin(), gradients.end(), [](const Expected<Gradient>& gradient) { return gradient.has_value(); });
    for (std::size_t i = 0; some != gradients.end() && i < (*some)->inputs.size(); ++i) {
        for (std::size_t month = 0; month < (*some)->inputs[i].months.size(); ++month) {
            Model model(result, deal, static_cast<std::size_t>((*some)->inputs[i].months[month].slot));
            for (std::size_t which = 0; which < metrics.size(); ++which) {
                if (gradients[which]) {
                    compareSlot(*gradients[which], i, month, metrics[which], result.deals[deal].id, model, check);
                }
            }
        }
    }
    for (std::size_t which = 0; which < metrics.size(); ++which) {
        if (gradients[which] && gradients[which]->value != result.deals[deal].figure(metrics[which])) {
            check.failures.push_back(fmt::format("{} is recorded as {}", infoOf(metrics[which]).key, gradients[which]->value));
        }
    }
    if (check.failures.size() > kMostFailures) {
        check.failures.resize(kMostFailures);
    }
    return check;
}

}  // namespace offtake::testing
