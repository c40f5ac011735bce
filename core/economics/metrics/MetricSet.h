#pragma once

#include <array>
#include <cstddef>

#include "core/economics/metrics/Metric.h"

namespace offtake::economics {

/// The figures of one deal for one party. A figure exists where `exists` is 1; elsewhere MetricInfo::whyNone says why.
template <typename Real>
struct MetricSet {
    std::array<Real, kMetrics> value{};
    std::array<Real, kMetrics> exists{};

    void set(Metric metric, const Real& figure) { set(metric, figure, Real(1.0)); }
    void set(Metric metric, const Real& figure, const Real& whether) {
        value[static_cast<std::size_t>(metric)] = figure;
        exists[static_cast<std::size_t>(metric)] = whether;
    }
    [[nodiscard]] const Real& operator[](Metric metric) const { return value[static_cast<std::size_t>(metric)]; }
    [[nodiscard]] const Real& has(Metric metric) const { return exists[static_cast<std::size_t>(metric)]; }
};

/// What one tranche's contract promises, in $ and months.
template <typename Real>
struct ContractTerms {
    Real start{0.0};  ///< month positions from the study's start
    Real end{0.0};
    Real headline{0.0};
    Real firm{0.0};             ///< survives the customer's earliest exit
    Real firmForCustomer{0.0};  ///< survives the supplier's earliest exit
    Real financeable{0.0};
    Real billedMonths{0.0};
    Real exitByCustomer{0.0};  ///< month position; the end when there is no right to leave
    Real exitBySupplier{0.0};
    Real billedAtExit{0.0};    ///< contract months billed at the customer's earliest exit
    bool customerMayLeave = false;
    bool supplierMayLeave = false;
};

}  // namespace offtake::economics
