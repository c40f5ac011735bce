#include "core/study/Assign.h"

#include <algorithm>
#include <numeric>

#include "core/study/Edit.h"
#include "core/study/ValueText.h"

namespace offtake::study {

namespace {

constexpr std::size_t kLongestCompared = 300;

/// Levenshtein's distance: the least number of characters to insert, delete or replace.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::string listed(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

Message remedyFor(const Study& study, const std::string& path) {
    const std::vector<std::string> near = nearPaths(study, path);
    return near.empty() ? Message{"Paths read like deal.open.tranche.pod.price or study.horizon.", {}}
                        : Message{"Did you mean {0}?", {listed(near)}};
}

}  // namespace

std::vector<std::string> nearPaths(const Study& study, std::string_view path, std::size_t most) {
    const std::string_view wanted = path.substr(0, kLongestCompared);
    struct Near {
        std::size_t distance;
        std::string path;
    };
    std::vector<Near> found;
    // More than half of it wrong is another path, not a slip of the hand.
    const std::size_t farthest = std::max<std::size_t>(3, wanted.size() / 2);
    walk(study.root(), {}, [&](const Path& element, const Element& at) {
        for (const Input* input : at.kind->inputs) {
            std::string candidate = element.input(input->key).text();
            const std::size_t gap = std::max(candidate.size(), wanted.size()) - std::min(candidate.size(), wanted.size());
            if (gap > farthest) {
                continue;
            }
            const std::size_t apart = distance(wanted, candidate);
            if (apart <= farthest) {
                found.push_back({apart, std::move(candidate)});
            }
        }
    });
    std::stable_sort(found.begin(), found.end(), [](const Near& a, const Near& b) { return a.distance < b.distance; });
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        names.push_back(std::move(found[i].path));
    }
    return names;
}

Expected<Assignment> readAssignment(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) {
        return fail(ErrorCode::Syntax, std::string(text), {"is not an input with its value.", {}},
                    {"Write path=value, as in study.horizon=48.", {}});
    }
    return Assignment{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

Expected<Study> assign(const Study& study, const Assignment& assignment) {
    const auto path = parsePath(assignment.path);
    if (!path) {
        Error error = path.error();
        error.subject = assignment.path;
        error.remedy = remedyFor(study, assignment.path);
        return tl::unexpected(std::move(error));
    }
    const auto place = findInput(study, *path);
    if (!place) {
        Error error = place.error();
        error.subject = assignment.path;
        error.remedy = remedyFor(study, assignment.path);
        return tl::unexpected(std::move(error));
    }
    auto value = parseValue(place->input(), assignment.value, path->text(), BareNumber::Stored);
    if (!value) {
        return tl::unexpected(value.error());
    }
    return apply(study, Edit{SetValue{*path, std::move(*value)}});
}

}  // namespace offtake::study
