#pragma once

#include <span>
#include <string_view>

/// Files compiled into the programs at build time (cmake/OfftakeEmbed.cmake), so that they need no data folder.
namespace offtake::embedded {

struct File {
    std::string_view name;   ///< file name without folder
    std::string_view bytes;  ///< content, as it was at build time
};

/// The catalogue tables of data/catalogue, one CSV file each. Linked into the data layer.
std::span<const File> catalogue();

/// The example studies of resources/examples, JSON text. Linked into the data layer.
std::span<const File> examples();

/// The icons of resources/icons, SVG drawn in currentColor. Linked into the ui layer.
std::span<const File> icons();

}  // namespace offtake::embedded
