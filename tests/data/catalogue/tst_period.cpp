#include <QtTest>

#include "data/catalogue/Period.h"

using namespace offtake;

class TestPeriod : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void coversTheDaysItSays_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("day") << "2026-07-15"
                             << "2026-07-15"
                             << "2026-07-15";
        QTest::newRow("month") << "2024-02"
                               << "2024-02-01"
                               << "2024-02-29";
        QTest::newRow("quarter") << "2026-Q4"
                                 << "2026-10-01"
                                 << "2026-12-31";
        QTest::newRow("half") << "2026-H2"
                              << "2026-07-01"
                              << "2026-12-31";
        QTest::newRow("first half") << "2026-H1"
                                    << "2026-01-01"
                                    << "2026-06-30";
        QTest::newRow("year") << "2026"
                              << "2026-01-01"
                              << "2026-12-31";
        QTest::newRow("years") << "2024/2025"
                               << "2024-01-01"
                               << "2025-12-31";
        QTest::newRow("mixed span") << "2026-07/2026-Q4"
                                    << "2026-07-01"
                                    << "2026-12-31";
    }
    void coversTheDaysItSays() {
        QFETCH(QString, text);
        QFETCH(QString, first);
        QFETCH(QString, last);
        const auto period = catalogue::parsePeriod(text.toStdString());
        QVERIFY(period.has_value());
        QCOMPARE(QString::fromStdString(isoDate(period->first)), first);
        QCOMPARE(QString::fromStdString(isoDate(period->last)), last);
        QCOMPARE(QString::fromStdString(period->text), text);
    }
    void refusesOtherForms_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"", "26", "2026-Q5", "2026-H3", "2026-Q0", "2026-13", "2026-02-30", "H2 2026", "2026/",
                                 "2025/2024", "1800"}) {
            QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
        }
    }
    void refusesOtherForms() {
        QFETCH(QString, text);
        const auto period = catalogue::parsePeriod(text.toStdString());
        QVERIFY(!period.has_value());
        QVERIFY(!period.error().remedy.text.empty());
    }
};

QTEST_APPLESS_MAIN(TestPeriod)
#include "tst_period.moc"
