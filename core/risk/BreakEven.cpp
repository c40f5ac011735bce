#include "core/risk/BreakEven.h"

#include <algorithm>
#include <cmath>

#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>

#include "core/units/Format.h"

namespace offtake::risk {

using study::Input;
using study::Shape;

namespace {

constexpr std::size_t kCells = 192;
constexpr double kDaysInThreeYears = 1096.0;
constexpr double kTenfold = 10.0;
constexpr double kWideRatio = 20.0;      // from this ratio of the ends on the grid is even in the logarithm
constexpr double kRounding = 1e-13;      // of the figures: less is rounding of the calculation
constexpr double kTouching = 1e-7;       // of the figures: a minimum is found no better than to the root of the precision
constexpr double kJumpShare = 1e-6;      // of the change over a cell: what remains over a bracket of no width is a jump
constexpr int kHalvings = 60;
constexpr int kMinimumBits = 26;         // half of a double's, beyond which a minimum cannot be told

/// Figure less target at one value.
struct Sample {
    double input = 0.0;
    double miss = 0.0;
    double size = 0.0;  ///< of the numbers that the miss is a difference of
    bool exists = false;
    [[nodiscard]] bool isZero() const { return exists && std::abs(miss) <= kRounding * size; }
    [[nodiscard]] bool isPositive() const { return miss > 0.0; }
};

class Search {
public:
    Search(Evaluator& evaluator, BreakEven& out, const parallel::RunContext& context) : m_evaluator(evaluator), m_out(out), m_context(context) {}

    /// Errors: see breakEven.
    Expected<void> run() {
        sampleGrid();
        if (m_context.stopRequested()) {
            return tl::unexpected(stoppedError());
        }
        if (std::none_of(m_samples.begin(), m_samples.end(), [](const Sample& s) { return s.exists; })) {
            return fail(ErrorCode::NoSolution, m_out.question.input,
                        {"Nowhere between {0} and {1} does the figure exist: {2}", {text(m_out.range.from), text(m_out.range.to), m_reason}});
        }
        if (!moves() && !m_samples.front().isZero()) {
            const std::string figure = units::format(figureOf(m_samples.front()), economics::infoOf(m_out.question.figure.metric).unit);
            return fail(ErrorCode::Inconsistent, m_out.question.input,
                        {"{0} does not move the figure between {1} and {2}: it is {3} throughout.", {m_out.knob.label, text(m_out.range.from), text(m_out.range.to), figure}},
                        {"Choose another input (offtake-cli sensitivity lists those that count), or a wider range.", {}});
        }
        for (std::size_t i = 0; i < m_samples.size(); ++i) {
            if (m_context.stopRequested()) {
                return tl::unexpected(stoppedError());
            }
            i = m_samples[i].isZero() ? atZero(i) : i;
            if (i + 1 < m_samples.size()) {
                inCell(m_samples[i], m_samples[i + 1]);
            }
            turningPoint(i);
        }
        std::sort(m_out.roots.begin(), m_out.roots.end(), [](const BreakEvenRoot& a, const BreakEvenRoot& b) { return a.input < b.input; });
        return {};
    }

private:
    Evaluator& m_evaluator;
    BreakEven& m_out;
    const parallel::RunContext& m_context;
    std::vector<Sample> m_samples;
    std::string m_reason;

    [[nodiscard]] std::string text(double number) const { return numberOf(m_out.knob, number); }

    Sample at(double input) {
        Sample sample{input, 0.0, 0.0, false};
        const Setting setting{&m_out.knob, valueOf(input)};
        const auto outcome = m_evaluator.at({&setting, 1});
        const Figure& figure = m_out.question.figure;
        const auto value = outcome ? m_evaluator.figureOf(*outcome, figure) : Expected<double>(tl::unexpected(outcome.error()));
        if (!value) {
            m_reason = value.error().reason.english();
            return sample;
        }
        sample.exists = true;
        sample.miss = *value - m_out.question.target;
        sample.size = std::abs(outcome->metrics[figure.deal][figure.metric]) + std::abs(m_out.question.target) +
                      (figure.against ? std::abs(outcome->metrics[*figure.against][figure.metric]) : 0.0);
        return sample;
    }

