#pragma once

#include <span>

#include "core/economics/Time.h"
#include "core/numbers/Double.h"
#include "core/study/Plan.h"

namespace offtake::economics {

/// Reads continuous inputs out of the slots.
template <typename Real>
class Reader {
public:
    explicit Reader(std::span<const Real> slots) : m_slots(slots) {}

    /// Precondition: the element's kind has the input, and it is continuous.
    [[nodiscard]] const Real& number(const study::PlanElement& element, const study::Input& input) const {
        return m_slots[static_cast<std::size_t>(element.slotsOf(input).first)];
    }
    /// The number, or a constant when there is no such clause.
    [[nodiscard]] Real number(const study::PlanElement* element, const study::Input& input, double otherwise) const {
        return element == nullptr ? Real(otherwise) : number(*element, input);
    }
    [[nodiscard]] PathNumbers<Real> path(const study::PlanElement& element, const study::Input& input) const {
        const study::SlotRange range = element.slotsOf(input);
        const study::FactorRange factors = element.factorsOf(input);
        return {slots(range.first, range.count), factors.first < 0 ? std::span<const Real>{} : slots(factors.first, factors.count), factors.odds};
    }

private:
    [[nodiscard]] std::span<const Real> slots(std::int32_t first, std::int32_t count) const {
        return m_slots.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    }

    std::span<const Real> m_slots;
};

}  // namespace offtake::economics
