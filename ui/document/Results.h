#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <QFutureWatcher>
#include <QObject>

#include "core/base/Error.h"
#include "core/economics/StudyResult.h"

namespace offtake::ui {

class Document;

using ResultPointer = std::shared_ptr<const economics::StudyResult>;

/// The document's study, evaluated under the chosen scenario, kept up to date. Work runs off the GUI thread and late
/// results are dropped; when the last run took under kImmediate the next one is done at once, so that an edit and its
/// answer appear together. Until a new result is there, and when there is none, the old one stays, marked stale.
/// GUI thread only; results may be read anywhere.
class Results : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kImmediate{5};

    /// `document` must outlive this object.
    explicit Results(const Document& document, QObject* parent = nullptr);
    ~Results() override;

    /// Whose results these are; its study is without the overrides of a scenario.
    [[nodiscard]] const Document& document() const { return m_document; }

    /// The newest result; null before the first one and after another document was opened.
    [[nodiscard]] ResultPointer result() const { return m_result; }
    /// Whether the result is of an earlier study or scenario than what is open.
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// Why the present study has no result; nothing while it has one or one is on its way.
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }

    /// Id of the scenario; empty for the study as it stands. Not part of the document.
    [[nodiscard]] const std::string& scenario() const { return m_scenario; }
    /// Unknown ids mean the study as it stands.
    void setScenario(const std::string& id);

    /// Returns when the present study has its result or error. For printing, tests and drawing without a window.
    void waitForResult();

Q_SIGNALS:
    void resultChanged(const offtake::ui::ResultPointer& result);
    void staleChanged(bool stale);
    void failed(const offtake::Error& error);
    void scenarioChanged(const QString& id);

private:
    struct Outcome {
        Expected<ResultPointer> result;
        std::chrono::nanoseconds took{0};
        std::uint64_t generation = 0;
    };
    static Outcome compute(const study::Study& study, const std::string& scenario, std::uint64_t generation);

    void documentReplaced();
    void update();
    void start();
    void accept(const Outcome& outcome);
    void setStale(bool stale);

    const Document& m_document;
    QFutureWatcher<Outcome> m_watcher;
    ResultPointer m_result;
    std::optional<Error> m_error;
    std::string m_scenario;
    std::optional<std::chrono::nanoseconds> m_lastTook;
    std::uint64_t m_generation = 0;  ///< of the newest request; an outcome of an older one is dropped
    bool m_running = false;
    bool m_stale = false;
};

}  // namespace offtake::ui
