#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/economics/StudyResult.h"

namespace offtake::economics {

/// Whether any figure differs between two results, to the last bit: cash lines, memo quantities, unmet demand, contract
/// terms, metrics, rates of return, scales, whose figures they are, the months they stand for, and which deal the others
/// are compared with. Names and notes are no figures.
[[nodiscard]] bool changesResult(const StudyResult& before, const StudyResult& after);

/// Valid values of an input other than `value`, at most four, chosen so that one of them moves a figure if any does:
/// a little more, the middle of what is plausible, the lowest, the default; every other option of a choice. None for
/// texts and references.
[[nodiscard]] std::vector<study::Value> otherValues(const study::Input& input, const study::Value& value);

/// Tells which inputs of a study have an effect on its figures, by trying other values.
class EffectTrial {
public:
    /// Precondition: the study can be evaluated.
    explicit EffectTrial(study::Study study) : m_study(std::move(study)) {}

    /// Whether another value of this input changes the result, or is refused by the rest of the study.
    /// Cost: up to four evaluations, of one deal (and the baseline) when the input belongs to a deal.
    [[nodiscard]] bool hasEffect(const study::Path& input);

private:
    struct Part {
        study::Study study;
        StudyResult result;
    };
    const Part* partFor(const study::Path& input);

    study::Study m_study;
    std::map<std::string, std::optional<Part>> m_parts;  ///< by id of the deal; "" for the whole
};

}  // namespace offtake::economics
