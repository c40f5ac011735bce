#include "core/risk/IndexSums.h"

namespace offtake::risk {

void IndexSums::add(double a, double b, std::span<const Change> changes) {
    m_rows += 1.0;
    m_atBoth.add(a);
    m_atBoth.add(b);
    for (std::size_t i = 0; i < m_factors.size(); ++i) {
        const Change& change = changes[i];
        Factor& factor = m_factors[i];
        factor.products += change.inA * change.inB;
        factor.squares += change.inA * change.inA + change.inB * change.inB;
        for (const double figure : {a, a - change.inA, b, b + change.inB}) {
            factor.figures.add(figure);
        }
    }
}

void IndexSums::add(const IndexSums& other) {
    m_rows += other.m_rows;
    m_atBoth.add(other.m_atBoth);
    for (std::size_t i = 0; i < m_factors.size(); ++i) {
        m_factors[i].products += other.m_factors[i].products;
        m_factors[i].squares += other.m_factors[i].squares;
        m_factors[i].figures.add(other.m_factors[i].figures);
    }
}

}  // namespace offtake::risk