    [[nodiscard]] double figureOf(const Sample& sample) const { return sample.miss + m_out.question.target; }

    [[nodiscard]] std::vector<double> grid() const {
        const SearchRange& range = m_out.range;
        const std::size_t cells = m_out.knob.whole ? std::min<std::size_t>(kCells, static_cast<std::size_t>(range.to - range.from)) : kCells;
        std::vector<double> inputs{range.from};
        for (std::size_t i = 1; i < cells; ++i) {
            const double share = static_cast<double>(i) / static_cast<double>(cells);
            const double input = range.logarithmic ? range.from * std::pow(range.to / range.from, share) : range.from + (range.to - range.from) * share;
            inputs.push_back(input);
        }
        inputs.push_back(range.to);
        std::transform(inputs.begin(), inputs.end(), inputs.begin(), [this](double input) { return nearestTaken(m_out.knob, input); });
        std::erase_if(inputs, [&](double input) { return input < range.from || input > range.to; });
        const double standing = m_out.knob.number;
        if (standing > range.from && standing < range.to && m_out.knob.value.numbers.size() == 1) {
            inputs.push_back(standing);
        }
        std::sort(inputs.begin(), inputs.end());
        inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
        return inputs;
    }

    void sampleGrid() {
        for (const double input : grid()) {
            if (m_context.stopRequested()) {
                return;
            }
            m_reason.clear();
            m_samples.push_back(at(input));
            const Sample& sample = m_samples.back();
            m_out.points.push_back({input, sample.exists ? std::optional(figureOf(sample)) : std::nullopt});
            if (sample.exists) {
                considerClosest(sample);
                continue;
            }
            const bool continues = m_samples.size() > 1 && !m_samples[m_samples.size() - 2].exists;
            if (continues) {
                m_out.gaps.back().to = input;
            } else {
                m_out.gaps.push_back({input, input, m_reason});
            }
        }
    }

    void considerClosest(const Sample& sample) {
        const auto& best = m_out.closest.figure;
        if (!best || std::abs(sample.miss) < std::abs(*best - m_out.question.target)) {
            m_out.closest = {sample.input, figureOf(sample)};
        }
    }

    [[nodiscard]] bool moves() const {
        const Sample* first = nullptr;
        for (const Sample& sample : m_samples) {
            if (!sample.exists) {
                return true;
            }
            first = first == nullptr ? &sample : first;
            if (std::abs(sample.miss - first->miss) > kRounding * std::max(sample.size, first->size)) {
                return true;
            }
        }
        return false;
    }

    /// Reports the zero at sample i, and gives the last sample of the stretch that is zero.
    std::size_t atZero(std::size_t i) {
        std::size_t last = i;
        while (last + 1 < m_samples.size() && m_samples[last + 1].isZero()) {
            ++last;
        }
        const bool hasLeft = i > 0 && m_samples[i - 1].exists;
        const bool hasRight = last + 1 < m_samples.size() && m_samples[last + 1].exists;
        if (last > i) {
            const double from = hasLeft ? edgeOfZero(m_samples[i].input, m_samples[i - 1].input) : m_samples[i].input;
            const double until = hasRight ? edgeOfZero(m_samples[last].input, m_samples[last + 1].input) : m_samples[last].input;
            m_out.roots.push_back({BreakEvenRoot::Kind::Stretch, from, until, false});
            return last;
        }
        const bool turns = hasLeft && hasRight && m_samples[i - 1].isPositive() == m_samples[last + 1].isPositive();
        const bool rising = hasRight ? m_samples[last + 1].isPositive() : hasLeft && !m_samples[i - 1].isPositive();
        const auto kind = turns ? BreakEvenRoot::Kind::Touch : BreakEvenRoot::Kind::Crossing;
        m_out.roots.push_back({kind, m_samples[i].input, m_samples[i].input, !turns && rising});
        return last;
    }

