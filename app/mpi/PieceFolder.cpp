#include "app/mpi/PieceFolder.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "data/file/AtomicFile.h"
#include "data/file/Sha256.h"

namespace offtake::mpi {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kLargestPiece = std::uint64_t{4} << 30U;
constexpr std::size_t kHexDigits = 64;
constexpr const char* kRunFile = "run.json";
constexpr const char* kPieceEnding = ".piece";

const Message kElsewhere{"Name another folder after --keep, or delete this one to begin anew.", {}};

bool holdsPieces(const std::string& folder) {
    std::error_code error;
    const std::filesystem::directory_iterator files(folder, error);
    return !error && std::any_of(begin(files), end(files), [](const auto& file) { return file.path().extension() == kPieceEnding; });
}

std::string shown(const Json& run, const std::string& name) {
    if (!run.contains(name)) {
        return "none";
    }
    return run[name].is_string() ? run[name].get<std::string>() : run[name].dump();
}

/// What the folder's run and this one do not have in common.
Expected<void> sameRun(const std::string& folder, const std::string& stated, const Json& run) {
    const Json kept = Json::parse(stated, nullptr, false);
    if (!kept.is_object()) {
        return fail(ErrorCode::Inconsistent, folder, {"does not say of which run its finished blocks are: {0} is damaged.", {std::string(kRunFile)}}, kElsewhere);
    }
    for (const auto& [name, value] : run.items()) {
        if (!kept.contains(name) || kept[name] != value) {
            return fail(ErrorCode::Inconsistent, folder, {"holds finished blocks of another run: {0} was {1} and is {2} now.", {name, shown(kept, name), shown(run, name)}}, kElsewhere);
        }
    }
    return {};
}

Expected<void> prepare(const std::string& folder, const Json& run, const std::string& text) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::NotWritable, folder, {"cannot be made a folder: {0}.", {error.message()}}, {"Name a place that all ranks can write to.", {}});
    }
    const std::string file = folder + '/' + kRunFile;
    if (const auto kept = file::readFile(file)) {
        return sameRun(folder, *kept, run);
    }
    if (holdsPieces(folder)) {
        return fail(ErrorCode::Inconsistent, folder, {"does not say of which run its finished blocks are: {0} is missing.", {std::string(kRunFile)}}, kElsewhere);
    }
    const auto written = file::writeAtomically(file, text);
    return written ? Expected<void>() : tl::make_unexpected(written.error());
}

}  // namespace

Expected<PieceFolder> PieceFolder::open(const std::string& folder, const Json& run, bool first) {
    const std::string text = run.dump(2) + '\n';
    if (first) {
        if (const auto prepared = prepare(folder, run, text); !prepared) {
            return tl::make_unexpected(prepared.error());
        }
    }
    return PieceFolder(folder, file::sha256Hex(text));
}

std::string PieceFolder::fileOf(std::size_t from, std::size_t until) const { return fmt::format("{}/{:08}-{:08}{}", m_folder, from, until, kPieceEnding); }

std::string PieceFolder::headOf(std::size_t from, std::size_t until) const { return fmt::format("offtake-piece 2 {} {} {}\n", m_run, from, until); }

std::optional<std::string> PieceFolder::read(std::size_t from, std::size_t until) const {
    const auto bytes = file::readFile(fileOf(from, until), kLargestPiece);
    const std::string head = headOf(from, until);
    if (!bytes || !bytes->starts_with(head) || bytes->size() < head.size() + kHexDigits) {
        return std::nullopt;
    }
    std::string body = bytes->substr(head.size() + kHexDigits);
    return file::sha256Hex(body) == std::string_view(*bytes).substr(head.size(), kHexDigits) ? std::optional(std::move(body)) : std::nullopt;
}

Expected<void> PieceFolder::write(std::size_t from, std::size_t until, const std::string& body) const {
    const auto written = file::writeAtomically(fileOf(from, until), headOf(from, until) + file::sha256Hex(body) + body);
    return written ? Expected<void>() : tl::make_unexpected(written.error());
}

}  // namespace offtake::mpi
