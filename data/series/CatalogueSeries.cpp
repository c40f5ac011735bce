#include "data/series/CatalogueSeries.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace offtake::series {

namespace {

using catalogue::Fact;
using forecast::Step;

/// What all figures of one series share.
using Key = std::array<std::string, 5>;

Key keyOf(const Fact& fact) {
    return {fact.subject, fact.metric, fact.terms, fact.unit, fact.kind};
}

std::string describe(const Key& key) {
    std::string text = key[0] + ", " + key[1];
    text += key[2].empty() ? "" : ", " + key[2];
    return text + " (" + key[3] + ")";
}

/// How much of a date the period of a fact says.
Precision precisionOf(const catalogue::Period& period) {
    const int days = daysBetween(period.first, period.last) + 1;
    constexpr int kLongestMonth = 31;
    constexpr int kLongestQuarter = 92;
    return days == 1                 ? Precision::Day
           : days <= kLongestMonth   ? Precision::Month
           : days <= kLongestQuarter ? Precision::Quarter
                                     : Precision::Year;
}

std::optional<double> figureOf(const Fact& fact) {
    if (fact.value) {
        return fact.value;
    }
    return fact.low && fact.high ? std::optional(0.5 * (*fact.low + *fact.high)) : std::nullopt;
}

using Groups = std::map<Key, std::vector<const Fact*>>;

tl::unexpected<Error> severalSeries(std::string_view words, const Groups& groups) {
    std::vector<const Groups::value_type*> largest;
    for (const auto& group : groups) {
        largest.push_back(&group);
    }
    std::stable_sort(largest.begin(), largest.end(),
                     [](const auto* a, const auto* b) { return a->second.size() > b->second.size(); });
    constexpr std::size_t kMostNamed = 6;
    std::vector<std::string> named;
    for (std::size_t i = 0; i < std::min(largest.size(), kMostNamed); ++i) {
        named.push_back(fmt::format("{} of {}", largest[i]->second.size(), describe(largest[i]->first)));
    }
    return fail(ErrorCode::Inconsistent, std::string(words),
                {"fits {0} series of the catalogue: {1}.",
                 {static_cast<std::int64_t>(groups.size()), fmt::format("{}", fmt::join(named, "; "))}},
                {"Add words that only one of them holds.", {}});
}

/// Groups of which one has the words as its very subject: "NVIDIA H100" is not meant to find the H100 PCIe.
void keepExactSubject(Groups& groups, std::string_view words) {
    const auto holdsAll = [&](const std::string& subject) {
        return !subject.empty() && words.find(subject) != std::string_view::npos;
    };
    if (std::any_of(groups.begin(), groups.end(), [&](const auto& group) { return holdsAll(group.first[0]); })) {
        std::erase_if(groups, [&](const auto& group) { return !holdsAll(group.first[0]); });
    }
}

/// Figures with a date, by series.
Groups groupsOf(const catalogue::Catalogue& catalogue, std::string_view words) {
    Groups groups;
    for (const Fact* fact : catalogue.search(words)) {
        if (fact->date && figureOf(*fact) && !fact->bundle()) {
            groups[keyOf(*fact)].push_back(fact);
        }
    }
    return groups;
}

Observations observationsOf(const Groups::value_type& group) {
    const auto& [key, facts] = group;
    Observations found;
    found.source = "catalogue";
    found.name = describe(key);
    found.unit = key[3];
    for (const Fact* fact : facts) {
        Observation observation;
        observation.when = Moment{fact->date->first, 0, precisionOf(*fact->date)};
        observation.value = *figureOf(*fact);
        found.rows.push_back(observation);
    }
    std::stable_sort(found.rows.begin(), found.rows.end(),
                     [](const Observation& a, const Observation& b) { return a.when->minutes() < b.when->minutes(); });
    std::set<std::string> sellers;
    for (const Fact* fact : facts) {
        sellers.insert(fact->party + (fact->place.empty() ? "" : ", " + fact->place));
    }
    found.sellers = sellers.size();
    return found;
}

}  // namespace

Expected<Observations> catalogueSeries(const catalogue::Catalogue& catalogue, std::string_view words) {
    Groups groups = groupsOf(catalogue, words);
    if (groups.empty()) {
        return fail(ErrorCode::NoSolution, std::string(words),
                    {"no dated figures in the catalogue hold all of these words.", {}},
                    {"offtake-cli catalogue searches it; give fewer words.", {}});
    }
    // A figure alone is no series: it does not compete.
    Groups several = groups;
    std::erase_if(several, [](const auto& group) { return group.second.size() < 2; });
    groups = several.empty() ? groups : std::move(several);
    keepExactSubject(groups, words);
    if (groups.size() > 1) {
        return severalSeries(words, groups);
    }
    return observationsOf(*groups.begin());
}

std::vector<CatalogueEntry> listCatalogueSeries(const catalogue::Catalogue& catalogue, std::string_view words) {
    std::vector<CatalogueEntry> found;
    for (const auto& group : groupsOf(catalogue, words)) {
        if (group.second.size() < 2) {
            continue;
        }
        CatalogueEntry entry;
        entry.observations = observationsOf(group);
        entry.name = entry.observations.name;
        entry.unit = entry.observations.unit;
        entry.figures = group.second.size();
        entry.first = entry.observations.rows.front().when->day;
        entry.last = entry.observations.rows.back().when->day;
        const Fact* latest = *std::max_element(group.second.begin(), group.second.end(),
                                               [](const Fact* a, const Fact* b) { return a->date->first < b->date->first; });
        entry.sourceUrl = latest->sourceUrl;
        for (const Fact* fact : group.second) {
            entry.confidence = std::max(entry.confidence, fact->confidence);
        }
        found.push_back(std::move(entry));
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const CatalogueEntry& a, const CatalogueEntry& b) { return a.figures > b.figures; });
    return found;
}

Expected<Regular> regularFacts(const Observations& observations, std::optional<Step> every) {
    Expected<Regular> result = fail(ErrorCode::Internal, observations.source, {"no step was tried.", {}});
    for (const Step step : {Step::Month, Step::Quarter, Step::Year}) {
        result = regular(observations, every.value_or(step));
        if (!result || every || result->gaps == 0) {
            break;
        }
    }
    if (result && result->gaps > 0 && !every) {
        return fail(ErrorCode::Inconsistent, observations.source,
                    {"{0}: {1}", {observations.name, result->findings.front().text.english()}},
                    {"Let gaps be interpolated with --every year --gaps interpolate.", {}});
    }
    if (result && observations.sellers > 1) {
        result->findings.push_back(
            {Finding::Kind::Mixed,
             {"Figures of {0} sellers and places are averaged; a change of their mix looks like a change of price.",
              {static_cast<std::int64_t>(observations.sellers)}}});
    }
    return result;
}

}  // namespace offtake::series
