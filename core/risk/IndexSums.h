#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace offtake::risk {

/// Sums over rows of two matrices A and B of inputs, from which first and total indices of every factor follow. A row is
/// a figure at A, at B, and for each factor at A with that factor taken from B. Sums of parts can be added: memory does
/// not grow with the rows. Figures are given less a number near their mean, so that squares lose no digits.
///
/// First order: Saltelli et al., Comput. Phys. Commun. 181 (2010), Vᵢ = mean f(B) (f(A with B's factor) − f(A)), f less
/// its mean; total: Jansen, Comput. Phys. Commun. 117 (1999), mean (f(A) − f(A with B's factor))² / 2.
class IndexSums {
public:
    explicit IndexSums(std::size_t factors) : m_factors(factors) {}

    /// mixed: one a factor.
    void add(double a, double b, std::span<const double> mixed);
    void add(const IndexSums& other);

    [[nodiscard]] double rows() const { return m_rows; }
    [[nodiscard]] std::size_t factors() const { return m_factors.size(); }
    // Preconditions of the following: a row.
    /// Of all figures at A and at B.
    [[nodiscard]] double mean() const { return m_sum / (2.0 * m_rows); }
    /// Mean square distance from `centre`.
    [[nodiscard]] double spread(double centre) const;
    /// The variance that one factor decides alone, and half the mean square change of the figure when one factor is drawn
    /// again; in the square of the figure's unit. `centre`: the mean of the figure.
    [[nodiscard]] double alone(std::size_t factor, double centre) const;
    [[nodiscard]] double together(std::size_t factor) const;

private:
    struct Factor {
        double change = 0.0;    ///< of the figure when the factor is taken from B
        double product = 0.0;   ///< of that with the figure at B
        double squares = 0.0;   ///< of that
    };
    double m_rows = 0.0;
    double m_sum = 0.0;
    double m_squares = 0.0;
    std::vector<Factor> m_factors;
};

}  // namespace offtake::risk
