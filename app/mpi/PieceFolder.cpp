#include "app/mpi/PieceFolder.h"

#include <cstring>
#include <filesystem>
#include <type_traits>

#include <fmt/format.h>

#include "core/units/Format.h"
#include "data/file/AtomicFile.h"
#include "data/file/Sha256.h"
#include "data/study/StudyJson.h"

namespace offtake::mpi {

namespace {

constexpr std::uint64_t kLargestPiece = std::uint64_t{4} << 30U;
constexpr std::size_t kHexDigits = 64;

/// Numbers as they stand in memory: pieces are read on machines like the one that wrote them.
class Writer {
public:
    explicit Writer(std::string& out) : m_out(out) {}
    void add(std::uint64_t number) { m_out.append(reinterpret_cast<const char*>(&number), sizeof number); }
    template <typename Number>
    void add(const std::vector<Number>& numbers) {
        static_assert(std::is_arithmetic_v<Number>);
        add(std::uint64_t{numbers.size()});
        m_out.append(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number));
    }
    template <typename Number>
    void add(const std::vector<std::vector<Number>>& lists) {
        add(std::uint64_t{lists.size()});
        for (const std::vector<Number>& list : lists) {
            add(list);
        }
    }

private:
    std::string& m_out;
};

class Reader {
public:
    explicit Reader(std::string_view in) : m_in(in) {}
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool ended() const { return m_good && m_in.empty(); }
    std::uint64_t number() {
        std::uint64_t value = 0;
        take(&value, sizeof value);
        return value;
    }
    template <typename Number>
    void read(std::vector<Number>& numbers) {
        static_assert(std::is_arithmetic_v<Number>);
        const std::uint64_t count = number();
        if (!m_good || count > m_in.size() / sizeof(Number)) {
            m_good = false;
            return;
        }
        numbers.resize(count);
        take(numbers.data(), count * sizeof(Number));
    }
    template <typename Number>
    void read(std::vector<std::vector<Number>>& lists) {
        const std::uint64_t count = number();
        if (!m_good || count > m_in.size()) {
            m_good = false;
            return;
        }
        lists.resize(count);
        for (std::vector<Number>& list : lists) {
            read(list);
        }
    }

private:
    std::string_view m_in;
    bool m_good = true;

    void take(void* to, std::size_t bytes) {
        m_good = m_good && bytes <= m_in.size();
        if (m_good && bytes > 0) {
            std::memcpy(to, m_in.data(), bytes);
            m_in.remove_prefix(bytes);
        }
    }
};

}  // namespace

std::string keyOf(const economics::StudyResult& result, const risk::SimulationOptions& options) {
    std::string text = fmt::format("offtake {}\n{} {} {} {} {}\n", OFFTAKE_VERSION, options.paths, options.seed, risk::keyOf(options.sampler), options.fans,
                                   options.wantedError ? units::fullPrecision(*options.wantedError) : "");
    for (const economics::Metric metric : options.metrics) {
        text += fmt::format("{} ", economics::infoOf(metric).key);
    }
    return file::sha256Hex(text + '\n' + study::studyToJson(result.study));
}

Expected<PieceFolder> PieceFolder::open(const std::string& folder, std::string key, numbers::InstructionSet set) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        return fail(ErrorCode::NotWritable, folder, {"cannot be made a folder: {0}.", {error.message()}}, {"Name a place that all ranks can write to.", {}});
    }
    return PieceFolder(folder, fmt::format("offtake-piece 1 {} {}\n", key, numbers::nameOf(set)));
}

std::string PieceFolder::fileOf(std::size_t from, std::size_t until) const {
    return fmt::format("{}/{:08}-{:08}.piece", m_folder, from, until);
}

std::optional<risk::SimulationPiece> PieceFolder::read(std::size_t from, std::size_t until) const {
    const auto bytes = file::readFile(fileOf(from, until), kLargestPiece);
    if (!bytes || !bytes->starts_with(m_head) || bytes->size() < m_head.size() + kHexDigits) {
        return std::nullopt;
    }
    const std::string_view body = std::string_view(*bytes).substr(m_head.size() + kHexDigits);
    if (file::sha256Hex(body) != std::string_view(*bytes).substr(m_head.size(), kHexDigits)) {
        return std::nullopt;
    }
    Reader in(body);
    risk::SimulationPiece piece;
    piece.from = in.number();
    piece.until = in.number();
    in.read(piece.samples);
    in.read(piece.several);
    in.read(piece.stopped);
    in.read(piece.fans.counts);
    in.read(piece.fans.blockSums);
    return in.ended() && piece.from == from && piece.until == until ? std::optional(std::move(piece)) : std::nullopt;
}

Expected<void> PieceFolder::write(const risk::SimulationPiece& piece) const {
    std::string body;
    Writer out(body);
    out.add(std::uint64_t{piece.from});
    out.add(std::uint64_t{piece.until});
    out.add(piece.samples);
    out.add(piece.several);
    out.add(piece.stopped);
    out.add(piece.fans.counts);
    out.add(piece.fans.blockSums);
    const auto written = file::writeAtomically(fileOf(piece.from, piece.until), m_head + file::sha256Hex(body) + body);
    return written ? Expected<void>() : tl::make_unexpected(written.error());
}

}  // namespace offtake::mpi
