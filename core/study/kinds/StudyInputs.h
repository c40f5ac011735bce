#pragma once

#include "core/study/ElementKind.h"

/// Inputs of the study itself, of parties, assumptions, sources, scenarios, deals and loans.
namespace offtake::study {

// Units that only inputs have.
inline constexpr units::NamedUnit kDollarPerPersonYear{"$/person-yr", "dollars per person and year",
                                                       units::base::kDollar / units::base::kPerson / units::base::kYear};
inline constexpr units::NamedUnit kDollarPerTerabyte{"$/TB", "dollars per terabyte", units::base::kDollar / (1e12 * units::base::kByte)};

// Where a definition or a default comes from, when it is not a publication.
inline constexpr std::string_view kOwnDefinition = "Offtake's own definition (docs/model.md)";
inline constexpr std::string_view kNeutralDefault = "Offtake's own definition (docs/model.md); the default does nothing";
inline constexpr std::string_view kEstimatedDefault = "Offtake's own definition (docs/model.md); the default is an estimate";

inline constexpr Input kName = text("name", "Name").explained("What people call it; may change without breaking anything.", kOwnDefinition).in("General");
inline constexpr Input kNotes = text("notes", "Notes").explained("Free text, shown with it and printed in reports.", kOwnDefinition).in("General");

// --- Study ---------------------------------------------------------------------------------------------------------
inline constexpr double kDay2026July = 20635.0;  // 2026-07-01

inline constexpr Choice kHoursChoices[] = {{"calendar", "The calendar's own hours"}, {"730", "730 h in every month"},
                                           {"730.5", "730.5 h in every month (8766 a year)"}, {"720", "720 h in every month (30 days)"}};
inline constexpr Choice kFlowTimingChoices[] = {{"end", "End of the month"}, {"middle", "Middle of the month"}, {"start", "Start of the month"}};
inline constexpr Choice kDiscountingChoices[] = {{"act365", "Annual effective rate, Act/365F on dates (XNPV)"},
                                                 {"monthly", "Annual effective rate, twelve equal months"}};
inline constexpr Choice kMoneyChoices[] = {{"nominal", "Nominal money"}, {"real", "Real money of the study's start"}};
inline constexpr Choice kDemandChoices[] = {{"as-supplied", "What is supplied is used as each tranche states"}, {"stated", "A stated demand limits use"}};
inline constexpr Choice kSizingChoices[] = {{"as-entered", "As entered"}, {"same-money", "Same money"}, {"same-useful-compute", "Same useful compute"}};

inline constexpr Input kCurrency = [] {
    Input input = text("currency", "Currency").explained("The one currency of the study, as an ISO 4217 code; \"$\" in units stands for it.", kOwnDefinition).in("General");
    input.fallbackText = "USD";
    return input;
}();
inline constexpr Input kStart = day("start", "Start of the study", kDay2026July)
    .explained("Month 0 and the valuation date. Must be the first day of a month.", kOwnDefinition).in("Time").shapesTheStudy();
inline constexpr Input kHorizon = number("horizon", "Horizon", units::kMonth, 60).bounds(1, 480)
    .explained("Number of calendar months that are modelled. What runs on beyond it is valued as a line of its own.", "Offtake's own definition (docs/model.md); five years is the usual length of large compute contracts (catalogue, deals)").in("Time").shapesTheStudy();
inline constexpr Input kHours = choice("hours", "Hours in a month", kHoursChoices)
    .explained("Published figures use 720, 730 and 730.5; an example that reproduces one states it.", kOwnDefinition).in("Time");
inline constexpr Input kFlowTiming = choice("flow-timing", "Payments fall at", kFlowTimingChoices)
    .explained("The day on which a month's payments are dated for discounting.", kOwnDefinition).in("Time");
inline constexpr Input kDiscounting = choice("discounting", "Discounting", kDiscountingChoices)
    .explained("How an annual effective rate becomes a factor for a date.", "XNPV: Excel and LibreOffice function reference").in("Money");
inline constexpr Input kMoneyView = choice("money", "Shown in", kMoneyChoices)
    .explained("Real money divides each flow by the price level of its date: costs, returns and funding. What contracts state stays nominal.", kOwnDefinition).in("Money");
inline constexpr Input kInflation = number("inflation", "Inflation", units::kPercentPerYear, 0.0).bounds(-0.2, 1.0).plausible(0.0, 0.1)
    .explained("Annual change of the general price level, by which the real view divides. Discount rates are nominal in both views.", kNeutralDefault).in("Money").neutralAt(0.0);
inline constexpr Input kPerspective = refers("perspective", "Seen by", "party")
    .explained("The party whose money the comparison counts; empty means the buyer of each deal.", kOwnDefinition).in("Comparison");
inline constexpr Input kBaseline = refers("baseline", "Baseline deal", "deal")
    .explained("The deal that the others are compared with; empty means the first.", kOwnDefinition).in("Comparison");
inline constexpr Input kSizing = choice("sizing", "Sized for", kSizingChoices)
    .explained("Same money and same useful compute are solved on the scale of each other deal.", kOwnDefinition).in("Comparison");
inline constexpr Input kDemandMode = choice("demand-mode", "Demand", kDemandChoices)
    .explained("With a stated demand, supply above it is idle and demand above supply is unmet.", kOwnDefinition).in("Demand");
inline constexpr Input kDemand = path("demand", "Demand for useful compute", units::kH100e, 0.0).bounds(0, 1e9)
    .explained("H100 equivalents in useful work at the start of the study, or one value a month.", kNeutralDefault).in("Demand");
inline constexpr Input kDemandGrowth = number("demand-growth", "Growth of demand", units::kPercentPerYear, 0.0).bounds(-0.99, 100.0).plausible(-0.5, 4.0)
    .explained("Applied on top of the values above, compounding from the start of the study.", kNeutralDefault).in("Demand").neutralAt(0.0);
inline constexpr Input kCarbonPrice = path("carbon-price", "Carbon price", units::kDollarPerTonCo2, 0.0).bounds(0, 10000).plausible(0, 500)
    .explained("Paid on the emissions of electricity by whoever pays for the electricity.", kNeutralDefault).in("Energy").neutralAt(0.0);

inline constexpr Choice kSamplerChoices[] = {{"sobol", "Scrambled Sobol'"}, {"philox", "Independent draws (Philox)"}, {"latin", "Latin hypercube"}};
inline constexpr Input kPaths = number("paths", "Paths", units::kOne, 10000).bounds(2, 1e9).plausible(1000, 1e7)
    .explained("How many futures a simulation draws; the error of a mean falls with their square root, faster with Sobol' points.", kOwnDefinition).in("Simulation").shapesTheStudy();
inline constexpr Input kSeed = number("seed", "Seed", units::kOne, 42).bounds(0, 9007199254740991.0)
    .explained("Picks the random numbers: the same study, seed and version give the same bytes.", kOwnDefinition).in("Simulation").shapesTheStudy();
inline constexpr Input kSampler = choice("sampler", "Sampling", kSamplerChoices)
    .explained("How the futures are spread over what may happen.", "Owen (1998), Scrambling Sobol' and Niederreiter-Xing points; Salmon et al. (2011), Parallel random numbers: as easy as 1, 2, 3").in("Simulation");

inline constexpr const Input* kStudyInputs[] = {&kName, &kNotes, &kCurrency, &kStart, &kHorizon, &kHours, &kFlowTiming, &kDiscounting,
    &kMoneyView, &kInflation, &kPerspective, &kBaseline, &kSizing, &kDemandMode, &kDemand, &kDemandGrowth, &kCarbonPrice,
    &kPaths, &kSeed, &kSampler};
inline constexpr Role kStudyContains[] = {Role::Party, Role::Assumption, Role::Source, Role::Fact, Role::Scenario, Role::Correlation, Role::Deal};
inline constexpr ElementKind kStudyKind{"study", "Study", Role::Study, kStudyInputs, kStudyContains,
    "The document: deals, parties, scenarios, assumptions and sources."};

// --- Party ---------------------------------------------------------------------------------------------------------
inline constexpr Choice kLossChoices[] = {{"carry-forward", "Carried forward against later profits"}, {"use-at-once", "Used at once against other income"}};

inline constexpr Input kDiscountRate = number("discount-rate", "Discount rate", units::kPercentPerYear, 0.10).bounds(-0.9, 10.0).plausible(0.0, 0.5)
    .explained("Annual effective nominal rate at which this party values money over time.", kEstimatedDefault).in("Money");
inline constexpr Input kTaxRate = number("tax-rate", "Tax rate", units::kPercent, 0.0).bounds(0.0, 1.0).plausible(0.0, 0.5)
    .explained("Rate on taxable profit, all levels together (federal and state: f(1 − s) + s).", kNeutralDefault).in("Money").neutralAt(0.0);
inline constexpr Input kLosses = choice("losses", "Tax losses", kLossChoices)
    .explained("What a tax loss is worth: nothing until there is a profit, or a saving at once elsewhere in the group.", kOwnDefinition).in("Money");
inline constexpr Input kReinvestmentRate = number("reinvestment-rate", "Reinvestment rate", units::kPercentPerYear, 0.10).bounds(-0.9, 10.0).plausible(0.0, 0.5)
    .explained("Rate earned on money received, for the modified internal rate of return.", kEstimatedDefault).in("Money");
inline constexpr Input kAdvanceRate = number("advance-rate", "Financeable share", units::kPercent, 0.8).bounds(0.0, 1.0)
    .explained("Share of firm payments owed by this party that a lender lends on; follows its credit grade.", kEstimatedDefault).in("Credit").neutralAt(1.0);
inline constexpr const Input* kPartyInputs[] = {&kName, &kNotes, &kDiscountRate, &kTaxRate, &kLosses, &kReinvestmentRate, &kAdvanceRate};
inline constexpr ElementKind kPartyKind{"party", "Party", Role::Party, kPartyInputs, {},
    "Who pays, receives, owns or decides. Suppliers, utility, lender, staff, buyers of used equipment and tax authority exist without being listed."};

// --- Assumption, source, scenario ------------------------------------------------------------------------------------
inline constexpr Input kAssumptionValue = number("value", "Value", units::kOne, 0.0).bounds(-1e300, 1e300)
    .explained("Shared by every input that refers to it; one draw in all deals.", kOwnDefinition).in("General");
inline constexpr Input kAssumptionUnit = text("unit", "Unit").explained("Unit of the value; inputs that refer to it must have the same.", kOwnDefinition).in("General");
inline constexpr const Input* kAssumptionInputs[] = {&kName, &kNotes, &kAssumptionValue, &kAssumptionUnit};
inline constexpr ElementKind kAssumptionKind{"assumption", "Assumption", Role::Assumption, kAssumptionInputs, {},
    "A number that several inputs share (shown there as \"= name\")."};

inline constexpr Choice kHistoryStepChoices[] = {{"month", "Months"}, {"quarter", "Quarters"}, {"year", "Years"}};
inline constexpr Input kForecastValue = path("value", "Forecast", units::kOne, 1.0).bounds(-1e300, 1e300)
    .explained("Expected value of each month from the start of the study; the last one holds on.", kOwnDefinition).in("Forecast");
inline constexpr Input kForecastHistory = path("history", "History", units::kOne, 0.0).bounds(-1e300, 1e300)
    .explained("The observed values that the forecast was fitted to, oldest first.", kOwnDefinition).in("History");
inline constexpr Input kForecastHistoryStart = day("history-start", "First observation", kDay2026July)
    .explained("The first day of the period that the oldest value stands for.", kOwnDefinition).in("History");
inline constexpr Input kForecastStep = choice("step", "Observed every", kHistoryStepChoices).explained("The distance between two values of the history.", kOwnDefinition).in("History");
inline constexpr Input kForecastMethod = [] {
    Input input = text("method", "Method").explained("Key of the forecasting method, as in offtake-cli forecast --method.", kOwnDefinition).in("Forecast");
    input.fallbackText = "auto";
    return input;
}();
inline constexpr Input kForecastModel = text("model", "Fitted model").explained("What was fitted, with its parameters.", kOwnDefinition).in("Forecast");
inline constexpr Input kForecastDate = text("date", "Fitted on").explained("The day of the last observation that the fit knew.", kOwnDefinition).in("Forecast");
inline constexpr const Input* kForecastInputs[] = {&kName, &kNotes, &kForecastValue, &kAssumptionUnit, &kForecastHistory, &kForecastHistoryStart,
    &kForecastStep, &kForecastMethod, &kForecastModel, &kForecastDate};
inline constexpr ElementKind kForecastKind{"forecast", "Forecast", Role::Assumption, kForecastInputs, {},
    "A fitted path that several inputs share (shown there as \"= name\"), with the data, method and error it came from."};

inline constexpr Choice kConfidenceChoices[] = {{"high", "High: seen at a filing, contract or vendor page"}, {"medium", "Medium: reported"},
    {"low", "Low: not verified at its source"}, {"estimate", "Estimate: our own"}};
inline constexpr Input kTitle = text("title", "Title").explained("Title of the page, filing or book.", kOwnDefinition).in("General");
inline constexpr Input kUrl = text("url", "Address").explained("Where it can be read.", kOwnDefinition).in("General");
inline constexpr Input kSourceDate = text("date", "Date").explained("When it was published or read, as precisely as known (2026, 2026-06, 2026-06-22).", kOwnDefinition).in("General");
inline constexpr Input kConfidence = choice("confidence", "Confidence", kConfidenceChoices).explained("How far the source carries the figure.", kOwnDefinition).in("General");
inline constexpr const Input* kSourceInputs[] = {&kTitle, &kUrl, &kSourceDate, &kConfidence, &kNotes};
inline constexpr ElementKind kSourceKind{"source", "Source", Role::Source, kSourceInputs, {}, "Where a figure comes from."};

inline constexpr Input kFactSubject = text("subject", "About").explained("What the fact is about: an accelerator, a site, a provider.", kOwnDefinition).in("General");
inline constexpr Input kFactMetric = text("metric", "Figure").explained("What is said of it: rental, build cost, power.", kOwnDefinition).in("General");
inline constexpr Input kFactValue = number("value", "Value", units::kOne, 0.0).bounds(-1e300, 1e300)
    .explained("The figure in the unit below; its range, source and confidence are those of the value.", kOwnDefinition).in("General");
inline constexpr Input kFactUnit = text("unit", "Unit").explained("Unit of the figure, in its own currency: $/GPU-h, EUR/kWh.", kOwnDefinition).in("General");
inline constexpr Input kFactTerms = text("terms", "Terms").explained("Under which terms it holds: on demand, three years, a place.", kOwnDefinition).in("General");
inline constexpr Input kFactDate = text("date", "Date").explained("When it held: a day, a month or a year.", kOwnDefinition).in("General");
inline constexpr const Input* kFactInputs[] = {&kFactSubject, &kFactMetric, &kFactValue, &kFactUnit, &kFactTerms, &kFactDate, &kNotes};
inline constexpr ElementKind kFactKind{"fact", "Own fact", Role::Fact, kFactInputs, {},
    "A row of the user's own, found beside the catalogue's; it enters no calculation until an input takes it over."};

inline constexpr const Input* kScenarioInputs[] = {&kName, &kNotes};
inline constexpr Role kScenarioContains[] = {Role::Override};
inline constexpr ElementKind kScenarioKind{"scenario", "Scenario", Role::Scenario, kScenarioInputs, kScenarioContains, "A named set of overrides."};

inline constexpr Input kTarget = text("target", "Input").explained("Path of the input that is overridden, e.g. deal.open.tranche.pod.price.", kOwnDefinition).in("General");
inline constexpr Input kOverrideValue = text("value", "Value").explained("The value it takes in this scenario, with unit, as typed in the editor.", kOwnDefinition).in("General");
inline constexpr const Input* kOverrideInputs[] = {&kTarget, &kOverrideValue};
inline constexpr ElementKind kOverrideKind{"override", "Override", Role::Override, kOverrideInputs, {}, "One input with another value."};

inline constexpr Input kCorrelated = text("first", "Input").explained("Path of an uncertain input or assumption, e.g. assumption.rent.", kOwnDefinition).in("General");
inline constexpr Input kCorrelatedWith = text("second", "Moves with").explained("Path of the other one.", kOwnDefinition).in("General");
inline constexpr Input kRankCorrelation = number("rank-correlation", "Rank correlation", units::kRatio, 0.0).bounds(-1.0, 1.0)
    .explained("Spearman's rank correlation of the two, joined by a Gaussian copula; of processes, of their monthly shocks.", "Kruskal (1958): the normal correlation is 2 sin(pi r / 6)").in("General").neutralAt(0.0);
inline constexpr const Input* kCorrelationInputs[] = {&kCorrelated, &kCorrelatedWith, &kRankCorrelation, &kNotes};
inline constexpr ElementKind kCorrelationKind{"correlation", "Correlation", Role::Correlation, kCorrelationInputs, {}, "How two uncertain inputs move together."};

// --- Deal ----------------------------------------------------------------------------------------------------------
inline constexpr Input kBuyer = refers("buyer", "Buyer", "party").explained("The party that the deal gives compute to; empty means the first party.", kOwnDefinition).in("General");
inline constexpr Input kScale = number("scale", "Scale", units::kRatio, 1.0).bounds(0.0, 1e6)
    .explained("Multiplies every tranche: accelerators, fixed fees and site. Porting and governance do not scale. Solved for same-money and same-compute comparisons.", kOwnDefinition).in("General").neutralAt(1.0);
inline constexpr Input kGovernanceCost = path("governance-cost", "Governance and interoperability", units::kDollarPerYear, 0.0).bounds(0, 1e12)
    .explained("Audit, conformance tests, coordination of several vendors, paid by the buyer while any tranche runs.", kNeutralDefault).in("Openness").neutralAt(0.0);
inline constexpr const Input* kDealInputs[] = {&kName, &kNotes, &kBuyer, &kScale, &kGovernanceCost};
inline constexpr Role kDealContains[] = {Role::Tranche, Role::Loan};
inline constexpr ElementKind kDealKind{"deal", "Deal", Role::Deal, kDealInputs, kDealContains, "One alternative, made of tranches and their financing."};

// --- Loan ----------------------------------------------------------------------------------------------------------
inline constexpr Input kBorrower = refers("borrower", "Borrower", "party").explained("Who draws and repays; empty means the deal's buyer.", kOwnDefinition).in("General");
inline constexpr Input kLoanShare = number("share", "Share of equipment and site cost", units::kPercent, 0.6).bounds(0.0, 1.0)
    .explained("Part of the borrower's capital cost in this deal that is drawn as the equipment is delivered.", "Gearing of published equipment loans runs from 60 % (Valor Compute, 62.5 %) to 92 % (catalogue, deals); the default is an estimate").in("Amount").neutralAt(0.0);
inline constexpr Input kLoanRate = number("rate", "Interest rate", units::kPercentPerYear, 0.09).bounds(0.0, 2.0).plausible(0.0, 0.3)
    .explained("Nominal annual rate; a twelfth of it accrues each month.", "CoreWeave's vendor financing of 2025: 9 to 10 % (10-Q of 2025-06-30, note 10)").in("Terms");
inline constexpr Input kLoanTerm = number("term", "Term", units::kMonth, 48).bounds(1, 480)
    .explained("Months from a draw to its last payment.", kEstimatedDefault).in("Terms");
inline constexpr Input kLoanGrace = number("grace", "Interest-only months", units::kMonth, 0).bounds(0, 240)
    .explained("Months from a draw in which only interest is paid; part of the term.", kNeutralDefault).in("Terms").neutralAt(0.0);
inline constexpr Input kLoanFee = number("fee", "Upfront fee", units::kPercent, 0.0).bounds(0.0, 0.5)
    .explained("Share of each draw paid to the lender with it.", kNeutralDefault).in("Terms").neutralAt(0.0);
inline constexpr const Input* kLoanInputs[] = {&kName, &kNotes, &kBorrower, &kLoanShare, &kLoanRate, &kLoanTerm, &kLoanGrace, &kLoanFee};
inline constexpr ElementKind kLoanKind{"level-loan", "Level loan", Role::Loan, kLoanInputs, {},
    "Equipment loan with equal monthly payments; each draw is repaid over the term counted from that draw."};

}  // namespace offtake::study
