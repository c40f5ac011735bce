#pragma once

#include "core/study/Element.h"

/// Small studies that tests share. Figures with a source say so.
namespace offtake::testing {

/// SpaceX's lease to Reflection AI: 150 M$ a month, 2026-07-01 to 2029-12-31, either party may leave on 90 days' notice
/// after the first three months (case DL01). Parties "lab" and "spacex", deal "lease", tranche "colossus".
study::Study reflectionLease();

/// SpaceX's services to Google: 920 M$ a month, 2026-10-01 to 2029-06-30, about 110,000 accelerators, either party 90
/// days after 2026-12-31 (prospectus of 2026-06). Hours 730. Deal "google", tranche "services".
study::Study googleServices();

}  // namespace offtake::testing
