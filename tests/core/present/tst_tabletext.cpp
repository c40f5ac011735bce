#include <QtTest>

#include <limits>

#include "core/present/TableText.h"

using namespace offtake::present;

namespace {

Column column(const char* title, const char* unit = "", Alignment alignment = Alignment::Right) {
    Column made;
    made.id = title;
    made.title = title;
    made.unit = unit;
    made.alignment = alignment;
    return made;
}

TableSpec compare() {
    TableSpec table;
    table.columns = {column("Metric", "", Alignment::Left), column("A", "$"), column("B − A", "$"), column("bar")};
    Row group{"g", Row::Kind::Group, 0, {Cell::words("Money")}};
    Row total{"total", Row::Kind::Normal, 1,
              {Cell::words("Total paid", "nominal"), Cell::number(6.3e9), Cell::change(-1.26e9, Meaning::Better),
               Cell::barOnly(0.9, Meaning::Better)}};
    Row missing{"irr", Row::Kind::Normal, 1,
                {Cell::words("IRR"), Cell::missing("all flows have one sign"), Cell::change(2e9, Meaning::Worse)}};
    table.rows = {group, total, missing};
    chooseMagnitudes(table);
    return table;
}

}  // namespace

class TestTableText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void magnitudeIsChosenOncePerColumn() {
        const TableSpec table = compare();
        QCOMPARE(columnTitle(table.columns[1]), std::string("A, B$"));
        QCOMPARE(cellText(table, 1, 1), std::string("6.30"));
        QCOMPARE(cellText(table, 1, 2), std::string("−1.26"));
        QCOMPARE(cellText(table, 2, 2), std::string("+2.00"));
        QCOMPARE(cellText(table, 2, 1), std::string("–"));
        QCOMPARE(cellText(table, 0, 3), std::string());
    }
    void aCellMayHaveItsOwnUnitAndMagnitude() {
        TableSpec table = compare();
        auto& number = std::get<NumberCell>(table.rows[1].cells[1].value);
        number.unit = "GPU-h";
        number.magnitude = magnitudeFor(1.8e6);
        number.value = 1.824e6;
        QCOMPARE(cellText(table, 1, 1), std::string("1.82"));
        QCOMPARE(cellUnit(table, 1, 1), std::string("M GPU-h"));
        QVERIFY(csvText(table).find("A,A unit,") != std::string::npos);
        QVERIFY(csvText(table).find("1824000,GPU-h,") != std::string::npos);
    }
    void theTerminalAlignsCharactersNotBytes() {
        QCOMPARE(plainText(compare()), std::string("Metric                  A, B$     B − A, B$\n"
                                                   "----------------------  -----  ------------\n"
                                                   "Money\n"
                                                   "  Total paid (nominal)   6.30  −1.26 better\n"
                                                   "  IRR                       –   +2.00 worse\n"));
    }
    void csvHasFullPrecisionInBaseUnitsAndLeavesMissingValuesEmpty() {
        QCOMPARE(csvText(compare()), std::string("Metric,A [$],B − A [$]\r\n"
                                                 "Money,,\r\n"
                                                 "Total paid (nominal),6300000000,-1260000000\r\n"
                                                 "IRR,,2000000000\r\n"));
    }
    void textNeverBecomesAFormulaButNumbersStayNumbers_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("equals") << QByteArray("=1+1") << QByteArray("'=1+1");
        QTest::newRow("plus") << QByteArray("+A1") << QByteArray("'+A1");
        QTest::newRow("minus") << QByteArray("-A1") << QByteArray("'-A1");
        QTest::newRow("at") << QByteArray("@SUM(A1)") << QByteArray("'@SUM(A1)");
        QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
        QTest::newRow("quoted") << QByteArray("=\"a\",b") << QByteArray("\"'=\"\"a\"\",b\"");
        QTest::newRow("plain") << QByteArray("a=b") << QByteArray("a=b");
    }
    void textNeverBecomesAFormulaButNumbersStayNumbers() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, csv);
        TableSpec table;
        table.columns = {column("t"), column("n")};
        table.rows = {{"r", Row::Kind::Normal, 0, {Cell::words(text.toStdString()), Cell::number(-5.0)}}};
        QCOMPARE(csvText(table), "t,n\r\n" + csv.toStdString() + ",-5\r\n");
        QVERIFY(tsvText(table).substr(4, 1) == (text == csv ? "a" : "'"));
    }
    void tsvHasNoSeparatorInsideAField() {
        TableSpec table;
        table.columns = {column("t"), column("n")};
        table.rows = {{"r", Row::Kind::Normal, 0, {Cell::words("a\tb\nc"), Cell::number(1.0)}}};
        QCOMPARE(tsvText(table), std::string("t\tn\na b c\t1\n"));
    }
    void htmlIsEscapedAndSaysBetterInWords() {
        TableSpec table = compare();
        table.title = "<script>";
        table.rows[1].cells[0] = Cell::words("A & \"B\"");
        const std::string html = htmlText(table);
        QVERIFY(html.find("<script>") == std::string::npos);
        QVERIFY(html.find("A &amp; &quot;B&quot;") != std::string::npos);
        QVERIFY(html.find("<td class=\"num better\">−1.26 better</td>") != std::string::npos);
        QVERIFY(html.find("title=\"all flows have one sign\"") != std::string::npos);
    }
    void aNumberThatIsNoneIsMissingWithAReason() {
        const Cell cell = Cell::number(std::numeric_limits<double>::quiet_NaN());
        QVERIFY(std::holds_alternative<MissingCell>(cell.value));
        QVERIFY(!std::get<MissingCell>(cell.value).reason.empty());
    }
};

QTEST_APPLESS_MAIN(TestTableText)
#include "tst_tabletext.moc"
