#include <array>

#include "app/cli/Command.h"

namespace offtake::cli {

// Each is defined in a file of its own: <Name>Command.cpp.
Action declareParameters(CLI::App& options);
Action declareCatalogue(CLI::App& options);
Action declareCalc(CLI::App& options);

namespace {

constexpr std::array kCommands = {
    Command{"parameters", "Every input that a study may have: path, unit, default, bounds, help", declareParameters},
    Command{"catalogue", "Sourced facts: accelerators, prices, deals, sites, energy, costs", declareCatalogue},
    Command{"calc", "Finance functions on numbers, JSON or CSV: irr, xirr, npv, pmt, macrs and others", declareCalc},
};

}  // namespace

std::span<const Command> commands() {
    return kCommands;
}

}  // namespace offtake::cli
