#include "core/risk/SampleFigures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace offtake::risk {

using economics::Better;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// The standard error of the mean of gain(i) over the paths where it is a number.
template <typename Gain>
Estimate meanOfEach(std::size_t paths, ErrorFrom from, const Gain& gain) {
    CompensatedSum total;
    std::array<CompensatedSum, kReplicates> parts;
    std::array<std::int64_t, kReplicates> counts{};
    std::int64_t count = 0;
    for (std::size_t i = 0; i < paths; ++i) {
        const double x = gain(i);
        if (!std::isnan(x)) {
            total.add(x);
            parts[i % kReplicates].add(x);
            ++counts[i % kReplicates];
            ++count;
        }
    }
    if (count == 0) {
        return {};
    }
    Estimate mean{total.value() / static_cast<double>(count), 0.0};
    CompensatedSum squares;
    if (from == ErrorFrom::Paths) {
        for (std::size_t i = 0; i < paths; ++i) {
            const double away = gain(i) - mean.value;
            squares.add(std::isnan(away) ? 0.0 : away * away);
        }
        const auto n = static_cast<double>(count);
        mean.error = count > 1 ? std::sqrt(squares.value() / (n - 1.0) / n) : 0.0;
        return mean;
    }
    double used = 0.0;
    for (std::size_t r = 0; r < kReplicates; ++r) {
        if (counts[r] > 0) {
            const double away = parts[r].value() / static_cast<double>(counts[r]) - mean.value;
            squares.add(away * away);
            used += 1.0;
        }
    }
    mean.error = used > 1.0 ? std::sqrt(squares.value() / (used - 1.0) / used) : 0.0;
    return mean;
}

double quantileOf(const std::vector<double>& sorted, double p) {
    const double at = p * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const double above = sorted[std::min(below + 1, sorted.size() - 1)];
    return sorted[below] + (above - sorted[below]) * (at - static_cast<double>(below));
}

/// One over the density at a quantile, from the distance of two quantiles two standard errors apart each way.
double slopeAt(const std::vector<double>& sorted, double p) {
    const double reach = 2.0 * std::sqrt(p * (1.0 - p) / static_cast<double>(sorted.size()));
    const double from = std::max(p - reach, 0.0);
    const double to = std::min(p + reach, 1.0);
    return (quantileOf(sorted, to) - quantileOf(sorted, from)) / (to - from);
}

Estimate quantileEstimate(std::span<const double> samples, const std::vector<double>& sorted, double p, ErrorFrom from) {
    const double value = quantileOf(sorted, p);
    if (from == ErrorFrom::Paths) {
        return {value, std::sqrt(p * (1.0 - p) / static_cast<double>(sorted.size())) * slopeAt(sorted, p)};
    }
    const auto below = [&](std::size_t i) { return std::isnan(samples[i]) ? kMissing : samples[i] <= value ? 1.0 : 0.0; };
    return {value, meanOfEach(samples.size(), from, below).error * slopeAt(sorted, p)};
}

/// Mean of the worst tail: the quantile less the mean shortfall beyond it over the tail. R. Rockafellar & S. Uryasev,
/// "Optimization of conditional value-at-risk", J. Risk 2 (2000); to first order the error of the quantile drops out.
Estimate shortfallOf(std::span<const double> samples, const std::vector<double>& sorted, bool lowIsBad, ErrorFrom from) {
    const double threshold = quantileOf(sorted, lowIsBad ? kTail : 1.0 - kTail);
    const double sign = lowIsBad ? -1.0 : 1.0;
    const auto beyond = [&](std::size_t i) {
        return std::isnan(samples[i]) ? kMissing : threshold + sign * std::max(sign * (samples[i] - threshold), 0.0) / kTail;
    };
    return meanOfEach(samples.size(), from, beyond);
}

Histogram histogramOf(const std::vector<double>& sorted) {
    constexpr double kOutermost = 0.001;
    Histogram histogram;
    histogram.low = quantileOf(sorted, kOutermost);
    histogram.high = quantileOf(sorted, 1.0 - kOutermost);
    const double width = histogram.high - histogram.low;
    if (!(width > 0.0)) {
        histogram.counts = {static_cast<std::int64_t>(sorted.size())};
        return histogram;
    }
    histogram.counts.assign(kHistogramBins, 0);
    constexpr auto kLast = static_cast<double>(kHistogramBins) - 1.0;
    for (const double x : sorted) {
        const double bin = std::floor((x - histogram.low) / width * static_cast<double>(kHistogramBins));
        ++histogram.counts[static_cast<std::size_t>(std::clamp(bin, 0.0, kLast))];
    }
    return histogram;
}

/// Share of the paths for which `is` holds among those where both are numbers.
template <typename Is>
Estimate shareOf(std::span<const double> a, std::span<const double> b, ErrorFrom from, const Is& is) {
    std::int64_t count = 0;
    const auto gain = [&](std::size_t i) { return std::isnan(a[i]) || std::isnan(b[i]) ? kMissing : is(a[i], b[i]) ? 1.0 : 0.0; };
    Estimate share = meanOfEach(a.size(), from, gain);
    for (std::size_t i = 0; i < a.size(); ++i) {
        count += std::isnan(gain(i)) ? 0 : 1;
    }
    if (from == ErrorFrom::Paths || share.error == 0.0) {  // replicates that all agree say nothing of the error
        const double n = static_cast<double>(count) + 4.0;
        const double moved = (share.value * static_cast<double>(count) + 2.0) / n;
        share.error = count > 0 ? std::sqrt(moved * (1.0 - moved) / n) : 0.0;
    }
    return share;
}

}  // namespace

