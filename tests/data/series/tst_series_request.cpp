#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "data/series/SeriesRequest.h"

using namespace offtake;
using namespace offtake::series;
using forecast::Step;

namespace {

SeriesRequest textRequest(const char* text) {
    SeriesRequest request;
    request.text = text;
    request.csv.name = "pasted";
    return request;
}

bool says(const SeriesReading& reading, Finding::Kind kind, const char* words) {
    for (const Finding& finding : reading.result->findings) {
        if (finding.kind == kind && finding.text.english().find(words) != std::string::npos) {
            return true;
        }
    }
    return false;
}

catalogue::Fact price(const char* id, const char* subject, const char* date, double value, catalogue::Confidence confidence) {
    catalogue::Fact fact;
    fact.id = id;
    fact.kind = "rental";
    fact.subject = subject;
    fact.metric = "rental";
    fact.value = value;
    fact.unit = "$/GPU-h";
    fact.party = "A";
    fact.date = *catalogue::parsePeriod(date);
    fact.sourceTitle = "Prices";
    fact.sourceUrl = std::string("https://prices.example/") + id;
    fact.confidence = confidence;
    return fact;
}

}  // namespace

class TestSeriesRequest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTextIsReadWithItsColumns() {
        const SeriesReading reading = readSeries(textRequest("month,seller,open,close\n2025-01,A,1,10\n2025-02,A,2,20\n2025-03,B,3,30\n"));
        QVERIFY2(reading.result.has_value(), reading.result ? "" : reading.result.error().english().c_str());
        QCOMPARE(reading.columns.size(), std::size_t(4));
        QVERIFY(reading.columns[0].dates && !reading.columns[0].numbers);
        QVERIFY(!reading.columns[1].dates && !reading.columns[1].numbers);
        QVERIFY(reading.columns[3].numbers);
        QCOMPARE(reading.column, std::string("open"));  // the first with numbers
        QCOMPARE(reading.result->series.values.back(), 3.0);
        QCOMPARE(reading.values, std::size_t(3));
    }
    void theColumnsAreKnownEvenWhereTheSeriesIsWrong() {
        const SeriesReading reading = readSeries(textRequest("month,price\n2025-01,1\n2025-02,two\n2025-03,3\n"));
        QVERIFY(!reading.result);
        QCOMPARE(reading.result.error().code, ErrorCode::Syntax);
        QCOMPARE(reading.columns.size(), std::size_t(2));
    }
    void linesThatCannotBeReadAreLeftOutAndNamed() {
        SeriesRequest request = textRequest("month,price\n2025-01,1\n2025-02,two\nlater,3\n2025-03,3\n");
        request.csv.skipsUnreadable = true;
        const SeriesReading reading = readSeries(request);
        QVERIFY(reading.result.has_value());
        QCOMPARE(reading.values, std::size_t(2));
        QVERIFY(says(reading, Finding::Kind::Unreadable, "3, 4"));
        QCOMPARE(reading.result->gaps, std::size_t(1));
    }
    void whereNoLineCanBeReadThatIsSaid() {
        SeriesRequest request = textRequest("month,price\n2025-01,one\n2025-02,two\n");
        request.csv.skipsUnreadable = true;
        const SeriesReading reading = readSeries(request);
        QVERIFY(!reading.result);
        QCOMPARE(reading.result.error().code, ErrorCode::NoSolution);
    }
    void gapsAreFilledWhenAsked() {
        SeriesRequest request = textRequest("month,price\n2025-01,1\n2025-02,\n2025-03,3\n");
        QCOMPARE(readSeries(request).result->gaps, std::size_t(1));
        request.fillsGaps = true;
        const SeriesReading reading = readSeries(request);
        QCOMPARE(reading.filled, std::size_t(1));
        QCOMPARE(reading.result->gaps, std::size_t(0));
        QCOMPARE(reading.result->series.values[1], 2.0);
    }
    void valuesOfOneTimeAreAveragedAndNamed() {
        SeriesRequest request = textRequest("month,price\n2025-01,1\n2025-01,3\n2025-02,5\n");
        QVERIFY(!readSeries(request).result);
        request.every = Step::Month;
        const SeriesReading reading = readSeries(request);
        QCOMPARE(reading.result->series.values, (std::vector<double>{2.0, 5.0}));
        QVERIFY(says(reading, Finding::Kind::Duplicate, "3"));
    }
    void aFileIsReadAndOneThatIsNotThereSaysSo() {
        QTemporaryDir folder;
        SeriesRequest request;
        request.path = folder.filePath("prices.csv").toStdString();
        request.csv.name = "prices.csv";
        QCOMPARE(readSeries(request).result.error().code, ErrorCode::NotFound);
        QFile file(folder.filePath("prices.csv"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("2025-01,3\n2025-02,4\n");
        file.close();
        QCOMPARE(readSeries(request).result->series.values, (std::vector<double>{3.0, 4.0}));
    }
    void theSeriesOfTheCatalogueAreListedTheLongestFirst() {
        using catalogue::Confidence;
        const auto facts = *catalogue::Catalogue::read({})->withUserFacts(
            {price("a", "X1", "2024", 4.0, Confidence::High), price("b", "X1", "2025", 3.0, Confidence::Low), price("c", "X2", "2023", 2.0, Confidence::High),
             price("d", "X2", "2024", 2.0, Confidence::High), price("e", "X2", "2025", 2.0, Confidence::High), price("f", "X3", "2025", 9.0, Confidence::High)});
        const auto all = listCatalogueSeries(facts, "rental");
        QCOMPARE(all.size(), std::size_t(2));  // a single figure is no series
        QCOMPARE(all[0].name, std::string("X2, rental ($/GPU-h)"));
        QCOMPARE(all[0].figures, std::size_t(3));
        QCOMPARE(all[1].confidence, Confidence::Low);  // the least of its figures
        QCOMPARE(all[1].sourceUrl, std::string("https://prices.example/b"));
        QVERIFY(listCatalogueSeries(facts, "nothing").empty());
        SeriesRequest request;
        request.entry = all[1];
        QCOMPARE(readSeries(request).result->series.values, (std::vector<double>{4.0, 3.0}));
    }
    void gapsOfTheCatalogueAreFilledByTheYear() {
        using catalogue::Confidence;
        const auto facts = *catalogue::Catalogue::read({})->withUserFacts(
            {price("a", "X1", "2021", 4.0, Confidence::High), price("b", "X1", "2025", 2.0, Confidence::High)});
        SeriesRequest request;
        request.entry = listCatalogueSeries(facts, "").front();
        QVERIFY(!readSeries(request).result);
        request.fillsGaps = true;
        QCOMPARE(readSeries(request).result->series.values, (std::vector<double>{4.0, 3.5, 3.0, 2.5, 2.0}));
    }
};

QTEST_APPLESS_MAIN(TestSeriesRequest)
#include "tst_series_request.moc"
