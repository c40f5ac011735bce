#pragma once

#include <string>

#include "core/study/Input.h"

namespace offtake::study {

/// The unit of an input's number as files hold it: "$/GPU-h"; a share that people read in "%/yr" is a fraction, "1/yr";
/// a date counts "days since 1970-01-01".
[[nodiscard]] inline std::string storedUnit(const Input& input) {
    if (input.shape == Shape::Date) {
        return "days since 1970-01-01";
    }
    if (input.unit.storedPerShown == 1.0) {
        return std::string(input.unit.symbol);
    }
    return "1" + std::string(input.unit.symbol.substr(1));
}

}  // namespace offtake::study
