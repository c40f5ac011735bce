#include "app/cli/calc/Function.h"
#include "core/finance/Compounding.h"
#include "core/finance/ForwardPrice.h"

namespace offtake::cli::calc {

std::span<const Function> rateFunctions();

namespace {

constexpr Parameter kConvertTakes[] = {
    {"rate", Kind::Number, "nominal annual rate, a fraction"},
    {"from", Kind::Text, "how it is credited: annual, monthly, daily, continuous, simple and others"},
    {"to", Kind::Text, "how the wanted rate is credited"},
    {"years", Kind::Number, "time, which only matters for simple", "1"},
};
constexpr Parameter kInflation{"inflation", Kind::Number, "inflation per year, a fraction"};
constexpr Parameter kNominalTakes[] = {{"real", Kind::Number, "real rate per year, a fraction"}, kInflation};
constexpr Parameter kRealTakes[] = {{"nominal", Kind::Number, "nominal rate per year, a fraction"}, kInflation};
constexpr Parameter kForwardTakes[] = {
    {"price1", Kind::Number, "flat price of the shorter reservation"},
    {"years1", Kind::Number, "its length"},
    {"price2", Kind::Number, "flat price of the longer reservation"},
    {"years2", Kind::Number, "its length"},
};
constexpr Parameter kPathTakes[] = {
    {"one-year", Kind::Number, "price of a reservation of one year"},
    {"average", Kind::Number, "flat price of a reservation of all years"},
    {"years", Kind::Whole, "length of that reservation"},
};

Expected<Answer> convertRate(const Arguments& given) {
    const auto from = finance::compoundingNamed(given.text("from"));
    if (!from) {
        return tl::make_unexpected(from.error());
    }
    const auto to = finance::compoundingNamed(given.text("to"));
    if (!to) {
        return tl::make_unexpected(to.error());
    }
    return single("rate", finance::convertRate(given.number("rate"), *from, *to, given.number("years")));
}

Expected<Answer> nominalRate(const Arguments& given) {
    return single("nominal", finance::nominalRate(given.number("real"), given.number("inflation")));
}

Expected<Answer> realRate(const Arguments& given) {
    return single("real", finance::realRate(given.number("nominal"), given.number("inflation")));
}

Expected<Answer> forwardPrice(const Arguments& given) {
    return single("price", finance::forwardPrice(given.number("price1"), given.number("years1"), given.number("price2"),
                                                 given.number("years2")));
}

Expected<Answer> pricePath(const Arguments& given) {
    const auto path =
        finance::impliedPricePath(given.number("one-year"), given.number("average"), given.whole("years"));
    if (!path) {
        return tl::make_unexpected(path.error());
    }
    std::vector<std::vector<Cell>> rows;
    for (const double price : path->prices) {
        rows.push_back({static_cast<std::int64_t>(rows.size()) + 1, price});
    }
    Answer answer = schedule("prices", {{"year"}, {"price"}}, std::move(rows));
    answer.json["ratio"] = path->ratio;
    return answer;
}

constexpr Function kFunctions[] = {
    {"convert-rate", "A nominal annual rate under another way of crediting", kConvertTakes, convertRate},
    {"nominal-rate", "Nominal rate of a real one under inflation (Fisher)", kNominalTakes, nominalRate},
    {"real-rate", "Real rate of a nominal one under inflation (Fisher)", kRealTakes, realRate},
    {"forward-price", "Price that two reservations imply for the time between their ends", kForwardTakes, forwardPrice},
    {"price-path", "Yearly prices that a one-year and a longer reservation imply", kPathTakes, pricePath},
};

}  // namespace

std::span<const Function> rateFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
