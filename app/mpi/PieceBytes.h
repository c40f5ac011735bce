#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/risk/SimulationRun.h"
#include "core/risk/Sweep.h"

/// What pieces hold, as bytes: numbers as they stand in memory, since pieces are read on machines like the one that wrote
/// them. Reading gives nothing for bytes that are not such a piece.
namespace offtake::mpi {

[[nodiscard]] std::string bytesOf(const risk::SimulationPiece& piece);
[[nodiscard]] std::optional<risk::SimulationPiece> simulationPieceOf(std::string_view bytes);

/// Rows of a sweep.
[[nodiscard]] std::string bytesOf(const std::vector<risk::SweepRow>& rows);
[[nodiscard]] std::optional<std::vector<risk::SweepRow>> sweepRowsOf(std::string_view bytes);

}  // namespace offtake::mpi
