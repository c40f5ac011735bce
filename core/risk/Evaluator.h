#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/parallel/RunContext.h"

/// What happens to the figures of a study when inputs change.
namespace offtake::risk {

/// A metric of one deal, or how much more of it a deal has than another (deal less against).
struct Figure {
    economics::Metric metric = economics::Metric::Lcoc;
    std::size_t deal = 0;  ///< position among the deals of the study
    std::optional<std::size_t> against = std::nullopt;
};

/// An input whose value is tried. Numbers are in the input's stored unit (shares as fractions, dates as days since
/// 1970-01-01). One number given to a Path input stands for all its months; the process by which the input moves in
/// time, where it has one, stays as it is.
struct Knob {
    study::Path path;
    const study::Input* input = nullptr;
    units::NamedUnit unit;  ///< of an assumption the unit that it states
    std::string label;      ///< "Accelerators · Colossus 2, GB300"; of an assumption its name
    study::Value value;     ///< as it stands under the scenario; of a reference to an assumption that one's
    double number = 0.0;    ///< of `value`, the mean of a Path's months; 0 where it is no number
    bool whole = false;     ///< only whole numbers (dates, counts) make sense
    study::SlotRange slots;  ///< where the model reads it; none when a change has to go through the study
};

/// An input with the value to try.
struct Setting {
    const Knob* knob = nullptr;
    study::Value value;
};

/// The figures of the deals under one choice of values.
struct Outcome {
    std::vector<economics::MetricSet<double>> metrics;  ///< one a deal
    std::vector<double> scales;
    std::vector<std::optional<Error>> sizing;  ///< why a deal could not be sized as the study asks
};

/// Computes a study again and again with other values of a few inputs. Continuous numbers are changed in the slots of
/// the plan; what decides the shape of the calculation, or how many months it has, goes through the study, and so do
/// assumptions, since they are checked against every input that refers to them. Every deal is sized anew where the study
/// asks for the same money or the same useful compute. Not for several threads at once; copies are independent.
class Evaluator {
public:
    /// `deals`: those that are asked about; all when empty. The baseline is added where sizing needs it.
    /// Errors: those of evaluateStudy.
    [[nodiscard]] static Expected<Evaluator> of(const study::Study& study, std::string_view scenario = {},
                                                std::span<const std::size_t> deals = {});

    /// The study as it stands under the scenario.
    [[nodiscard]] const economics::StudyResult& base() const { return m_base; }
    /// Its figures.
    [[nodiscard]] const Outcome& standing() const { return m_standing; }

    /// An input by its path. Errors: Syntax, UnknownName with the nearest paths.
    [[nodiscard]] Expected<Knob> knob(std::string_view path) const;
    /// The same, which moreover holds numbers. Errors: Inconsistent for a text or a choice.
    [[nodiscard]] Expected<Knob> numericKnob(std::string_view path) const;

    /// The figures with these values. Errors: those of checkValue and, through the study, of evaluateStudy.
    [[nodiscard]] Expected<Outcome> at(std::span<const Setting> settings);
    [[nodiscard]] Expected<double> at(const Figure& figure, const Knob& knob, double number);

    /// One number of an outcome. Errors: NoSolution when the metric does not exist there, or the deal cannot be sized.
    [[nodiscard]] Expected<double> figureOf(const Outcome& outcome, const Figure& figure) const;
    /// The deals whose scale is solved; empty when the study stands as entered.
    [[nodiscard]] std::vector<std::size_t> sizedDeals() const;

private:
    economics::StudyResult m_base;
    Outcome m_standing;
    study::Plan m_plan;  ///< that of m_base with slots changed
    std::vector<bool> m_wanted;
    std::vector<economics::Evaluation<double>> m_evaluations;

    explicit Evaluator(economics::StudyResult base, std::span<const std::size_t> deals);
    void evaluateDeal(std::size_t deal, Outcome& outcome);
    void sizeDeal(std::size_t deal, Outcome& outcome);
    [[nodiscard]] Outcome throughSlots(std::span<const Setting> settings);
    [[nodiscard]] Expected<Outcome> throughStudy(std::span<const Setting> settings) const;
};

/// A value that holds one number.
[[nodiscard]] study::Value valueOf(double number);

/// The nearest number that the input takes: a whole one where only those make sense, the first of a month for the start of
/// a study.
[[nodiscard]] double nearestTaken(const Knob& knob, double number);

/// A number of this knob as people read it: "37.5 k GPU", "2026-09-01".
[[nodiscard]] std::string numberOf(const Knob& knob, double number);
/// The same with all digits: typed again it is the same number.
[[nodiscard]] std::string exactNumberOf(const Knob& knob, double number);

/// What an analysis gives that was stopped by its RunContext.
[[nodiscard]] Error stoppedError();

/// "Cost of useful compute of lease", "… of lease less that of open".
[[nodiscard]] std::string nameOf(const economics::StudyResult& result, const Figure& figure);

}  // namespace offtake::risk