    /// How far towards `outside` the zero at `inside` reaches.
    double edgeOfZero(double inside, double outside) {
        for (int step = 0; step < kHalvings; ++step) {
            const double middle = m_out.knob.whole ? std::trunc((inside + outside) / 2.0) : (inside + outside) / 2.0;
            if (middle == inside || middle == outside) {
                break;
            }
            (at(middle).isZero() ? inside : outside) = middle;
        }
        return inside;
    }

    void inCell(const Sample& left, const Sample& right) {
        const bool changes = left.exists && right.exists && !left.isZero() && !right.isZero() && left.isPositive() != right.isPositive();
        if (!changes) {
            return;
        }
        if (m_out.knob.whole) {
            betweenWholeNumbers(left, right);
        } else {
            refine(left, right);
        }
    }

    void betweenWholeNumbers(Sample left, Sample right) {
        while (right.input - left.input > 1.0) {
            const double between = nearestTaken(m_out.knob, std::floor((left.input + right.input) / 2.0));
            if (between <= left.input || between >= right.input) {
                break;  // neighbours among the values that it takes
            }
            const Sample middle = at(between);
            if (!middle.exists) {
                break;  // it changes sides across a gap
            }
            if (middle.isZero()) {
                m_out.roots.push_back({BreakEvenRoot::Kind::Crossing, middle.input, middle.input, right.isPositive()});
                return;
            }
            (middle.isPositive() == left.isPositive() ? left : right) = middle;
        }
        addJump(left, right);
    }

    void addJump(const Sample& before, const Sample& after) {
        considerClosest(before);
        considerClosest(after);
        m_out.jumps.push_back({after.input, figureOf(before), figureOf(after)});
    }

    void refine(const Sample& left, const Sample& right) {
        bool missing = false;
        const auto miss = [&](double input) {
            const Sample sample = at(input);
            missing = missing || !sample.exists;
            // A figure that vanishes inside of the bracket counts as its left end; the bracket is then given up.
            return sample.exists ? sample.miss : left.miss;
        };
        std::uintmax_t steps = 200;
        const auto bracket = boost::math::tools::toms748_solve(miss, left.input, right.input, left.miss, right.miss,
                                                               boost::math::tools::eps_tolerance<double>(52), steps);
        const Sample before = at(bracket.first);
        const Sample after = at(bracket.second);
        if (missing || !before.exists || !after.exists) {
            return;
        }
        const double remains = std::min(std::abs(before.miss), std::abs(after.miss));
        if (remains > kJumpShare * std::abs(right.miss - left.miss) && !before.isZero() && !after.isZero()) {
            addJump(before, after);
            return;
        }
        const double root = std::abs(before.miss) <= std::abs(after.miss) ? before.input : after.input;
        m_out.roots.push_back({BreakEvenRoot::Kind::Crossing, root, root, right.isPositive()});
    }

