#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/cli/Command.h"
#include "app/cli/Input.h"
#include "app/cli/study/OutFile.h"
#include "app/cli/study/StudyArgument.h"
#include "core/study/Edit.h"
#include "core/study/Validate.h"
#include "data/file/AtomicFile.h"
#include "data/study/StudyCsv.h"
#include "data/study/StudyFile.h"

namespace offtake::cli {

Action declareImport(CLI::App& options);

namespace {

using study::Study;

struct Options {
    std::string input;
    std::string into;
    OutOptions out;
};

struct Imported {
    study::OpenedStudyFile file;
    std::size_t changes = 0;  ///< values that a table changed
};

Expected<Input> readTable(const std::string& argument) {
    if (argument == "-") {
        return readInput(argument);
    }
    auto text = file::readFile(argument);
    return text ? Expected<Input>(Input{argument, std::move(*text)}) : tl::make_unexpected(text.error());
}

/// A study with the values of a table.
Expected<Imported> withValues(const Options& options) {
    const auto table = readTable(options.input);
    if (!table) {
        return tl::make_unexpected(table.error());
    }
    auto opened = openFileArgument(options.into);
    if (!opened) {
        return tl::make_unexpected(opened.error());
    }
    auto edits = study::importValues(opened->study, table->text, table->name);
    if (!edits) {
        return tl::make_unexpected(edits.error());
    }
    const std::size_t changes = edits->size();
    auto changed = study::apply(opened->study, study::Edit{study::Batch{"Import values", std::move(*edits)}});
    if (!changed) {
        return tl::make_unexpected(changed.error());
    }
    opened->study = std::move(*changed);
    return Imported{std::move(*opened), changes};
}

/// A study that is a file of its own.
Expected<Imported> asItStands(const Options& options) {
    auto opened = openFileArgument(options.input);
    if (!opened && opened.error().code == ErrorCode::Foreign) {
        Error error = opened.error();
        error.remedy = {"Import a study as JSON text, or a CSV table of values with --into STUDY.", {}};
        return tl::make_unexpected(std::move(error));
    }
    return opened ? Expected<Imported>(Imported{std::move(*opened), 0}) : tl::make_unexpected(opened.error());
}

Expected<Answer> run(const Options& options) {
    if (const auto allowed = mayWrite(options.out); !allowed) {
        return tl::make_unexpected(allowed.error());
    }
    const auto imported = options.into.empty() ? asItStands(options) : withValues(options);
    if (!imported) {
        return tl::make_unexpected(imported.error());
    }
    study::SaveOptions save;
    save.kind = study::kindOfName(options.out.file);
    save.history = imported->file.history;
    const Study& study = imported->file.study;
    if (const auto saved = study::saveStudy(options.out.file, study, save); !saved) {
        return tl::make_unexpected(saved.error());
    }
    Answer answer;
    const auto deals = static_cast<std::int64_t>(study.deals().size());
    const auto changes = static_cast<std::int64_t>(imported->changes);
    answer.json = {{"written", options.out.file}, {"deals", deals}, {"values-changed", changes}};
    answer.tables.push_back({{}, {{"written"}, {"deals"}, {"values changed"}}, {{options.out.file, deals, changes}}});
    if (const auto sound = study::checkStudy(study); !sound) {
        answer.warnings.push_back(fmt::format("the study cannot be evaluated yet: {} offtake-cli check lists all problems.",
                                              sound.error().english()));
    }
    return answer;
}

}  // namespace

Action declareImport(CLI::App& app) {
    auto options = std::make_shared<Options>();
    app.add_option("input", options->input,
                   "A study as JSON text (a document or the id of an example too), with --into a CSV table of values; - is "
                   "standard input")
        ->required()
        ->type_name("FILE");
    app.add_option("--into", options->into, "Put the values of the table into this study")->type_name("STUDY");
    declareOut(app, options->out, true);
    app.footer(
        "Writes a document, or JSON text when the name ends in .json. The table has the columns path and value, others as\n"
        "offtake-cli export --to csv writes them. Either all of it is imported or nothing is written.\n\n"
        "Examples:\n"
        "  offtake-cli import study.json --out study.offtake\n"
        "  offtake-cli import prices.csv --into study.offtake --out study.offtake --force\n");
    return [options](const Common&) { return run(*options); };
}

}  // namespace offtake::cli
