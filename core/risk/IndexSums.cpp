#include "core/risk/IndexSums.h"

namespace offtake::risk {

void IndexSums::add(double a, double b, std::span<const double> mixed) {
    m_rows += 1.0;
    m_sum += a + b;
    m_squares += a * a + b * b;
    for (std::size_t factor = 0; factor < m_factors.size(); ++factor) {
        const double change = mixed[factor] - a;
        m_factors[factor].change += change;
        m_factors[factor].product += b * change;
        m_factors[factor].squares += change * change;
    }
}

void IndexSums::add(const IndexSums& other) {
    m_rows += other.m_rows;
    m_sum += other.m_sum;
    m_squares += other.m_squares;
    for (std::size_t factor = 0; factor < m_factors.size(); ++factor) {
        m_factors[factor].change += other.m_factors[factor].change;
        m_factors[factor].product += other.m_factors[factor].product;
        m_factors[factor].squares += other.m_factors[factor].squares;
    }
}

double IndexSums::spread(double centre) const { return m_squares / (2.0 * m_rows) + centre * (centre - 2.0 * mean()); }

double IndexSums::alone(std::size_t factor, double centre) const {
    return (m_factors[factor].product - centre * m_factors[factor].change) / m_rows;
}

double IndexSums::together(std::size_t factor) const { return m_factors[factor].squares / (2.0 * m_rows); }

}  // namespace offtake::risk
