#pragma once

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <QtTest>

#include "core/base/Date.h"
#include "core/finance/FlowRoots.h"
#include "core/finance/Xirr.h"
#include "tests/core/support/PublishedCases.h"

/// Rows of (result, figure, tolerance) for the tests of core/finance.
namespace offtake::test {

inline const std::string kFinanceCases = OFFTAKE_SOURCE_DIR "/tests/data/cases/finance.json";

inline nlohmann::json financeCase(std::string_view id) {
    return caseFrom(kFinanceCases, id);
}

/// An error becomes NaN, which no comparison accepts.
inline double valueOf(const Expected<double>& result) {
    return result ? *result : std::numeric_limits<double>::quiet_NaN();
}

inline double firstRate(const Expected<finance::RatesOfReturn>& result) {
    return result ? result->rate() : std::numeric_limits<double>::quiet_NaN();
}

inline std::vector<finance::DatedFlow> datedFlows(const nlohmann::json& rows, double scale = 1.0) {
    std::vector<finance::DatedFlow> flows;
    for (const nlohmann::json& row : rows) {
        flows.push_back({*parseDate(row.at(0).get<std::string>()), row.at(1).get<double>() * scale});
    }
    return flows;
}

inline void figureColumns() {
    QTest::addColumn<double>("result");
    QTest::addColumn<double>("figure");
    QTest::addColumn<double>("tolerance");
}

inline void figureRow(const std::string& name, double result, double figure, double tolerance) {
    QTest::newRow(name.c_str()) << result << figure << tolerance;
}

inline void compareFigure() {
    QFETCH(double, result);
    QFETCH(double, figure);
    QFETCH(double, tolerance);
    const auto text = QStringLiteral("result %1, published %2, tolerance %3")
                          .arg(result, 0, 'g', 17)
                          .arg(figure, 0, 'g', 17)
                          .arg(tolerance);
    QVERIFY2(std::abs(result - figure) <= tolerance, qPrintable(text));
}

}  // namespace offtake::test
