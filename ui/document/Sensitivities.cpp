#include "ui/document/Sensitivities.h"

#include <algorithm>

#include "ui/document/Document.h"

namespace offtake::ui {
namespace {

constexpr std::size_t kBreakEvens = 3;
constexpr std::size_t kMapSteps = 24;  // cells of a hundredth of a screen; finer ones cost time and show no more

Error stopped() { return {ErrorCode::Internal, {}, {"The calculation was stopped.", {}}, {}}; }

risk::SearchRange even(risk::SearchRange range) {
    range.logarithmic = false;  // a map has cells of equal size
    return range;
}

}  // namespace

Sensitivities::Sensitivities(const Results& results, QObject* parent)
    : QObject(parent), m_results(results),
      m_tornadoJob([this](const auto& outcome, std::chrono::nanoseconds) {
          m_tornado.of = m_askedOf;
          m_tornado.answer = outcome ? *outcome : nullptr;
          m_tornado.error = outcome ? std::nullopt : std::optional(outcome.error());
          Q_EMIT changed();
          askMap();
      }),
      m_mapJob([this](const auto& outcome, std::chrono::nanoseconds) {
          m_map.of = m_askedOf;
          m_map.answer = outcome ? *outcome : nullptr;
          m_map.error = outcome ? std::nullopt : std::optional(outcome.error());
          Q_EMIT changed();
          askBreakEvens();
      }),
      m_breakEvensJob([this](const auto& outcome, std::chrono::nanoseconds) {
          m_breakEvens.of = m_askedOf;
          m_breakEvens.answer = outcome ? *outcome : nullptr;
          m_breakEvens.error = outcome ? std::nullopt : std::optional(outcome.error());
          Q_EMIT changed();
          askRegret();
      }),
      m_regretJob([this](const auto& outcome, std::chrono::nanoseconds) {
          m_regret.of = m_askedOf;
          m_regret.answer = outcome ? *outcome : nullptr;
          m_regret.error = outcome ? std::nullopt : std::optional(outcome.error());
          Q_EMIT changed();
      }) {
    connect(&m_results, &Results::resultChanged, this, [this](const ResultPointer& result) {
        m_result = result;
        begin();
    });
    m_result = m_results.result();
}

bool Sensitivities::isStale() const {
    return m_tornado.of != m_result || m_tornadoJob.isRunning() || m_mapJob.isRunning();
}

void Sensitivities::setFigure(const risk::Figure& figure) {
    const bool same = m_figure && m_figure->metric == figure.metric && m_figure->deal == figure.deal && m_figure->against == figure.against;
    if (!same) {
        m_figure = figure;
        begin();
    }
}

void Sensitivities::setMapInputs(const std::string& x, const std::string& y) {
    if (x != m_xInput || y != m_yInput) {
        m_xInput = x;
        m_yInput = y;
        askMap();
    }
}

void Sensitivities::setWanted(bool wanted) {
    m_wanted = wanted;
    if (wanted && m_tornado.of != m_result) {
        begin();
    }
}

void Sensitivities::wait() {
    m_tornadoJob.wait();
    m_mapJob.wait();
    m_breakEvensJob.wait();
    m_regretJob.wait();
}

void Sensitivities::begin() {
    m_tornadoJob.stop();
    m_mapJob.stop();
    m_breakEvensJob.stop();
    m_regretJob.stop();
    m_breakEvens.of.reset();
    m_regretAsked = false;
    if (!m_result) {
        m_tornado = {};
        m_map = {};
        m_breakEvens = {};
        m_regret = {};
        m_xInput.clear();
        m_yInput.clear();
    } else if (m_wanted && m_figure && m_figure->deal < m_result->deals.size() && m_figure->against.value_or(0) < m_result->deals.size()) {
        askTornado();
    }
    Q_EMIT changed();
}

void Sensitivities::askTornado() {
    m_askedOf = m_result;
    m_tornadoJob.start([result = m_result, figure = *m_figure](const parallel::RunContext&) -> Expected<risk::Tornado> {
        auto evaluator = risk::Evaluator::of(result->study);
        if (!evaluator) {
            return tl::unexpected(evaluator.error());
        }
        return risk::tornado(*evaluator, figure);
    });
}

std::vector<std::string> Sensitivities::movingInputs() const {
    std::vector<std::string> paths;
    if (m_tornado.answer) {
        for (const risk::TornadoBar& bar : m_tornado.answer->bars) {
            paths.push_back(bar.knob.path.text());
        }
    }
    return paths;
}

void Sensitivities::askMap() {
    if (!m_wanted || !m_result || !m_figure || m_askedOf != m_result || m_tornadoJob.isRunning()) {
        return;
    }
    std::vector<std::string> candidates = movingInputs();
    for (const std::string& chosen : {m_yInput, m_xInput}) {
        if (!chosen.empty()) {
            candidates.erase(std::remove(candidates.begin(), candidates.end(), chosen), candidates.end());
            candidates.insert(candidates.begin(), chosen);
        }
    }
    // Where there is nothing to compare with, there is no border between two sides.
    if (candidates.size() < 2 || !m_figure->against) {
        m_map = {};
        askBreakEvens();
        Q_EMIT changed();
        return;
    }
    // The one that was chosen keeps its axis even when the other was not.
    const bool onlyY = m_xInput.empty() && !m_yInput.empty();
    const std::string x = candidates[onlyY ? 1 : 0];
    const std::string y = candidates[onlyY ? 0 : 1];
    m_mapJob.start([result = m_result, figure = *m_figure, x, y](const parallel::RunContext&) -> Expected<risk::BreakEvenSurface> {
        auto evaluator = risk::Evaluator::of(result->study);
        if (!evaluator) {
            return tl::unexpected(evaluator.error());
        }
        risk::SurfaceQuestion question{figure, 0.0, x, y};
        question.steps = kMapSteps;
        const auto xKnob = evaluator->numericKnob(x);
        const auto yKnob = evaluator->numericKnob(y);
        if (xKnob && yKnob) {
            question.xRange = even(risk::searchRange(*xKnob));
            question.yRange = even(risk::searchRange(*yKnob));
        }
        return risk::breakEvenSurface(*evaluator, question);
    });
}

void Sensitivities::askBreakEvens() {
    if (!m_figure->against) {
        m_breakEvens = {};
        askRegret();
        return;
    }
    if (m_breakEvens.of == m_askedOf) {
        return;  // another map was asked for, nothing else
    }
    std::vector<std::string> inputs = movingInputs();
    inputs.resize(std::min(inputs.size(), kBreakEvens));
    m_breakEvensJob.start([result = m_result, figure = *m_figure, inputs](const parallel::RunContext& context) -> Expected<std::vector<risk::BreakEven>> {
        auto evaluator = risk::Evaluator::of(result->study);
        if (!evaluator) {
            return tl::unexpected(evaluator.error());
        }
        std::vector<risk::BreakEven> answers;
        for (const std::string& input : inputs) {
            if (context.stopRequested()) {
                return tl::unexpected(stopped());
            }
            if (auto answer = risk::breakEven(*evaluator, {figure, 0.0, input})) {
                answers.push_back(*std::move(answer));
            }
        }
        return answers;
    });
}

void Sensitivities::askRegret() {
    if (m_regretAsked) {
        return;  // another map was asked for, nothing else
    }
    m_regretAsked = true;
    const bool hasScenarios = !m_askedOf->study.root().childrenOf(study::Role::Scenario).empty();
    if (!hasScenarios || m_askedOf->deals.size() < 2 || economics::infoOf(m_figure->metric).better == economics::Better::Neither) {
        m_regret = {};
        return;
    }
    // Not the study of the result: that one has the overrides of its scenario.
    m_regretJob.start([study = m_results.document().study(), metric = m_figure->metric](const parallel::RunContext&) { return risk::regretByScenario(study, metric); });
}

}  // namespace offtake::ui
