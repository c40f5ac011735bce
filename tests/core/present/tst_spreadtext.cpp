#include <QtTest>

#include "core/present/SpreadText.h"
#include "core/study/Path.h"
#include "core/study/ValueText.h"
#include "core/study/kinds/ClauseInputs.h"
#include "tests/core/support/UncertainStudy.h"

using namespace offtake;
using namespace offtake::study;

class TestSpreadText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aSpreadIsSaidInWords_data() {
        QTest::addColumn<QByteArray>("typed");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* typed, const char* words) { QTest::newRow(typed) << QByteArray(typed) << QByteArray(words); };
        row("2.5", "");
        row("4 to 9", "90 % between 4 $/GPU-h and 9 $/GPU-h, median 6 $/GPU-h; lognormal");
        row("5 (4 to 9)", "90 % between 4 $/GPU-h and 9 $/GPU-h, median 5 $/GPU-h; lognormal, each side with its own width");
        row("0 to 9", "90 % between 0 $/GPU-h and 9 $/GPU-h, median 4.5 $/GPU-h; normal, each side with its own width");
        row("62 \u00b1 4", "normal: mean 62 $/GPU-h, standard deviation 4 $/GPU-h");
        row("tri(5, 6, 9)", "triangular: lowest 5 $/GPU-h, most likely 6 $/GPU-h, highest 9 $/GPU-h");
        row("discrete(1: 30 %, 2: 70 %)", "1 $/GPU-h with 30 %, 2 $/GPU-h with 70 %");
        row("quantiles(10 %: 40, 90 %: 160)", "10 % below 40 $/GPU-h, 90 % below 160 $/GPU-h");
        row("2.4 ~ gbm(30 %, -10 %)", "by month: random walk with a volatility of 30 % a year and a drift of -10 % a year");
        // A half-life of ln 2 / 2 years.
        row("4 to 9 ~ ou(2, 60 %) + season(15 %, 1)",
            "90 % between 4 $/GPU-h and 9 $/GPU-h, median 6 $/GPU-h; lognormal; by month: returns half way in 4.16 months, volatility 60 % a year, season of 15 %, highest in January");
        row("2 ~ onoff(60, 1)", "by month: up 60 months and down 1 on average, at 0 % while down");
        row("2 ~ errors(4 %, 6 %)", "by month: error from 4 % after a month to 6 % after 2 months");
    }
    void aSpreadIsSaidInWords() {
        QFETCH(QByteArray, typed);
        QFETCH(QByteArray, words);
        const auto value = parseValue(kCloudPrice, typed.constData(), "x");
        QVERIFY2(value.has_value(), value ? "" : value.error().english().c_str());
        QCOMPARE(present::spreadText(kCloudPrice, *value), words.toStdString());
    }
    void aShareUnderAProcessSaysWhichMeanStays() {
        const auto moving = parseValue(kRampShare, "80 % ~ ou(2, 60 %)", "x");
        QVERIFY(present::spreadText(kRampShare, *moving).ends_with("moves the odds, whose mean stays, while that of the share moves towards a half"));
        const auto switched = parseValue(kRampShare, "80 % ~ onoff(60, 1)", "x");
        QVERIFY(present::spreadText(kRampShare, *switched).ends_with("at 0 % while down"));
    }
    void everySpreadHasWords() {
        for (std::uint64_t seed = 0; seed < 40; ++seed) {
            walk(testing::uncertainStudy(seed).root(), {}, [](const Path&, const Element& element) {
                for (std::size_t i = 0; i < element.values.size(); ++i) {
                    const Input& input = *element.kind->inputs[i];
                    const bool stated = input.numeric() && element.values[i].assumption.empty() && !uncertaintyOf(element.values[i]).none();
                    QCOMPARE(!present::spreadText(input, element.values[i]).empty(), stated);
                }
            });
        }
    }
};

QTEST_APPLESS_MAIN(TestSpreadText)
#include "tst_spreadtext.moc"
