#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/economics/StudyResult.h"
#include "core/present/ChartSpec.h"
#include "core/present/TableSpec.h"

namespace offtake::present {

/// One figure of the answer strip.
struct AnswerFigure {
    enum class Kind {
        Deal,
        Difference,
        Nothing,  ///< there is nothing to say: the heading says why, the reading what to do
    };
    Kind kind = Kind::Nothing;
    std::string dealId;           ///< of a deal, or of the deal that is compared with the baseline
    std::optional<Role> role;     ///< mark before the heading
    std::string heading;          ///< "A · SpaceX lease", "B compared with A"
    std::string figure;           ///< "$2.71", "−$0.41", "–"
    std::string unit;             ///< after it, smaller: "per H100e-hour", "−15 %"
    std::string reading;          ///< one line in words
    Meaning meaning = Meaning::None;
    std::optional<double> value;  ///< in the base unit of the metric
    std::string hint;             ///< full precision, or why there is no figure
};

/// The largest type of the window: the figure of the baseline, of the other deal (of the best one when there are
/// several, which the last heading says), and their difference. The readings speak of the study as entered, without
/// probabilities; addSpread adds what a simulation found.
struct AnswerStrip {
    std::string metric;  ///< key of the metric that is shown
    std::vector<AnswerFigure> figures;
};

/// The cost of useful compute; where no deal has one (a party that sells and uses nothing), the net present value.
[[nodiscard]] AnswerStrip answerStrip(const economics::StudyResult& result);

/// The strip in sentences, for terminals, reports and screen readers.
[[nodiscard]] std::vector<std::string> answerSentences(const economics::StudyResult& result);

}  // namespace offtake::present
