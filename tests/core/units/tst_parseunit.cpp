#include <cmath>

#include <QtTest>

#include "core/units/ParseUnit.h"
#include "core/units/Ratio.h"

using namespace offtake;
using namespace offtake::units;

namespace {

bool same(const Unit& left, const Unit& right) {
    return left.sameDimension(right) && Ratio::near(left.factor / right.factor).one();
}

}  // namespace

class TestParseUnit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyWayOfWritingMeansTheSame() {
        const std::vector<std::pair<Unit, std::vector<const char*>>> spellings = {
            {kDollarPerGpuHour.unit,
             {"$/GPU-h", "$/GPU·h", "$/GPU*h", "$/(GPU·h)", "$ / GPU h", "USD/GPU/h", "$ per GPU-hour", "$/GPU/hr",
              "usd/gpu-hours", "$ per GPU per hour", "dollars per accelerator-hour", "$/GPUh", "US$/GPU-h."}},
            {1e6 * kDollarPerMonth.unit,
             {"M$/month", "$M/mo", "MUSD/month", "million $ per month", "M $/month", "mn$/mo.", "MM$/month"}},
            {1e9 * kDollar.unit, {"B$", "bn$", "$bn", "$B", "G$", "billion dollars", "billion USD"}},
            {1e3 * kDollar.unit, {"k$", "K$", "thousand dollars", "$k"}},
            {kPercentPerYear.unit,
             {"%/yr", "% per year", "%/a", "%/year", "% p.a.", "% pa", "percent per annum", "%p.a."}},
            {kKilowattHour.unit, {"kWh", "kW-h", "kW·h", "kwh", "KWh"}},
            {1e6 * kKilowattHour.unit, {"GWh", "GW-h", "GWH"}},
            {kDollarPerMillionTokens.unit, {"$/M tokens", "$/Mtokens", "$ per million tokens", "$ / M token"}},
            {0.01 * kDollarPerKilowattHour.unit, {"¢/kWh", "c/kWh", "ct/kWh", "cents per kWh"}},
            {1e-3 * kDollarPerKilowattHour.unit, {"$/MWh"}},
            {kTonCo2.unit, {"tCO2", "t CO2", "tCO2e", "t", "tonnes CO2", "tCO₂", "t CO₂e", "MgCO2"}},
            {kGramCo2PerKilowattHour.unit, {"gCO2/kWh", "g CO2/kWh", "g/kWh", "kgCO2/MWh", "gCO₂e/kWh"}},
            {kPersonMonth.unit, {"engineer-months", "person-months", "FTE-mo", "engineer months", "person·month"}},
            {kGpu.unit, {"GPUs", "GPU", "gpu", "accelerators", "TPUs"}},
            {kDay.unit, {"days", "day", "d"}},
            {kHour.unit, {"h", "hours", "hr", "H"}},
            {kMonth.unit, {"mo", "month", "months", "Month"}},
            {kYear.unit, {"years", "yr", "y", "a"}},
            {kKilowattPerGpu.unit, {"kW/GPU", "kW per GPU"}},
            {1e-3 * kKilowattPerGpu.unit, {"W/GPU", "watts per GPU"}},
            {kH100eHour.unit, {"H100e-h", "H100e hours", "h100e·h"}},
            {kTeraflopPerSecondPerGpu.unit, {"TFLOP/s per GPU", "TFLOPS/GPU", "TFLOP/s/GPU", "TFLOP/(s·GPU)"}},
            {kTerabyte.unit, {"TB"}},
            {kOne.unit, {"x", "1"}},
        };
        for (const auto& [unit, texts] : spellings) {
            for (const char* text : texts) {
                const auto read = parseUnit(text);
                QVERIFY2(read.has_value(), (std::string(text) + ": " + (read ? "" : read.error().english())).c_str());
                QVERIFY2(same(*read, unit), (std::string(text) + " was read as " + symbolOf(*read)).c_str());
            }
        }
    }
    void everyNamedSymbolIsReadAsItsUnit() {
        for (const NamedUnit& named : namedUnits()) {
            if (named.symbol.empty()) {
                continue;
            }
            const auto read = parseUnit(named.symbol);
            QVERIFY2(read.has_value() && same(*read, named.unit), std::string(named.symbol).c_str());
            const auto spoken = parseUnit(named.spoken);
            QVERIFY2(!spoken.has_value() || same(*spoken, named.unit), std::string(named.spoken).c_str());
        }
    }
    void refusesWhatItDoesNotKnow_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* text, ErrorCode code, const char* says) {
            QTest::addRow("[%s]", text) << static_cast<int>(code) << QString::fromUtf8(says);
        };
        row("", ErrorCode::Syntax, "unit");
        row("/h", ErrorCode::Syntax, "unit");
        row("$//h", ErrorCode::Syntax, "unit");
        row("$/", ErrorCode::Syntax, "unit");
        row("$-", ErrorCode::Syntax, "unit");
        row("$ per", ErrorCode::UnknownName, "per");
        row("$/(GPU-h", ErrorCode::Syntax, "unit");
        row("$/GPU)h", ErrorCode::Syntax, "unit");
        row("k", ErrorCode::Syntax, "multiple without a unit");
        row("k M$", ErrorCode::Syntax, "unit");
        row("$/M", ErrorCode::Syntax, "unit");
        row("k/month", ErrorCode::Syntax, "unit");
        row("m", ErrorCode::UnknownName, "mo for a month");
        row("mW", ErrorCode::UnknownName, "mW");
        row("Gb", ErrorCode::UnknownName, "Gb");
        row("€/kWh", ErrorCode::UnknownName, "currency");
        row("gbp", ErrorCode::UnknownName, "currency");
        row("kfurlong", ErrorCode::UnknownName, "kfurlong");
        row("h-h-h-h-h-h-h-h-h-h-h-h", ErrorCode::Syntax, "unit");
    }
    void refusesWhatItDoesNotKnow() {
        QFETCH(int, code);
        QFETCH(QString, says);
        const std::string tag = QTest::currentDataTag();
        const auto read = parseUnit(tag.substr(1, tag.size() - 2));
        QVERIFY2(!read.has_value(), read ? symbolOf(*read).c_str() : "");
        const std::string english = read.error().english();
        QVERIFY2(static_cast<int>(read.error().code) == code, english.c_str());
        QVERIFY2(english.find(says.toStdString()) != std::string::npos, english.c_str());
        QVERIFY(!read.error().remedy.text.empty());
    }
    void refusesTextThatIsTooLong() {
        const auto read = parseUnit(std::string(201, 'h'));
        QVERIFY(!read.has_value());
        QCOMPARE(read.error().code, ErrorCode::TooLarge);
    }
};

QTEST_APPLESS_MAIN(TestParseUnit)
#include "tst_parseunit.moc"
