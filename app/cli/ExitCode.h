#pragma once

#include <string>
#include <string_view>

#include "core/base/Error.h"

namespace offtake::cli {

/// What offtake-cli ends with. Scripts depend on the numbers: they never change, new ones are added at the end.
enum class ExitCode : int {
    Ok = 0,             ///< done
    ProblemsFound = 1,  ///< the command did its work and reports problems of what it looked at (`check`)
    Usage = 2,          ///< unknown command or option, or an option without a value it needs
    BadInput = 3,       ///< text that cannot be read, an unknown name, a value out of bounds, inputs that contradict
    NotReadable = 4,    ///< a file that is not there or cannot be read
    NotWritable = 5,    ///< a place that cannot be written or is full, standard output included
    Damaged = 6,        ///< a document whose content does not match its hash, or is truncated
    Foreign = 7,        ///< a file that is not an Offtake document
    TooNew = 8,         ///< a document of a later version than this program reads
    TooLarge = 9,       ///< more than the program's stated limits
    NoSolution = 10,    ///< a calculation without a result
    Internal = 70,      ///< a defect of the program
    BrokenPipe = 141,   ///< the reader of standard output went away; nothing is said
};

[[nodiscard]] ExitCode exitCodeOf(ErrorCode code);

/// "damaged", "no-solution": the class of error as JSON names it; stable like the numbers.
[[nodiscard]] std::string_view nameOf(ErrorCode code);

/// One line per exit code, as --help prints them.
[[nodiscard]] std::string exitCodeHelp();

}  // namespace offtake::cli
