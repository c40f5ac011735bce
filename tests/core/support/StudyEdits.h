#pragma once

#include <string>
#include <vector>

#include "core/economics/StudyResult.h"

/// Shorthands for tests: change a study, compute it, read the ledger. What should work and does not ends the test
/// program with the reason.
namespace offtake::testing {

/// The study with one input changed, written as on a command line: "deal.a.tranche.b.price", "2.5 $/GPU-h".
study::Study set(const study::Study& study, const std::string& path, const std::string& value);
/// The study with an element at the end of its list; an empty parent is the study itself.
study::Study plus(const study::Study& study, const std::string& parent, const study::Element& element);
study::Study without(const study::Study& study, const std::string& path);
/// The study as entered, computed.
economics::StudyResult computed(const study::Study& study);

/// Cells of a cash line within the horizon; empty when the deal has no such line.
std::vector<double> cells(const economics::DealResult& deal, economics::LineItem item, int tranche = 0, int loan = -1);
std::vector<double> hours(const economics::DealResult& deal, economics::Quantity quantity, std::size_t tranche = 0);
double sumOf(const std::vector<double>& numbers);
double total(const economics::DealResult& deal, economics::LineItem item, int tranche = 0, int loan = -1);

/// |a − b| within `relative` of the larger, or within `relative` itself near zero.
bool close(double a, double b, double relative = 1e-12);

}  // namespace offtake::testing
