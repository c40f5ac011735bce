#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "core/risk/Simulation.h"

namespace offtake::risk {

/// What blocks beyond the pilot add to the fans.
struct FanPart {
    std::vector<std::uint32_t> counts;  ///< paths by series, month and bin
    std::vector<std::vector<double>> blockSums;  ///< by block of the part: costs summed over its paths
};

/// Collects costs by month and deal into quantiles by month: of each deal and of its difference to the baseline, in the
/// month and running. The first kPilotPaths paths are kept and fix the bins of integer histograms that take in all
/// paths; integers add up to the same whatever the order.
class FanCollector {
public:
    FanCollector(std::size_t deals, std::size_t baseline, std::size_t months, std::int64_t paths);

    /// Costs of the paths of one block: costs[(deal · months + month) · stride + path]. Several threads may call it, for
    /// different blocks; blocks beyond the pilot only after fixBins().
    void add(std::size_t block, const double* costs, std::size_t stride, std::size_t paths);
    /// When all blocks of the pilot are in.
    void fixBins();
    [[nodiscard]] bool binsFixed() const { return m_binCount > 0; }

    /// Takes out what the blocks from `from` to before `until`, all beyond the pilot, have added; nothing of them stays.
    [[nodiscard]] FanPart takeOut(std::size_t from, std::size_t until);
    /// Puts it in, here or in another collector of the same pilot.
    void putIn(std::size_t from, const FanPart& part);

    /// The quantiles of `paths` paths, all added.
    [[nodiscard]] std::vector<CostFans> fans(std::int64_t paths) const;
    [[nodiscard]] std::vector<CostFans> differenceFans(std::int64_t paths) const;

private:
    /// A quantity whose quantiles are wanted month by month.
    struct Series {
        std::size_t deal = 0;
        bool difference = false;
        bool running = false;
    };
    struct Bins {
        double low = 0.0;
        double perUnit = 0.0;  ///< bins per $; 0 when all pilot paths give the same
        double width = 0.0;
    };

    std::size_t m_deals;
    std::size_t m_baseline;
    std::size_t m_months;
    std::vector<Series> m_series;
    std::vector<double> m_pilot;  ///< [deal · months + month][path]
    std::size_t m_pilotPaths = 0;
    std::vector<std::vector<double>> m_blockSums;  ///< by block: costs summed over its paths, deal · months + month
    std::vector<Bins> m_bins;            ///< series · months + month
    std::vector<std::uint32_t> m_counts; ///< (series · months + month) · bins
    std::vector<std::uint32_t> m_added;  ///< the same of blocks that were not taken out yet
    std::size_t m_binCount = 0;
    std::unique_ptr<std::mutex[]> m_locks;  ///< one a series

    void bin(const double* costs, std::size_t stride, std::size_t paths, std::size_t firstSeries);
    template <typename Visit>
    void eachMonth(const Series& series, const double* costs, std::size_t stride, std::size_t paths, const Visit& visit) const;
    [[nodiscard]] Fan fanOf(std::size_t series, std::int64_t paths, const std::vector<double>& means) const;
    [[nodiscard]] std::vector<CostFans> collected(std::int64_t paths, bool difference) const;
    [[nodiscard]] std::vector<double> monthlyMeans(std::size_t deal, std::int64_t paths) const;
};

}  // namespace offtake::risk
