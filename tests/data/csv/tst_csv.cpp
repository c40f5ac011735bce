#include <QtTest>

#include <limits>
#include <random>

#include "data/csv/Csv.h"

using namespace offtake;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows cells(const csv::Table& table) {
    Rows rows(table.rows(), std::vector<std::string>(table.columns()));
    for (std::size_t row = 0; row < table.rows(); ++row) {
        for (std::size_t column = 0; column < table.columns(); ++column) {
            rows[row][column] = table.cell(row, column);
        }
    }
    return rows;
}

Rows readRows(std::string_view text, const csv::ReadOptions& options = {}) {
    const auto table = csv::read(text, options);
    return table ? cells(*table) : Rows{{"error", table.error().english()}};
}

}  // namespace

Q_DECLARE_METATYPE(Rows)

class TestCsv : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsTheFormsThatRealFilesHave_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Rows>("expected");
        const Rows abcd = {{"a", "b"}, {"c", "d"}};
        QTest::newRow("LF") << QByteArray("a,b\nc,d\n") << abcd;
        QTest::newRow("no last line end") << QByteArray("a,b\nc,d") << abcd;
        QTest::newRow("CRLF") << QByteArray("a,b\r\nc,d\r\n") << abcd;
        QTest::newRow("CR") << QByteArray("a,b\rc,d\r") << abcd;
        QTest::newRow("blank lines") << QByteArray("\n\r\na,b\n\nc,d\n\n") << abcd;
        QTest::newRow("byte order mark") << QByteArray(
                                                "\xEF\xBB\xBF"
                                                "a,b\nc,d\n")
                                         << abcd;
        QTest::newRow("semicolon") << QByteArray("a;b\nc;d\n") << abcd;
        QTest::newRow("tab") << QByteArray("a\tb\nc\td\n") << abcd;
        QTest::newRow("semicolon with decimal commas")
            << QByteArray("a;b\n1,5;2,25\n") << Rows{{"a", "b"}, {"1,5", "2,25"}};
        QTest::newRow("semicolon in one cell of a comma file")
            << QByteArray("a,b\n1,x; y\n") << Rows{{"a", "b"}, {"1", "x; y"}};
        QTest::newRow("one line takes the most frequent") << QByteArray("a,b;c,d") << Rows{{"a", "b;c", "d"}};
        QTest::newRow("quoted separator") << QByteArray("\"a,1\",b\nc,d\n") << Rows{{"a,1", "b"}, {"c", "d"}};
        QTest::newRow("quoted line ends")
            << QByteArray("\"a\r\nx\ny\rz\",b\nc,d\n") << Rows{{"a\r\nx\ny\rz", "b"}, {"c", "d"}};
        QTest::newRow("doubled quotes") << QByteArray("\"say \"\"a\"\"\",\"\"\"\"\n") << Rows{{"say \"a\"", "\""}};
        QTest::newRow("quote inside an unquoted cell") << QByteArray("19\" rack,b\n") << Rows{{"19\" rack", "b"}};
        QTest::newRow("empty cells") << QByteArray(",\n\"\",x\n") << Rows{{"", ""}, {"", "x"}};
        QTest::newRow("spaces are content") << QByteArray(" a , b \n") << Rows{{" a ", " b "}};
        QTest::newRow("NUL bytes") << QByteArray("a\0x,b\n", 6) << Rows{{std::string("a\0x", 3), "b"}};
        QTest::newRow("right-to-left text") << QByteArray("מחיר,\"שלום, עולם\"\n") << Rows{{"מחיר", "שלום, עולם"}};
        QTest::newRow("nothing") << QByteArray("") << Rows{};
        QTest::newRow("only a byte order mark") << QByteArray("\xEF\xBB\xBF") << Rows{};
    }
    void readsTheFormsThatRealFilesHave() {
        QFETCH(QByteArray, text);
        QFETCH(Rows, expected);
        QCOMPARE(readRows({text.constData(), static_cast<std::size_t>(text.size())}), expected);
    }

    void refusesWhatItCannotReadNamingLineAndRemedy_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("open quote") << QByteArray("a,b\n1,\"x\n\n\n") << int(ErrorCode::Syntax) << "line 2";
        QTest::newRow("text after quote") << QByteArray("a,b\n\"x\ny\"z,1\n") << int(ErrorCode::Syntax) << "Line 3";
        QTest::newRow("short row") << QByteArray("a,b,c\n1,2,3\n4,5\n") << int(ErrorCode::Inconsistent)
                                   << "Line 3 has 2 columns, the first line has 3";
        QTest::newRow("long row after a cell of two lines")
            << QByteArray("a,b\n\"1\n1\",2\n3,4,5\n") << int(ErrorCode::Inconsistent) << "Line 4 has 3 columns";
        QTest::newRow("UTF-16") << QByteArray(
                                       "\xFF\xFE"
                                       "a\0,\0",
                                       6)
                                << int(ErrorCode::Foreign) << "UTF-16";
    }
    void refusesWhatItCannotReadNamingLineAndRemedy() {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        QFETCH(QString, says);
        csv::ReadOptions options;
        options.name = "prices.csv";
        options.separator = ',';
        const auto table = csv::read({text.constData(), static_cast<std::size_t>(text.size())}, options);
        QVERIFY(!table.has_value());
        QCOMPARE(int(table.error().code), code);
        QCOMPARE(table.error().subject, std::string("prices.csv"));
        QVERIFY2(QString::fromStdString(table.error().english()).contains(says), table.error().english().c_str());
        QVERIFY(!table.error().remedy.text.empty());
    }

    void aGivenSeparatorIsNotSecondGuessed() {
        csv::ReadOptions options;
        options.separator = ';';
        QCOMPARE(readRows("a,b\nc,d\n", options), (Rows{{"a,b"}, {"c,d"}}));
    }
    void onlySemicolonTablesAllowADecimalComma() {
        QVERIFY(csv::read("a;b\n1,5;2\n")->decimalComma());
        QVERIFY(!csv::read("a,b\n1.5,2\n")->decimalComma());
        QVERIFY(!csv::read("a\tb\n1,5\t2\n")->decimalComma());
    }
    void rowsKnowTheirLine() {
        const auto table = csv::read("a,b\n\n\"x\ny\",1\n2,3\n");
        QCOMPARE(table->line(0), std::size_t{1});
        QCOMPARE(table->line(1), std::size_t{3});
        QCOMPARE(table->line(2), std::size_t{5});
    }
    void columnsAreFoundByName() {
        const auto table = csv::read("id,value\nx,1\n");
        QCOMPARE(table->column("value").value(), std::size_t{1});
        QVERIFY(!table->column("nothing").has_value());
    }

    void readsAMillionColumnsAndAMillionRows() {
        constexpr std::size_t kMany = 1000000;
        std::string wide(kMany - 1, ',');
        const auto columns = csv::read(wide + '\n' + wide + '\n');
        QVERIFY(columns.has_value());
        QCOMPARE(columns->columns(), kMany);
        QCOMPARE(columns->rows(), std::size_t{2});
        std::string tall;
        for (std::size_t i = 0; i < kMany; ++i) {
            tall += "x,1\n";
        }
        const auto rows = csv::read(tall);
        QVERIFY(rows.has_value());
        QCOMPARE(rows->rows(), kMany);
        QCOMPARE(rows->cell(kMany - 1, 1), std::string_view("1"));
    }
    void stopsAtItsLimits() {
        csv::ReadOptions options;
        options.limits.cells = 5;
        QCOMPARE(csv::read("a,b\nc,d\n", options).has_value(), true);
        QCOMPARE(csv::read("a,b\nc,d\ne,f\n", options).error().code, ErrorCode::TooLarge);
        options.limits.bytes = 3;
        QCOMPARE(csv::read("a,b\n", options).error().code, ErrorCode::TooLarge);
    }

    void readsNumbersWithoutLocale_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("comma");
        QTest::addColumn<double>("expected");
        QTest::newRow("plain") << "1.5" << false << 1.5;
        QTest::newRow("signs") << "+1.5" << false << 1.5;
        QTest::newRow("minus") << "-.5" << false << -0.5;
        QTest::newRow("scientific") << "1e-3" << false << 0.001;
        QTest::newRow("spaces") << "  7 " << false << 7.0;
        QTest::newRow("decimal comma") << "1234,5" << true << 1234.5;
        QTest::newRow("point where commas are allowed") << "1234.5" << true << 1234.5;
    }
    void readsNumbersWithoutLocale() {
        QFETCH(QString, text);
        QFETCH(bool, comma);
        QFETCH(double, expected);
        QCOMPARE(csv::number(text.toStdString(), comma).value(), expected);
    }
    void refusesWhatIsNoNumber_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("comma");
        QTest::addColumn<int>("code");
        const int syntax = int(ErrorCode::Syntax);
        QTest::newRow("1e400") << "1e400" << false << int(ErrorCode::OutOfBounds);
        for (const char* text :
             {"nan", "inf", "-inf", "0x10", "", " ", "1 000", "1,5", "12abc", "--1", "+-1", "e5", "\u200f1", "."}) {
            QTest::newRow(*text == '\0' ? "empty" : text) << QString::fromUtf8(text) << false << syntax;
        }
        QTest::newRow("both marks") << "1.234,5" << true << syntax;
        QTest::newRow("two commas") << "1,234,567" << true << syntax;
    }
    void refusesWhatIsNoNumber() {
        QFETCH(QString, text);
        QFETCH(bool, comma);
        QFETCH(int, code);
        const auto read = csv::number(text.toStdString(), comma);
        QVERIFY(!read.has_value());
        QCOMPARE(int(read.error().code), code);
        QVERIFY(!read.error().remedy.text.empty());
    }

    void writesQuotesOnlyWhereTheyAreNeeded() {
        QCOMPARE(csv::write(Rows{{"a", "b c", "d,e", "f\"g", "h\ni", ""}}),
                 std::string("a,b c,\"d,e\",\"f\"\"g\",\"h\ni\",\n"));
        csv::Writer writer({';', "\r\n", csv::Protection::None});
        writer.text("a,b");
        writer.number(0.1);
        writer.number(std::numeric_limits<double>::quiet_NaN());
        writer.endRow();
        QCOMPARE(writer.bytes(), std::string("a,b;0.1;\r\n"));
    }
    void protectsSpreadsheetsFromFormulasOnlyWhenAsked() {
        const Rows rows = {{"=1+1", "+x", "-x", "@x", "\tx", "\rx", "-5", "+1e3", "x=1"}};
        QCOMPARE(csv::write(rows, {',', "\n", csv::Protection::Formulas}),
                 std::string("'=1+1,'+x,'-x,'@x,'\tx,\"'\rx\",-5,+1e3,x=1\n"));
        csv::ReadOptions options;
        options.separator = ',';
        QCOMPARE(readRows(csv::write(rows), options), rows);
    }

    void whatIsWrittenReadsBackTheSame() {
        // A fixed seed: the same 500 tables each time, of the bytes that need care.
        std::mt19937 random(20261122U);
        const std::vector<std::string> alphabet = {",",
                                                   ";",
                                                   "\t",
                                                   "\"",
                                                   "\n",
                                                   "\r",
                                                   "\r\n",
                                                   " ",
                                                   "a",
                                                   "1",
                                                   "=",
                                                   "'",
                                                   std::string(1, '\0'),
                                                   "\xEF\xBB\xBF",
                                                   "\xFF\xFE",
                                                   "é",
                                                   "ש"};
        const auto below = [&random](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
        for (int round = 0; round < 500; ++round) {
            Rows rows(below(6) + 1, std::vector<std::string>(below(5) + 1));
            for (auto& row : rows) {
                for (auto& cell : row) {
                    for (std::size_t length = below(5); length > 0; --length) {
                        cell += alphabet[below(alphabet.size())];
                    }
                }
            }
            const char separator = std::string_view(",;\t")[below(3)];
            csv::ReadOptions options;
            options.separator = separator;
            QCOMPARE(
                readRows(csv::write(rows, {separator, below(2) == 0 ? "\n" : "\r\n", csv::Protection::None}), options),
                rows);
        }
    }
};

QTEST_APPLESS_MAIN(TestCsv)
#include "tst_csv.moc"
