#include "core/risk/CostFans.h"

#include <algorithm>
#include <cmath>

#include "core/risk/SampleFigures.h"

namespace offtake::risk {

namespace {

constexpr std::size_t kMostBins = 1024;
constexpr std::size_t kLeastBins = 64;
constexpr std::size_t kMostCounts = 16 * 1024 * 1024;
/// What the pilot's range is widened by at each end, so that its bins hold nearly all later paths as well.
constexpr double kMargin = 0.1;

double quantileOf(const std::vector<double>& sorted, double p) {
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    return sorted[below] + (sorted[std::min(below + 1, sorted.size() - 1)] - sorted[below]) * (at - static_cast<double>(below));
}

}  // namespace

FanCollector::FanCollector(std::size_t deals, std::size_t baseline, std::size_t months, std::int64_t paths)
    : m_deals(deals), m_baseline(baseline), m_months(months), m_pilotPaths(static_cast<std::size_t>(std::min<std::int64_t>(paths, kPilotPaths))) {
    for (std::size_t deal = 0; deal < deals; ++deal) {
        for (const bool difference : {false, true}) {
            for (const bool running : {false, true}) {
                if (!difference || deal != baseline) {
                    m_series.push_back({deal, difference, running});
                }
            }
        }
    }
    m_pilot.resize(deals * months * m_pilotPaths);
    m_blockSums.resize(static_cast<std::size_t>(paths + static_cast<std::int64_t>(kBlockPaths) - 1) / kBlockPaths);
    m_locks = std::make_unique<std::mutex[]>(m_series.size());
}

template <typename Visit>
void FanCollector::eachMonth(const Series& series, const double* costs, std::size_t stride, std::size_t paths, const Visit& visit) const {
    std::vector<double> values(paths, 0.0);
    for (std::size_t t = 0; t < m_months; ++t) {
        const double* const own = costs + (series.deal * m_months + t) * stride;
        const double* const base = costs + (m_baseline * m_months + t) * stride;
        for (std::size_t p = 0; p < paths; ++p) {
            const double cost = series.difference ? own[p] - base[p] : own[p];
            values[p] = series.running ? values[p] + cost : cost;
        }
        visit(t, values);
    }
}

void FanCollector::add(std::size_t block, const double* costs, std::size_t stride, std::size_t paths) {
    std::vector<double>& sums = m_blockSums[block];
    sums.assign(m_deals * m_months, 0.0);
    for (std::size_t row = 0; row < sums.size(); ++row) {
        for (std::size_t p = 0; p < paths; ++p) {
            sums[row] += costs[row * stride + p];
        }
    }
    const std::size_t first = block * kBlockPaths;
    if (first < m_pilotPaths) {
        for (std::size_t row = 0; row < sums.size(); ++row) {
            std::copy_n(costs + row * stride, paths, m_pilot.begin() + static_cast<std::ptrdiff_t>(row * m_pilotPaths + first));
        }
        return;
    }
    bin(costs, stride, paths, block);
}

void FanCollector::fixBins() {
    m_binCount = std::clamp(kMostCounts / std::max<std::size_t>(m_series.size() * m_months, 1), kLeastBins, kMostBins);
    m_bins.resize(m_series.size() * m_months);
    m_counts.assign(m_bins.size() * m_binCount, 0);
    m_added = m_counts;
    for (std::size_t s = 0; s < m_series.size(); ++s) {
        eachMonth(m_series[s], m_pilot.data(), m_pilotPaths, m_pilotPaths, [&](std::size_t t, const std::vector<double>& values) {
            const auto [low, high] = std::minmax_element(values.begin(), values.end());
            const double range = (*high - *low) * (1.0 + 2.0 * kMargin);
            Bins& bins = m_bins[s * m_months + t];
            bins.low = *low - (*high - *low) * kMargin;
            bins.width = range / static_cast<double>(m_binCount);
            bins.perUnit = range > 0.0 ? static_cast<double>(m_binCount) / range : 0.0;
        });
    }
    bin(m_pilot.data(), m_pilotPaths, m_pilotPaths, 0);
    m_counts.swap(m_added);
}

FanPart FanCollector::takeOut(std::size_t from, std::size_t until) {
    FanPart part;
    part.counts = m_added;
    std::fill(m_added.begin(), m_added.end(), 0U);
    for (std::size_t block = from; block < until; ++block) {
        part.blockSums.push_back(std::move(m_blockSums[block]));
    }
    return part;
}

void FanCollector::putIn(std::size_t from, const FanPart& part) {
    for (std::size_t i = 0; i < m_counts.size(); ++i) {
        m_counts[i] += part.counts[i];
    }
    std::copy(part.blockSums.begin(), part.blockSums.end(), m_blockSums.begin() + static_cast<std::ptrdiff_t>(from));
}

void FanCollector::bin(const double* costs, std::size_t stride, std::size_t paths, std::size_t firstSeries) {
    const auto last = static_cast<double>(m_binCount) - 1.0;
    std::vector<std::int32_t> at(paths);
    for (std::size_t k = 0; k < m_series.size(); ++k) {
        const std::size_t s = (firstSeries + k) % m_series.size();  // threads start apart and meet seldom
        const std::scoped_lock lock(m_locks[s]);
        eachMonth(m_series[s], costs, stride, paths, [&](std::size_t t, const std::vector<double>& values) {
            const Bins& bins = m_bins[s * m_months + t];
            std::uint32_t* const counts = m_added.data() + (s * m_months + t) * m_binCount;
            for (std::size_t p = 0; p < paths; ++p) {  // apart from the counting, so that it is vectorised
                at[p] = static_cast<std::int32_t>(std::min(std::max((values[p] - bins.low) * bins.perUnit, 0.0), last));
            }
            for (const std::int32_t i : at) {
                ++counts[i];
            }
        });
    }
}

std::vector<double> FanCollector::monthlyMeans(std::size_t deal, std::int64_t paths) const {
    std::vector<CompensatedSum> sums(m_months);
    for (const std::vector<double>& block : m_blockSums) {
        for (std::size_t t = 0; t < m_months && !block.empty(); ++t) {
            sums[t].add(block[deal * m_months + t]);
        }
    }
    std::vector<double> means;
    for (const CompensatedSum& sum : sums) {
        means.push_back(sum.value() / static_cast<double>(paths));
    }
    return means;
}

Fan FanCollector::fanOf(std::size_t series, std::int64_t paths, const std::vector<double>& means) const {
    Fan fan;
    fan.mean = means;
    for (std::vector<double>& line : fan.quantiles) {
        line.resize(m_months);
    }
    if (paths <= static_cast<std::int64_t>(m_pilotPaths)) {
        eachMonth(m_series[series], m_pilot.data(), m_pilotPaths, static_cast<std::size_t>(paths), [&](std::size_t t, std::vector<double> values) {
            std::sort(values.begin(), values.end());
            for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
                fan.quantiles[q][t] = quantileOf(values, kQuantiles[q]);
            }
        });
        return fan;
    }
    for (std::size_t t = 0; t < m_months; ++t) {
        const Bins& bins = m_bins[series * m_months + t];
        const std::uint32_t* const counts = m_counts.data() + (series * m_months + t) * m_binCount;
        for (std::size_t q = 0; q < kQuantiles.size(); ++q) {
            const double wanted = kQuantiles[q] * static_cast<double>(paths);
            double below = 0.0;
            std::size_t i = 0;
            while (i + 1 < m_binCount && below + counts[i] < wanted) {
                below += counts[i];
                ++i;
            }
            const double within = counts[i] > 0 ? (wanted - below) / counts[i] : 0.0;
            fan.quantiles[q][t] = bins.low + bins.width * (static_cast<double>(i) + within);
        }
    }
    return fan;
}

std::vector<CostFans> FanCollector::fans(std::int64_t paths) const { return collected(paths, false); }
std::vector<CostFans> FanCollector::differenceFans(std::int64_t paths) const { return collected(paths, true); }

std::vector<CostFans> FanCollector::collected(std::int64_t paths, bool difference) const {
    std::vector<CostFans> all(m_deals);
    for (std::size_t s = 0; s < m_series.size(); ++s) {
        const Series& series = m_series[s];
        if (series.difference != difference) {
            continue;
        }
        std::vector<double> means = monthlyMeans(series.deal, paths);
        const std::vector<double> base = monthlyMeans(m_baseline, paths);
        for (std::size_t t = 0; t < m_months; ++t) {
            means[t] -= difference ? base[t] : 0.0;
            means[t] += series.running && t > 0 ? means[t - 1] : 0.0;
        }
        (series.running ? all[series.deal].running : all[series.deal].monthly) = fanOf(s, paths, means);
    }
    return all;
}

}  // namespace offtake::risk
