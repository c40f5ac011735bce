#pragma once

#include <span>
#include <vector>

#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsModel.h"
#include "core/forecast/Minimise.h"

namespace offtake::forecast {

/// The free numbers of a form as one vector in a box: alpha; beta and gamma as shares of their ranges, which depend on
/// alpha; phi; level, trend and all seasonal effects but the last, which follows from their sum.
class EtsSpace {
public:
    EtsSpace(EtsForm form, int seasonLength, std::span<const double> values);

    [[nodiscard]] const Box& box() const { return m_box; }
    [[nodiscard]] EtsForm form() const { return m_form; }
    /// Variables of the box in front of the states.
    [[nodiscard]] std::size_t parameterSlots() const { return m_box.lower.size() - m_states.size(); }
    [[nodiscard]] EtsModel model(std::span<const double> x) const;
    /// The x of a model of this form; the inverse of model().
    [[nodiscard]] std::vector<double> coordinates(const EtsModel& model) const;

    /// Derivatives by x from those by parameters and states.
    void pullBack(std::span<const double> x, const EtsGradient& byState, std::span<double> gradient) const;

    /// A start with these parameters (beta and gamma as shares) and states from a line through the first values, freed
    /// of their season by classical decomposition.
    [[nodiscard]] std::vector<double> start(double alpha, double beta, double gamma, double phi) const;

private:
    void addVariable(double lower, double upper, double scale, double start);

    EtsForm m_form;
    int m_seasonLength;
    bool m_hasTrend;
    bool m_hasSeason;
    Box m_box;
    std::vector<double> m_states;  ///< of the start
};

}  // namespace offtake::forecast
