#include "core/risk/Draws.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>

#include "core/study/Reach.h"

namespace offtake::risk {

using study::ProcessKind;
using study::ProcessTerm;
using study::RandomInput;

namespace {

constexpr double kMonths = 12.0;

double parameter(const ProcessTerm& term, std::size_t index) { return index < term.parameters.size() ? term.parameters[index] : 0.0; }

/// A random walk or a mean-reverting process (speed 0 is a random walk), from the central value at the study's start to
/// the middle of each month.
DriftingTerm revertingTerm(double speed, double volatility, std::size_t months) {
    DriftingTerm term;
    double variance = 0.0;
    for (std::size_t t = 0; t < months; ++t) {
        const double step = (t == 0 ? 0.5 : 1.0) / kMonths;
        const double keep = std::exp(-speed * step);
        const double added = speed > 0.0 ? -std::expm1(-2.0 * speed * step) / (2.0 * speed) : step;
        term.keep.push_back(keep);
        term.shock.push_back(volatility * std::sqrt(added));
        variance = keep * keep * variance + volatility * volatility * added;
        term.compensation.push_back(variance / 2.0);
    }
    return term;
}

/// Errors that are known by their standard deviation after 1, 2, … months; the last one stays.
DriftingTerm errorTerm(const std::vector<double>& deviations, std::size_t months) {
    DriftingTerm term;
    double variance = 0.0;
    for (std::size_t t = 0; t < months; ++t) {
        const double after = deviations.empty() ? 0.0 : deviations[std::min(t, deviations.size() - 1)];
        const double added = std::max(after * after - variance, 0.0);
        variance += added;
        term.keep.push_back(1.0);
        term.shock.push_back(std::sqrt(added));
        term.compensation.push_back(variance / 2.0);
    }
    return term;
}

JumpTerm jumpTerm(double perYear, double mean, double deviation) {
    JumpTerm term;
    const double perMonth = perYear / kMonths;
    term.mean = mean;
    term.deviation = deviation;
    term.compensation = perMonth * std::expm1(mean + deviation * deviation / 2.0);
    double probability = std::exp(-perMonth);
    double sum = probability;
    for (int k = 1; term.upTo.empty() || sum > term.upTo.back(); ++k) {
        term.upTo.push_back(sum);
        probability *= perMonth / k;
        sum += probability;
        // Beyond the last digit of 1 no draw falls; while probabilities still rise nothing has been reached yet.
        if (k > perMonth && probability < std::numeric_limits<double>::epsilon() / 4.0) {
            break;
        }
    }
    return term;
}

SwitchTerm switchTerm(double monthsUp, double monthsDown, double level) {
    SwitchTerm term;
    const double cycle = monthsUp + monthsDown;
    term.downShare = cycle > 0.0 ? monthsDown / cycle : 0.0;
    // After one month what is remembered of the state before.
    const double memory = monthsUp > 0.0 && monthsDown > 0.0 ? std::exp(-1.0 / monthsUp - 1.0 / monthsDown) : 0.0;
    term.downAfterUp = term.downShare * (1.0 - memory);
    term.downAfterDown = term.downShare + (1.0 - term.downShare) * memory;
    const double mean = 1.0 + (level - 1.0) * term.downShare;
    term.up = mean > 0.0 ? 1.0 / mean : 1.0;
    term.down = mean > 0.0 ? level / mean : 1.0;
    return term;
}

class DrawsBuilder {
public:
    DrawsBuilder(const study::Plan& plan, std::uint64_t seed, ProcessOrder order) : m_plan(plan), m_seed(seed), m_order(order) {}

    Expected<Draws> build() {
        for (std::size_t i = 0; i < m_plan.random.size(); ++i) {
            if (m_plan.random[i].part == RandomInput::Part::Level) {
                if (auto added = addLevel(i); !added) {
                    return tl::make_unexpected(added.error());
                }
            }
        }
        for (std::size_t i = 0; i < m_plan.random.size(); ++i) {
            if (m_plan.random[i].part == RandomInput::Part::Process) {
                if (auto added = addProcess(i); !added) {
                    return tl::make_unexpected(added.error());
                }
            }
        }
        return joined();
    }

private:
    const study::Plan& m_plan;
    std::uint64_t m_seed;
    ProcessOrder m_order;
    Draws m_draws;

    std::size_t row(const std::string& name, std::size_t count) {
        const std::size_t first = m_draws.coordinates;
        m_draws.rows.push_back({parallel::streamOf(m_seed, name), name, first, count});
        m_draws.coordinates += count;
        return first;
    }

    Expected<void> addLevel(std::size_t index) {
        const RandomInput& random = m_plan.random[index];
        const auto slot = static_cast<std::size_t>(random.slots.first);
        const std::string name = random.path.text();
        const study::Bounds bounds = study::boundsOf(*random.input);
        auto law = study::Distribution::of(random.uncertainty, m_plan.slots[slot], bounds, name);
        if (!law) {
            return tl::make_unexpected(law.error());
        }
        const double high = std::min(bounds.high, study::furthestDraw(m_plan, random, *law));
        m_draws.levels.push_back({index, slot, row(name, 1), std::move(*law), bounds.low, high, false});
        return {};
    }

