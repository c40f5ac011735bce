#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/Error.h"

namespace offtake::mpi {

/// Finished pieces of one run, one file each, from which a run that was cut off goes on and through which ranks hand their
/// work to the first one. The file run.json says what the pieces are of: an object of texts and numbers, by the names that
/// people know them by. A damaged piece counts as not there.
class PieceFolder {
public:
    /// The folder of a run. On the first rank it is made when it is not there, and run.json looked at or written.
    /// Errors: NotWritable; Inconsistent when the folder holds pieces of another run, with what differs.
    [[nodiscard]] static Expected<PieceFolder> open(const std::string& folder, const nlohmann::ordered_json& run, bool first);

    /// Whether the piece is there, whole and of this run.
    [[nodiscard]] bool has(std::size_t from, std::size_t until) const { return read(from, until).has_value(); }
    /// What was written.
    [[nodiscard]] std::optional<std::string> read(std::size_t from, std::size_t until) const;
    /// In one step: all of the file or nothing. Errors: NotWritable.
    [[nodiscard]] Expected<void> write(std::size_t from, std::size_t until, const std::string& body) const;

private:
    PieceFolder(std::string folder, std::string run) : m_folder(std::move(folder)), m_run(std::move(run)) {}
    [[nodiscard]] std::string fileOf(std::size_t from, std::size_t until) const;
    [[nodiscard]] std::string headOf(std::size_t from, std::size_t until) const;

    std::string m_folder;
    std::string m_run;  ///< SHA-256 of run.json
};

}  // namespace offtake::mpi
