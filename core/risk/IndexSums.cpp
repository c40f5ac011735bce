#include "core/risk/IndexSums.h"

namespace offtake::risk {

void IndexSums::add(double a, double b, std::span<const Change> changes) {
    m_rows += 1.0;
    m_sum += a + b;
    m_squares += a * a + b * b;
    for (std::size_t factor = 0; factor < m_factors.size(); ++factor) {
        const Change& change = changes[factor];
        m_factors[factor].products += change.inA * change.inB;
        m_factors[factor].squares += change.inA * change.inA + change.inB * change.inB;
    }
}

void IndexSums::add(const IndexSums& other) {
    m_rows += other.m_rows;
    m_sum += other.m_sum;
    m_squares += other.m_squares;
    for (std::size_t factor = 0; factor < m_factors.size(); ++factor) {
        m_factors[factor].products += other.m_factors[factor].products;
        m_factors[factor].squares += other.m_factors[factor].squares;
    }
}

double IndexSums::spread(double centre) const { return m_squares / (2.0 * m_rows) + centre * (centre - 2.0 * mean()); }

}  // namespace offtake::risk
