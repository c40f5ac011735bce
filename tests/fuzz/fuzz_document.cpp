#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "data/study/StudyDocument.h"

/// Documents as bytes, damaged in any way. What is opened can be saved and opened again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace offtake::study;
    const auto opened = documentFromBytes({reinterpret_cast<const char*>(data), size});
    if (!opened) {
        return 0;
    }
    const auto bytes = documentBytes(opened->study, opened->migrations);
    if (!bytes || !documentFromBytes(*bytes)) {
        std::abort();
    }
    return 0;
}
