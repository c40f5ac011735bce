#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/present/AnswerStrip.h"
#include "core/present/FigureScale.h"
#include "core/present/TableSpec.h"
#include "core/risk/Simulation.h"

/// What a simulation found, in words and figures. A figure is never given without its sampling error.
namespace offtake::present {

/// What is asked of a simulation: one metric of one deal, beside the baseline where it is another deal.
struct SimulatedFigure {
    economics::Metric metric = economics::Metric::Lcoc;
    std::size_t deal = 0;
};

/// The metric with which the study is usually judged, and the deal beside the baseline that the answer strip shows.
[[nodiscard]] SimulatedFigure usualFigure(const economics::StudyResult& result, const risk::Simulation& simulation);

/// Whether the figure is a difference to the baseline: two deals, both with the metric on some path.
[[nodiscard]] bool isDifference(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// The distribution of the difference, or of the deal itself; nullptr when the metric was not simulated or never exists.
[[nodiscard]] const risk::Distributed* distributionOf(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// The deal beside the baseline path by path; nullptr where the figure is no difference or neither way is better.
[[nodiscard]] const risk::Beaten* beatenOf(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// The scale of a distribution: that of its 5 and 95 % quantiles.
[[nodiscard]] FigureScale scaleOf(const SimulatedFigure& figure, const risk::Distributed& distributed);

/// "cheaper", "worth more", "better": what the favoured deal is.
[[nodiscard]] std::string favouredWord(economics::Metric metric);

/// A share of cases with its error in percentage points: "83 % of cases (±0.7)"; never more digits than the error leaves.
[[nodiscard]] std::string shareText(const risk::Estimate& share);

/// The same for a cell: "83 % ± 0.7".
[[nodiscard]] std::string percentText(const risk::Estimate& share);

/// "B is cheaper in 83 % of cases (±0.7)."; where there is one deal, or neither way is better, what is known of it.
[[nodiscard]] std::string simulationSentence(const economics::StudyResult& result, const risk::Simulation& simulation, const SimulatedFigure& figure);

/// What belongs to that sentence: "B − A: −$0.36 on average (±$0.002) in $/H100e-h; −$1.02 to +$0.44 in 90 of 100 cases. With
/// every input at its central value −$0.30. 10,000 paired paths." Empty without a distribution.
[[nodiscard]] std::string simulationDetail(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// What has to be known beside the figures, a sentence each: paths without the figure, paths with several rates of return
/// and which of them counts, a run that ended early.
[[nodiscard]] std::vector<std::string> simulationRemarks(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// Whether everyone, or everyone who shuns risk, prefers one of the two deals in this sample. Empty where the figure is no
/// difference or neither way is better. J. Hadar and W. Russell, "Rules for ordering uncertain prospects", Am. Econ. Rev. 59 (1969).
[[nodiscard]] std::string dominanceSentence(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// "In 71 of 100 cases B is cheaper": of the deal that is favoured more often.
[[nodiscard]] std::string casesTitle(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// The large figure above the table: mean with its 5 and 95 % quantiles.
struct SimulatedHead {
    std::string heading;  ///< "B − A", "A · SpaceX lease"
    std::string measure;  ///< "Cost of useful compute, $/H100e-h"
    std::string mean;     ///< "−$0.36"
    std::string spread;   ///< "P5 −1.02 · P95 +0.44"
    Meaning meaning = Meaning::None;
    bool paired = false;  ///< a difference of two deals on the same paths
};
[[nodiscard]] SimulatedHead simulatedHead(const economics::StudyResult& result, const risk::Simulation& simulation, const SimulatedFigure& figure);

/// "Convergence: ±$0.002 (ok)": the error of the mean, and whether it is small beside the spread.
[[nodiscard]] std::string convergenceSentence(const risk::Simulation& simulation, const SimulatedFigure& figure);

/// Standard errors at which a run may end, largest first: round numbers as people read them, from some times the present
/// error to a small part of it. In the metric's unit.
[[nodiscard]] std::vector<double> errorsOnOffer(economics::Metric metric, double present);

/// Gives the figures of the strip their spread (P5 to P95) and its last one the probability. Figures that the simulation
/// does not have stay as they are. `updating`: the simulation is of an earlier state, and a newer one on its way.
void addSpread(AnswerStrip& strip, const economics::StudyResult& result, const risk::Simulation& simulation, bool updating = false);

}  // namespace offtake::present
