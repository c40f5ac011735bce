#include "app/mpi/PieceBytes.h"

#include <cstdint>
#include <cstring>
#include <type_traits>

namespace offtake::mpi {

namespace {

class Writer {
public:
    void add(std::uint64_t number) { m_out.append(reinterpret_cast<const char*>(&number), sizeof number); }
    void add(const std::string& text) {
        add(std::uint64_t{text.size()});
        m_out += text;
    }
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
    std::string taken() { return std::move(m_out); }

private:
    std::string m_out;
};

class Reader {
public:
    explicit Reader(std::string_view in) : m_in(in) {}
    [[nodiscard]] bool ended() const { return m_good && m_in.empty(); }
    std::uint64_t number() {
        std::uint64_t value = 0;
        take(&value, sizeof value);
        return value;
    }
    /// How many things follow that take at least so many bytes each; 0 when there are not as many bytes.
    std::size_t count(std::size_t bytesOfEach) {
        const std::uint64_t stated = number();
        m_good = m_good && stated <= m_in.size() / bytesOfEach;
        return m_good ? stated : 0;
    }
    void read(std::string& text) {
        text.resize(count(1));
        take(text.data(), text.size());
    }
    template <typename Number>
    void read(std::vector<Number>& numbers) {
        static_assert(std::is_arithmetic_v<Number>);
        numbers.resize(count(sizeof(Number)));
        take(numbers.data(), numbers.size() * sizeof(Number));
    }
    template <typename Number>
    void read(std::vector<std::vector<Number>>& lists) {
        lists.resize(count(sizeof(std::uint64_t)));
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

std::string bytesOf(const risk::SimulationPiece& piece) {
    Writer out;
    out.add(std::uint64_t{piece.from});
    out.add(std::uint64_t{piece.until});
    out.add(piece.samples);
    out.add(piece.several);
    out.add(piece.stopped);
    out.add(piece.fans.counts);
    out.add(piece.fans.blockSums);
    return out.taken();
}

std::optional<risk::SimulationPiece> simulationPieceOf(std::string_view bytes) {
    Reader in(bytes);
    risk::SimulationPiece piece;
    piece.from = in.number();
    piece.until = in.number();
    in.read(piece.samples);
    in.read(piece.several);
    in.read(piece.stopped);
    in.read(piece.fans.counts);
    in.read(piece.fans.blockSums);
    return in.ended() ? std::optional(std::move(piece)) : std::nullopt;
}

std::string bytesOf(const std::vector<risk::SweepRow>& rows) {
    Writer out;
    out.add(std::uint64_t{rows.size()});
    for (const risk::SweepRow& row : rows) {
        std::vector<double> figures;
        std::vector<std::uint8_t> exist;
        for (const std::optional<double>& figure : row.figures) {
            exist.push_back(figure ? 1 : 0);
            figures.push_back(figure.value_or(0.0));
        }
        out.add(std::vector<std::uint64_t>(row.at.begin(), row.at.end()));
        out.add(exist);
        out.add(figures);
        for (const std::string& reason : row.reasons) {
            out.add(reason);
        }
    }
    return out.taken();
}

std::optional<std::vector<risk::SweepRow>> sweepRowsOf(std::string_view bytes) {
    Reader in(bytes);
    std::vector<risk::SweepRow> rows(in.count(sizeof(std::uint64_t)));
    for (risk::SweepRow& row : rows) {
        std::vector<std::uint64_t> at;
        std::vector<std::uint8_t> exist;
        std::vector<double> figures;
        in.read(at);
        in.read(exist);
        in.read(figures);
        if (exist.size() != figures.size()) {
            return std::nullopt;
        }
        row.at.assign(at.begin(), at.end());
        for (std::size_t i = 0; i < figures.size(); ++i) {
            row.figures.push_back(exist[i] != 0 ? std::optional(figures[i]) : std::nullopt);
        }
        row.reasons.resize(figures.size());
        for (std::string& reason : row.reasons) {
            in.read(reason);
        }
    }
    return in.ended() ? std::optional(std::move(rows)) : std::nullopt;
}

}  // namespace offtake::mpi
