#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QObject>

#include "core/risk/BreakEvenSurface.h"
#include "core/risk/Regret.h"
#include "core/risk/Tornado.h"
#include "ui/document/Job.h"
#include "ui/document/Results.h"

namespace offtake::ui {

/// What moves a figure of the document's study: each uncertain input by itself, where single inputs make two deals
/// equal, two inputs together, and the scenarios. Computed off the GUI thread, one after the other, while somebody looks. What was
/// found last stays until the newer is there. GUI thread only.
class Sensitivities : public QObject {
    Q_OBJECT
public:
    /// `results` must outlive this object.
    explicit Sensitivities(const Results& results, QObject* parent = nullptr);

    /// What one of the questions found, with the result that it was asked of.
    template <typename Answer>
    struct Found {
        ResultPointer of;
        std::shared_ptr<const Answer> answer;
        std::optional<Error> error;  ///< why there is no newer answer
    };
    [[nodiscard]] const Found<risk::Tornado>& tornado() const { return m_tornado; }
    /// Of the inputs that move the difference most.
    [[nodiscard]] const Found<std::vector<risk::BreakEven>>& breakEvens() const { return m_breakEvens; }
    [[nodiscard]] const Found<risk::BreakEvenSurface>& map() const { return m_map; }
    /// Of all deals under all scenarios; nothing where the study has no scenario, or neither way of the figure is better.
    [[nodiscard]] const Found<risk::Regret>& regret() const { return m_regret; }
    /// Whether the newest answers of all questions are of the study as it stands.
    [[nodiscard]] bool isStale() const;

    /// The figure that is asked about; the baseline stands in `against` where it is a difference.
    void setFigure(const risk::Figure& figure);
    [[nodiscard]] const std::optional<risk::Figure>& figure() const { return m_figure; }
    /// Paths of the inputs along the axes of the map; empty ones are those that move the figure most.
    void setMapInputs(const std::string& x, const std::string& y);
    /// Whether somebody looks.
    void setWanted(bool wanted);
    /// Returns when nothing is under way. For tests, and for drawing without a window.
    void wait();

Q_SIGNALS:
    void changed();

private:
    void begin();
    void askTornado();
    void askMap();
    void askBreakEvens();
    void askRegret();
    /// Paths of the inputs that move the figure, most first.
    [[nodiscard]] std::vector<std::string> movingInputs() const;

    const Results& m_results;
    ResultPointer m_result;
    ResultPointer m_askedOf;
    std::optional<risk::Figure> m_figure;
    std::string m_xInput;
    std::string m_yInput;
    bool m_wanted = false;
    bool m_regretAsked = false;
    Found<risk::Tornado> m_tornado;
    Found<std::vector<risk::BreakEven>> m_breakEvens;
    Found<risk::BreakEvenSurface> m_map;
    Found<risk::Regret> m_regret;
    Job<risk::Tornado> m_tornadoJob;
    Job<risk::BreakEvenSurface> m_mapJob;
    Job<std::vector<risk::BreakEven>> m_breakEvensJob;
    Job<risk::Regret> m_regretJob;
};

}  // namespace offtake::ui
