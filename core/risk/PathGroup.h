#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "core/economics/EvaluateImpl.h"
#include "core/numbers/Double.h"
#include "core/numbers/Normal.h"
#include "core/risk/PathKernel.h"

/// One group of paths, one a lane; the body of the kernel computePaths.
namespace offtake::risk {

/// Applies a function of a double to each lane.
template <typename Real, typename Function>
[[nodiscard]] Real each(const Real& value, const Function& function) {
    std::array<double, Real::kWidth> lanes{};
    value.store(lanes.data());
    for (double& lane : lanes) {
        lane = function(lane);
    }
    return Real::load(lanes.data());
}

template <typename Real>
[[nodiscard]] Real formed(const study::NormalForm& form, const Real& z) {
    using numbers::exp;
    using numbers::select;
    const Real x = Real(form.centre) + z * select(z < Real(0.0), Real(form.below), Real(form.above));
    switch (form.scale) {
        case study::NormalForm::Scale::Plain: return x;
        case study::NormalForm::Scale::Log: return exp(x);
        case study::NormalForm::Scale::Odds: return Real(1.0) / (Real(1.0) + exp(-x));
    }
    return x;
}

/// One group of paths, one a lane: draws, then evaluates every deal.
template <typename Real>
class PathGroup {
public:
    static constexpr std::size_t kWidth = Real::kWidth;

    explicit PathGroup(const PathModel& model)
        : m_slots(model.slots.begin(), model.slots.end()), m_wanted(economics::MetricChoice::of(model.metrics)), m_evaluations(model.deals()) {
        m_joined.resize(std::max(model.draws.levelJoint.members.size(), model.draws.processJoint.members.size()));
        m_terms.resize(model.draws.processes.size());
        for (std::size_t i = 0; i < m_terms.size(); ++i) {
            const ProcessDraw& process = model.draws.processes[i];
            m_terms[i].resize(process.terms.size());
            for (std::size_t k = 0; k < process.terms.size(); ++k) {
                m_terms[i][k].normals.resize(process.terms[k].inWaves ? process.months : 0);
            }
        }
    }

    void run(const PathModel& model, PathTile& tile, std::size_t column) {
        drawLevels(model, tile, column);
        drawProcesses(model, tile, column);
        for (const std::size_t slot : model.fixedSlots) {
            m_slots[slot] = Real(model.slots[slot]);
        }
        for (std::size_t deal = 0; deal < model.deals(); ++deal) {
            economics::Evaluation<Real>& evaluation = m_evaluations[deal];
            const economics::SeveralRates<Real> several = economics::evaluateSome<Real>(model.plan->structure, *model.accounts[deal], deal, m_slots, -1, m_wanted, evaluation);
            storeFigures(model, deal, several, tile, column);
            if (model.monthly) {
                storeCosts(model, deal, tile, column);
            }
        }
    }

private:
    struct TermState {
        Real stands;                ///< the logarithm of a drifting one, 1 while a switch is down
        std::vector<Real> normals;  ///< by month, of a term in waves
    };
    using TermStates = std::vector<TermState>;

    std::vector<Real> m_slots;
    economics::MetricChoice m_wanted;
    std::vector<economics::Evaluation<Real>> m_evaluations;
    std::vector<Real> m_joined;
    std::vector<TermStates> m_terms;
    std::vector<Real> m_heights;

    static Real uniformAt(const PathTile& tile, std::size_t coordinate, std::size_t column) {
        return Real::load(tile.uniforms.data() + coordinate * kTilePaths + column);
    }
    static Real normalAt(const PathTile& tile, std::size_t coordinate, std::size_t column) { return numbers::normalQuantile(uniformAt(tile, coordinate, column)); }

    /// Joined normal numbers of the members of a joint, from independent ones in the same place.
    void join(const Joint& joint) {
        for (std::size_t row = joint.members.size(); row-- > 0;) {
            Real sum(0.0);
            for (std::size_t k = 0; k <= row; ++k) {
                sum += m_joined[k] * Real(joint.factor.at(row, k));
            }
            m_joined[row] = sum;
        }
    }

