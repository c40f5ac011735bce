#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/study/CheckUncertainty.h"
#include "core/study/Distribution.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"

/// Values as people type them. The first byte chooses the input. What is read has a text that reads back to the same
/// value; a distribution that is accepted has quantiles that do not fall.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace offtake::study;
    static constexpr const Input* kInputs[] = {&kCloudPrice, &kAvailability, &kTerm, &kTrancheStart, &kRampShare, &kEnergyPrice, &kAccelerators};
    if (size == 0) {
        return 0;
    }
    const Input& input = *kInputs[data[0] % std::size(kInputs)];
    const std::string_view typed(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto value = parseValue(input, typed, "fuzz");
    if (!value) {
        return 0;
    }
    const auto again = parseValue(input, valueText(input, *value), "fuzz");
    if (!again || !sameContent(*again, *value)) {
        std::abort();
    }
    const Uncertainty stated = uncertaintyOf(*value);
    if (!input.continuous() || stated.family == Family::Certain || !checkUncertainty(input, *value, "fuzz")) {
        return 0;
    }
    (void)shareOutside(input, *value);
    const auto law = Distribution::of(stated, value->number(), boundsOf(input), "fuzz");
    for (double p = 0.05; law && p < 0.9; p += 0.05) {
        if (!(law->quantile(p) <= law->quantile(p + 0.05))) {
            std::abort();
        }
    }
    return 0;
}
