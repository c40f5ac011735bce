#include <cstdint>
#include <string_view>

#include "data/series/SeriesCsv.h"

/// Series as CSV, read as they come and with lines left out that cannot be read.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace offtake::series;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    (void)seriesColumns(text);
    (void)readSeriesCsv(text);
    CsvOptions lenient;
    lenient.skipsUnreadable = true;
    (void)readSeriesCsv(text, lenient);
    return 0;
}
