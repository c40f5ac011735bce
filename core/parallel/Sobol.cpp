#include "core/parallel/Sobol.h"

#include <bit>

#include <boost/random/detail/sobol_table.hpp>

namespace offtake::parallel {

static_assert(boost::random::detail::qrng_tables::sobol::max_dimension >= kMostSobolDimensions);

SobolDirections sobolDirections(std::size_t dimension) {
    using Table = boost::random::detail::qrng_tables::sobol;
    SobolDirections m{};
    if (dimension == 0) {
        m.fill(1);  // the points of van der Corput
    } else {
        // P. Bratley and B. Fox, "Algorithm 659", ACM Trans. Math. Softw. 14 (1988).
        const std::uint32_t polynomial = Table::polynomial(dimension - 1);
        const auto degree = static_cast<std::size_t>(std::bit_width(polynomial)) - 1;
        for (std::size_t j = 0; j < m.size(); ++j) {
            if (j < degree) {
                m[j] = Table::minit(dimension - 1, j);
                continue;
            }
            m[j] = m[j - degree];
            for (std::size_t k = 1; k <= degree; ++k) {
                m[j] ^= ((polynomial >> (degree - k)) & 1U) * (m[j - k] << k);
            }
        }
    }
    for (std::size_t j = 0; j < m.size(); ++j) {
        m[j] <<= m.size() - 1 - j;
    }
    return m;
}

}  // namespace offtake::parallel
