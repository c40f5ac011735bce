#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/catalogue/Catalogue.h"

namespace offtake::catalogue {

/// A figure of a deal: a value, a range, or neither.
struct DealFigure {
    std::optional<double> value;
    std::optional<double> low;
    std::optional<double> high;
};

/// The facts of one announced deal side by side. Rival claims (another total, another term) are not in here: they are
/// facts of the same claim group. Texts are empty and figures are unset where nothing is known.
struct DealFact {
    std::string key;  ///< "spx-reflection"; the facts' ids are "deal.<key>.<metric>"
    std::string subject;
    std::string provider;
    std::string customer;
    std::string type;
    std::string accelerators;
    std::string termination;
    std::string ramp;
    std::string prepayment;
    std::string equity;
    std::string exclusivity;
    std::string takeOrPay;
    std::string vendors;
    std::string status;
    std::optional<Period> announced;
    std::optional<Period> start;
    std::optional<Period> end;
    std::optional<double> termMonths;
    std::optional<double> monthlyFee;  ///< $/month
    std::optional<double> annualFee;   ///< $/yr
    DealFigure total;                  ///< $
    DealFigure acceleratorCount;
    std::optional<double> powerMw;
    std::optional<double> firmCommitment;  ///< $
    DealFigure bundlePrice;                ///< $/GPU-h of the whole bundle, never a rent: Fact::bundle()
    Confidence confidence = Confidence::Low;
    std::vector<const Fact*> facts;  ///< all of them, rival claims included; valid as long as the catalogue
};

/// The deals of a catalogue in its order.
[[nodiscard]] std::vector<DealFact> deals(const Catalogue& catalogue);

}  // namespace offtake::catalogue