ErrorFrom errorFrom(Sampler sampler) { return sampler == Sampler::Philox ? ErrorFrom::Paths : ErrorFrom::Replicates; }

void CompensatedSum::add(double term) {
    const double sum = m_sum + term;
    m_rounded += std::abs(m_sum) >= std::abs(term) ? (m_sum - sum) + term : (term - sum) + m_sum;
    m_sum = sum;
}

std::vector<double> sortedNumbers(std::span<const double> samples) {
    std::vector<double> sorted;
    sorted.reserve(samples.size());
    std::copy_if(samples.begin(), samples.end(), std::back_inserter(sorted), [](double x) { return !std::isnan(x); });
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

Estimate meanOf(std::span<const double> samples, ErrorFrom from) {
    return meanOfEach(samples.size(), from, [&](std::size_t i) { return samples[i]; });
}

Distributed distributedOf(std::span<const double> samples, const std::vector<double>& sorted, Better better, ErrorFrom from) {
    Distributed result;
    result.paths = static_cast<std::int64_t>(sorted.size());
    result.missing = static_cast<std::int64_t>(samples.size()) - result.paths;
    if (sorted.empty()) {
        return result;
    }
    result.mean = meanOf(samples, from);
    CompensatedSum squares;
    for (const double x : sorted) {
        squares.add((x - result.mean.value) * (x - result.mean.value));
    }
    result.deviation = sorted.size() > 1 ? std::sqrt(squares.value() / static_cast<double>(sorted.size() - 1)) : 0.0;
    for (std::size_t i = 0; i < kQuantiles.size(); ++i) {
        result.quantiles[i] = quantileEstimate(samples, sorted, kQuantiles[i], from);
    }
    for (std::size_t i = 1; i <= kPercentiles; ++i) {
        result.percentiles.push_back(quantileOf(sorted, static_cast<double>(i) / (kPercentiles + 1.0)));
    }
    result.shortfall = shortfallOf(samples, sorted, better != Better::Lower, from);
    result.lowest = sorted.front();
    result.highest = sorted.back();
    result.histogram = histogramOf(sorted);
    for (std::size_t paths = kBlockPaths; paths < samples.size(); paths *= 2) {
        result.convergence.push_back({static_cast<std::int64_t>(paths), meanOf(samples.first(paths), from)});
    }
    result.convergence.push_back({static_cast<std::int64_t>(samples.size()), result.mean});
    return result;
}

Dominance dominanceOf(const std::vector<double>& better, const std::vector<double>& worse, Better which) {
    // Of equally many equally likely outcomes, first order compares them from the worst on, second order their running
    // sums (generalised Lorenz curves: A. Shorrocks, Economica 50, 1983).
    bool first = !better.empty();
    bool second = !better.empty();
    bool differs = false;
    CompensatedSum lead;
    for (std::size_t i = 0; i < better.size(); ++i) {
        const std::size_t at = which == Better::Lower ? better.size() - 1 - i : i;
        const double gain = which == Better::Lower ? worse[at] - better[at] : better[at] - worse[at];
        differs = differs || gain != 0.0;
        first = first && gain >= 0.0;
        lead.add(gain);
        second = second && lead.value() >= 0.0;
    }
    return !differs ? Dominance::None : first ? Dominance::First : second ? Dominance::Second : Dominance::None;
}

Beaten beatenOf(std::span<const double> deal, std::span<const double> baseline, Better better, ErrorFrom from) {
    const auto wins = [better](double a, double b) { return better == Better::Lower ? a < b : a > b; };
    Beaten result;
    for (std::size_t i = 0; i < deal.size(); ++i) {
        result.paths += std::isnan(deal[i]) || std::isnan(baseline[i]) ? 0 : 1;
    }
    result.better = shareOf(deal, baseline, from, wins);
    result.worse = shareOf(deal, baseline, from, [&](double a, double b) { return wins(b, a); });
    result.ties = shareOf(deal, baseline, from, [](double a, double b) { return a == b; }).value;
    std::vector<double> dealShared(deal.begin(), deal.end());
    std::vector<double> baselineShared(baseline.begin(), baseline.end());
    for (std::size_t i = 0; i < deal.size(); ++i) {  // only paths on which both exist count
        dealShared[i] = std::isnan(baseline[i]) ? kMissing : deal[i];
        baselineShared[i] = std::isnan(deal[i]) ? kMissing : baseline[i];
    }
    const std::vector<double> dealSorted = sortedNumbers(dealShared);
    const std::vector<double> baselineSorted = sortedNumbers(baselineShared);
    result.deal = dominanceOf(dealSorted, baselineSorted, better);
    result.baseline = dominanceOf(baselineSorted, dealSorted, better);
    return result;
}

BestOf bestOf(std::span<const std::vector<double>> deals, Better better, ErrorFrom from) {
    BestOf result;
    if (deals.empty()) {
        return result;
    }
    const std::size_t paths = deals.front().size();
    std::vector<double> best(paths);
    for (std::size_t i = 0; i < paths; ++i) {
        double found = deals.front()[i];
        for (const std::vector<double>& deal : deals) {  // a NaN on either side stays
            found = std::isnan(deal[i]) || std::isnan(found) ? kMissing : better == Better::Lower ? std::min(found, deal[i]) : std::max(found, deal[i]);
        }
        best[i] = found;
    }
    for (const std::vector<double>& deal : deals) {
        result.best.push_back(shareOf(deal, best, from, [](double a, double b) { return a == b; }));
        result.regret.push_back(meanOfEach(paths, from, [&](std::size_t i) { return std::abs(deal[i] - best[i]); }));
    }
    return result;
}

}  // namespace offtake::risk
