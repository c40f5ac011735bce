#include <array>

#include "app/cli/Command.h"

namespace offtake::cli {

// Each is defined in a file of its own: <Name>Command.cpp.
Action declareEvaluate(CLI::App& options);
Action declareCompare(CLI::App& options);
Action declareExplain(CLI::App& options);
Action declareSimulate(CLI::App& options);
Action declareSensitivity(CLI::App& options);
Action declareBreakEven(CLI::App& options);
Action declareSweep(CLI::App& options);
Action declareCheck(CLI::App& options);
Action declareImport(CLI::App& options);
Action declareExport(CLI::App& options);
Action declareSchema(CLI::App& options);
Action declareExamples(CLI::App& options);
Action declareParameters(CLI::App& options);
Action declareCatalogue(CLI::App& options);
Action declareForecast(CLI::App& options);
Action declareBacktest(CLI::App& options);
Action declareCalc(CLI::App& options);

namespace {

constexpr std::array kCommands = {
    Command{"evaluate", "Figures, contracts and ledger of each deal of a study", declareEvaluate},
    Command{"compare", "The deals of a study side by side, and what follows", declareCompare},
    Command{"explain", "One figure as a tree of formulas, down to inputs and their sources", declareExplain},
    Command{"simulate", "The deals over many futures: distributions, chances, risk", declareSimulate},
    Command{"sensitivity", "Which inputs move a figure most: a tornado by their ranges, and exact derivatives", declareSensitivity},
    Command{"breakeven", "Where two deals become equal, or a figure reaches a target, in one input or two", declareBreakEven},
    Command{"sweep", "A table of figures over values of one or more inputs", declareSweep},
    Command{"check", "What is wrong, unusual or without a source in a study", declareCheck},
    Command{"import", "Turn text into a document, or put a table of values into a study", declareImport},
    Command{"export", "The study as JSON text or CSV, or its ledger as CSV", declareExport},
    Command{"examples", "The studies that ship with the program", declareExamples},
    Command{"parameters", "Every input that a study may have: path, unit, default, bounds, help", declareParameters},
    Command{"schema", "A JSON Schema of studies as text", declareSchema},
    Command{"catalogue", "Sourced facts: accelerators, prices, deals, sites, energy, costs", declareCatalogue},
    Command{"forecast", "What is known of the next values of a series, with its error", declareForecast},
    Command{"backtest", "How well methods forecast the past of a series", declareBacktest},
    Command{"calc", "Finance functions on numbers, JSON or CSV: irr, xirr, npv, pmt, macrs and others", declareCalc},
};

}  // namespace

std::span<const Command> commands() {
    return kCommands;
}

}  // namespace offtake::cli
