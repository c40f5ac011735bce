#include "app/mpi/Ranks.h"

#include <mpi.h>

namespace offtake::mpi {

namespace {

using Body = std::function<Expected<void>(std::size_t, const std::function<void()>&)>;

constexpr int kAsk = 1;   // tag of a rank that is free; the message is empty
constexpr int kGive = 2;  // tag of the answer: the item, or kNothing
constexpr long long kNothing = -1;

/// The first rank's list of items.
class Counter {
public:
    Counter(std::size_t count, int others) : m_count(static_cast<long long>(count)), m_waiting(others) {}

    /// The next item; kNothing after the last.
    long long take() { return m_next < m_count ? m_next++ : kNothing; }
    /// Whether a rank has not yet been told that nothing is left.
    [[nodiscard]] bool asked() const { return m_waiting > 0; }

    /// Waits for a rank that asks, and answers it.
    void answer() {
        MPI_Status status;
        MPI_Recv(nullptr, 0, MPI_INT, MPI_ANY_SOURCE, kAsk, MPI_COMM_WORLD, &status);
        const long long item = take();
        m_waiting -= item == kNothing ? 1 : 0;
        MPI_Send(&item, 1, MPI_LONG_LONG, status.MPI_SOURCE, kGive, MPI_COMM_WORLD);
    }
    /// Answers those who have asked by now.
    void attend() {
        int waits = 1;
        while (m_waiting > 0 && waits != 0) {
            MPI_Iprobe(MPI_ANY_SOURCE, kAsk, MPI_COMM_WORLD, &waits, MPI_STATUS_IGNORE);
            if (waits != 0) {
                answer();
            }
        }
    }

private:
    long long m_count;
    long long m_next = 0;
    int m_waiting;
};

Expected<void> workAndServe(std::size_t count, int others, const Body& body) {
    Counter counter(count, others);
    const std::function<void()> attend = [&counter] { counter.attend(); };
    for (long long item = counter.take(); item != kNothing; item = counter.take()) {
        if (const auto done = body(static_cast<std::size_t>(item), attend); !done) {
            return done;
        }
        counter.attend();
    }
    while (counter.asked()) {
        counter.answer();
    }
    return {};
}

Expected<void> workOnRequest(const Body& body) {
    while (true) {
        long long item = kNothing;
        MPI_Send(nullptr, 0, MPI_INT, 0, kAsk, MPI_COMM_WORLD);
        MPI_Recv(&item, 1, MPI_LONG_LONG, 0, kGive, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (item == kNothing) {
            return {};
        }
        if (const auto done = body(static_cast<std::size_t>(item), [] {}); !done) {
            return done;
        }
    }
}

}  // namespace

numbers::InstructionSet commonInstructionSet() {
    const int mine = static_cast<int>(numbers::bestInstructionSet());
    int all = mine;
    MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    return static_cast<numbers::InstructionSet>(all);
}

bool decidedByFirst(bool decision) {
    int told = decision ? 1 : 0;
    MPI_Bcast(&told, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return told != 0;
}

std::optional<int> firstFailure(const Place& place, bool failed) {
    const int mine = failed ? place.rank : place.ranks;
    int lowest = mine;
    MPI_Allreduce(&mine, &lowest, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    return lowest < place.ranks ? std::optional(lowest) : std::nullopt;
}

Expected<void> shareOut(const Place& place, std::size_t count, const Body& body) {
    return place.first() ? workAndServe(count, place.ranks - 1, body) : workOnRequest(body);
}

}  // namespace offtake::mpi
