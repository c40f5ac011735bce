#include <cmath>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

const char* const kCount = "deal.lease.tranche.colossus.accelerators";
const QStringList kLeaseOrOpen{"--deal", "lease", "--against", "open"};

QJsonObject answered(const QStringList& arguments) {
    const Ran ran = runCli(arguments + QStringList{"--format", "json"});
    if (ran.exitCode != 0) {
        qWarning("%s", ran.errors.constData());
    }
    return QJsonDocument::fromJson(ran.output).object();
}

double figureAt(const QStringList& more) {
    const QJsonObject table = answered(QStringList{"sweep", "spacex-reflection", "--deal", "lease", "--against", "open"} + more);
    return table["rows"].toArray().first().toObject()["figures"].toArray().first().toObject()["value"].toDouble();
}

}  // namespace

/// The commands sensitivity, breakeven and sweep.
class TestCliSensitivity : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theUndisclosedCountDecidesMoreThanAllTheRest() {
        const QJsonObject answer = answered(QStringList{"sensitivity", "spacex-reflection"} + kLeaseOrOpen);
        const QJsonObject first = answer["tornado"].toArray().first().toObject();
        QCOMPARE(first["path"].toString(), QString(kCount));
        QCOMPARE(first["low"].toObject()["input"].toDouble(), 17900.0);
        QCOMPARE(first["low"].toObject()["figure"].toDouble(), figureAt({"--vary", QString(kCount) + "=17900"}));
        QCOMPARE(answer["unit"].toString(), QString("$/H100e-h"));
    }
    void aDerivativeIsTheSlopeOfTheFigure() {
        const QJsonObject answer = answered(QStringList{"sensitivity", "spacex-reflection"} + kLeaseOrOpen);
        double derivative = 0.0;
        for (const QJsonValue& item : answer["derivatives"].toArray()) {
            derivative = item.toObject()["path"].toString() == kCount ? item.toObject()["derivative"].toDouble() : derivative;
        }
        const double rise = figureAt({"--vary", QString(kCount) + "=30501"}) - figureAt({"--vary", QString(kCount) + "=30499"});
        QVERIFY(derivative != 0.0);
        QVERIFY(std::abs(rise / 2.0 - derivative) < 1e-6 * std::abs(derivative));
    }
    void theBreakEvenCountMakesBothDealsEqual() {
        const QJsonObject answer = answered(QStringList{"breakeven", "spacex-reflection", "--input", kCount} + kLeaseOrOpen);
        const QJsonArray roots = answer["roots"].toArray();
        QCOMPARE(roots.size(), 1);
        const double count = roots.first().toObject()["input"].toDouble();
        QVERIFY(count > 40000.0 && count < 51900.0);  // the study says that the lease is the cheaper one at its high end
        QVERIFY(std::abs(figureAt({"--vary", QString("%1=%2").arg(kCount, QString::number(count, 'g', 17))})) < 1e-9);
    }
    void noBreakEvenIsAnAnswerThatNamesTheClosestValue() {
        const Ran ran = runCli(QStringList{"breakeven", "spacex-reflection", "--input", kCount, "--to", "30000", "--from", "20000"} + kLeaseOrOpen);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.output.contains("No value between") && ran.output.contains("closest at 30.0 k GPU"), ran.output);
    }
    void aMapHasItsValuesByRowAndAContour() {
        const QJsonObject map = answered(QStringList{"breakeven", "spacex-reflection", "--input", kCount, "--second", "party.lab.discount-rate", "--steps", "8"} + kLeaseOrOpen);
        QCOMPARE(map["xs"].toArray().size(), 9);
        QCOMPARE(map["values"].toArray().size(), 9);
        QVERIFY(!map["contours"].toArray().isEmpty());
    }
    void aTableHasARowForEachCombination() {
        const Ran ran = runCli({"sweep", "spacex-reflection", "--vary", "study.sizing=as-entered,same-money", "--vary", "party.lab.discount-rate=8%:25%:4", "--metric", "lcoc", "--metric", "npv", "--format", "csv"});
        QCOMPARE(ran.output.count('\n'), 11);
        QVERIFY2(ran.output.startsWith("study.sizing,party.lab.discount-rate,lcoc.lease,lcoc.open,npv.lease,npv.open"), ran.output);
    }
    void scenariosAndSettingsHold() {
        const QJsonObject plain = answered({"sensitivity", "spacex-reflection", "--metric", "total-cost"});
        const QJsonObject set = answered({"sensitivity", "spacex-reflection", "--metric", "total-cost", "--set", "deal.lease.tranche.colossus.clause.fixed-fee.fee=160e6"});
        QVERIFY(std::abs(set["value"].toDouble() - plain["value"].toDouble() - 42 * 10e6) < 1.0);
    }

    void indicesSayWhichInputsTheVarianceComesFrom() {
        const QJsonObject answer = answered(QStringList{"sensitivity", "spacex-reflection", "--indices", "--paths", "512"} + kLeaseOrOpen);
        QCOMPARE(answer["metric"].toString(), QString("lcoc"));
        QCOMPARE(answer["against"].toString(), QString("open"));
        const QJsonObject indices = answer["indices"].toObject();
        QCOMPARE(indices["paths"].toInt() + indices["missing"].toInt(), 512);
        QCOMPARE(indices["sampler"].toString(), QString("sobol"));
        QVERIFY(std::abs(indices["variance"].toDouble() - std::pow(indices["deviation"].toDouble(), 2)) < 1e-9 * indices["variance"].toDouble());
        const QJsonArray factors = indices["factors"].toArray();
        const QJsonObject first = factors.first().toObject();
        QCOMPARE(first["inputs"].toArray().first().toObject()["path"].toString(), QString(kCount));
        double before = 1e9;
        double alone = 0.0;
        bool grouped = false;
        for (const QJsonValue& item : factors) {
            const QJsonObject total = item.toObject()["total"].toObject();
            QVERIFY(total["low"].toDouble() <= total["value"].toDouble() && total["value"].toDouble() <= total["high"].toDouble());
            QVERIFY(total["value"].toDouble() > 0.0 && total["value"].toDouble() <= before);
            before = total["value"].toDouble();
            alone += item.toObject()["first"].toObject()["value"].toDouble();
            grouped = grouped || item.toObject()["inputs"].toArray().size() > 1;
        }
        QVERIFY(grouped);  // its correlated inputs count as one
        QVERIFY(std::abs(indices["alone"].toObject()["value"].toDouble() - alone) < 1e-12);
        QVERIFY(std::abs(indices["together"].toObject()["value"].toDouble() - (1.0 - alone)) < 1e-12);
        const Ran table = runCli(QStringList{"sensitivity", "spacex-reflection", "--indices", "--paths", "512", "--top", "3"} + kLeaseOrOpen);
        QVERIFY2(table.output.contains("Inputs one by one explain") && table.output.contains(kCount), table.output);
    }
    void indicesAreTheSameBytesForAnyNumberOfThreads() {
        const QStringList asked = QStringList{"sensitivity", "founder-64-gpus", "--indices", "--paths", "700", "--seed", "3", "--format", "json"};
        const QByteArray one = runCli(asked + QStringList{"--threads", "1"}).output;
        QVERIFY(!one.isEmpty());
        QCOMPARE(runCli(asked + QStringList{"--threads", "2"}).output, one);
        QCOMPARE(runCli(asked + QStringList{"--threads", "7"}).output, one);
    }
    void indicesOfAFigureThatNeverExistsHaveAReasonAndNoNumbers() {
        const QJsonObject indices = answered({"sensitivity", "spacex-reflection", "--indices", "--metric", "irr", "--paths", "128"})["indices"].toObject();
        QCOMPARE(indices["missing"].toInt(), 128);
        QVERIFY(indices["reason"].toString().contains("none of the paths"));
        QVERIFY(indices["variance"].isNull() && indices["alone"].isNull());
        QVERIFY(indices["factors"].toArray().isEmpty());
    }
    void indicesAsCsvHaveARowForEachInputThatMovesTheFigure() {
        const Ran ran = runCli({"sensitivity", "founder-64-gpus", "--indices", "--paths", "128", "--format", "csv"});
        QVERIFY2(ran.output.startsWith("inputs,label,first,first.low,first.high,total,total.low,total.high"), ran.output);
        QVERIFY(ran.output.contains("deal.rent.tranche.rented.allocation,"));
        QVERIFY(!ran.output.contains("deal.buy."));  // the other deal's inputs do not
    }

    void theBreakEvenThatIsPrintedReachesTheTargetWhenItIsTypedAgain_data() {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QStringList>("more");
        QTest::newRow("count") << kCount << QStringList{};
        QTest::newRow("price") << "deal.open.tranche.neocloud.clause.price.price" << QStringList{};
        QTest::newRow("share") << "deal.lease.tranche.colossus.allocation" << QStringList{"--metric", "lcoc", "--target", "1"};
        QTest::newRow("money") << "deal.lease.tranche.colossus.clause.fixed-fee.fee" << QStringList{};
    }
    void theBreakEvenThatIsPrintedReachesTheTargetWhenItIsTypedAgain() {
        QFETCH(QString, input);
        QFETCH(QStringList, more);
        const Ran ran = runCli(QStringList{"breakeven", "spacex-reflection", "--input", input} + kLeaseOrOpen + more);
        const auto match = QRegularExpression(QStringLiteral(" at [^(\n]*\\(([^)]*)\\)")).match(QString::fromUtf8(ran.output));
        QVERIFY2(match.hasMatch(), ran.output);
        const double target = more.isEmpty() ? 0.0 : more.last().toDouble();
        QVERIFY2(std::abs(figureAt({"--vary", input + "=" + match.captured(1)}) - target) < 1e-9, ran.output);
    }
    void aMapLooksWhereItIsAskedTo() {
        const QJsonObject map = answered(QStringList{"breakeven", "spacex-reflection", "--input", kCount, "--from", "20000", "--to", "30000", "--second", "party.lab.discount-rate",
                                                     "--second-to", "20 %", "--steps", "4"} + kLeaseOrOpen);
        QCOMPARE(map["xs"].toArray().first().toDouble(), 20000.0);
        QCOMPARE(map["xs"].toArray().last().toDouble(), 30000.0);
        QCOMPARE(map["ys"].toArray().last().toDouble(), 0.2);
    }
    void datesAreDatesInTablesAndMaps() {
        const QString start = "deal.lease.tranche.colossus.start";
        const Ran table = runCli(QStringList{"breakeven", "spacex-reflection", "--input", start, "--metric", "total-cost", "--format", "csv"} + kLeaseOrOpen);
        QVERIFY2(QRegularExpression(QStringLiteral("\n(crossing|jump|stretch|touch),20\\d\\d-\\d\\d-\\d\\d,")).match(QString::fromUtf8(table.output)).hasMatch(), table.output);
        const QJsonObject map = answered(QStringList{"breakeven", "spacex-reflection", "--input", start, "--second", kCount, "--steps", "4"} + kLeaseOrOpen);
        QCOMPARE(map["xs"].toArray().first().toString().size(), 10);
    }
    void endsThatMoveTheFigureTheSameWayAreSaidTo() {
        // Vendors are the least concentrated when no tranche is much larger or smaller than the others.
        const QStringList asked{"sensitivity", "spacex-reflection", "--deal", "open", "--metric", "hhi-accelerator", "--set", "deal.open.tranche.mi355x.accelerators=10000 (10 to 90000)"};
        const QJsonArray bars = answered(asked)["tornado"].toArray();
        QCOMPARE(bars[0].toObject()["path"].toString(), QString("deal.open.tranche.mi355x.accelerators"));
        QCOMPARE(bars[0].toObject()["both-ends"].toString(), QString("raise"));
        QVERIFY(bars[1].toObject()["both-ends"].isNull());
        QCOMPARE(runCli(asked).output.count("both ends raise it"), 1);
    }
    void aTableSaysWhyFiguresAreMissing() {
        const Ran ran = runCli(QStringList{"sweep", "spacex-reflection", "--vary", QString(kCount) + "=0,30500"} + kLeaseOrOpen);
        QCOMPARE(ran.exitCode, 0);
        QVERIFY2(ran.errors.contains("One row has no lcoc.lease-open: "), ran.errors);
    }

    void whatHasNoAnswerIsRefused_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const int bad = static_cast<int>(cli::ExitCode::BadInput);
        const int none = static_cast<int>(cli::ExitCode::NoSolution);
        QTest::newRow("unknown metric") << QStringList{"sensitivity", "spacex-reflection", "--metric", "price"} << bad << "implied-price";
        QTest::newRow("unknown deal") << QStringList{"sensitivity", "spacex-reflection", "--against", "x"} << bad << "lease, open";
        QTest::newRow("against itself") << QStringList{"sensitivity", "spacex-reflection", "--against", "lease"} << bad << "itself";
        QTest::newRow("no such figure") << QStringList{"sensitivity", "spacex-reflection", "--metric", "unmet-demand"} << none << "No demand is stated";
        QTest::newRow("too few paths") << QStringList{"sensitivity", "spacex-reflection", "--indices", "--paths", "3"} << bad << "at least 128";
        QTest::newRow("too many paths") << QStringList{"sensitivity", "spacex-reflection", "--indices", "--paths", "1000000000000"} << bad << "at most";
        QTest::newRow("paths that are none") << QStringList{"sensitivity", "spacex-reflection", "--indices", "--paths", "many"} << bad << "--paths";
        QTest::newRow("paths without indices") << QStringList{"sensitivity", "spacex-reflection", "--paths", "512"} << static_cast<int>(cli::ExitCode::Usage) << "--indices";
        QTest::newRow("unknown deal for indices") << QStringList{"sensitivity", "spacex-reflection", "--indices", "--deal", "x"} << bad << "lease, open";
        QTest::newRow("no such end") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", kCount, "--from", "5 to 9"} << bad << "not one value";
        QTest::newRow("target that is none") << QStringList{"breakeven", "spacex-reflection", "--target", "nan", "--input", kCount} << bad << "no number";
        QTest::newRow("infinite target") << QStringList{"breakeven", "spacex-reflection", "--target", "inf", "--input", kCount} << bad << "no number";
        QTest::newRow("map of an inverted range") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", kCount, "--from", "9", "--to", "5", "--second", "party.lab.discount-rate"}
                                                  << bad << "empty";
        QTest::newRow("no bars") << QStringList{"sensitivity", "spacex-reflection", "--top", "-1"} << static_cast<int>(cli::ExitCode::Usage) << "--top";
        QTest::newRow("steps without a map") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", kCount, "--steps", "9"}
                                             << static_cast<int>(cli::ExitCode::Usage) << "--second";
        QTest::newRow("range without steps") << QStringList{"sweep", "spacex-reflection", "--vary", "study.horizon=24:60"} << bad << "from:to:steps";
        QTest::newRow("nothing to equal") << QStringList{"breakeven", "spacex-reflection", "--input", kCount} << bad << "--target";
        QTest::newRow("unknown path") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", "party.lab.rate"} << bad << "party.lab.";
        QTest::newRow("choice") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", "study.sizing"} << bad << "not a number";
        QTest::newRow("no effect") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", "party.spacex.discount-rate"} << bad << "does not move";
        QTest::newRow("empty range") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", kCount, "--from", "10", "--to", "10"} << bad << "empty";
        QTest::newRow("same input twice") << QStringList{"breakeven", "spacex-reflection", "--target", "1", "--input", kCount, "--second", kCount} << bad << "different";
        QTest::newRow("no values") << QStringList{"sweep", "spacex-reflection", "--vary", "study.horizon"} << bad << "path=from:to:steps";
        QTest::newRow("too many rows") << QStringList{"sweep", "spacex-reflection", "--vary", "party.lab.discount-rate=0:1:9999", "--vary", "study.inflation=0:0.1:99"}
                                       << static_cast<int>(cli::ExitCode::TooLarge) << "combinations";
        QTest::newRow("nothing varied") << QStringList{"sweep", "spacex-reflection"} << static_cast<int>(cli::ExitCode::Usage) << "--vary";
    }
    void whatHasNoAnswerIsRefused() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, says);
        const Ran ran = runCli(arguments);
        QTEST(ran.exitCode, "exit");
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(says.toUtf8()), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliSensitivity)
#include "tst_cli_sensitivity.moc"
