#include <QtTest>

#include "core/forecast/EtsFit.h"
#include "core/forecast/EtsForecast.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

const std::map<std::string, Series>& series() {
    static const std::map<std::string, Series> all = referenceSeries();
    return all;
}

}  // namespace

class TestEtsFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOptimumIsNoWorseThanTheReference_data() {
        QTest::addColumn<EtsForm>("form");
        QTest::addColumn<Row>("row");
        for (const char* file : {"ets_fits.csv", "ets_fixed_fits.csv"}) {
            for (const Row& row : referenceTable(file)) {
                const EtsForm form = referenceModel(row, series().at(row.at("id")).seasonLength).form;
                QTest::addRow("%s %s %s", file, row.at("id").c_str(), etsName(form).c_str()) << form << row;
            }
        }
    }
    // Cases ETS-001 to ETS-023 allow 0.1; an exact optimiser has no reason to be worse than rounding.
    void theOptimumIsNoWorseThanTheReference() {
        QFETCH(EtsForm, form);
        QFETCH(Row, row);
        const Series& known = series().at(row.at("id"));
        const auto fit = fitEts(form, known.values, known.seasonLength);
        QVERIFY(fit);
        QVERIFY(fit->run.logLikelihood >= number(row.at("loglik")) - 0.001);
        QVERIFY(isAdmissible(form, fit->model.parameters, known.seasonLength));
    }

    void aMultiplicativeTrendIsFittedNoWorseThanTheReference_data() {
        QTest::addColumn<EtsForm>("form");
        QTest::addColumn<Row>("row");
        for (const Row& row : referenceTable("ets_multiplicative_trends.csv")) {
            QTest::addRow("%s %s", row.at("id").c_str(), row.at("model").c_str()) << parseEtsForm(row.at("model")).value() << row;
        }
    }
    void aMultiplicativeTrendIsFittedNoWorseThanTheReference() {
        QFETCH(EtsForm, form);
        QFETCH(Row, row);
        const Series& known = series().at(row.at("id"));
        const auto fit = fitEts(form, known.values, known.seasonLength);
        QVERIFY(fit);
        QVERIFY2(fit->run.logLikelihood >= number(row.at("loglik")) - 0.1,
                 qPrintable(QString("%1 for %2").arg(fit->run.logLikelihood).arg(number(row.at("loglik")))));
    }

    // Without errors in the trend's own response ETS(M,M,N) with beta 0 is a random walk of the level times a fixed factor:
    // ln y has the standard deviation sigma √h of small errors, and half the middle 68.27 % is y (e^s - e^-s) / 2.
    void theSpreadUnderAMultiplicativeTrendIsThatOfItsPaths() {
        const EtsModel model{parseEtsForm("MMN").value(), {1.0, 0.0, 0.0, 1.0}, {}, 1};
        const Moments moments = etsMoments(model, {100.0, 1.02, {}}, 1e-4, 9);
        for (std::size_t h = 0; h < 9; ++h) {
            const double steps = static_cast<double>(h + 1);
            const double path = 100.0 * std::pow(1.02, steps);
            QVERIFY(std::abs(moments.mean[h] / path - 1.0) < 1e-12);
            const double exact = path * std::sinh(0.01 * std::sqrt(steps));
            QVERIFY(std::abs(std::sqrt(moments.variance[h]) / exact - 1.0) < 0.03);  // of 10,000 paths: se of a quantile 1 %
        }
    }

    void automaticChoiceLeavesMultiplicativeTrendsOut() {
        for (const EtsForm form : candidateForms(series().at("AirPassengers").values, 12)) {
            QVERIFY(!multipliesTrend(form));
        }
    }

    void automaticChoiceHasNoWorseAiccThanTheReference() {
        for (const Row& row : referenceTable("ets_fits.csv")) {
            const Series& known = series().at(row.at("id"));
            const auto fits = fitAllEts(known.values, known.seasonLength);
            QVERIFY(fits);
            QVERIFY(fits->front().run.aicc <= number(row.at("aicc")) + 0.002);
            QVERIFY(fits->size() == (known.seasonLength > 1 ? 15U : row.at("id") == "discoveries" ? 3U : 6U));
        }
    }

    void momentsOfAGivenModelAreExact_data() {
        QTest::addColumn<std::string>("id");
        for (const Row& row : referenceTable("ets_fits.csv")) {
            QTest::newRow(row.at("id").c_str()) << row.at("id");
        }
    }
    // The exact columns: 1e-9 relative, they were computed by other arrangements of the same sums.
    void momentsOfAGivenModelAreExact() {
        QFETCH(std::string, id);
        int compared = 0;
        for (const Row& fitted : referenceTable("ets_fits.csv")) {
            if (fitted.at("id") != id) {
                continue;
            }
            const Series& known = series().at(id);
            const EtsModel model = referenceModel(fitted, known.seasonLength);
            const EtsRun run = runEts(model, known.values).value();
            const Moments moments = etsMoments(model, run.last, run.variance, 12);
            const std::vector<double> path = etsPath(model, run.last, 12);
            for (const Row& row : referenceTable("ets_forecasts_corrected.csv")) {
                if (row.at("id") == id) {
                    const auto h = static_cast<std::size_t>(std::stoi(row.at("h")) - 1);
                    const double mean = number(row.at("mean_exact"));
                    QVERIFY(std::abs(moments.mean[h] - mean) < 1e-9 * std::abs(mean));
                    QVERIFY(std::abs(path[h] - number(row.at("mean_zero_error_recursion"))) < 1e-9 * std::abs(mean));
                    QVERIFY(std::abs(std::sqrt(moments.variance[h]) / number(row.at("sd_exact")) - 1.0) < 1e-9);
                    ++compared;
                }
            }
            for (const Row& row : referenceTable("ets_forecasts_corrected.csv")) {
                if (row.at("id") == id && row.at("note") != "DIFFERS") {
                    const auto h = static_cast<std::size_t>(std::stoi(row.at("h")) - 1);
                    QVERIFY(std::abs(std::sqrt(moments.variance[h]) / number(row.at("sd_r820")) - 1.0) < 1e-8);
                }
            }
        }
        QCOMPARE(compared, 12);
    }

    // With a season of 1 throughout and tiny errors an additive error with a multiplicative season is all but
    // ETS(A,N,N), whose variance is known. 20,000 mirrored paths: four standard errors of a variance are 4 %.
    void simulatedVarianceAgreesWithTheExactOneWhereErrorsAreSmall() {
        EtsModel model{parseEtsForm("ANM").value(), {0.4, 0.0, 0.0, 1.0}, {}, 2};
        const EtsState last{100.0, 0.0, {1.0, 1.0}};
        const Moments simulated = etsMoments(model, last, 1e-4, 6);
        model.form = parseEtsForm("ANN").value();
        const Moments exact = etsMoments(model, {100.0, 0.0, {}}, 1e-4, 6);
        for (std::size_t h = 0; h < 6; ++h) {
            QVERIFY(std::abs(simulated.variance[h] / exact.variance[h] - 1.0) < 0.04);
            QVERIFY(std::abs(simulated.mean[h] - 100.0) < 1e-9);  // mirrored paths cancel
        }
    }

    void whatCannotBeFittedSaysWhy() {
        const auto tooShort = fitEts(parseEtsForm("AAN").value(), std::vector<double>{1.0, 2.0, 4.0, 3.0}, 1);
        QVERIFY(!tooShort);
        QVERIFY(tooShort.error().english().find("4 values") != std::string::npos);
        const auto negative =
            fitEts(parseEtsForm("MNN").value(), std::vector<double>{1.0, 2.0, -4.0, 3.0, 2.0, 2.5, 1.0}, 1);
        QVERIFY(!negative);
        QVERIFY(negative.error().english().find("zero") != std::string::npos);
    }

    void aSeriesWithZerosGetsOnlyAdditiveForms() {
        for (const EtsForm form : candidateForms(std::vector<double>{0.0, 1.0, 2.0}, 4)) {
            QVERIFY(!needsPositive(form));
        }
    }
};

QTEST_APPLESS_MAIN(TestEtsFit)
#include "tst_ets_fit.moc"
