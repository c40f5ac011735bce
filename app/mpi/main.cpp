#include <csignal>
#include <exception>
#include <new>

#include <mpi.h>
#include <CLI/CLI.hpp>

#include "app/cli/Output.h"
#include "app/mpi/Jobs.h"
#include "core/parallel/Blocks.h"

/// offtake-mpi: the commands simulate and sweep of offtake-cli over the ranks of MPI. Every rank reads the same study; the
/// rank that is free takes the next piece, and finished pieces are kept in a folder that all see, from which the first rank
/// makes the answer. Its bytes are those of offtake-cli with the same arguments.
namespace offtake::mpi {

namespace {

struct Options {
    cli::SimulateOptions simulate;
    cli::SweepOptions sweep;
    std::string folder;
    std::string format = "table";
};

void declareCommon(CLI::App& command, Options& options) {
    command.add_option("--keep", options.folder, "Folder for finished pieces, seen by all ranks; a run that was cut off goes on from it")->required()->type_name("FOLDER");
    command.add_option("--format", options.format, "How to print the result: table (the default), json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}).description(""))
        ->type_name("FORMAT");
}

/// What went wrong on all ranks alike, or on one before the work began, is said once. A rank that fails at work ends all.
template <typename Value>
std::optional<cli::ExitCode> failed(const Place& place, const Expected<Value>& mine, bool asJson) {
    const std::optional<int> speaker = firstFailure(place, !mine);
    if (!speaker) {
        return std::nullopt;
    }
    // Ranks on which it went well end with the speaker's code only as far as they know it.
    return *speaker == place.rank ? cli::report(mine.error(), asJson) : mine ? cli::ExitCode::Ok : cli::exitCodeOf(mine.error().code);
}

template <typename Job>
cli::ExitCode done(Expected<Job> job, const Options& options, const Place& place) {
    const bool asJson = options.format == "json";
    if (const auto code = failed(place, job, asJson)) {
        return *code;
    }
    const auto folder = PieceFolder::open(options.folder, job->run(), place.first());
    if (const auto code = failed(place, folder, asJson)) {
        return *code;
    }
    if (const auto computed = job->compute(*folder, place); !computed) {
        const cli::ExitCode code = cli::report(computed.error(), asJson);
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
        return code;
    }
    return place.first() ? cli::finish(job->answer(), cli::formatNamed(options.format)) : cli::ExitCode::Ok;
}

cli::ExitCode run(int argc, char** argv, const Place& place) {
    CLI::App app("Simulates or tabulates a study over the ranks of MPI: the same bytes as offtake-cli.", "offtake-mpi");
    app.set_version_flag("--version", "offtake-mpi " OFFTAKE_VERSION, "Print the version");
    app.require_subcommand(1);
    Options options;
    options.simulate.threads = 1;
    CLI::App* simulate = app.add_subcommand("simulate", "The deals over many futures: distributions, chances, risk");
    cli::declareSimulation(*simulate, options.simulate);
    simulate->add_option("--threads", options.simulate.threads, "Threads of each rank; 1 when not given")->check(CLI::Range(1, parallel::kMostThreads).description(""))->type_name("N");
    declareCommon(*simulate, options);
    CLI::App* sweep = app.add_subcommand("sweep", "Figures for every combination of the values of some inputs");
    cli::declareSweepOptions(*sweep, options.sweep);
    declareCommon(*sweep, options);
    app.footer(
        "\nExamples:\n"
        "  mpirun -n 8 offtake-mpi simulate spacex-reflection --paths 1000000 --keep pieces --format json\n"
        "  mpirun -n 8 offtake-mpi sweep spacex-reflection --vary party.lab.discount-rate=8%:25%:100 --keep pieces --format csv\n");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return place.first() ? cli::writeOutput(app.help("", CLI::AppFormatMode::All)) : cli::ExitCode::Ok;
    } catch (const CLI::CallForVersion& version) {
        return place.first() ? cli::writeOutput(std::string(version.what()) + '\n') : cli::ExitCode::Ok;
    } catch (const CLI::ParseError& error) {
        return place.first() ? cli::reportUsage(error.what(), "See offtake-mpi --help.", false) : cli::ExitCode::Usage;
    }
    const std::string& study = simulate->parsed() ? options.simulate.study.study : options.sweep.study.study;
    if (study == "-" && place.ranks > 1) {
        const Error error{ErrorCode::NotReadable, "standard input", {"reaches one rank only.", {}}, {"Give a file that all ranks can read.", {}}};
        return place.first() ? cli::report(error, false) : cli::ExitCode::NotReadable;
    }
    return simulate->parsed() ? done(SimulateJob::of(options.simulate, commonInstructionSet()), options, place) : done(SweepJob::of(options.sweep), options, place);
}

Place begun(int& argc, char**& argv) {
    Place place;
    int threads = MPI_THREAD_SINGLE;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &threads);
    MPI_Comm_rank(MPI_COMM_WORLD, &place.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &place.ranks);
    place.manyThreads = threads >= MPI_THREAD_SERIALIZED;
    return place;
}

}  // namespace

}  // namespace offtake::mpi

int main(int argc, char** argv) {
    using namespace offtake;
    const mpi::Place place = mpi::begun(argc, argv);
    std::signal(SIGPIPE, SIG_IGN);  // a reader that goes away shows as a failed write
    auto code = cli::ExitCode::Internal;
    try {
        code = mpi::run(argc, argv, place);
    } catch (const std::bad_alloc&) {
        cli::say("this needs more memory than there is.");
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(cli::ExitCode::TooLarge));
    } catch (const std::exception& error) {
        cli::say(std::string("a defect of the program (") + error.what() + "). Please report it with what you ran.");
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
    }
    MPI_Finalize();
    return static_cast<int>(code);
}
