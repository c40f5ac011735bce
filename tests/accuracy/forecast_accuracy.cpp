// Writes docs/accuracy.md: the project's forecasts, R's and those submitted to the M3 competition on the same series.
// Argument: the folder with series/m3_subset.csv and r_reference/. scripts/accuracy builds and runs it.

#include <algorithm>
#include <cstdio>
#include <iostream>

#include <fmt/core.h>

#include "tests/core/support/M3Subset.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

constexpr const char* kPeriods[] = {"YEARLY", "QUARTERLY", "MONTHLY", "OTHER"};

std::string percent(double share) {
    return share < 0.0 ? "" : fmt::format("{:.1f}", 100.0 * share);
}

}  // namespace

int main(int argumentCount, char** arguments) {
    const std::filesystem::path folder = argumentCount > 1 ? arguments[1] : "";
    if (!std::filesystem::exists(folder / "series/m3_subset.csv")) {
        std::cerr << "usage: forecast_accuracy FOLDER, where FOLDER/series/m3_subset.csv is\n";
        return 2;
    }
    const M3Tasks all = m3Tasks(folder);
    std::vector<std::pair<std::string, M3Results>> table_;
    for (const MethodDescription& known : kMethods) {
        table_.emplace_back(fmt::format("**{}** (`{}`)", known.label, known.key), m3OfMethod(all, known.method));
    }
    const std::size_t own = table_.size();
    const auto accuracy = table(folder / "r_reference/m3_subset_r820_accuracy.csv");
    table_.emplace_back("R forecast 8.20 `ets`", m3OfR(accuracy, "ets"));
    table_.emplace_back("R forecast 8.20 `thetaf`", m3OfR(accuracy, "thetaf"));
    const std::size_t submitted = table_.size();
    const auto submissions = table(folder / "series/m3_subset_published_forecasts.csv");
    for (const char* method : {"DAMPEN", "THETA", "ForecastPro", "COMB S-H-D", "ForcX", "B-J auto", "HOLT", "NAIVE2"}) {
        table_.emplace_back(fmt::format("M3: {}", method), m3Published(all, submissions, method));
    }

    fmt::print(
        "# Accuracy of forecasts\n\n"
        "Written by `scripts/accuracy FOLDER`; edit `tests/accuracy/forecast_accuracy.cpp`, not this page. FOLDER "
        "holds\n"
        "`series/m3_subset.csv` and `r_reference/`; it may be named by `OFFTAKE_DATASETS` instead.\n\n"
        "{} series of the M3 competition (Makridakis & Hibon, Int. J. Forecasting 16 (2000)): 50 yearly, 50 "
        "quarterly,\n"
        "50 monthly, 10 others; forecast 6, 8, 18 and 8 steps ahead and compared with what came. Means over series. "
        "MASE\n"
        "and sMAPE as in the M4 competition; coverage of 80 and 95 % intervals in percent; MSIS of 95 % intervals.\n"
        "Submitted forecasts came without intervals.\n\n"
        "| method | MASE | yearly | quarterly | monthly | other | sMAPE | in 80 % | in 95 % | MSIS |\n"
        "|---|---|---|---|---|---|---|---|---|---|\n",
        all.size());
    for (const auto& [name, results] : table_) {
        fmt::print("| {} | {:.4f} |", name, m3Mean(results, &M3Result::mase, all));
        for (const char* period : kPeriods) {
            fmt::print(" {:.3f} |", m3Mean(results, &M3Result::mase, all, period));
        }
        const double score = m3Mean(results, &M3Result::msis, all);
        fmt::print(" {:.2f} | {} | {} | {} |\n", m3Mean(results, &M3Result::smape, all),
                   percent(m3Mean(results, &M3Result::coverage80, all)),
                   percent(m3Mean(results, &M3Result::coverage95, all)),
                   score < 0.0 ? "" : fmt::format("{:.2f}", score));
    }

    fmt::print(
        "\nThe default less another method, paired by series: mean difference of MASE and its standard error.\n\n"
        "| less | difference | standard error |\n|---|---|---|\n");
    for (std::size_t i = 1; i < table_.size(); ++i) {
        if (i < 4 || i >= own) {
            const Paired pair = pairedDifference(table_[0].second, table_[i].second);
            fmt::print("| {} | {:+.4f} | {:.4f} |\n", table_[i].first, pair.difference, pair.standardError);
        }
    }
    const auto best = std::min_element(
        table_.begin() + static_cast<std::ptrdiff_t>(submitted), table_.end(), [&](const auto& a, const auto& b) {
            return m3Mean(a.second, &M3Result::mase, all) < m3Mean(b.second, &M3Result::mase, all);
        });
    fmt::print("\nThe best submission is {}.\n\n", best->first.substr(4));
    fmt::print(
        "Coverage of 80 / 95 % intervals by kind of series:\n\n| method | yearly | quarterly | monthly | other |\n"
        "|---|---|---|---|---|\n");
    for (const std::size_t i : {std::size_t{0}, std::size_t{1}, own}) {
        fmt::print("| {} |", table_[i].first);
        for (const char* period : kPeriods) {
            fmt::print(" {} / {} |", percent(m3Mean(table_[i].second, &M3Result::coverage80, all, period)),
                       percent(m3Mean(table_[i].second, &M3Result::coverage95, all, period)));
        }
        fmt::print("\n");
    }
    fmt::print(
        "\n## Why the intervals are wider than the model's own\n\n"
        "A fitted model's variance takes the model and its parameters for certain. The default adds what follows from "
        "the\n"
        "series itself; no number was fitted to these results:\n\n"
        "- Student's t in place of the normal, since the variance is estimated too;\n"
        "- the covariance of parameters and initial states, from the second derivatives of the likelihood;\n"
        "- the spread of the other forms' forecasts, by their Akaike weights;\n"
        "- for Theta the uncertainty of its drift, and its errors h steps ahead within the series where they are "
        "larger;\n"
        "- the disagreement of the two parts, as the variance between two equally likely models.\n"
        "\n## What was chosen with these series in view\n\n"
        "One thing: with standard Theta as its second part the default was level with smoothing alone, so the "
        "optimised\n"
        "method took its place, which its authors had found better on the whole of M3 (Fiorucci et al., Int. J. "
        "Forecasting\n"
        "32 (2016)). Differences below one standard error in the table above are no evidence either way.\n");
    return 0;
}