    /// Looks between the grid points where the figure comes near the target and turns back.
    void turningPoint(std::size_t i) {
        if (i == 0 || i + 1 >= m_samples.size() || m_out.knob.whole) {
            return;
        }
        const Sample& left = m_samples[i - 1];
        const Sample& here = m_samples[i];
        const Sample& right = m_samples[i + 1];
        const bool same = left.exists && here.exists && right.exists && left.isPositive() == here.isPositive() && here.isPositive() == right.isPositive();
        const bool turns = same && std::abs(here.miss) < std::abs(left.miss) && std::abs(here.miss) <= std::abs(right.miss);
        if (!turns || left.isZero() || here.isZero() || right.isZero()) {
            return;
        }
        const double sign = here.isPositive() ? 1.0 : -1.0;
        const auto distance = [&](double input) {
            const Sample sample = at(input);
            return sample.exists ? sign * sample.miss : std::abs(left.miss);
        };
        const auto lowest = boost::math::tools::brent_find_minima(distance, left.input, right.input, kMinimumBits);
        const Sample bottom = at(lowest.first);
        if (!bottom.exists) {
            return;
        }
        considerClosest(bottom);
        if (std::abs(bottom.miss) <= kTouching * bottom.size && std::abs(bottom.miss) < std::abs(here.miss)) {
            m_out.roots.push_back({BreakEvenRoot::Kind::Touch, bottom.input, bottom.input, false});
        } else if (bottom.isPositive() != here.isPositive()) {
            refine(left, bottom);
            refine(bottom, right);
        }
    }
};

Expected<SearchRange> rangeAsked(const Knob& knob, const BreakEvenQuestion& question) {
    SearchRange range = searchRange(knob);
    range.from = question.from.value_or(range.from);
    range.to = question.to.value_or(range.to);
    for (const double end : {range.from, range.to}) {
        if (end < knob.input->low || end > knob.input->high || !std::isfinite(end)) {
            return fail(ErrorCode::OutOfBounds, question.input, {"{0} cannot be {1}.", {knob.label, numberOf(knob, end)}},
                        {"Look between {0} and {1}.", {numberOf(knob, knob.input->low), numberOf(knob, knob.input->high)}});
        }
    }
    if (knob.whole) {
        range.from = std::ceil(range.from);
        range.to = std::floor(range.to);
    }
    if (range.from >= range.to) {
        return fail(ErrorCode::OutOfBounds, question.input, {"The range from {0} to {1} is empty.", {numberOf(knob, range.from), numberOf(knob, range.to)}},
                    {"Give a lower end below the upper one.", {}});
    }
    range.logarithmic = !knob.whole && range.from > 0.0 && range.to / range.from >= kWideRatio;
    return range;
}

}  // namespace

SearchRange searchRange(const Knob& knob) {
    const Input& input = *knob.input;
    SearchRange range{knob.number, knob.number, false};
    const auto reach = [&](double number) {
        if (std::isfinite(number)) {
            range.from = std::min(range.from, number);
            range.to = std::max(range.to, number);
        }
    };
    reach(knob.value.low.value_or(knob.number));
    reach(knob.value.high.value_or(knob.number));
    reach(input.plausibleLow);
    reach(input.plausibleHigh);
    if (range.from == range.to) {
        const bool isDate = input.shape == Shape::Date;
        reach(isDate ? knob.number - kDaysInThreeYears : knob.number / kTenfold);
        reach(isDate ? knob.number + kDaysInThreeYears : knob.number * kTenfold);
    }
    if (range.from == range.to) {
        range = {input.low, input.high, false};
    }
    range.from = std::max(range.from, input.low);
    range.to = std::min(range.to, input.high);
    if (knob.whole) {
        range.from = std::ceil(range.from);
        range.to = std::floor(range.to);
    }
    range.logarithmic = !knob.whole && range.from > 0.0 && range.to / range.from >= kWideRatio;
    return range;
}

Expected<void> checkTarget(double target) {
    if (!std::isfinite(target)) {
        return fail(ErrorCode::OutOfBounds, "target", {"{0} is no number that a figure could reach.", {target}}, {"Give one in the unit of the figure.", {}});
    }
    return {};
}

Expected<BreakEven> breakEven(Evaluator& evaluator, const BreakEvenQuestion& question, const parallel::RunContext& context) {
    if (const auto target = checkTarget(question.target); !target) {
        return tl::unexpected(target.error());
    }
    auto knob = evaluator.numericKnob(question.input);
    if (!knob) {
        return tl::unexpected(knob.error());
    }
    const auto range = rangeAsked(*knob, question);
    if (!range) {
        return tl::unexpected(range.error());
    }
    BreakEven out;
    out.question = question;
    out.knob = std::move(*knob);
    out.range = *range;
    out.sizedDeals = evaluator.sizedDeals();
    if (const auto standing = evaluator.figureOf(evaluator.standing(), question.figure)) {
        out.standing = *standing;
    }
    if (const auto done = Search(evaluator, out, context).run(); !done) {
        return tl::unexpected(done.error());
    }
    return out;
}

}  // namespace offtake::risk
