#include <cmath>

#include <QtTest>

#include "core/forecast/ForecastAssumption.h"
#include "core/study/Assumption.h"
#include "core/study/EditBuilders.h"
#include "core/study/Plan.h"
#include "core/study/Validate.h"
#include "core/study/kinds/StudyInputs.h"
#include "core/study/kinds/TrancheInputs.h"
#include "tests/core/support/SmallDeals.h"

using namespace offtake;
using namespace offtake::forecast;
using study::Path;
using study::Study;

namespace {

const char* const kEnergyPath = "deal.a.tranche.t.energy-price";

/// Prices that grow by a hundredth a step, with a little noise, ending before 2026-01, when the small deals start.
Series prices(Step step, int count) {
    Series series;
    for (int i = 0; i < count; ++i) {
        series.values.push_back(0.06 * std::pow(1.01, i) * (i % 2 == 0 ? 1.002 : 0.998));
    }
    series.step = step;
    series.seasonLength = 1;
    const int months = step == Step::Year ? 12 : step == Step::Quarter ? 3 : 1;
    series.start = addMonths(date(2026, 1, 1), -months * count);
    series.name = "power";
    series.unit = "$/kWh";
    return series;
}

FittedForecast fit(const Series& series, const char* method, int horizon, TransformKind scale = TransformKind::None) {
    FittedForecast fitted;
    fitted.name = "Power price";
    fitted.source = {"power.csv, price", {}, {}, "low"};
    fitted.recipe.method = method;
    fitted.recipe.scale = scale;
    fitted.series = series;
    fitted.levels = {0.95, 0.8};
    OutlookOptions options;
    options.horizon = horizon;
    options.transform = scale;
    options.probabilities = tailsOf(fitted.levels);
    fitted.outlook = *outlook(series, method, options);
    return fitted;
}

std::vector<Path> energy() { return {*study::parsePath(kEnergyPath)}; }

const study::Element& only(const Study& study) {
    static study::ElementPtr kept;
    kept = study.root().childrenOf(study::Role::Assumption).front();
    return *kept;
}

std::string english(const Error& error) { return error.english(); }

}  // namespace

