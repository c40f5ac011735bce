#include <QtTest>

#include "core/base/Date.h"

using namespace offtake;

class TestDate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsIsoDatesAndMonths() {
        QCOMPARE(isoDate(*parseDate("2026-07-01")), std::string("2026-07-01"));
        QCOMPARE(isoDate(*parseDate("2026-07")), std::string("2026-07-01"));
    }
    void refusesDaysThatDoNotExistAndOtherForms_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"2026-02-29", "2026-13-01", "26-01-01", "2026/01/01", "", "1e400", "2026-1-1", "9999-01-01"}) {
            QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromLatin1(text);
        }
    }
    void refusesDaysThatDoNotExistAndOtherForms() {
        QFETCH(QString, text);
        const auto read = parseDate(text.toStdString());
        QVERIFY(!read.has_value());
        QVERIFY(!read.error().remedy.text.empty());
    }
    void addingMonthsClipsToTheLastDay() {
        QCOMPARE(isoDate(addMonths(date(2026, 1, 31), 1)), std::string("2026-02-28"));
        QCOMPARE(isoDate(addMonths(date(2026, 7, 1), 42)), std::string("2030-01-01"));
    }
};

QTEST_APPLESS_MAIN(TestDate)
#include "tst_date.moc"
