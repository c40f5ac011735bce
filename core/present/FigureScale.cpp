#include "core/present/FigureScale.h"

#include <algorithm>
#include <cmath>

#include "core/present/NumberText.h"

namespace offtake::present {
namespace {

constexpr double kCentsBelow = 1000.0;
constexpr int kCents = 2;

bool isMoney(const economics::MetricInfo& info) { return info.unit.symbol.starts_with('$'); }

}  // namespace

FigureScale::FigureScale(economics::Metric metric, double largest) : m_info(economics::infoOf(metric)) {
    const double shownLargest = std::abs(m_info.unit.shown(largest));
    if (m_info.unit.scaling != units::Scaling::None) {
        m_magnitude = magnitudeFor(shownLargest);
    }
    m_decimals = decimalsFor(shownLargest / m_magnitude.divisor);
    if (isMoney(m_info) && m_magnitude.divisor == 1.0 && shownLargest < kCentsBelow) {
        m_decimals = std::max(m_decimals, kCents);
    }
}

double FigureScale::shown(double stored) const { return m_info.unit.shown(stored) / m_magnitude.divisor; }

std::string FigureScale::number(double stored, bool plusSign) const { return numberText(shown(stored), {m_decimals, plusSign, true}); }

std::string FigureScale::text(double stored, bool plusSign) const {
    const std::string digits = number(std::abs(stored));
    const bool isZero = digits.find_first_of("123456789") == std::string::npos;
    const std::string sign = isZero ? "" : stored < 0.0 ? "−" : plusSign ? "+" : "";
    const std::string magnitude = m_magnitude.symbol.empty() ? "" : " " + m_magnitude.symbol;
    if (isMoney(m_info)) {
        return sign + "$" + digits + magnitude;
    }
    const std::string unit(m_info.unit.symbol);
    return sign + digits + magnitude + (unit.empty() ? "" : " " + unit);
}

std::string FigureScale::unit() const { return unitWithMagnitude(m_info.unit.symbol, m_magnitude); }

FigureScale errorScale(economics::Metric metric, double error) {
    // Values have three digits; of an error the first one is known.
    constexpr double kTwoDigits = 100.0;
    return {metric, kTwoDigits * error};
}

}  // namespace offtake::present
