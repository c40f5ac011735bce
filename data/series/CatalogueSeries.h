#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/catalogue/Catalogue.h"
#include "data/series/Observations.h"

namespace offtake::series {

/// The figures of the facts that hold all of these words, over their dates: of one subject, metric, unit and terms.
/// Those of several sellers and places stand together, which a finding says. Bundles are left out, they are no prices
/// of an accelerator.
///
/// Errors, with the words as subject: NoSolution when nothing is found, or nothing with a figure and a date;
/// Inconsistent when the words fit more than one series, listing those with the most figures and how to tell them
/// apart.
[[nodiscard]] Expected<Observations> catalogueSeries(const catalogue::Catalogue& catalogue, std::string_view words);

/// A series of the catalogue.
struct CatalogueEntry {
    std::string name;  ///< "NVIDIA T4, street price, median ($/GPU)"
    std::string unit;
    std::size_t figures = 0;
    Date first;  ///< the first days of the periods that the first and the last figure are of
    Date last;
    Observations observations;
    std::string sourceUrl;                ///< of the latest figure; may be empty
    catalogue::Confidence confidence{};  ///< the least of its figures
};

/// The series of the catalogue that hold all of these words, of two figures or more; those with most figures first.
[[nodiscard]] std::vector<CatalogueEntry> listCatalogueSeries(const catalogue::Catalogue& catalogue,
                                                              std::string_view words);

/// Puts facts on equal steps: the finest of months, quarters and years of which none is empty, or the one asked for.
/// Errors: as regular(); Inconsistent when even years are empty.
[[nodiscard]] Expected<Regular> regularFacts(const Observations& observations,
                                             std::optional<forecast::Step> every = std::nullopt);

}  // namespace offtake::series
