#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/economics/StudyResult.h"

/// Exact derivatives of the figures of a deal by its inputs, read off the recorded model.
namespace offtake::explain {

/// What a figure does when an input leaves its value to one side.
struct Side {
    bool open = true;    ///< false where the input stands at its bound and cannot move
    double slope = 0.0;  ///< the one-sided derivative; beyond the step where there is one
    double step = 0.0;   ///< by which the figure jumps as soon as the input moves (a payment falls into another month)
    friend bool operator==(const Side&, const Side&) = default;
};

/// Of one number among the slots of the plan.
struct SlotDerivative {
    std::int32_t slot = 0;
    double value = 0.0;  ///< of the input, as the model reads it (dates in months from the study's start)
    double derivative = 0.0;  ///< both sides' where they agree, else the side's on which the input can move without a
                              ///< step, upwards first
    bool kink = false;   ///< the sides differ
    Side lower;
    Side upper;
};

/// Of one input: a number, a date, a shared assumption, or the months of a path.
struct InputDerivative {
    study::Path path;
    const study::Input* input = nullptr;
    std::string label;      ///< "Fixed fee · Colossus 2"; of an assumption its name
    units::NamedUnit unit;  ///< of an assumption the unit that it states; of a date months
    std::vector<SlotDerivative> months;  ///< one, or one for each month of a path

    /// When all months move together.
    [[nodiscard]] double derivative() const;
    [[nodiscard]] Side lower() const;
    [[nodiscard]] Side upper() const;
    [[nodiscard]] bool kink() const;
    [[nodiscard]] double value() const { return months.front().value; }
};

/// A change of an input that people can picture, for saying what a derivative amounts to.
struct PicturedChange {
    double amount = 0.0;    ///< in the stored unit; of the first month where each moves by a share of its own
    std::string text;       ///< "+1 percentage point", "+1 month", "+1 %"
    bool relative = false;  ///< each month by a share of its own value
};

/// The change of one month of the input that was pictured, in the stored unit.
[[nodiscard]] double amountOf(const PicturedChange& change, const SlotDerivative& month);

/// A percentage point of a share or rate, a month of a date or duration, else one percent of the value; of an input that
/// stands at zero one percent of its usual range, or one unit when it has none.
[[nodiscard]] PicturedChange picturedChange(const InputDerivative& input);

struct Gradient {
    double value = 0.0;
    std::vector<InputDerivative> inputs;  ///< every continuous input of the study in document order, shared ones first;
                                          ///< derivative 0 where the figure does not depend on it
    std::vector<std::size_t> sizedDeals;  ///< deals whose scale follows the inputs, so that the study's sizing still holds
};

/// Derivatives of the figures of one deal; records the deal once.
///
/// Where the study asks for the same money or the same useful compute, the scale of the deal is a function of the
/// inputs too, and enters by the implicit function theorem.
///
/// The model is piecewise smooth. At an edge between two pieces (a ramp of no months, a minimum equal to the use, a date
/// at the start of a month) the derivative of each side is that of the model recorded just beside the edge, at two small
/// distances and extrapolated to none; the input is then marked as a kink. Dates of single payments step at month
/// boundaries, since such a payment falls into one month: the derivative is that between the steps.
class DealDerivatives {
public:
    /// Precondition: the deal exists, and the result outlives this.
    DealDerivatives(const economics::StudyResult& result, std::size_t deal);
    ~DealDerivatives();
    DealDerivatives(const DealDerivatives&) = delete;
    DealDerivatives& operator=(const DealDerivatives&) = delete;

    /// Errors: NoSolution when the metric does not exist, or the deal could not be sized, with the reason.
    [[nodiscard]] Expected<Gradient> metric(economics::Metric metric);
    /// Several at once, for little more than the cost of one. Errors: one a metric.
    [[nodiscard]] std::vector<Expected<Gradient>> metrics(std::span<const economics::Metric> metrics);
    /// Of one cell of the ledger. Errors: UnknownName when there is no such cell.
    [[nodiscard]] Expected<Gradient> cell(int line, int month);

private:
    class Work;
    std::unique_ptr<Work> m_work;
};

/// Errors: those of DealDerivatives, and UnknownName for a deal that is not there.
[[nodiscard]] Expected<Gradient> gradientOf(const economics::StudyResult& result, std::size_t deal, economics::Metric metric);

/// The derivatives of how much more of a metric `deal` has than `against`.
[[nodiscard]] Expected<Gradient> gradientOfDifference(const economics::StudyResult& result, std::size_t deal, std::size_t against,
                                                      economics::Metric metric);

}  // namespace offtake::explain
