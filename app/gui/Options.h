#pragma once

#include <string>
#include <variant>

#include "app/cli/ExitCode.h"

namespace offtake::gui {

/// What the command line of `offtake` asks for.
struct Options {
    std::string study;     ///< path or id of an example; may be empty for the window
    bool render = false;   ///< draw a page into a file in place of opening the window
    std::string page;      ///< "welcome", "deals", "compare", "uncertainty", "forecast"
    std::string out;       ///< PNG
    bool dark = false;
    int width = 1280;      ///< device-independent pixels
    int height = 800;
    double scale = 1.0;    ///< device pixels for each of them
    std::string scenario;  ///< id
    std::string series = "United States industrial price, year";  ///< words or file that the forecast dialog shows
    std::string input;     ///< path of the input that Deals shows
};

/// What the program ends with at once: help, version, or what is wrong with the command line.
struct Ending {
    cli::ExitCode code = cli::ExitCode::Ok;
    std::string text;  ///< for standard output when the code is Ok, else for standard error
};

[[nodiscard]] std::variant<Options, Ending> readOptions(int argc, char** argv);

}  // namespace offtake::gui
