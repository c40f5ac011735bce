#pragma once

#include "core/study/Element.h"

/// Deals small enough to compute by hand. Every study starts on 2026-01-01, has 730 or 720 hours in each month, twelve
/// equal months a year for discounting, parties "buyer" (1 % a month) and "seller", and one deal "a" with tranche "t".
namespace offtake::testing {

/// The annual effective rate of 1 % a month.
inline constexpr double kOnePercentAMonth = 0.12682503013196972;  // 1.01^12 - 1

/// Ten accelerators bought at once, run for 24 months and sold. 730 hours a month.
study::Study ownedDeal();
/// A hundred accelerators from a cloud for 12 months: 40 % committed, a fifth of what is used on the spot market. 720 hours.
study::Study cloudDeal();
/// A contract without clauses over 1000 accelerators for `months`, fully available and used. 720 hours.
study::Study contractDeal(double months = 12.0);

}  // namespace offtake::testing
