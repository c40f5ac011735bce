#include "data/study/Suggest.h"

#include <algorithm>
#include <vector>

namespace offtake::study {

namespace {

constexpr std::size_t kLongestName = 64;

/// Optimal string alignment distance.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> beforeLast(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
        beforeLast.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

}  // namespace

std::optional<std::string> nearestName(std::string_view typed, std::span<const std::string> names) {
    if (typed.size() > kLongestName) {
        return std::nullopt;
    }
    std::optional<std::string> nearest;
    std::size_t least = typed.size() / 3 + 2;
    for (const std::string& name : names) {
        const std::size_t apart = distance(typed, name);
        if (apart < least && 3 * apart <= std::max(typed.size(), name.size()) + 2) {
            least = apart;
            nearest = name;
        }
    }
    return nearest;
}

std::string shortened(std::string_view name) {
    if (name.size() <= kLongestName) {
        return std::string(name);
    }
    std::size_t end = kLongestName;
    while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) {  // inside a character of UTF-8
        --end;
    }
    return std::string(name.substr(0, end)) + "…";
}

Message possibleNames(std::string_view typed, std::span<const std::string> names) {
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    if (const auto nearest = nearestName(typed, names)) {
        return {"Did you mean \"{0}\"? Possible are: {1}.", {*nearest, list}};
    }
    return {"Possible are: {0}.", {list}};
}

}  // namespace offtake::study