class TestForecastAssumption : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMonthHasTheMeanOfItsPeriodAndTheErrorOfTheInterval() {
        const Series series = prices(Step::Quarter, 12);
        const FittedForecast fitted = fit(series, "drift", 4);
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, date(2026, 1, 1), 12);
        QVERIFY2(monthly.has_value(), monthly ? "" : english(monthly.error()).c_str());
        QCOMPARE(monthly->values.size(), std::size_t(12));
        QVERIFY(monthly->notes.empty());
        for (std::size_t month = 0; month < 12; ++month) {
            QCOMPARE(monthly->values[month], fitted.outlook.point[month / 3]);
            // The ends of the 80 % interval are the 10 and 90 % quantiles, 1.2815515655446004 deviations off.
            const double lower = fitted.outlook.quantiles[month / 3][2];
            const double upper = fitted.outlook.quantiles[month / 3][3];
            const double deviation = (upper - lower) / (2.0 * 1.2815515655446004);
            // The variance of a lognormal distribution of mean 1 is e^(s²) − 1.
            QVERIFY(std::abs(std::expm1(std::pow(monthly->errors[month], 2.0)) - std::pow(deviation / monthly->values[month], 2.0)) < 1e-12);
        }
    }
    void aMedianBecomesTheMeanOfItsLognormal() {
        const Series series = prices(Step::Month, 24);
        const FittedForecast fitted = fit(series, "drift", 6, TransformKind::Log);
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, date(2026, 1, 1), 6);
        QVERIFY(fitted.outlook.pointIsMedian);
        for (std::size_t month = 0; month < 6; ++month) {
            const double error = monthly->errors[month];
            QVERIFY(error > 0.0);
            QVERIFY(std::abs(error - std::log(fitted.outlook.quantiles[month][3] / fitted.outlook.quantiles[month][2]) / (2.0 * 1.2815515655446004)) < 1e-12);
            QVERIFY(std::abs(monthly->values[month] / fitted.outlook.point[month] - std::exp(0.5 * error * error)) < 1e-12);
        }
    }
    void whatWasObservedWithinTheStudyIsCertain() {
        const Series series = prices(Step::Month, 24);
        const FittedForecast fitted = fit(series, "drift", 4);
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, date(2025, 11, 1), 20);
        QCOMPARE(monthly->values.size(), std::size_t(6));
        QCOMPARE(monthly->values[0], series.values[22]);
        QCOMPARE(monthly->errors[1], 0.0);
        QVERIFY(monthly->errors[2] > 0.0);
        QCOMPARE(monthly->notes.size(), std::size_t(1));  // it ends before the study does
        QVERIFY(monthly->notes[0].english().find("2026-04") != std::string::npos);
    }
    void anIntervalThatEndsNextToZeroHasNoEndlessError() {
        const Series series = prices(Step::Month, 24);
        FittedForecast fitted = fit(series, "drift", 1);
        fitted.outlook.quantiles[0] = {1e-12, 0.3, 1e-9, 0.2};
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, date(2026, 1, 1), 1);
        QVERIFY(monthly->errors[0] < 1.0);
    }
    void errorsNeverFall() {
        const Series series = prices(Step::Month, 36);
        const FittedForecast fitted = fit(series, "combined", 24);
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, date(2026, 1, 1), 24);
        QVERIFY(std::is_sorted(monthly->errors.begin(), monthly->errors.end()));
    }
    void theHorizonReachesToTheEndOfTheStudy() {
        QCOMPARE(*horizonCovering(prices(Step::Year, 5), date(2026, 1, 1), 60), 5);
        QCOMPARE(*horizonCovering(prices(Step::Quarter, 5), date(2026, 1, 1), 61), 21);
        QCOMPARE(*horizonCovering(prices(Step::Month, 5), date(2025, 1, 1), 1), 1);
        QVERIFY(!horizonCovering(prices(Step::Day, 5), date(2026, 1, 1), 60));
    }
    void whatCannotBePutOnMonthsSaysWhy_data() {
        QTest::addColumn<int>("what");
        QTest::addColumn<QString>("words");
        QTest::newRow("no dates") << 0 << "no dates";
        QTest::newRow("weeks") << 1 << "by the week";
        QTest::newRow("gaps") << 2 << "gaps";
        QTest::newRow("past") << 3 << "before the study starts";
        QTest::newRow("zero") << 4 << "reaches zero";
    }
    void whatCannotBePutOnMonthsSaysWhy() {
        QFETCH(int, what);
        Series series = prices(Step::Month, 24);
        FittedForecast fitted = fit(series, "drift", 6);
        Date start = date(2026, 1, 1);
        if (what == 0) {
            series.start.reset();
        } else if (what == 1) {
            series.step = Step::Week;
        } else if (what == 2) {
            series.values[3] = NAN;
        } else if (what == 3) {
            start = date(2026, 9, 1);
        } else {
            fitted.outlook.point[5] = -0.01;
        }
        const auto monthly = byMonth(series, fitted.outlook, fitted.levels, start, 12);
        QVERIFY(!monthly);
        QCOMPARE(monthly.error().code, ErrorCode::Inconsistent);
        QFETCH(QString, words);
        QVERIFY2(english(monthly.error()).find(words.toStdString()) != std::string::npos, english(monthly.error()).c_str());
        QVERIFY(!monthly.error().remedy.text.empty());
    }
    void aRecipeReadsBackFromItsText_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("again");
        QTest::newRow("plain") << "ets" << "ets";
        QTest::newRow("scale") << "combined --scale log" << "combined --scale log";
        QTest::newRow("saturation") << "logistic --saturation 800:3000.5" << "logistic --saturation 800:3000.5";
        QTest::newRow("the default of a study") << "auto" << "combined";
    }
    void aRecipeReadsBackFromItsText() {
        QFETCH(QString, text);
        const auto recipe = parseRecipe(text.toStdString());
        QVERIFY(recipe.has_value());
        QTEST(QString::fromStdString(recipeText(*recipe)), "again");
    }
    void aFaultyRecipeIsRefused() {
        for (const char* text : {"oracle", "ets --scale odd", "ets --speed 3", "logistic --saturation 8", "logistic --saturation 8:x"}) {
            QVERIFY2(!parseRecipe(text).has_value(), text);
        }
    }
    void onlyInputsByMonthOfTheSameUnitTakeIt() {
        const Study study = testing::ownedDeal();
        const auto priced = inputsFor(study, "$/kWh");
        QCOMPARE(priced.size(), std::size_t(1));
        QCOMPARE(priced[0].text(), std::string(kEnergyPath));
        QCOMPARE(inputsFor(study, "cent/kWh").size(), std::size_t(1));
        QVERIFY(inputsFor(study, "furlongs").empty());
        QVERIFY(inputsFor(study, "").size() > 2);
    }
    void anInputFollowsAForecastInOneStep() {
        const Study before = testing::ownedDeal();
        Series series = prices(Step::Quarter, 12);
        const auto edit = useForecast(before, fit(series, "combined", 8), energy());
        QVERIFY2(edit.has_value(), edit ? "" : english(edit.error()).c_str());
        const auto study = study::apply(before, *edit);
        QVERIFY(study.has_value());
        QVERIFY(study::checkStudy(*study).has_value());
        const study::Element& forecast = only(*study);
        QVERIFY(study::isForecast(forecast));
        QCOMPARE(forecast.displayName(), std::string("Power price"));
        QCOMPARE(study::findInput(*study, energy().front())->value().assumption, forecast.id);
        // Data, method, date and error.
        QCOMPARE(forecast.get(study::kForecastHistory).numbers, series.values);
        QCOMPARE(forecast.get(study::kForecastStep).text, std::string("quarter"));
        QCOMPARE(forecast.get(study::kForecastMethod).text, std::string("combined"));
        QCOMPARE(forecast.get(study::kForecastDate).text, std::string("2025-12-31"));
        QVERIFY(forecast.get(study::kForecastModel).text.find("AICc") != std::string::npos);
        QCOMPARE(forecast.get(study::kForecastValue).numbers.size(), std::size_t(24));
        QCOMPARE(forecast.get(study::kForecastValue).uncertainty.process.size(), std::size_t(1));
        const study::Element* source = study->source(forecast.get(study::kForecastHistory).source);
        QVERIFY(source != nullptr);
        QCOMPARE(source->get(study::kTitle).text, std::string("power.csv, price"));
        QCOMPARE(study::resolve(*study)->random.size(), std::size_t(1));
    }
    void valuesAreConvertedToTheUnitOfTheInput() {
        const Study before = testing::ownedDeal();
        Series series = prices(Step::Month, 24);
        for (double& value : series.values) {
            value *= 100.0;
        }
        series.unit = "cent/kWh";
        const FittedForecast fitted = fit(series, "naive", 24);
        const Study study = *study::apply(before, *useForecast(before, fitted, energy()));
        const study::Element& forecast = only(study);
        QVERIFY(std::abs(forecast.get(study::kForecastValue).numbers[0] - 0.01 * series.values.back()) < 1e-15);
        QVERIFY(std::abs(forecast.get(study::kForecastHistory).numbers[3] - 0.01 * series.values[3]) < 1e-15);
        QCOMPARE(forecast.get(study::kAssumptionUnit).text, std::string("$/kWh"));
    }
    void aForecastBeyondTheBoundsOfTheInputIsRefused() {
        Series series = prices(Step::Month, 24);
        for (double& value : series.values) {
            value *= 1e4;  // an electricity price of 600 $/kWh
        }
        const auto edit = useForecast(testing::ownedDeal(), fit(series, "drift", 12), energy());
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::OutOfBounds);
    }
    void anInputOfOneNumberIsRefused() {
        const auto edit = useForecast(testing::ownedDeal(), fit(prices(Step::Month, 24), "drift", 12), std::vector{*study::parsePath("party.buyer.discount-rate")});
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::Inconsistent);
    }
    void whatAStudyKeepsIsFittedAgainToTheSame() {
        const Study before = testing::ownedDeal();
        const FittedForecast fitted = fit(prices(Step::Quarter, 12), "ets", 8, TransformKind::Log);
        const Study study = *study::apply(before, *useForecast(before, fitted, energy()));
        const auto kept = keptForecast(study, only(study));
        QVERIFY2(kept.has_value(), kept ? "" : english(kept.error()).c_str());
        QCOMPARE(recipeText(kept->recipe), std::string("ets --scale log"));
        QCOMPARE(kept->series.values, fitted.series.values);
        QCOMPARE(kept->series.start, fitted.series.start);
        QCOMPARE(kept->horizon, 8);
        QCOMPARE(kept->source.title, fitted.source.title);
        FittedForecast again = fit(kept->series, "ets", kept->horizon, kept->recipe.scale);
        again.series.seasonLength = kept->series.seasonLength;
        const Study refitted = *study::apply(study, *refitForecast(study, again, only(study).id));
        QCOMPARE(refitted.root().childrenOf(study::Role::Assumption).size(), std::size_t(1));
        QCOMPARE(only(refitted).displayName(), std::string("Power price"));
    }
    void newerValuesReplaceThoseOfAnEarlierFit() {
        const Study before = testing::ownedDeal();
        const Study study = *study::apply(before, *useForecast(before, fit(prices(Step::Month, 24), "naive", 24), energy()));
        const std::string id = only(study).id;
        Series newer = prices(Step::Month, 25);
        newer.start = addMonths(*newer.start, 1);
        const Study refitted = *study::apply(study, *refitForecast(study, fit(newer, "naive", 24), id));
        QCOMPARE(only(refitted).get(study::kForecastHistory).numbers.size(), std::size_t(25));
        QCOMPARE(only(refitted).get(study::kForecastDate).text, std::string("2026-01-31"));
        QCOMPARE(only(refitted).get(study::kForecastValue).numbers[0], newer.values.back());
        QCOMPARE(refitted.root().childrenOf(study::Role::Source).size(), study.root().childrenOf(study::Role::Source).size());
        QCOMPARE(study::findInput(refitted, energy().front())->value().assumption, id);
    }
    void severalInputsShareOneForecast() {
        Study before = testing::ownedDeal();
        before = *study::apply(before, *study::duplicate(before, *study::parsePath("deal.a")));
        const auto both = inputsFor(before, "$/kWh");
        QCOMPARE(both.size(), std::size_t(2));
        const Study study = *study::apply(before, *useForecast(before, fit(prices(Step::Month, 24), "naive", 24), both));
        for (const Path& path : both) {
            QCOMPARE(study::findInput(study, path)->value().assumption, only(study).id);
        }
        QCOMPARE(study::resolve(study)->random.size(), std::size_t(1));  // one draw for both
    }
    void inputsOfSeveralUnitsCannotShareAForecast() {
        const Study study = testing::ownedDeal();
        const std::vector<Path> mixed{energy().front(), *study::parsePath("deal.a.tranche.t.pue")};
        const auto edit = useForecast(study, fit(prices(Step::Month, 24), "naive", 24), mixed);
        QVERIFY(!edit);
        QCOMPARE(edit.error().code, ErrorCode::Inconsistent);
        QVERIFY(!useForecast(study, fit(prices(Step::Month, 24), "naive", 24), {}).has_value());
    }
    void aRefitConvertsToTheUnitOfTheAssumption() {
        const Study before = testing::ownedDeal();
        const Study study = *study::apply(before, *useForecast(before, fit(prices(Step::Month, 24), "naive", 24), energy()));
        Series cents = prices(Step::Month, 24);
        for (double& value : cents.values) {
            value *= 200.0;
        }
        cents.unit = "cent/kWh";
        const Study refitted = *study::apply(study, *refitForecast(study, fit(cents, "naive", 24), only(study).id));
        QVERIFY(std::abs(only(refitted).get(study::kForecastValue).numbers[0] - 0.01 * cents.values.back()) < 1e-15);
        QCOMPARE(only(refitted).get(study::kAssumptionUnit).text, std::string("$/kWh"));
        cents.unit = "kW";
        const auto refused = refitForecast(study, fit(cents, "naive", 24), only(study).id);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::UnitMismatch);
    }
    void aNewForecastOfTheStudyTakesTheUnitOfItsFirstSeries() {
        study::Element empty = study::makeElement(study::kForecastKind, "power");
        const Study before = *study::apply(testing::ownedDeal(), study::Edit{study::InsertElement{{}, 0, std::make_shared<const study::Element>(empty)}});
        const Study study = *study::apply(before, *refitForecast(before, fit(prices(Step::Month, 24), "naive", 24), "power"));
        QCOMPARE(only(study).get(study::kAssumptionUnit).text, std::string("$/kWh"));
        QCOMPARE(only(study).get(study::kForecastHistory).numbers.size(), std::size_t(24));
    }
    void aShareIsKeptAsAFractionAndFittedInPercent() {
        study::Element share = study::makeElement(study::kForecastKind, "share");
        study::with(share, study::kAssumptionUnit, "%");
        const Study before = *study::apply(testing::ownedDeal(), study::Edit{study::InsertElement{{}, 0, std::make_shared<const study::Element>(share)}});
        Series percent = prices(Step::Month, 24);
        for (double& value : percent.values) {
            value *= 1000.0;
        }
        percent.unit = "%";
        const Study study = *study::apply(before, *refitForecast(before, fit(percent, "naive", 24), "share"));
        QVERIFY(std::abs(only(study).get(study::kForecastHistory).numbers[2] - 0.01 * percent.values[2]) < 1e-14);
        QVERIFY(std::abs(keptForecast(study, only(study))->series.values[2] - percent.values[2]) < 1e-12);
    }
    void aForecastWithoutHistoryCannotBeFittedAgain() {
        study::Element forecast = study::makeElement(study::kForecastKind, "empty");
        const auto kept = keptForecast(testing::ownedDeal(), forecast);
        QVERIFY(!kept);
        QCOMPARE(kept.error().code, ErrorCode::NoSolution);
    }
};

QTEST_APPLESS_MAIN(TestForecastAssumption)
#include "tst_forecast_assumption.moc"
