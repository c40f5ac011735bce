#include "core/risk/Points.h"

namespace offtake::risk {

Points::Points(const Draws& draws, Sampler /*sampler*/, std::uint64_t /*seed*/, std::int64_t /*paths*/) : m_draws(draws) {}

void Points::fill(std::uint64_t firstPath, std::size_t count, double* out, std::size_t stride) const {
    for (const DrawnRow& row : m_draws.rows) {
        for (std::size_t d = 0; d < row.count; ++d) {
            for (std::size_t p = 0; p < count; ++p) {
                out[(row.first + d) * stride + p] = parallel::uniform(row.stream, firstPath + p, d);
            }
        }
    }
}

}  // namespace offtake::risk