    Expected<void> addProcess(std::size_t index) {
        const RandomInput& random = m_plan.random[index];
        ProcessDraw draw;
        draw.input = index;
        draw.firstSlot = static_cast<std::size_t>(random.slots.first);
        draw.months = static_cast<std::size_t>(random.slots.count);
        const auto first = m_plan.slots.begin() + random.slots.first;
        draw.means.assign(first, first + random.slots.count);
        const std::string name = random.path.text() + " by month";
        const std::vector<ProcessTerm>& process = random.uncertainty.process;
        for (std::size_t k = 0; k < process.size(); ++k) {
            if (auto error = problemOf(process[k], random.path.text())) {
                return tl::make_unexpected(std::move(*error));
            }
            const std::string term = name + ' ' + std::to_string(k);
            switch (process[k].kind) {
                case ProcessKind::RandomWalk: addDrifting(draw, term, revertingTerm(0.0, parameter(process[k], 0), draw.months)); break;
                case ProcessKind::MeanReverting:
                    addDrifting(draw, term, revertingTerm(parameter(process[k], 0), parameter(process[k], 1), draw.months));
                    break;
                case ProcessKind::ErrorByMonth: addDrifting(draw, term, errorTerm(process[k].parameters, draw.months)); break;
                case ProcessKind::Jumps: addJumps(draw, term, process[k]); break;
                case ProcessKind::OnOff: addSwitch(draw, term, process[k]); break;
                case ProcessKind::Season: break;  // certain: in the means
            }
        }
        if (!draw.terms.empty()) {
            m_draws.processes.push_back(std::move(draw));
        }
        return {};
    }

    static std::optional<Error> problemOf(const ProcessTerm& term, const std::string& name) {
        for (std::size_t i = 0; i < term.parameters.size(); ++i) {
            const bool mayBeNegative = (term.kind == ProcessKind::Jumps || term.kind == ProcessKind::RandomWalk) && i == 1;
            if (!std::isfinite(term.parameters[i]) || (term.parameters[i] < 0.0 && !mayBeNegative)) {
                return Error{ErrorCode::Inconsistent, name, {"moves by a process with the number {0}.", {term.parameters[i]}},
                             {"Speeds, volatilities, numbers of jumps and lengths are not negative.", {}}};
            }
        }
        constexpr double kMostJumps = 1200.0;
        if (term.kind == ProcessKind::Jumps && parameter(term, 0) > kMostJumps) {
            return Error{ErrorCode::Inconsistent, name, {"jumps {0} times a year.", {parameter(term, 0)}}, {"State a volatility instead of more than 1,200.", {}}};
        }
        return std::nullopt;
    }

    void addDrifting(ProcessDraw& draw, const std::string& name, DriftingTerm term) {
        TermDraw added;
        added.drifting = std::move(term);
        added.coordinate = row(name, draw.months);
        draw.terms.push_back(std::move(added));
    }
    void addJumps(ProcessDraw& draw, const std::string& name, const ProcessTerm& term) {
        TermDraw added;
        added.kind = TermDraw::Kind::Jumps;
        added.jumps = jumpTerm(parameter(term, 0), parameter(term, 1), parameter(term, 2));
        added.coordinate = row(name, draw.months);
        added.sizeCoordinate = row(name + " size", draw.months);
        draw.terms.push_back(std::move(added));
    }
    void addSwitch(ProcessDraw& draw, const std::string& name, const ProcessTerm& term) {
        TermDraw added;
        added.kind = TermDraw::Kind::Switch;
        added.switching = switchTerm(parameter(term, 0), parameter(term, 1), parameter(term, 2));
        added.coordinate = row(name, draw.months);
        draw.terms.push_back(std::move(added));
    }

    Expected<Draws> joined() {
        const auto take = [&](RandomInput::Part part, auto& draws, Joint& out) -> Expected<void> {
            auto joint = jointOf(m_plan, part);
            if (!joint) {
                return tl::make_unexpected(joint.error());
            }
            m_draws.repairs.insert(m_draws.repairs.end(), joint->repairs.begin(), joint->repairs.end());
            for (std::size_t& member : joint->members) {
                const auto found = std::find_if(draws.begin(), draws.end(), [&](const auto& draw) { return draw.input == member; });
                found->joined = true;
                member = static_cast<std::size_t>(found - draws.begin());
            }
            out = std::move(*joint);
            return {};
        };
        if (auto levels = take(RandomInput::Part::Level, m_draws.levels, m_draws.levelJoint); !levels) {
            return tl::make_unexpected(levels.error());
        }
        if (auto processes = take(RandomInput::Part::Process, m_draws.processes, m_draws.processJoint); !processes) {
            return tl::make_unexpected(processes.error());
        }
        if (m_order == ProcessOrder::Waves) {
            takeWaves();
        }
        return std::move(m_draws);
    }

    /// Terms whose numbers are normal: drifting ones, and the first one of a process in the joint.
    void takeWaves() {
        std::map<std::size_t, std::shared_ptr<const WaveTable>> byMonths;
        for (ProcessDraw& process : m_draws.processes) {
            std::shared_ptr<const WaveTable>& waves = byMonths[process.months];
            if (waves == nullptr) {
                waves = std::make_shared<const WaveTable>(wavesOver(process.months));
            }
            process.waves = waves;
            for (TermDraw& term : process.terms) {
                term.inWaves = term.kind == TermDraw::Kind::Drifting || (process.joined && &term == &process.terms.front());
            }
        }
    }
};

}  // namespace

WaveTable wavesOver(std::size_t months) {
    const auto count = static_cast<double>(months);
    WaveTable all(months * months);
    for (std::size_t j = 0; j < months; ++j) {
        const double norm = std::sqrt((j == 0 ? 1.0 : 2.0) / count);
        for (std::size_t t = 0; t < months; ++t) {
            all[j * months + t] = norm * std::cos(std::numbers::pi * static_cast<double>(j) * (static_cast<double>(t) + 0.5) / count);
        }
    }
    return all;
}

Expected<Draws> drawsOf(const study::Plan& plan, std::uint64_t seed, ProcessOrder order) { return DrawsBuilder(plan, seed, order).build(); }

}  // namespace offtake::risk
