#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Rules about the project's tree that no compiler checks. Each walks the tree below `root` and returns what breaks
/// the rule, one line each as "path:line: what is wrong"; empty when the tree is as it should be.
namespace offtake::structure {

/// Includes point down: app → ui → data → core, and inside core only to folders earlier in the order. Includes of
/// the project are quoted and written from the root. No Qt in core/, data/ and app/cli/; no JSON, database, command
/// line or stream library in core/.
std::vector<std::string> brokenIncludes(const std::filesystem::path& root);

/// Every folder below core/, data/ and ui/ that holds sources has a README.md of at most 20 lines.
std::vector<std::string> missingReadmes(const std::filesystem::path& root);

/// No source below app/, ui/, data/ and core/ has more than 600 lines.
std::vector<std::string> overlongFiles(const std::filesystem::path& root);

/// No file names an absolute path of somebody's machine, nor calls Qt Charts' OpenGL switch, which crashes on the
/// offscreen platform.
std::vector<std::string> forbiddenTexts(const std::filesystem::path& root);

}  // namespace offtake::structure
