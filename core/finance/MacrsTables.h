#pragma once

#include <array>
#include <span>

namespace offtake::finance {

/// Shares of one property class under the five conventions, in the order of MacrsConvention.
struct MacrsTable {
    int classYears;
    std::array<std::span<const double>, 5> shares;
};

/// IRS Publication 946, Appendix A, Tables A-1 to A-5 (General Depreciation System).
[[nodiscard]] std::span<const MacrsTable> macrsTables();

}  // namespace offtake::finance
