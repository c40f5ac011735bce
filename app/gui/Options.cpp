#include "app/gui/Options.h"

#include <charconv>
#include <optional>
#include <sstream>
#include <utility>

#include <CLI/CLI.hpp>

namespace offtake::gui {

namespace {

constexpr int kLeastPixels = 320;
constexpr int kMostPixels = 8192;
constexpr double kLeastScale = 0.5;
constexpr double kMostScale = 4.0;

/// "1280x800".
std::optional<std::pair<int, int>> sizeOf(const std::string& text) {
    const char* end = text.data() + text.size();
    int width = 0;
    int height = 0;
    const auto first = std::from_chars(text.data(), end, width);
    if (first.ec != std::errc() || first.ptr == end || *first.ptr != 'x') {
        return std::nullopt;
    }
    const auto second = std::from_chars(first.ptr + 1, end, height);
    const auto fits = [](int pixels) { return pixels >= kLeastPixels && pixels <= kMostPixels; };
    if (second.ec != std::errc() || second.ptr != end || !fits(width) || !fits(height)) {
        return std::nullopt;
    }
    return std::pair(width, height);
}

Ending wrong(const std::string& text) { return {cli::ExitCode::Usage, "offtake: " + text + "\n"}; }

}  // namespace

std::variant<Options, Ending> readOptions(int argc, char** argv) {
    Options options;
    std::string size = "1280x800";
    CLI::App app("Compares deals for compute: what they cost, what they bind, what each figure rests on.", "offtake");
    app.set_version_flag("--version", "Offtake " OFFTAKE_VERSION);
    app.add_option("STUDY", options.study, "a study (.offtake or .json), or the id of an example");
    auto* render = app.add_option("--render", options.page, "draw a page (welcome, deals, compare, uncertainty) or the forecast dialog into a file; needs no display")
                       ->type_name("PAGE")
                       ->check(CLI::IsMember({"welcome", "deals", "compare", "uncertainty", "forecast"}));
    auto* out = app.add_option("--out", options.out, "the PNG file to write")->type_name("FILE")->needs(render);
    app.add_flag("--dark", options.dark, "in dark colours")->needs(render);
    app.add_option("--size", size, "width and height of the window, 1280x800 unless given")->type_name("WxH")->needs(render);
    app.add_option("--scale", options.scale, "pixels of the picture for each of the window, 0.5 to 4")
        ->type_name("FACTOR")
        ->check(CLI::Range(kLeastScale, kMostScale))
        ->needs(render);
    app.add_option("--scenario", options.scenario, "the scenario to show, by its id")->type_name("ID");
    app.add_option("--input", options.input, "the input to show, as a path: deal.lease.tranche.colossus.accelerators")
        ->type_name("PATH");
    app.add_option("--series", options.series, "with --render forecast: words of the series of the catalogue to show, or a CSV file")->type_name("SERIES")->needs(render);
    app.footer("\n" + cli::exitCodeHelp());
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& asked) {
        std::ostringstream text;
        std::ostringstream unused;
        app.exit(asked, text, unused);
        return Ending{cli::ExitCode::Ok, text.str()};
    } catch (const CLI::ParseError& error) {
        return wrong(std::string(error.what()) + "\nSee offtake --help.");
    }
    options.render = render->count() > 0;
    if (options.render && out->count() == 0) {
        return wrong("--render needs --out FILE.\nSee offtake --help.");
    }
    const auto pixels = sizeOf(size);
    if (!pixels) {
        return wrong("--size is WIDTHxHEIGHT with 320 to 8192 each, as in 1280x800.");
    }
    options.width = pixels->first;
    options.height = pixels->second;
    return options;
}

}  // namespace offtake::gui
