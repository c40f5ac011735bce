#include <QtTest>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "data/catalogue/Catalogue.h"
#include "data/catalogue/Deals.h"
#include "data/csv/Csv.h"

using namespace offtake;
using namespace offtake::catalogue;

namespace {

const std::string kSourcesText =
    "key,title,url,date\npage,A page,https://example.org/a,2026-05\nundated,B,https://example.org/b,\n";
const std::string kHeader =
    "id,kind,subject,metric,value,low,high,unit,text,party,place,terms,date,source,confidence,claims,note\n";
const std::string kGood = "p.1,rental,GPU one,rental,2.5,,,$/GPU-h,,Cloud,US,on-demand,2026-05,page,high,,\n";

Expected<Catalogue> readText(const std::string& rows) {
    const std::string table = kHeader + rows;
    const std::vector<embedded::File> files = {{"prices.csv", table}, {"sources.csv", kSourcesText}};
    return Catalogue::read(files);
}

Catalogue builtIn() {
    auto catalogue = Catalogue::builtIn();
    if (!catalogue) {
        qFatal("%s", catalogue.error().english().c_str());
    }
    return *catalogue;
}

Fact userFact(const std::string& id) {
    Fact fact;
    fact.id = id;
    fact.subject = "My quote";
    fact.metric = "rental";
    fact.value = 2.2;
    fact.unit = "$/GPU-h";
    fact.date = *parsePeriod("2026-11");
    return fact;
}

std::vector<std::string> ids(const std::vector<const Fact*>& facts) {
    std::vector<std::string> out;
    for (const Fact* fact : facts) {
        out.push_back(fact->id);
    }
    return out;
}

}  // namespace

class TestCatalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyBuiltInRowIsSoundAndHasSourceOrIsAnEstimate() {
        const Catalogue catalogue = builtIn();
        for (const Fact& fact : catalogue.facts()) {
            QVERIFY2(check(fact).has_value(), fact.id.c_str());
            QVERIFY2(!fact.sourceUrl.empty() || fact.confidence == Confidence::Estimate, fact.id.c_str());
            QVERIFY2(fact.date || fact.sourceDate, fact.id.c_str());
            QVERIFY2(!fact.kind.empty(), fact.id.c_str());
        }
    }
    void everyTableIsThere() {
        const std::vector<std::string_view> expected = {"accelerators", "chip-counts",   "cost-tables",   "datacenter",
                                                        "deals",        "energy",        "open-hardware", "prices",
                                                        "sites",        "training-costs"};
        QCOMPARE(builtIn().tables(), expected);
    }

    void carriesTheFiguresOfTheirSources_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("source");
        // Prospectus 424B4 of SpaceX, reports of its filings.
        QTest::newRow("Reflection fee") << "deal.spx-reflection.monthly-fee" << 150e6 << "$/month"
                                        << "cryptoexploit.com";
        QTest::newRow("Reflection total") << "deal.spx-reflection.total" << 6.3e9 << "$"
                                          << "cryptoexploit.com";
        QTest::newRow("Google months") << "deal.spx-google.term" << 33.0 << "months"
                                       << "forklog.com";
        QTest::newRow("Google total") << "deal.spx-google.total" << 30.36e9 << "$"
                                      << "forklog.com";
        QTest::newRow("Anthropic fee") << "deal.spx-anthropic.monthly-fee" << 1.25e9 << "$/month"
                                       << "sec.gov";
        // SemiAnalysis InferenceX constants.
        QTest::newRow("H100 power") << "accelerator.nvidia-h100-sxm5-80gb.design-power" << 0.7 << "kW/GPU"
                                    << "InferenceX-app";
        QTest::newRow("GB300 memory") << "accelerator.nvidia-gb300-nvl72.memory" << 279.0 << "GB"
                                      << "InferenceX-app";
        QTest::newRow("H100 owned") << "cost.semianalysis.h100.cost-of-owning-neocloud" << 1.69 << "$/GPU-h"
                                    << "InferenceX-app";
        // EIA Electric Power Annual; PJM auction; GB200 centre by Bernstein: 35 B$/GW is 35 $/W.
        QTest::newRow("Alabama") << "energy.electricity-price.alabama.2023" << 0.0711 << "$/kWh"
                                 << "eia.gov";
        QTest::newRow("PJM") << "energy.capacity-price.rto.2025-2026" << 269.92 << "$/MW-day"
                             << "http";
        QTest::newRow("GW") << "datacenter.gw-cost.gb200-nvl72-ai-data-centre.all-in-capex" << 35.0 << "$/W"
                            << "investing.com";
        QTest::newRow("UALink") << "open.ualink.ualink-200g-1-0.accelerators-per-pod" << 1024.0 << "count"
                                << "convergedigest";
    }
    void carriesTheFiguresOfTheirSources() {
        QFETCH(QString, id);
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, source);
        const Catalogue catalogue = builtIn();
        const Fact* fact = catalogue.find(id.toStdString());
        QVERIFY2(fact != nullptr, qPrintable(id));
        QCOMPARE(fact->value.value(), value);
        QCOMPARE(QString::fromStdString(fact->unit), unit);
        QVERIFY2(QString::fromStdString(fact->sourceUrl).contains(source), fact->sourceUrl.c_str());
    }

    void contestedClaimsStandSideBySide() {
        const Catalogue catalogue = builtIn();
        std::set<std::string> groups;
        for (const Conflict& conflict : catalogue.conflicts()) {
            groups.insert(conflict.group);
            QVERIFY2(conflict.claims.size() >= 2, conflict.group.c_str());
        }
        for (const char* group :
             {"spx-reflection-total", "spx-google-term", "h100-rental-2026", "b300-design-power", "server-useful-life",
              "mi300x-rental-2026", "colossus-2-cost", "llama-3-faulty-gpu-share"}) {
            QVERIFY2(groups.contains(group), group);
        }
        const auto totals = catalogue.claims("spx-reflection-total");
        QCOMPARE(totals.size(), std::size_t{2});
        QCOMPARE(totals[0]->value.value(), 6.3e9);
        QCOMPARE(totals[1]->value.value(), 5.4e9);
        QVERIFY(totals[1]->unverified());
        double shortest = 99;
        double longest = 0;
        for (const Fact* fact : catalogue.claims("server-useful-life")) {
            shortest = std::min(shortest, fact->value.value());
            longest = std::max(longest, fact->value.value());
        }
        QCOMPARE(shortest, 3.0);
        QCOMPARE(longest, 6.0);
    }
    void noClaimGroupHasASingleMember() {
        const Catalogue catalogue = builtIn();
        for (const Fact& fact : catalogue.facts()) {
            QVERIFY2(fact.claimGroup.empty() || catalogue.claims(fact.claimGroup).size() >= 2, fact.id.c_str());
        }
    }
    void feesOfBundlesAreNeverRents() {
        const Catalogue catalogue = builtIn();
        const Fact* google = catalogue.find("deal.spx-google.bundle-price");
        const Fact* anthropic = catalogue.find("deal.spx-anthropic.bundle-price");
        QVERIFY(google != nullptr && google->bundle());
        QVERIFY(anthropic != nullptr && anthropic->bundle());
        QCOMPARE(google->value.value(), 11.46);
        QCOMPARE(anthropic->value.value(), 5.27);
        QVERIFY(shortCells(*google)[2].find("whole bundle") != std::string::npos);
        for (const Fact& fact : catalogue.facts()) {
            if (fact.value == 11.46 || fact.value == 5.27 || fact.value == 7.78) {
                QVERIFY2(fact.bundle() || fact.unit != "$/GPU-h", fact.id.c_str());
            }
        }
    }

    void holdsNoFewerFactsThanTheCollectionItCameFrom() {
        const std::filesystem::path beside = std::filesystem::path(OFFTAKE_SOURCE_DIR).parent_path() / "shared";
        const std::filesystem::path folder =
            std::filesystem::path(
                qEnvironmentVariable("OFFTAKE_SHARED", QString::fromStdString(beside)).toStdString()) /
            "facts";
        if (!std::filesystem::exists(folder)) {
            QSKIP("The collection of facts is not there; OFFTAKE_SHARED names the folder above it.");
        }
        const Catalogue catalogue = builtIn();
        for (const auto& [file, table] : {std::pair{"prices", "prices"},
                                          {"energy", "energy"},
                                          {"datacenter", "datacenter"},
                                          {"open_hardware", "open-hardware"},
                                          {"tco_reference", "cost-tables"}}) {
            std::ifstream in(folder / (std::string(file) + ".csv"), std::ios::binary);
            std::stringstream text;
            text << in.rdbuf();
            const auto original = csv::read(text.str());
            QVERIFY(original.has_value());
            QVERIFY2(catalogue.table(table).size() >= original->rows() - 1, table);
        }
        QVERIFY(deals(catalogue).size() >= 36);
        QVERIFY(catalogue.facts().size() >= 1200);
    }

    void dealsShowTheirFactsSideBySide() {
        const Catalogue catalogue = builtIn();
        const auto all = deals(catalogue);
        const auto found =
            std::find_if(all.begin(), all.end(), [](const DealFact& deal) { return deal.key == "spx-google"; });
        QVERIFY(found != all.end());
        QCOMPARE(found->provider, std::string("SpaceX"));
        QCOMPARE(found->customer, std::string("Google"));
        QCOMPARE(isoDate(found->start->first), std::string("2026-10-01"));
        QCOMPARE(isoDate(found->end->last), std::string("2029-06-30"));
        QCOMPARE(found->termMonths.value(), 33.0);
        QCOMPARE(found->monthlyFee.value(), 920e6);
        QCOMPARE(found->acceleratorCount.value.value(), 110000.0);
        QCOMPARE(found->firmCommitment.value(), 5.52e9);
        QVERIFY(found->termination.find("90 days") != std::string::npos);
        QCOMPARE(found->bundlePrice.value.value(), 11.46);
        const auto reflection =
            std::find_if(all.begin(), all.end(), [](const DealFact& deal) { return deal.key == "spx-reflection"; });
        QVERIFY(reflection != all.end());
        QVERIFY2(!reflection->acceleratorCount.value && !reflection->bundlePrice.value,
                 "The number was never published.");
    }

    void searchNeedsAllWordsAndPutsTheSubjectFirst() {
        const Catalogue catalogue = builtIn();
        const auto found = catalogue.search("h100 Rental");
        QVERIFY(!found.empty());
        QVERIFY(found.front()->subject.find("H100") != std::string::npos);
        QCOMPARE(ids(found), ids(catalogue.search("  RENTAL   h100 ")));
        QVERIFY(found.size() < catalogue.search("h100").size());
        QVERIFY(catalogue.search("h100 no-such-word").empty());
        QCOMPARE(catalogue.search("").size(), catalogue.facts().size());
    }
    void searchIsLimitedToATableAndANumber() {
        const Catalogue catalogue = builtIn();
        SearchOptions options;
        options.table = "energy";
        options.limit = 3;
        const auto found = catalogue.search("texas", options);
        QVERIFY(!found.empty() && found.size() <= 3);
        for (const Fact* fact : found) {
            QCOMPARE(fact->table, std::string("energy"));
        }
        options.table = "no table";
        QVERIFY(catalogue.search("texas", options).empty());
    }
    void equallyGoodResultsComeNewestFirst() {
        const auto catalogue = readText(
            "a,index,GPU,rental,1,,,$,,,,,2024,page,high,,\n"
            "b,index,GPU,rental,1,,,$,,,,,2026,page,high,,\n"
            "c,index,Other,rental,1,,,$,,,,,2026,page,high,,on a gpu\n");
        QCOMPARE(ids(catalogue->search("gpu")), (std::vector<std::string>{"b", "a", "c"}));
    }

    void usersFactsJoinAndMayDisagree() {
        const Catalogue catalogue = builtIn();
        Fact own = userFact("own.h100");
        own.claimGroup = "h100-rental-2026";
        const auto more = catalogue.withUserFacts({own});
        QVERIFY(more.has_value());
        QCOMPARE(more->facts().size(), catalogue.facts().size() + 1);
        QCOMPARE(more->find("own.h100")->table, std::string(kUserTable));
        QCOMPARE(more->claims("h100-rental-2026").size(), catalogue.claims("h100-rental-2026").size() + 1);
        QVERIFY(catalogue.find("own.h100") == nullptr);
        QVERIFY(!catalogue.withUserFacts({userFact("deal.spx-google.term")}).has_value());
        own.value = std::numeric_limits<double>::infinity();
        QCOMPARE(catalogue.withUserFacts({own}).error().code, ErrorCode::OutOfBounds);
    }

    void unsoundRowsAreRefusedNamingFileAndLine_data() {
        QTest::addColumn<QString>("row");
        QTest::addColumn<int>("code");
        QTest::newRow("id twice") << QString::fromStdString(kGood) << int(ErrorCode::Inconsistent);
        QTest::newRow("no id") << ",rental,G,rental,2,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("space in id") << "a b,rental,G,rental,2,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("no number") << "x,rental,G,rental,two,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("nan") << "x,rental,G,rental,nan,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("1e400") << "x,rental,G,rental,1e400,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::OutOfBounds);
        QTest::newRow("no unit") << "x,rental,G,rental,2,,,,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("nothing said") << "x,rental,G,rental,,,,$,,,,,2026,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("range reversed") << "x,rental,G,rental,,3,2,$,,,,,2026,page,high,,\n"
                                        << int(ErrorCode::Inconsistent);
        QTest::newRow("value outside") << "x,rental,G,rental,5,3,4,$,,,,,2026,page,high,,\n"
                                       << int(ErrorCode::Inconsistent);
        QTest::newRow("confidence") << "x,rental,G,rental,2,,,$,,,,,2026,page,sure,,\n" << int(ErrorCode::UnknownName);
        QTest::newRow("source unknown") << "x,rental,G,rental,2,,,$,,,,,2026,elsewhere,high,,\n"
                                        << int(ErrorCode::UnknownName);
        QTest::newRow("no source") << "x,rental,G,rental,2,,,$,,,,,2026,,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("no date at all") << "x,rental,G,rental,2,,,$,,,,,,undated,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("date") << "x,rental,G,rental,2,,,$,,,,,soon,page,high,,\n" << int(ErrorCode::Syntax);
        QTest::newRow("bundle in dollars") << "x,bundle,G,fee,2,,,$,,,,,2026,page,high,,\n"
                                           << int(ErrorCode::Inconsistent);
        QTest::newRow("short row") << "x,rental,G\n" << int(ErrorCode::Inconsistent);
    }
    void unsoundRowsAreRefusedNamingFileAndLine() {
        QFETCH(QString, row);
        QFETCH(int, code);
        QVERIFY(readText(kGood).has_value());
        const auto catalogue = readText(kGood + row.toStdString());
        QVERIFY(!catalogue.has_value());
        QCOMPARE(int(catalogue.error().code), code);
        QCOMPARE(catalogue.error().subject, std::string("prices.csv"));
        QVERIFY2(catalogue.error().english().find("ine 3") != std::string::npos, catalogue.error().english().c_str());
        QVERIFY(!catalogue.error().remedy.text.empty());
    }
    void estimatesMayStandWithoutASource() {
        QVERIFY(readText("x,rental,G,rental,2,,,$,,,,,2026,,estimate,,\n").has_value());
    }
    void aMissingColumnIsNamed() {
        const std::vector<embedded::File> files = {{"prices.csv", "id,kind\na,b\n"}};
        const auto catalogue = Catalogue::read(files);
        QCOMPARE(catalogue.error().code, ErrorCode::UnknownName);
        QVERIFY(catalogue.error().english().find("\"subject\"") != std::string::npos);
    }

    void figuresAreSpelledInOneWay() {
        Fact fact = userFact("x");
        QCOMPARE(spelled(fact), std::string("2.2 $/GPU-h"));
        fact.low = 2.0;
        fact.high = 3.5;
        QCOMPARE(spelled(fact), std::string("2.2 (2 to 3.5) $/GPU-h"));
        fact.value.reset();
        QCOMPARE(spelled(fact), std::string("2 to 3.5 $/GPU-h"));
        fact.high.reset();
        QCOMPARE(spelled(fact), std::string("from 2 $/GPU-h"));
        fact.low.reset();
        fact.text = "not published";
        QCOMPARE(spelled(fact), std::string("not published"));
    }
    void rowsOfTextHaveACellPerColumnAndFlagDoubt() {
        const Catalogue catalogue = builtIn();
        for (const Fact& fact : catalogue.facts()) {
            QCOMPARE(cells(fact).size(), kFactColumns.size());
            QCOMPARE(shortCells(fact).size(), kShortFactColumns.size());
            QCOMPARE(shortCells(fact)[2].find("unverified") != std::string::npos, fact.unverified());
        }
    }
};

QTEST_APPLESS_MAIN(TestCatalogue)
#include "tst_catalogue.moc"
