#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <span>

#include "core/economics/metrics/Metric.h"

namespace offtake::economics {

/// Some of the metrics; all of them unless chosen.
class MetricChoice {
public:
    [[nodiscard]] static MetricChoice of(std::span<const Metric> metrics) {
        MetricChoice choice;
        choice.m_bits = 0;
        for (const Metric metric : metrics) {
            choice.m_bits |= bitOf(metric);
        }
        return choice;
    }
    [[nodiscard]] bool all() const { return m_bits == kAll; }
    [[nodiscard]] bool anyOf(std::initializer_list<Metric> metrics) const {
        return std::any_of(metrics.begin(), metrics.end(), [this](Metric metric) { return (m_bits & bitOf(metric)) != 0; });
    }
    /// Whether any from `first` to `last`, in the order of the enumeration, is among them.
    [[nodiscard]] bool anyFrom(Metric first, Metric last) const {
        return (m_bits & (bitOf(last) | (bitOf(last) - bitOf(first)))) != 0;
    }

private:
    static constexpr std::uint64_t kAll = (std::uint64_t{1} << static_cast<unsigned>(kMetrics)) - 1;
    static std::uint64_t bitOf(Metric metric) { return std::uint64_t{1} << static_cast<unsigned>(metric); }
    std::uint64_t m_bits = kAll;
};

}  // namespace offtake::economics
