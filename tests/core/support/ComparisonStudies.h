#pragma once

#include <string_view>

#include "core/study/Element.h"

/// Studies with several deals, and small changes of them, for tests of what is shown.
namespace offtake::testing {

/// The lease of reflectionLease (deal "lease") beside an open deal of two tranches ("open": "pod", prepaid and ported
/// to; "spot", rented by the hour). The open deal pays more in its first months and less in total. All figures of the
/// open deal are made up for the test.
study::Study leaseOrOpen();

/// The same with ranges around two inputs of the pod: its allocation (60 to 95 %) and its price (kPodPrice, 2.5 to 6.5 $/GPU-h).
study::Study uncertainLeaseOrOpen();
inline constexpr const char* kPodAllocation = "deal.open.tranche.pod.allocation";
inline constexpr const char* kPodPrice = "deal.open.tranche.pod.clause.metered-fee.price";

/// The study with an input set from text, as a person would type it. Fails the program when that is not possible.
study::Study changed(const study::Study& study, std::string_view path, std::string_view value);

/// The study with one deal more, a copy of another one.
study::Study withCopyOf(const study::Study& study, std::string_view deal, std::string_view newId);

/// The study without a deal.
study::Study without(const study::Study& study, std::string_view deal);

}  // namespace offtake::testing
