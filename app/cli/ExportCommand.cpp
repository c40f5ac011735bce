#include <memory>

#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/study/OutFile.h"
#include "app/cli/study/StudyArgument.h"
#include "data/study/StudyCsv.h"
#include "data/study/StudyJson.h"

namespace offtake::cli {

Action declareExport(CLI::App& options);

namespace {

struct Options {
    StudyOptions study;
    OutOptions out;
    std::string to = "json";
};

struct Exported {
    std::string bytes;
    std::vector<std::string> notes;
};

/// The study as text. It may be one that cannot be evaluated.
Expected<Exported> studyAsText(const Options& options) {
    const auto changed = changedStudy(options.study);
    if (!changed) {
        return tl::make_unexpected(changed.error());
    }
    const study::Study& study = changed->study;
    return Exported{options.to == "csv" ? study::valuesCsv(study) : study::studyToJson(study), changed->notes};
}

Expected<Exported> resultAsText(const Options& options) {
    const auto computed = compute(options.study);
    if (!computed) {
        return tl::make_unexpected(computed.error());
    }
    return Exported{options.to == "ledger-csv" ? study::ledgerCsv(computed->result) : study::quantitiesCsv(computed->result),
                    computed->notes};
}

Expected<Answer> run(const Options& options) {
    auto exported = options.to == "json" || options.to == "csv" ? studyAsText(options) : resultAsText(options);
    if (!exported) {
        return tl::make_unexpected(exported.error());
    }
    Answer answer;
    answer.notes = std::move(exported->notes);
    if (options.out.file.empty()) {
        answer.bytes = std::move(exported->bytes);
        return answer;
    }
    if (const auto written = writeOut(options.out, exported->bytes); !written) {
        return tl::make_unexpected(written.error());
    }
    answer.json = {{"written", options.out.file}, {"to", options.to}, {"bytes", exported->bytes.size()}};
    answer.tables.push_back({{}, {{"written"}, {"to"}, {"bytes"}},
                             {{options.out.file, options.to, static_cast<std::int64_t>(exported->bytes.size())}}});
    return answer;
}

}  // namespace

Action declareExport(CLI::App& app) {
    auto options = std::make_shared<Options>();
    declareStudy(app, options->study);
    app.add_option("--to", options->to,
                   "What to write: json (the study as text, the default), csv (every value), ledger-csv (cash by line and "
                   "month) or quantities-csv (hours, energy and emissions by tranche and month)")
        ->check(CLI::IsMember({"json", "csv", "ledger-csv", "quantities-csv"}).description(""))
        ->type_name("KIND");
    declareOut(app, options->out, false);
    app.footer(
        "A scenario or settings are written as values of the study. Without --out the text goes to standard output, whatever\n"
        "the format. offtake-cli import turns JSON text into a document, and puts values from CSV into a study.\n\n"
        "Examples:\n"
        "  offtake-cli export study.offtake > study.json\n"
        "  offtake-cli export spacex-reflection --to ledger-csv --scenario ramp --out ledger.csv\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
