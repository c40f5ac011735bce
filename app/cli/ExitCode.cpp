#include "app/cli/ExitCode.h"

#include <array>

#include <fmt/format.h>

namespace offtake::cli {

namespace {

struct Row {
    ExitCode code;
    std::string_view meaning;
};

constexpr std::array<Row, 13> kRows = {{
    {ExitCode::Ok, "done"},
    {ExitCode::ProblemsFound, "the command worked and reports problems in what it looked at"},
    {ExitCode::Usage, "unknown command or option"},
    {ExitCode::BadInput, "input that cannot be read, is unknown, out of bounds or contradictory"},
    {ExitCode::NotReadable, "a file that is not there or cannot be read"},
    {ExitCode::NotWritable, "a place that cannot be written or is full, standard output included"},
    {ExitCode::Damaged, "a damaged document"},
    {ExitCode::Foreign, "a file that is not an Offtake document"},
    {ExitCode::TooNew, "a document of a later version of Offtake"},
    {ExitCode::TooLarge, "more than the program's limits"},
    {ExitCode::NoSolution, "a calculation without a result"},
    {ExitCode::Internal, "a defect of the program"},
    {ExitCode::BrokenPipe, "the reader of standard output went away"},
}};

}  // namespace

ExitCode exitCodeOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::Syntax:
        case ErrorCode::UnknownName:
        case ErrorCode::OutOfBounds:
        case ErrorCode::UnitMismatch:
        case ErrorCode::Inconsistent:
            return ExitCode::BadInput;
        case ErrorCode::NotFound:
        case ErrorCode::NotReadable:
            return ExitCode::NotReadable;
        case ErrorCode::NotWritable:
            return ExitCode::NotWritable;
        case ErrorCode::Damaged:
            return ExitCode::Damaged;
        case ErrorCode::Foreign:
            return ExitCode::Foreign;
        case ErrorCode::TooNew:
            return ExitCode::TooNew;
        case ErrorCode::TooLarge:
            return ExitCode::TooLarge;
        case ErrorCode::NoSolution:
            return ExitCode::NoSolution;
        case ErrorCode::Internal:
            break;
    }
    return ExitCode::Internal;
}

std::string_view nameOf(ErrorCode code) {
    switch (code) {
        case ErrorCode::Syntax:
            return "syntax";
        case ErrorCode::UnknownName:
            return "unknown-name";
        case ErrorCode::OutOfBounds:
            return "out-of-bounds";
        case ErrorCode::UnitMismatch:
            return "unit-mismatch";
        case ErrorCode::Inconsistent:
            return "inconsistent";
        case ErrorCode::NotFound:
            return "not-found";
        case ErrorCode::NotReadable:
            return "not-readable";
        case ErrorCode::NotWritable:
            return "not-writable";
        case ErrorCode::Damaged:
            return "damaged";
        case ErrorCode::Foreign:
            return "foreign";
        case ErrorCode::TooNew:
            return "too-new";
        case ErrorCode::TooLarge:
            return "too-large";
        case ErrorCode::NoSolution:
            return "no-solution";
        case ErrorCode::Internal:
            break;
    }
    return "internal";
}

std::string exitCodeHelp() {
    std::string text = "Exit codes:\n";
    for (const Row& row : kRows) {
        text += fmt::format("  {:<4}{}\n", static_cast<int>(row.code), row.meaning);
    }
    return text;
}

}  // namespace offtake::cli
