#include "core/economics/metrics/RateOfReturn.h"

#include <array>
#include <vector>

#include "core/finance/FlowRoots.h"

namespace offtake::economics {

MaybeRate<double> rateOfReturn(std::span<const double> amounts, std::span<const double> years) {
    std::vector<finance::TimedAmount> flows;
    flows.reserve(amounts.size());
    bool paid = false;
    bool received = false;
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        if (amounts[i] != 0.0) {
            flows.push_back({years[i], amounts[i]});
        }
        paid = paid || amounts[i] < 0.0;
        received = received || amounts[i] > 0.0;
    }
    if (!paid || !received) {
        return {};
    }
    const auto roots = finance::ratesOfReturn(flows);
    return roots ? MaybeRate<double>{roots->rate(), 1.0} : MaybeRate<double>{};
}

MaybeRate<numbers::Lanes> rateOfReturn(std::span<const numbers::Lanes> amounts, std::span<const double> years) {
    std::array<double, numbers::Lanes::kWidth> values{};
    std::array<double, numbers::Lanes::kWidth> exists{};
    std::vector<double> lane(amounts.size());
    for (std::size_t k = 0; k < numbers::Lanes::kWidth; ++k) {
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            lane[i] = amounts[i].lane(k);
        }
        const MaybeRate<double> rate = rateOfReturn(lane, years);
        values[k] = rate.value;
        exists[k] = rate.exists;
    }
    return {numbers::Lanes::load(values.data()), numbers::Lanes::load(exists.data())};
}

MaybeRate<numbers::Recorded> rateOfReturn(std::span<const numbers::Recorded> amounts, std::span<const double> years) {
    std::vector<double> plain;
    numbers::Tape* tape = nullptr;
    for (const numbers::Recorded& amount : amounts) {
        plain.push_back(amount.value);
        tape = amount.tape != nullptr ? amount.tape : tape;
    }
    const MaybeRate<double> rate = rateOfReturn(plain, years);
    if (tape == nullptr || rate.exists == 0.0) {
        return {rate.value, rate.exists};
    }
    return {tape->append(numbers::Operation::Root, amounts, rate.value), rate.exists};
}

}  // namespace offtake::economics