    void drawLevels(const PathModel& model, PathTile& tile, std::size_t column) {
        using numbers::max;
        using numbers::min;
        using numbers::select;
        const Joint& joint = model.draws.levelJoint;
        for (std::size_t k = 0; k < joint.members.size(); ++k) {
            m_joined[k] = normalAt(tile, model.draws.levels[joint.members[k]].coordinate, column);
        }
        join(joint);
        std::size_t member = 0;
        for (std::size_t i = 0; i < model.draws.levels.size(); ++i) {
            const LevelDraw& level = model.draws.levels[i];
            const study::NormalForm* form = level.law.normalForm();
            const Real z = level.joined ? m_joined[member++] : Real(0.0);
            Real value(0.0);
            if (form != nullptr) {
                value = formed(*form, level.joined ? z : normalAt(tile, level.coordinate, column));
            } else {
                const Real uniform = level.joined ? each(z, study::normalShare) : uniformAt(tile, level.coordinate, column);
                value = each(uniform, [&](double p) { return level.law.quantile(p); });
            }
            const Real kept = max(Real(level.low), min(Real(level.high), value));
            (select(kept < value, Real(1.0), select(value < kept, Real(1.0), Real(0.0)))).store(tile.stopped.data() + i * kTilePaths + column);
            m_slots[level.slot] = kept;
        }
    }

    void drawProcesses(const PathModel& model, const PathTile& tile, std::size_t column) {
        const Joint& joint = model.draws.processJoint;
        std::size_t months = 0;
        for (std::size_t i = 0; i < model.draws.processes.size(); ++i) {
            months = std::max(months, model.draws.processes[i].months);
            startTerms(model.draws.processes[i], m_terms[i], tile, column);
        }
        for (std::size_t t = 0; t < months; ++t) {
            for (std::size_t k = 0; k < joint.members.size(); ++k) {
                m_joined[k] = normalOf(model.draws.processes[joint.members[k]].terms.front(), m_terms[joint.members[k]].front(), t, tile, column);
            }
            join(joint);
            std::size_t member = 0;
            for (std::size_t i = 0; i < model.draws.processes.size(); ++i) {
                const ProcessDraw& process = model.draws.processes[i];
                const Real* joined = process.joined ? &m_joined[member++] : nullptr;
                if (t < process.months) {
                    m_slots[process.firstSlot + t] = factorOf(process, m_terms[i], t, joined, tile, column);
                }
            }
        }
    }

    /// Sets the terms of a process to where they start; sums the waves of those that come in waves.
    void startTerms(const ProcessDraw& process, TermStates& states, const PathTile& tile, std::size_t column) {
        for (std::size_t k = 0; k < process.terms.size(); ++k) {
            states[k].stands = Real(0.0);
            if (process.terms[k].inWaves) {
                m_heights.resize(process.months);
                for (std::size_t j = 0; j < process.months; ++j) {
                    m_heights[j] = normalAt(tile, process.terms[k].coordinate + j, column);
                }
                sumWaves(*process.waves, states[k].normals);
            }
        }
    }

    /// Of m_heights.
    void sumWaves(const WaveTable& waves, std::vector<Real>& normals) const {
        constexpr std::size_t kTogether = 4;  // months whose sums stay in registers
        const std::size_t months = normals.size();
        std::size_t t = 0;
        for (; t + kTogether <= months; t += kTogether) {
            std::array<Real, kTogether> sums;
            for (std::size_t j = 0; j < months; ++j) {
                for (std::size_t k = 0; k < kTogether; ++k) {
                    sums[k] += Real(waves[j * months + t + k]) * m_heights[j];
                }
            }
            std::copy(sums.begin(), sums.end(), normals.begin() + static_cast<std::ptrdiff_t>(t));
        }
        for (; t < months; ++t) {
            normals[t] = Real(0.0);
            for (std::size_t j = 0; j < months; ++j) {
                normals[t] += Real(waves[j * months + t]) * m_heights[j];
            }
        }
    }

