#include "core/finance/MacrsTables.h"

namespace offtake::finance {

namespace {

constexpr double k3YearHalfYear[] = {0.3333, 0.4445, 0.1481, 0.0741};
constexpr double k3YearFirstQuarter[] = {0.5833, 0.2778, 0.1235, 0.0154};
constexpr double k3YearSecondQuarter[] = {0.4167, 0.3889, 0.1414, 0.053};
constexpr double k3YearThirdQuarter[] = {0.25, 0.5, 0.1667, 0.0833};
constexpr double k3YearFourthQuarter[] = {0.0833, 0.6111, 0.2037, 0.1019};

constexpr double k5YearHalfYear[] = {0.2, 0.32, 0.192, 0.1152, 0.1152, 0.0576};
constexpr double k5YearFirstQuarter[] = {0.35, 0.26, 0.156, 0.1101, 0.1101, 0.0138};
constexpr double k5YearSecondQuarter[] = {0.25, 0.3, 0.18, 0.1137, 0.1137, 0.0426};
constexpr double k5YearThirdQuarter[] = {0.15, 0.34, 0.204, 0.1224, 0.113, 0.0706};
constexpr double k5YearFourthQuarter[] = {0.05, 0.38, 0.228, 0.1368, 0.1094, 0.0958};

constexpr double k7YearHalfYear[] = {0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446};
constexpr double k7YearFirstQuarter[] = {0.25, 0.2143, 0.1531, 0.1093, 0.0875, 0.0874, 0.0875, 0.0109};
constexpr double k7YearSecondQuarter[] = {0.1785, 0.2347, 0.1676, 0.1197, 0.0887, 0.0887, 0.0887, 0.0334};
constexpr double k7YearThirdQuarter[] = {0.1071, 0.2551, 0.1822, 0.1302, 0.093, 0.0885, 0.0886, 0.0553};
constexpr double k7YearFourthQuarter[] = {0.0357, 0.2755, 0.1968, 0.1406, 0.1004, 0.0873, 0.0873, 0.0764};

constexpr double k10YearHalfYear[] = {0.1, 0.18, 0.144, 0.1152, 0.0922, 0.0737, 0.0655, 0.0655, 0.0656, 0.0655, 0.0328};
constexpr double k10YearFirstQuarter[] = {0.175,  0.165,  0.132,  0.1056, 0.0845, 0.0676,
                                          0.0655, 0.0655, 0.0656, 0.0655, 0.0082};
constexpr double k10YearSecondQuarter[] = {0.125,  0.175,  0.14,   0.112,  0.0896, 0.0717,
                                           0.0655, 0.0655, 0.0656, 0.0655, 0.0246};
constexpr double k10YearThirdQuarter[] = {0.075,  0.185,  0.148,  0.1184, 0.0947, 0.0758,
                                          0.0655, 0.0655, 0.0656, 0.0655, 0.041};
constexpr double k10YearFourthQuarter[] = {0.025,  0.195,  0.156,  0.1248, 0.0998, 0.0799,
                                           0.0655, 0.0655, 0.0656, 0.0655, 0.0574};

constexpr double k15YearHalfYear[] = {0.05,   0.095, 0.0855, 0.077, 0.0693, 0.0623, 0.059,  0.059,
                                      0.0591, 0.059, 0.0591, 0.059, 0.0591, 0.059,  0.0591, 0.0295};
constexpr double k15YearFirstQuarter[] = {0.0875, 0.0913, 0.0821, 0.0739, 0.0665, 0.0599, 0.059, 0.0591,
                                          0.059,  0.0591, 0.059,  0.0591, 0.059,  0.0591, 0.059, 0.0074};
constexpr double k15YearSecondQuarter[] = {0.0625, 0.0938, 0.0844, 0.0759, 0.0683, 0.0615, 0.0591, 0.059,
                                           0.0591, 0.059,  0.0591, 0.059,  0.0591, 0.059,  0.0591, 0.0221};
constexpr double k15YearThirdQuarter[] = {0.0375, 0.0963, 0.0866, 0.078, 0.0702, 0.0631, 0.059,  0.059,
                                          0.0591, 0.059,  0.0591, 0.059, 0.0591, 0.059,  0.0591, 0.0369};
constexpr double k15YearFourthQuarter[] = {0.0125, 0.0988, 0.0889, 0.08,   0.072, 0.0648, 0.059, 0.059,
                                           0.059,  0.0591, 0.059,  0.0591, 0.059, 0.0591, 0.059, 0.0517};

constexpr double k20YearHalfYear[] = {0.0375,  0.07219, 0.06677, 0.06177, 0.05713, 0.05285, 0.04888,
                                      0.04522, 0.04462, 0.04461, 0.04462, 0.04461, 0.04462, 0.04461,
                                      0.04462, 0.04461, 0.04462, 0.04461, 0.04462, 0.04461, 0.02231};
constexpr double k20YearFirstQuarter[] = {0.06563, 0.07,    0.06482, 0.05996, 0.05546, 0.0513,  0.04746,
                                          0.04459, 0.04459, 0.04459, 0.04459, 0.0446,  0.04459, 0.0446,
                                          0.04459, 0.0446,  0.04459, 0.0446,  0.04459, 0.0446,  0.00565};
constexpr double k20YearSecondQuarter[] = {0.04688, 0.07148, 0.06612, 0.06116, 0.05658, 0.05233, 0.04841,
                                           0.04478, 0.04463, 0.04463, 0.04463, 0.04463, 0.04463, 0.04463,
                                           0.04462, 0.04463, 0.04462, 0.04463, 0.04462, 0.04463, 0.01673};
constexpr double k20YearThirdQuarter[] = {0.02813, 0.07289, 0.06742, 0.06237, 0.05769, 0.05336, 0.04936,
                                          0.04566, 0.0446,  0.0446,  0.0446,  0.0446,  0.04461, 0.0446,
                                          0.04461, 0.0446,  0.04461, 0.0446,  0.04461, 0.0446,  0.02788};
constexpr double k20YearFourthQuarter[] = {0.00938, 0.0743,  0.06872, 0.06357, 0.0588,  0.05439, 0.05031,
                                           0.04654, 0.04458, 0.04458, 0.04458, 0.04458, 0.04458, 0.04458,
                                           0.04458, 0.04458, 0.04458, 0.04459, 0.04458, 0.04459, 0.03901};

constexpr MacrsTable kTables[] = {
    {3, {k3YearHalfYear, k3YearFirstQuarter, k3YearSecondQuarter, k3YearThirdQuarter, k3YearFourthQuarter}},
    {5, {k5YearHalfYear, k5YearFirstQuarter, k5YearSecondQuarter, k5YearThirdQuarter, k5YearFourthQuarter}},
    {7, {k7YearHalfYear, k7YearFirstQuarter, k7YearSecondQuarter, k7YearThirdQuarter, k7YearFourthQuarter}},
    {10, {k10YearHalfYear, k10YearFirstQuarter, k10YearSecondQuarter, k10YearThirdQuarter, k10YearFourthQuarter}},
    {15, {k15YearHalfYear, k15YearFirstQuarter, k15YearSecondQuarter, k15YearThirdQuarter, k15YearFourthQuarter}},
    {20, {k20YearHalfYear, k20YearFirstQuarter, k20YearSecondQuarter, k20YearThirdQuarter, k20YearFourthQuarter}},
};

}  // namespace

std::span<const MacrsTable> macrsTables() {
    return kTables;
}

}  // namespace offtake::finance
