#include <utility>

#include "app/mpi/Jobs.h"
#include "app/mpi/PieceBytes.h"
#include "app/mpi/Pieces.h"
#include "core/study/ValueText.h"
#include "data/file/Sha256.h"
#include "data/study/StudyJson.h"

namespace offtake::mpi {

namespace {

/// Rows of one piece: a fraction of a second where every row sizes the deals anew.
constexpr std::size_t kPieceRows = 32;

std::vector<risk::SweepRow> computed(cli::SweepTask& task, const Range& range, const std::function<void()>& attend) {
    std::vector<risk::SweepRow> rows;
    for (std::size_t row = range.from; row < range.until; ++row) {
        rows.push_back(risk::sweepRow(task.asked.evaluator, task.sweep, row));
        attend();
    }
    return rows;
}

/// "path = 1; 2; 3": an axis with its values, however they were written.
std::string textOf(const risk::SweepAxis& axis) {
    std::string text = axis.knob.path.text() + " =";
    for (const study::Value& value : axis.values) {
        text += (text.back() == '=' ? " " : "; ") + (axis.knob.input->numeric() ? study::valueText(*axis.knob.input, value) : value.text);
    }
    return text;
}

}  // namespace

Expected<SweepJob> SweepJob::of(const cli::SweepOptions& options) {
    auto task = cli::taskOf(options);
    return task ? Expected<SweepJob>(SweepJob(options, std::move(*task))) : tl::make_unexpected(task.error());
}

nlohmann::ordered_json SweepJob::run() const {
    const economics::StudyResult& base = m_task.asked.evaluator.base();
    auto inputs = nlohmann::ordered_json::array();
    for (const risk::SweepAxis& axis : m_task.sweep.axes) {
        inputs.push_back(textOf(axis));
    }
    auto figures = nlohmann::ordered_json::array();
    for (const risk::Figure& figure : m_task.sweep.figures) {
        figures.push_back(risk::nameOf(base, figure));
    }
    return {{"program", "offtake " OFFTAKE_VERSION},
            {"command", "sweep"},
            {"study", base.study.root().displayName()},
            {"hash of all inputs", file::sha256Hex(study::studyToJson(base.study))},
            {"inputs", std::move(inputs)},
            {"figures", std::move(figures)}};
}

Expected<void> SweepJob::compute(const PieceFolder& folder, const Place& place) {
    const std::vector<Range> ranges = rangesOf(0, risk::rowCount(m_task.sweep), kPieceRows);
    const auto all = computeMissing(place, folder, ranges, [&](const Range& range, const std::function<void()>& attend) -> Expected<std::string> {
        return bytesOf(computed(m_task, range, attend));
    });
    if (!all) {
        return all;
    }
    for (const Range& range : place.first() ? ranges : std::vector<Range>{}) {
        const auto bytes = folder.read(range.from, range.until);
        auto rows = bytes ? sweepRowsOf(*bytes) : std::nullopt;
        if (!rows) {  // another rank's file has not become visible, or was damaged meanwhile
            rows = computed(m_task, range, [] {});
        }
        std::move(rows->begin(), rows->end(), std::back_inserter(m_task.sweep.rows));
    }
    return {};
}

Expected<cli::Answer> SweepJob::answer() { return cli::answerOf(m_options, std::move(m_task)); }

}  // namespace offtake::mpi
