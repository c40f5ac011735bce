#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/study/Validate.h"
#include "data/study/StudyJson.h"

/// Studies as text. What is read is written to a text that reads back to the same text, and can be validated.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace offtake::study;
    const auto study = studyFromJson({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!study) {
        return 0;
    }
    (void)validate(*study);
    const std::string text = studyToJson(*study);
    const auto again = studyFromJson(text, "fuzz");
    if (!again || studyToJson(*again) != text) {
        std::abort();
    }
    return 0;
}
