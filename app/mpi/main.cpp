#include <algorithm>
#include <exception>
#include <new>

#include <fmt/format.h>
#include <mpi.h>
#include <CLI/CLI.hpp>

#include "app/cli/Output.h"
#include "app/cli/simulate/SimulationAnswer.h"
#include "app/mpi/PieceFolder.h"

/// offtake-mpi: offtake-cli simulate over the ranks of MPI. Every rank reads the same study; pieces go round the ranks in
/// turn and are kept in a folder that all see, from which the first rank makes the answer. Its bytes are those of
/// offtake-cli simulate with the same arguments.
namespace offtake::mpi {

namespace {

/// Blocks of one piece: about a second's work of a core, so that little is lost when a run is cut off.
constexpr std::size_t kPieceBlocks = 8;

struct Options {
    cli::SimulateOptions simulate;
    std::string folder;
    std::string format = "table";
};

struct Place {
    int rank = 0;
    int ranks = 1;
    [[nodiscard]] bool first() const { return rank == 0; }
};

/// The widest instruction set that every rank has: mixed sets would differ in the last digits.
numbers::InstructionSet commonInstructionSet() {
    int mine = static_cast<int>(numbers::bestInstructionSet());
    int all = mine;
    MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD);
    return static_cast<numbers::InstructionSet>(all);
}

int decidedByFirst(int decision) {
    MPI_Bcast(&decision, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return decision;
}

struct Range {
    std::size_t from = 0;
    std::size_t until = 0;
};

std::vector<Range> piecesOf(std::size_t from, std::size_t until) {
    std::vector<Range> pieces;
    for (; from < until; from = pieces.back().until) {
        pieces.push_back({from, std::min(from + kPieceBlocks, until)});
    }
    return pieces;
}

Expected<risk::SimulationPiece> computed(risk::SimulationRun& run, const Range& range) {
    auto piece = run.compute(range.from, range.until, {});
    return piece ? Expected<risk::SimulationPiece>(std::move(**piece)) : tl::make_unexpected(piece.error());
}

/// Computes what is missing among the pieces, each rank its share; afterwards all of them are in the folder.
Expected<void> computeMissing(risk::SimulationRun& run, const PieceFolder& folder, const std::vector<Range>& pieces, const Place& place) {
    // The first rank says which are missing: another one might already see files that a quick rank has just written.
    std::vector<int> missing(pieces.size(), 0);
    for (std::size_t i = 0; place.first() && i < pieces.size(); ++i) {
        missing[i] = folder.has(pieces[i].from, pieces[i].until) ? 0 : 1;
    }
    MPI_Bcast(missing.data(), static_cast<int>(missing.size()), MPI_INT, 0, MPI_COMM_WORLD);
    int turn = 0;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (missing[i] == 0 || turn++ % place.ranks != place.rank) {
            continue;
        }
        const auto piece = computed(run, pieces[i]);
        if (!piece) {
            return tl::make_unexpected(piece.error());
        }
        if (const auto written = folder.write(*piece); !written) {
            return written;
        }
    }
    MPI_Barrier(MPI_COMM_WORLD);
    return {};
}

/// A piece from the folder; computed here when another rank's file has not become visible or was damaged meanwhile.
Expected<risk::SimulationPiece> fetched(risk::SimulationRun& run, const PieceFolder& folder, const Range& range) {
    auto piece = folder.read(range.from, range.until);
    return piece ? Expected<risk::SimulationPiece>(std::move(*piece)) : computed(run, range);
}

/// All blocks, stage by stage. Only the first rank takes in more than the pilot.
Expected<void> computeAll(risk::SimulationRun& run, const PieceFolder& folder, const Place& place) {
    std::size_t done = 0;
    for (const std::size_t stage : run.stages()) {
        const bool pilot = stage <= run.pilotBlocks();
        const std::vector<Range> pieces = pilot ? std::vector<Range>{{done, stage}} : piecesOf(done, stage);
        if (!pilot) {
            if (const auto missing = computeMissing(run, folder, pieces, place); !missing) {
                return missing;
            }
        }
        for (const Range& range : pieces) {
            if (!pilot && !place.first()) {
                break;
            }
            auto piece = pilot ? computed(run, range) : fetched(run, folder, range);
            if (!piece) {
                return tl::make_unexpected(piece.error());
            }
            run.take(std::move(*piece));
        }
        done = stage;
        if (decidedByFirst(place.first() && run.reached() ? 1 : 0) != 0) {
            break;
        }
    }
    return {};
}

Expected<cli::Answer> answer(const Options& options, const Place& place) {
    auto task = cli::taskOf(options.simulate);
    if (!task) {
        return tl::make_unexpected(task.error());
    }
    task->options.instructionSet = commonInstructionSet();
    auto run = risk::SimulationRun::of(task->computed.result, task->options);
    if (!run) {
        return tl::make_unexpected(run.error());
    }
    const auto folder = PieceFolder::open(options.folder, keyOf(task->computed.result, task->options), task->options.instructionSet);
    if (!folder) {
        return tl::make_unexpected(folder.error());
    }
    if (const auto all = computeAll(*run, *folder, place); !all) {
        return tl::make_unexpected(all.error());
    }
    if (!place.first()) {
        return cli::Answer{};
    }
    const auto simulation = run->finish({});
    if (!simulation) {
        return tl::make_unexpected(simulation.error());
    }
    return cli::answerOf(options.simulate, std::move(*task), **simulation);
}

cli::ExitCode print(const cli::Answer& answer, const std::string& format) {
    for (const std::string& note : answer.notes) {
        cli::say("note: " + note);
    }
    return cli::writeOutput(cli::printed(answer, format == "json" ? cli::Format::Json : format == "csv" ? cli::Format::Csv : cli::Format::Table));
}

cli::ExitCode run(int argc, char** argv, const Place& place) {
    CLI::App app("Simulates a study over the ranks of MPI: the same bytes as offtake-cli simulate.", "offtake-mpi");
    app.set_version_flag("--version", "offtake-mpi " OFFTAKE_VERSION, "Print the version");
    app.require_subcommand(1);
    Options options;
    options.simulate.threads = 1;
    CLI::App* simulate = app.add_subcommand("simulate", "The deals over many futures: distributions, chances, risk");
    cli::declareSimulation(*simulate, options.simulate);
    simulate->add_option("--threads", options.simulate.threads, "Threads of each rank; 1 when not given")->check(CLI::Range(1, 4096).description(""))->type_name("N");
    simulate->add_option("--keep", options.folder, "Folder for finished blocks, seen by all ranks; a run that was cut off goes on from it")->required()->type_name("FOLDER");
    simulate->add_option("--format", options.format, "How to print the result: table (the default), json or csv")
        ->check(CLI::IsMember({"table", "json", "csv"}).description(""))
        ->type_name("FORMAT");
    app.footer("\nExample:\n  mpirun -n 8 offtake-mpi simulate spacex-reflection --paths 1000000 --keep pieces --format json\n");
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp&) {
        return place.first() ? cli::writeOutput(app.help("", CLI::AppFormatMode::All)) : cli::ExitCode::Ok;
    } catch (const CLI::CallForVersion& version) {
        return place.first() ? cli::writeOutput(std::string(version.what()) + '\n') : cli::ExitCode::Ok;
    } catch (const CLI::ParseError& error) {
        return place.first() ? cli::reportUsage(error.what(), "See offtake-mpi simulate --help.", false) : cli::ExitCode::Usage;
    }
    if (options.simulate.study.study == "-" && place.ranks > 1) {
        const Error error{ErrorCode::NotReadable, "standard input", {"reaches one rank only.", {}}, {"Give a file that all ranks can read.", {}}};
        return place.first() ? cli::report(error, false) : cli::ExitCode::NotReadable;
    }
    const auto found = answer(options, place);
    if (!found) {
        const cli::ExitCode code = cli::exitCodeOf(found.error().code);
        // What is wrong with study or options is wrong on every rank and said once; a rank that fails alone stops all.
        if (place.first() || found.error().code == ErrorCode::NotWritable || found.error().code == ErrorCode::Internal) {
            (void)cli::report(found.error(), options.format == "json");
        }
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
        return code;
    }
    return place.first() ? print(*found, options.format) : cli::ExitCode::Ok;
}

}  // namespace

}  // namespace offtake::mpi

int main(int argc, char** argv) {
    MPI_Init(&argc, &argv);
    offtake::mpi::Place place;
    MPI_Comm_rank(MPI_COMM_WORLD, &place.rank);
    MPI_Comm_size(MPI_COMM_WORLD, &place.ranks);
    auto code = offtake::cli::ExitCode::Internal;
    try {
        code = offtake::mpi::run(argc, argv, place);
    } catch (const std::bad_alloc&) {
        offtake::cli::say("this needs more memory than there is.");
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(offtake::cli::ExitCode::TooLarge));
    } catch (const std::exception& error) {
        offtake::cli::say(std::string("a defect of the program (") + error.what() + "). Please report it with what you ran.");
        MPI_Abort(MPI_COMM_WORLD, static_cast<int>(code));
    }
    MPI_Finalize();
    return static_cast<int>(code);
}
