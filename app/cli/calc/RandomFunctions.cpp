#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "app/cli/calc/Function.h"
#include "core/parallel/Philox.h"
#include "core/parallel/PhiloxVariants.h"
#include "core/parallel/Sobol.h"

namespace offtake::cli::calc {

std::span<const Function> randomFunctions();

namespace {

constexpr Parameter kVariant{"variant", Kind::Text, "4x32 (what simulations here draw from), 2x32 or 4x64 (NumPy's)",
                             "4x32"};

constexpr Parameter kPhiloxTakes[] = {
    {"counter", Kind::Text, "words separated by blanks, hexadecimal: four, or two of 2x32"},
    {"key", Kind::Text, "words separated by blanks, hexadecimal: two, or one of 2x32"},
    {"rounds", Kind::Whole, "of the bijection", "10"},
    kVariant,
};
constexpr Parameter kEngineTakes[] = {
    {"seed", Kind::Text, "first word of the key, decimal"},
    {"position", Kind::Whole, "which value of the sequence, 1 is the first"},
    kVariant,
};
constexpr Parameter kSobolTakes[] = {
    {"dimensions", Kind::Numbers, "which coordinates, 1 is the first; the table has 3667"},
    {"index", Kind::Whole, "number of the first point; 0 is the origin", "1"},
    {"count", Kind::Whole, "points from there on", "1"},
};
constexpr Parameter kEvennessTakes[] = {
    {"dimensions", Kind::Whole, "how many of the first coordinates"},
    {"count", Kind::Whole, "how many of the first points, the origin included"},
};

constexpr int kHexadecimal = 16;
constexpr int kDecimal = 10;

/// Unsigned numbers of `bits` bits separated by blanks, as many as are counted.
Expected<std::vector<std::uint64_t>> words(const std::string& text, std::size_t count, int bits, int base,
                                           const std::string& subject) {
    const std::uint64_t largest =
        bits == 32 ? std::numeric_limits<std::uint32_t>::max() : std::numeric_limits<std::uint64_t>::max();
    std::vector<std::uint64_t> found;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        if (*at == ' ') {
            ++at;
            continue;
        }
        std::uint64_t word = 0;
        const auto read = std::from_chars(at, end, word, base);
        if (read.ec != std::errc() || (read.ptr != end && *read.ptr != ' ') || word > largest) {
            return fail(ErrorCode::Syntax, subject,
                        {"\"{0}\" is not a list of words of {1} bits.", {text, std::int64_t{bits}}},
                        {"Write each with up to {0} digits.",
                         {std::int64_t{base == kDecimal ? (bits == 32 ? 10 : 20) : bits / 4}}});
        }
        found.push_back(word);
        at = read.ptr;
    }
    if (found.size() != count) {
        return fail(ErrorCode::Inconsistent, subject,
                    {"{0} words were given.", {static_cast<std::int64_t>(found.size())}},
                    {"Give {0}.", {static_cast<std::int64_t>(count)}});
    }
    return found;
}

/// The three members of the family: how many words, of how many bits.
struct Variant {
    std::string_view key;
    std::size_t words;
    std::size_t keys;
    int bits;
};
constexpr Variant kVariants[] = {{"4x32", 4, 2, 32}, {"2x32", 2, 1, 32}, {"4x64", 4, 2, 64}};

Expected<Variant> variantOf(const Arguments& given, const char* function) {
    for (const Variant& variant : kVariants) {
        if (variant.key == given.text("variant")) {
            return variant;
        }
    }
    return fail(ErrorCode::UnknownName, std::string(function) + ", variant",
                {"There is no Philox \"{0}\".", {given.text("variant")}}, {"It is 4x32, 2x32 or 4x64.", {}});
}

std::vector<std::uint64_t> block(const Variant& variant, const std::vector<std::uint64_t>& counter,
                                 const std::vector<std::uint64_t>& key, int rounds) {
    const auto low = [](std::uint64_t word) { return static_cast<std::uint32_t>(word); };
    if (variant.bits == 64) {
        const auto made =
            parallel::philox4x64({counter[0], counter[1], counter[2], counter[3]}, {key[0], key[1]}, rounds);
        return {made.begin(), made.end()};
    }
    if (variant.words == 2) {
        const auto made = parallel::philox2x32({low(counter[0]), low(counter[1])}, low(key[0]), rounds);
        return {made.begin(), made.end()};
    }
    const auto made = parallel::philox4x32({low(counter[0]), low(counter[1]), low(counter[2]), low(counter[3])},
                                           {low(key[0]), low(key[1])}, rounds);
    return {made.begin(), made.end()};
}

Expected<Answer> philox(const Arguments& given) {
    const auto variant = variantOf(given, "philox");
    if (!variant) {
        return tl::make_unexpected(variant.error());
    }
    const auto counter = words(given.text("counter"), variant->words, variant->bits, kHexadecimal, "philox, counter");
    if (!counter) {
        return tl::make_unexpected(counter.error());
    }
    const auto key = words(given.text("key"), variant->keys, variant->bits, kHexadecimal, "philox, key");
    if (!key) {
        return tl::make_unexpected(key.error());
    }
    constexpr int kMostRounds = 16;
    if (given.whole("rounds") < 1 || given.whole("rounds") > kMostRounds) {
        return fail(ErrorCode::OutOfBounds, "philox, rounds",
                    {"{0} rounds are not supported.", {std::int64_t{given.whole("rounds")}}},
                    {"Give 1 to 16; 10 are usual.", {}});
    }
    std::string text;
    for (const std::uint64_t word : block(*variant, *counter, *key, given.whole("rounds"))) {
        text += fmt::format("{}{:0{}x}", text.empty() ? "" : " ", word, variant->bits / 4);
    }
    return results({{"words", text}});
}

/// As C++26 [rand.eng.philox] counts: the words of a block in order, blocks by a counter that starts at 0.
Expected<Answer> engine(const Arguments& given) {
    const auto variant = variantOf(given, "philox-engine");
    if (!variant) {
        return tl::make_unexpected(variant.error());
    }
    const auto seed = words(given.text("seed"), 1, variant->bits, kDecimal, "philox-engine, seed");
    if (!seed) {
        return tl::make_unexpected(seed.error());
    }
    if (given.whole("position") < 1) {
        return fail(ErrorCode::OutOfBounds, "philox-engine, position",
                    {"The sequence has no value {0}.", {std::int64_t{given.whole("position")}}},
                    {"The first is 1.", {}});
    }
    const auto before = static_cast<std::uint64_t>(given.whole("position")) - 1;
    std::vector<std::uint64_t> counter(variant->words, 0);
    counter[0] = before / variant->words;
    std::vector<std::uint64_t> key(variant->keys, 0);
    key[0] = seed->front();
    const std::uint64_t value = block(*variant, counter, key, parallel::kPhiloxRounds)[before % variant->words];
    return results(
        {{"value", fmt::format("{}", value)}, {"uniform", static_cast<double>(value) * std::exp2(-variant->bits)}});
}

constexpr double kFractions = 4294967296.0;  // 2^32

Expected<std::vector<parallel::SobolDirections>> directionsOf(const std::vector<double>& dimensions) {
    std::vector<parallel::SobolDirections> found;
    for (const double dimension : dimensions) {
        if (!(dimension >= 1.0 && dimension <= static_cast<double>(parallel::kMostSobolDimensions)) ||
            dimension != std::floor(dimension)) {
            return fail(
                ErrorCode::OutOfBounds, "sobol, dimensions", {"There is no dimension {0}.", {dimension}},
                {"They are numbered from 1 to {0}.", {static_cast<std::int64_t>(parallel::kMostSobolDimensions)}});
        }
        found.push_back(parallel::sobolDirections(static_cast<std::size_t>(dimension) - 1));
    }
    return found;
}

Expected<Answer> sobol(const Arguments& given) {
    const auto directions = directionsOf(given.numbers("dimensions"));
    if (!directions) {
        return tl::make_unexpected(directions.error());
    }
    constexpr double kMostNumbers = 1e6;
    const int count = given.whole("count");
    if (given.whole("index") < 0 || count < 1 ||
        static_cast<double>(count) * static_cast<double>(directions->size()) > kMostNumbers) {
        return fail(ErrorCode::OutOfBounds, "sobol",
                    {"The first point is 0, and up to a million numbers can be asked for.", {}},
                    {"Check index and count.", {}});
    }
    std::vector<Column> columns = {{"point"}};
    for (const double dimension : given.numbers("dimensions")) {
        columns.push_back({fmt::format("x{}", dimension)});
    }
    std::vector<std::vector<Cell>> rows;
    for (int i = 0; i < count; ++i) {
        const auto index = static_cast<std::uint32_t>(given.whole("index")) + static_cast<std::uint32_t>(i);
        std::vector<Cell> row = {std::int64_t{index}};
        for (const parallel::SobolDirections& each : *directions) {
            row.emplace_back(static_cast<double>(parallel::sobolPoint(each, index)) / kFractions);
        }
        rows.push_back(std::move(row));
    }
    return schedule("points", std::move(columns), std::move(rows));
}

Expected<Answer> evenness(const Arguments& given) {
    const int dimensions = given.whole("dimensions");
    const int count = given.whole("count");
    constexpr double kMostNumbers = 1e9;
    if (dimensions < 1 || static_cast<std::size_t>(dimensions) > parallel::kMostSobolDimensions || count < 1 ||
        static_cast<double>(dimensions) * count > kMostNumbers) {
        return fail(ErrorCode::OutOfBounds, "sobol-evenness",
                    {"{0} dimensions of {1} points are not possible.", {std::int64_t{dimensions}, std::int64_t{count}}},
                    {"Take 1 to 3667 dimensions, a point or more, and at most 10^9 numbers in all.", {}});
    }
    double squares = 0.0;
    double sum = 0.0;
    for (int d = 0; d < dimensions; ++d) {
        const auto directions = parallel::sobolDirections(static_cast<std::size_t>(d));
        for (int i = 0; i < count; ++i) {
            const double x =
                static_cast<double>(parallel::sobolPoint(directions, static_cast<std::uint32_t>(i))) / kFractions;
            sum += x;
            squares += x * x;
        }
    }
    return results({{"mean-sum", sum / count},
                    {"mean-sum-exact", dimensions / 2.0},
                    {"mean-squares", squares / count},
                    {"mean-squares-exact", dimensions / 3.0}});
}

constexpr Function kFunctions[] = {
    {"philox", "Random words of a counter under a key (Philox)", kPhiloxTakes, philox},
    {"philox-engine", "A value of the sequence that C++26's std::philox engines give for a seed", kEngineTakes, engine},
    {"sobol", "Points of Sobol', not scrambled (direction numbers of Joe and Kuo)", kSobolTakes, sobol},
    {"sobol-evenness",
     "Mean sums of coordinates and of their squares over the first points of Sobol', beside the integrals",
     kEvennessTakes, evenness},
};

}  // namespace

std::span<const Function> randomFunctions() {
    return kFunctions;
}

}  // namespace offtake::cli::calc
