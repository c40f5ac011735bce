#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace offtake::risk {

/// Sums over rows of two matrices A and B of inputs, from which first and total indices of every factor follow. A row is
/// a figure at A, at B, and for each factor at A with that factor taken from B and at B with that factor taken from A.
/// Sums of parts can be added: memory does not grow with the rows. Figures are given less a number near their mean, so
/// that squares lose no digits.
///
/// First order: mean (f(A) − f(A with B's)) (f(B with A's) − f(B)) / 2. Both differences move one factor by the same way,
/// amid others that are independent; its error falls with the index itself, where products with f (Saltelli et al., Comput.
/// Phys. Commun. 181, 2010) keep the noise of all other factors: A. Owen, "Better estimation of small Sobol' sensitivity
/// indices", ACM Trans. Model. Comput. Simul. 23 (2013), with B in place of his third matrix, which doubles the mean.
/// Total: mean square difference / 2, M. Jansen, Comput. Phys. Commun. 117 (1999), over both differences. Shares are of the
/// variance over all four figures of a factor, whose errors go with those of the numerator: A. Janon et al., "Asymptotic
/// normality and efficiency of two Sobol index estimators", ESAIM Probab. Stat. 18 (2014).
class IndexSums {
public:
    explicit IndexSums(std::size_t factors) : m_factors(factors) {}

    /// What one factor does to a figure in a row.
    struct Change {
        double inA = 0.0;  ///< f(A) less f(A with the factor of B)
        double inB = 0.0;  ///< f(B with the factor of A) less f(B)
    };
    /// changes: one a factor.
    void add(double a, double b, std::span<const Change> changes);
    void add(const IndexSums& other);

    [[nodiscard]] double rows() const { return m_rows; }
    [[nodiscard]] std::size_t factors() const { return m_factors.size(); }
    // Preconditions of the following: a row.
    /// Of all figures at A and at B.
    [[nodiscard]] double mean() const { return m_atBoth.sum / (2.0 * m_rows); }
    /// Mean square distance of these from `centre`.
    [[nodiscard]] double spread(double centre) const { return m_atBoth.spread(2.0 * m_rows, centre); }
    /// Their variance.
    [[nodiscard]] double variance() const { return spread(mean()) * 2.0 * m_rows / (2.0 * m_rows - 1.0); }

    /// The variance that the factor decides alone, and that of which it is a part.
    [[nodiscard]] double alone(std::size_t factor) const { return m_factors[factor].products / (2.0 * m_rows); }
    [[nodiscard]] double together(std::size_t factor) const { return m_factors[factor].squares / (4.0 * m_rows); }
    /// Mean and mean square distance of all four figures of a factor.
    [[nodiscard]] double mean(std::size_t factor) const { return m_factors[factor].figures.sum / (4.0 * m_rows); }
    [[nodiscard]] double spread(std::size_t factor, double centre) const { return m_factors[factor].figures.spread(4.0 * m_rows, centre); }

private:
    struct Moments {
        double sum = 0.0;
        double squares = 0.0;
        void add(double figure) {
            sum += figure;
            squares += figure * figure;
        }
        void add(const Moments& other) {
            sum += other.sum;
            squares += other.squares;
        }
        [[nodiscard]] double spread(double count, double centre) const { return (squares - 2.0 * centre * sum) / count + centre * centre; }
    };
    struct Factor {
        double products = 0.0;
        double squares = 0.0;
        Moments figures;
    };
    double m_rows = 0.0;
    Moments m_atBoth;
    std::vector<Factor> m_factors;
};

}  // namespace offtake::risk
