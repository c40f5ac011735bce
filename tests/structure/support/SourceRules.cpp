#include "tests/structure/support/SourceRules.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <functional>
#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace offtake::structure {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 4> kLayers = {"core", "data", "ui", "app"};  // lowest first
constexpr std::array<std::string_view, 13> kCoreFolders = {"base",    "numbers",  "units",     "finance", "parallel",
                                                           "study",   "forecast", "economics", "explain", "risk",
                                                           "sharing", "planning", "present"};
constexpr std::array<std::string_view, 6> kNotInCore = {"nlohmann/", "sqlite3.h", "CLI/",
                                                        "fstream",   "iostream",  "filesystem"};
constexpr std::size_t kLongestReadme = 20;
constexpr std::size_t kLongestSource = 600;

template <std::size_t N>
std::optional<std::size_t> rank(const std::array<std::string_view, N>& order, std::string_view name) {
    const auto found = std::find(order.begin(), order.end(), name);
    return found == order.end() ? std::nullopt : std::optional<std::size_t>(found - order.begin());
}

/// The parts of a path written with slashes; empty text past its end.
std::string_view part(std::string_view path, std::size_t index) {
    for (; index > 0; --index) {
        const auto slash = path.find('/');
        if (slash == std::string_view::npos) {
            return {};
        }
        path.remove_prefix(slash + 1);
    }
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

bool isSource(const fs::path& path) {
    return path.extension() == ".h" || path.extension() == ".cpp";
}

/// Files below root/folder in the order of their names, as paths from the root; without what builds leave behind.
std::vector<std::string> filesBelow(const fs::path& root, const std::string& folder) {
    std::vector<std::string> found;
    if (!fs::is_directory(root / folder)) {
        return found;
    }
    for (auto entry = fs::recursive_directory_iterator(root / folder); entry != fs::end(entry); ++entry) {
        const std::string name = entry->path().filename().string();
        const bool left = name == ".git" || name == ".cache" || name == "out" || name.starts_with("build");
        if (left && entry.depth() == 0 && folder.empty()) {
            entry.disable_recursion_pending();
        } else if (entry->is_regular_file()) {
            found.push_back(entry->path().lexically_relative(root).generic_string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

void forEachLine(const fs::path& file, const std::function<void(std::size_t, const std::string&)>& visit) {
    std::ifstream in(file, std::ios::binary);
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        visit(number, line);
    }
}

std::size_t countLines(const fs::path& file) {
    std::size_t count = 0;
    forEachLine(file, [&](std::size_t, const std::string&) { ++count; });
    return count;
}

struct Include {
    std::string name;
    bool quoted = false;
};

std::optional<Include> readInclude(std::string_view line) {
    const auto skipBlanks = [&] { line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size())); };
    skipBlanks();
    if (!line.starts_with('#')) {
        return std::nullopt;
    }
    line.remove_prefix(1);
    skipBlanks();
    if (!line.starts_with("include")) {
        return std::nullopt;
    }
    line.remove_prefix(std::string_view("include").size());
    skipBlanks();
    if (!line.starts_with('"') && !line.starts_with('<')) {
        return std::nullopt;
    }
    const bool quoted = line.front() == '"';
    const auto end = line.find(quoted ? '"' : '>', 1);
    return end == std::string_view::npos ? std::nullopt
                                         : std::optional<Include>({std::string(line.substr(1, end - 1)), quoted});
}

/// <QString>, <QtCore/qglobal.h>, <qnamespace.h>; not <queue>.
bool isQt(std::string_view name) {
    const bool capital = name.size() > 1 && name[0] == 'Q' && std::isalpha(static_cast<unsigned char>(name[1])) != 0;
    return capital || (name.starts_with('q') && name.ends_with(".h"));
}

/// What is wrong with an include of the project's own file, or nothing.
std::string wrongOwnInclude(std::string_view file, const std::string& target, const fs::path& root) {
    const auto from = rank(kLayers, part(file, 0));
    const auto to = rank(kLayers, part(target, 0));
    if (!to || !fs::is_regular_file(root / target)) {
        return fmt::format("\"{}\" is not a file of app/, ui/, data/ or core/, written from the root", target);
    }
    if (*to > *from) {
        return fmt::format("{}/ may not include {}/ (\"{}\")", kLayers[*from], kLayers[*to], target);
    }
    if (file.starts_with("app/cli/") && target.starts_with("ui/")) {
        return fmt::format("the command line may not include ui/ (\"{}\")", target);
    }
    if (*from == 0) {
        const auto folder = rank(kCoreFolders, part(file, 1));
        const auto other = rank(kCoreFolders, part(target, 1));
        if (!folder || !other) {
            return fmt::format("core/{}/ has no place in the order of core's folders", part(folder ? target : file, 1));
        }
        if (*other > *folder) {
            return fmt::format("core/{}/ may not include core/{}/ (\"{}\"), which comes after it",
                               kCoreFolders[*folder], kCoreFolders[*other], target);
        }
    }
    return {};
}

std::string wrongLibrary(std::string_view file, const std::string& target) {
    const bool core = file.starts_with("core/");
    if ((core || file.starts_with("data/") || file.starts_with("app/cli/")) && isQt(target)) {
        return fmt::format("no Qt here (<{}>)", target);
    }
    const bool listed = std::any_of(kNotInCore.begin(), kNotInCore.end(), [&](std::string_view name) {
        return name.ends_with('/') ? target.starts_with(name) : target == name;
    });
    if (core && listed) {
        return fmt::format("core/ neither reads nor writes, so no <{}>", target);
    }
    if (rank(kLayers, part(target, 0))) {
        return fmt::format("<{}> is a file of the project: write it in quotes", target);
    }
    return {};
}

}  // namespace

std::vector<std::string> brokenIncludes(const fs::path& root) {
    std::vector<std::string> broken;
    for (const std::string_view layer : kLayers) {
        for (const std::string& file : filesBelow(root, std::string(layer))) {
            if (!isSource(file)) {
                continue;
            }
            forEachLine(root / file, [&](std::size_t number, const std::string& line) {
                const auto include = readInclude(line);
                if (!include || include->name.ends_with(".moc")) {  // moc writes that one beside the object file
                    return;
                }
                const std::string wrong = include->quoted && !isQt(include->name)
                                              ? wrongOwnInclude(file, include->name, root)
                                              : wrongLibrary(file, include->name);
                if (!wrong.empty()) {
                    broken.push_back(fmt::format("{}:{}: {}", file, number, wrong));
                }
            });
        }
    }
    return broken;
}

std::vector<std::string> missingReadmes(const fs::path& root) {
    std::vector<std::string> wrong;
    for (const char* layer : {"core", "data", "ui"}) {
        std::string last;
        for (const std::string& file : filesBelow(root, layer)) {
            const std::string folder = fs::path(file).parent_path().generic_string();
            if (!isSource(file) || folder == last) {
                continue;
            }
            last = folder;
            const fs::path readme = root / folder / "README.md";
            if (!fs::is_regular_file(readme)) {
                wrong.push_back(fmt::format("{}/README.md:1: missing", folder));
            } else if (const std::size_t lines = countLines(readme); lines > kLongestReadme) {
                wrong.push_back(fmt::format("{}/README.md:{}: more than {} lines", folder, lines, kLongestReadme));
            }
        }
    }
    std::sort(wrong.begin(), wrong.end());
    wrong.erase(std::unique(wrong.begin(), wrong.end()), wrong.end());
    return wrong;
}

std::vector<std::string> overlongFiles(const fs::path& root) {
    std::vector<std::string> wrong;
    for (const std::string_view layer : kLayers) {
        for (const std::string& file : filesBelow(root, std::string(layer))) {
            const std::size_t lines = isSource(file) ? countLines(root / file) : 0;
            if (lines > kLongestSource) {
                wrong.push_back(fmt::format("{}:{}: more than {} lines", file, lines, kLongestSource));
            }
        }
    }
    return wrong;
}

std::vector<std::string> forbiddenTexts(const fs::path& root) {
    std::vector<std::string> wrong;
    for (const std::string& file : filesBelow(root, "")) {
        if (file.starts_with("tests/structure/")) {  // these files must spell what they forbid
            continue;
        }
        forEachLine(root / file, [&](std::size_t number, const std::string& line) {
            if (line.find("setUseOpenGL") != std::string::npos) {
                wrong.push_back(fmt::format("{}:{}: setUseOpenGL crashes on the offscreen platform", file, number));
            }
            for (const std::string_view top : {"/work/", "/tmp/", "/root/", "/home/"}) {
                const auto at = line.find(top);
                // After a letter, a digit or a bracket it is the middle of an address or of a path from elsewhere.
                const bool inside = at != std::string::npos && at > 0 &&
                                    (std::isalnum(static_cast<unsigned char>(line[at - 1])) != 0 ||
                                     std::string_view("_-.~%*})").find(line[at - 1]) != std::string_view::npos);
                if (at != std::string::npos && !inside) {
                    wrong.push_back(fmt::format("{}:{}: names a path of one machine ({}…)", file, number, top));
                }
            }
        });
    }
    return wrong;
}

}  // namespace offtake::structure
