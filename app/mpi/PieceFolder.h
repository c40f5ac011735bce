#pragma once

#include <string>

#include "core/risk/SimulationRun.h"

namespace offtake::mpi {

/// Finished pieces of one simulation, one file each, from which a run that was cut off goes on and through which ranks
/// hand their work to the first one. Each file says what made it: a piece of other inputs, options, version or
/// instruction set counts as not there.
class PieceFolder {
public:
    /// `key`: of study and options, see keyOf. Errors: NotWritable when the folder cannot be made.
    [[nodiscard]] static Expected<PieceFolder> open(const std::string& folder, std::string key, numbers::InstructionSet set);

    /// Whether the piece is there, whole and of this simulation.
    [[nodiscard]] bool has(std::size_t from, std::size_t until) const { return read(from, until).has_value(); }
    [[nodiscard]] std::optional<risk::SimulationPiece> read(std::size_t from, std::size_t until) const;
    /// In one step: all of the file or nothing. Errors: NotWritable.
    [[nodiscard]] Expected<void> write(const risk::SimulationPiece& piece) const;

private:
    PieceFolder(std::string folder, std::string head) : m_folder(std::move(folder)), m_head(std::move(head)) {}
    [[nodiscard]] std::string fileOf(std::size_t from, std::size_t until) const;

    std::string m_folder;
    std::string m_head;  ///< first line of every file
};

/// SHA-256 of everything that the samples depend on: version, study under scenario and settings, options without threads.
[[nodiscard]] std::string keyOf(const economics::StudyResult& result, const risk::SimulationOptions& options);

}  // namespace offtake::mpi
