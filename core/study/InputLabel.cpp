#include "core/study/InputLabel.h"

#include <fmt/format.h>

namespace offtake::study {

std::string inputLabel(const Input& input, const Element& element) {
    switch (element.kind->role) {
        case Role::Assumption: return element.displayName();
        case Role::Study: return std::string(input.label);
        default: return fmt::format("{} · {}", input.label, element.displayName());
    }
}

}  // namespace offtake::study