    static Real normalOf(const TermDraw& term, const TermState& state, std::size_t t, const PathTile& tile, std::size_t column) {
        return term.inWaves ? state.normals[t] : normalAt(tile, term.coordinate + t, column);
    }

    /// The factor of month t. `joined`: the first term's normal number, when it belongs to a joint.
    static Real factorOf(const ProcessDraw& process, TermStates& states, std::size_t t, const Real* joined, const PathTile& tile, std::size_t column) {
        using numbers::exp;
        Real logarithm(0.0);
        Real factor(process.means[t]);
        for (std::size_t k = 0; k < process.terms.size(); ++k) {
            const TermDraw& term = process.terms[k];
            const Real* shared = k == 0 ? joined : nullptr;
            const auto normal = [&] { return shared != nullptr ? *shared : normalOf(term, states[k], t, tile, column); };
            const auto uniform = [&] { return shared != nullptr ? each(*shared, study::normalShare) : uniformAt(tile, term.coordinate + t, column); };
            switch (term.kind) {
                case TermDraw::Kind::Drifting:
                    states[k].stands = states[k].stands * Real(term.drifting.keep[t]) + Real(term.drifting.shock[t]) * normal();
                    logarithm += states[k].stands - Real(term.drifting.compensation[t]);
                    break;
                case TermDraw::Kind::Jumps:
                    logarithm += jumped(term.jumps, uniform(), normalAt(tile, term.sizeCoordinate + t, column));
                    break;
                case TermDraw::Kind::Switch: factor *= switched(term.switching, states[k].stands, t, uniform()); break;
            }
        }
        return factor * exp(logarithm);
    }

    static Real jumped(const JumpTerm& term, const Real& uniform, const Real& size) {
        using numbers::select;
        Real number(0.0);
        Real root(0.0);  // of the number
        for (std::size_t k = 0; k < term.upTo.size(); ++k) {
            const auto more = uniform > Real(term.upTo[k]);
            const auto count = static_cast<double>(k);
            number = select(more, Real(count + 1.0), number);
            root = select(more, Real(std::sqrt(count + 1.0)), root);
        }
        return number * Real(term.mean) + root * Real(term.deviation) * size - Real(term.compensation);
    }

    static Real switched(const SwitchTerm& term, Real& down, std::size_t t, const Real& uniform) {
        using numbers::select;
        const Real probability = t == 0 ? Real(term.downShare) : select(down > Real(0.5), Real(term.downAfterDown), Real(term.downAfterUp));
        down = select(uniform < probability, Real(1.0), Real(0.0));
        return select(down > Real(0.5), Real(term.down), Real(term.up));
    }

    void storeFigures(const PathModel& model, std::size_t deal, const economics::SeveralRates<Real>& rates, PathTile& tile, std::size_t column) {
        using numbers::select;
        const economics::MetricSet<Real>& metrics = m_evaluations[deal].metrics;
        for (std::size_t k = 0; k < model.metrics.size(); ++k) {
            const economics::Metric metric = model.metrics[k];
            const std::size_t at = (k * model.deals() + deal) * kTilePaths + column;
            const Real figure = select(metrics.has(metric) > Real(0.5), metrics[metric], Real(std::numeric_limits<double>::quiet_NaN()));
            figure.store(tile.figures.data() + at);
            if (metric == economics::Metric::Irr || metric == economics::Metric::EquityIrr) {
                const Real& several = metric == economics::Metric::Irr ? rates.project : rates.equity;
                select(metrics.has(metric) > Real(0.5), several, Real(0.0)).store(tile.several.data() + at);
            }
        }
    }

    void storeCosts(const PathModel& model, std::size_t deal, PathTile& tile, std::size_t column) {
        const economics::Ledger<Real>& ledger = m_evaluations[deal].ledger;
        for (std::size_t t = 0; t < ledger.months; ++t) {
            Real cost(0.0);
            for (const CostLine& line : model.costLines[deal]) {
                cost += ledger.line(line.line)[t] * line.sign;
            }
            cost.store(tile.costs.data() + (deal * ledger.months + t) * kTilePaths + column);
        }
    }
};

}  // namespace offtake::risk
