#include <QtTest>

#include "core/forecast/EtsForecast.h"
#include "core/forecast/EtsKernel.h"
#include "core/forecast/EtsModel.h"
#include "core/forecast/EtsSpace.h"
#include "tests/core/support/ForecastReference.h"

using namespace offtake;
using namespace offtake::forecast;
using namespace offtake::test;

namespace {

const std::map<std::string, Series>& series() {
    static const std::map<std::string, Series> all = referenceSeries();
    return all;
}

/// Agreement asked for by the cases ETS-001 to ETS-023; the sums differ only in their order.
constexpr double kSame = 1e-8;

}  // namespace

class TestEtsModel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLikelihoodAtGivenParametersIsTheReference_data() {
        QTest::addColumn<EtsModel>("model");
        QTest::addColumn<Row>("row");
        for (const char* file : {"ets_fits.csv", "ets_fixed_fits.csv"}) {
            for (const Row& row : referenceTable(file)) {
                const EtsModel model = referenceModel(row, series().at(row.at("id")).seasonLength);
                QTest::addRow("%s %s %s", file, row.at("id").c_str(), etsName(model.form).c_str()) << model << row;
            }
        }
    }
    // Cases ETS-001 to ETS-023: log-likelihood, AICc and mean square of R's forecast 8.20.
    void theLikelihoodAtGivenParametersIsTheReference() {
        QFETCH(EtsModel, model);
        QFETCH(Row, row);
        const auto run = runEts(model, series().at(row.at("id")).values);
        QVERIFY(run);
        QVERIFY(std::abs(run->logLikelihood - number(row.at("loglik"))) < kSame);
        QVERIFY(std::abs(run->aicc - number(row.at("aicc"))) < 2 * kSame);
        QVERIFY(std::abs(run->meanSquare / number(row.at("mse")) - 1.0) < kSame);
        if (row.contains("sigma2")) {
            QVERIFY(std::abs(run->variance / number(row.at("sigma2")) - 1.0) < kSame);
            QVERIFY(std::abs(run->aic - number(row.at("aic"))) < 2 * kSame);
        }
    }

    void everyFormAtGivenParametersIsTheReference_data() {
        QTest::addColumn<EtsModel>("model");
        QTest::addColumn<Row>("row");
        for (const Row& row : referenceTable("ets_all_forms.csv")) {
            QTest::newRow(row.at("model").c_str()) << referenceModel(row, 12) << row;
        }
    }
    // All thirty forms by the recursion of R's forecast 8.20, whose own choice leaves out half of them.
    void everyFormAtGivenParametersIsTheReference() {
        QFETCH(EtsModel, model);
        QFETCH(Row, row);
        const auto run = runEts(model, series().at("AirPassengers").values);
        QVERIFY(run);
        QVERIFY(std::abs(run->logLikelihood - number(row.at("loglik"))) < kSame);
        QVERIFY(std::abs(run->residuals.back() - number(row.at("e144"))) < kSame);
        const std::vector<double> path = etsPath(model, run->last, 24);
        for (const auto& [h, name] : {std::pair{0U, "f1"}, std::pair{11U, "f12"}, std::pair{23U, "f24"}}) {
            QVERIFY(std::abs(path[h] / number(row.at(name)) - 1.0) < kSame);
        }
    }

    void fittedValuesAndResidualsAreTheReference() {
        std::map<std::string, EtsRun> runs;
        for (const Row& row : referenceTable("ets_fits.csv")) {
            const Series& values = series().at(row.at("id"));
            runs[row.at("id")] = runEts(referenceModel(row, values.seasonLength), values.values).value();
        }
        int compared = 0;
        for (const Row& row : referenceTable("ets_fitted_values.csv")) {
            const EtsRun& run = runs.at(row.at("id"));
            const auto t = static_cast<std::size_t>(std::stoi(row.at("t")) - 1);
            const double fitted = number(row.at("fitted"));
            QVERIFY(std::abs(run.fitted[t] - fitted) < kSame * std::abs(fitted));
            QVERIFY(std::abs(run.residuals[t] - number(row.at("residual"))) < kSame * std::max(1.0, std::abs(fitted)));
            ++compared;
        }
        QVERIFY(compared > 400);
    }

    void derivativesAgreeWithDifferences_data() {
        QTest::addColumn<std::string>("name");
        for (const char* name : {"ANN", "AAN", "AAdN", "MNN", "MAN", "MAdN", "ANA", "AAA", "AAdA", "MNA", "MAA", "MAdA",
                                 "MNM", "MAM", "MAdM", "ANM", "AAM", "AAdM", "AMN", "AMdN", "MMN", "MMdN", "AMA", "AMdA",
                                 "MMA", "MMdA", "AMM", "AMdM", "MMM", "MMdM"}) {
            QTest::newRow(name) << std::string(name);
        }
    }
    void derivativesAgreeWithDifferences() {
        QFETCH(std::string, name);
        const EtsForm form = parseEtsForm(name).value();
        const std::vector<double>& values = series().at("AirPassengers").values;
        const EtsSpace space(form, 12, values);
        EtsKernel kernel(form, 12, values);
        std::vector<double> x = space.start(0.3, 0.2, 0.1, 0.9);
        const auto at = [&](const std::vector<double>& point) {
            const EtsModel model = space.model(point);
            return kernel.criterion(model.parameters, model.initial);
        };
        QVERIFY(std::isfinite(at(x)));
        EtsGradient byState;
        kernel.gradient(space.model(x).parameters, byState);
        std::vector<double> gradient(x.size());
        space.pullBack(x, byState, gradient);
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double step = 1e-5 * space.box().scale[i];
            std::vector<double> up = x;
            std::vector<double> down = x;
            up[i] += step;
            down[i] -= step;
            const double difference = (at(up) - at(down)) / (2.0 * step);
            // Central differences of a value near 1000 are good to about 1e-13 * 1000 / 1e-5 of a scaled change.
            QVERIFY(std::abs(gradient[i] - difference) * space.box().scale[i] < 1e-6);
        }
    }

    void aModelThatTheSeriesTakesToZeroSaysSo() {
        EtsModel model{parseEtsForm("MNN").value(), {0.9, 0.0, 0.0, 1.0}, {1.0, 0.0, {}}, 1};
        const auto run = runEts(model, std::vector<double>{1.0, -50.0, 3.0});
        QVERIFY(!run);
        QVERIFY(run.error().english().find("zero") != std::string::npos);
        model.form = parseEtsForm("ANA").value();
        QVERIFY(!runEts(model, std::vector<double>{1.0, 2.0, 3.0}));  // no seasonal states
    }

    void formsHaveTheirCustomaryNames() {
        QCOMPARE(etsName(parseEtsForm("MAdM").value()), std::string("ETS(M,Ad,M)"));
        QCOMPARE(etsName(parseEtsForm("ETS(A,N,N)").value()), std::string("ETS(A,N,N)"));
        QCOMPARE(etsName(parseEtsForm("MMdM").value()), std::string("ETS(M,Md,M)"));
        QVERIFY(!parseEtsForm("MDM"));
    }

    // Hyndman, Akram & Archibald, "The admissible parameter space for exponential smoothing models" (2008): without a
    // season 0 < alpha < 2 for a level; ETS(A,A,A) is bounded by its characteristic roots.
    void theAdmissibleRegionIsThatOfTheRoots() {
        QVERIFY(isAdmissible(parseEtsForm("ANN").value(), {1.9, 0.0, 0.0, 1.0}, 1));
        QVERIFY(!isAdmissible(parseEtsForm("ANN").value(), {2.1, 0.0, 0.0, 1.0}, 1));
        QVERIFY(isAdmissible(parseEtsForm("AAA").value(), {0.5, 0.1, 0.1, 1.0}, 4));
        QVERIFY(!isAdmissible(parseEtsForm("AAA").value(), {0.5, 0.1, 1.9, 1.0}, 4));
        for (const Row& row : referenceTable("ets_fits.csv")) {
            const int m = series().at(row.at("id")).seasonLength;
            const EtsModel model = referenceModel(row, m);
            QVERIFY(isAdmissible(model.form, model.parameters, m));
        }
    }
};

QTEST_APPLESS_MAIN(TestEtsModel)
#include "tst_ets_model.moc"
