#include <QtTest>

#include <QApplication>
#include <QDirIterator>
#include <QPushButton>
#include <QRegularExpression>

#include "ui/theme/Icons.h"
#include "ui/theme/Look.h"
#include "ui/theme/Marks.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/Theme.h"

using namespace offtake;
using namespace offtake::ui;

namespace {

// Literals in all their forms: "#rrggbb" in text, QColor(0x…), QColor(r, g, b) or QColor("…"), rgb(…), Qt::red.
const char* const kColourLiteral =
    "[\"' :]#[0-9a-fA-F]{3,8}\\b|QColor\\(\\s*[0-9\"]|qRgba?\\(|\\brgba?\\(|"
    "Qt::(black|white|red|green|blue|cyan|magenta|yellow|gray|lightGray|dark[A-Z]\\w+)\\b";

}  // namespace

class TestTheme : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPairOfColoursHasItsContrast_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void everyPairOfColoursHasItsContrast() {
        QFETCH(bool, dark);
        for (const ContrastRequirement& pair : contrastRequirements(dark ? darkTokens() : lightTokens())) {
            const double ratio = contrast(pair.front, pair.back);
            QVERIFY2(ratio >= pair.least, qPrintable(QStringLiteral("%1: %2 on %3 is %4, needs %5")
                                                         .arg(pair.what, pair.front.name(), pair.back.name())
                                                         .arg(ratio, 0, 'f', 2)
                                                         .arg(pair.least)));
        }
    }
    void contrastIsThatOfTheStandard() {
        // WCAG 2.1, definition of contrast ratio: black on white is 21:1; #777777 on white is 4.48:1.
        QVERIFY(qAbs(contrast(QColor(0, 0, 0), QColor(255, 255, 255)) - 21.0) < 1e-9);
        QVERIFY(qAbs(contrast(QColor(0x77, 0x77, 0x77), QColor(255, 255, 255)) - 4.48) < 0.005);
    }
    void coloursAreWrittenInTheTokenFileOnly() {
        const QRegularExpression literal(QString::fromLatin1(kColourLiteral));
        QStringList found;
        int files = 0;
        QDirIterator all(QStringLiteral(OFFTAKE_SOURCE_DIR "/ui"), {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString path = all.next();
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            const QString text = QString::fromUtf8(file.readAll());
            if (path.endsWith(QLatin1String("/theme/Tokens.cpp"))) {
                QVERIFY(literal.match(text).hasMatch());
                continue;
            }
            const auto match = literal.match(text);
            if (match.hasMatch()) {
                found << path + QStringLiteral(": ") + match.captured();
            }
        }
        QVERIFY(files > 5);
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
    }
    void theStyleSheetHasNoTokenLeftOver() {
        for (const Tokens* tokens : {&lightTokens(), &darkTokens()}) {
            const QString sheet = styleSheetOf(*tokens);
            QVERIFY2(!sheet.contains(QLatin1Char('@')), qPrintable(sheet.mid(sheet.indexOf(QLatin1Char('@')), 20)));
            QVERIFY(sheet.contains(tokens->accent.name()));
        }
    }
    void switchingTheModeChangesTheApplicationOnce() {
        Theme theme(Theme::Mode::Light);
        theme.apply();
        QSignalSpy spy(&theme, &Theme::changed);
        QPushButton button(QStringLiteral("Run"));
        setLook(&button, Look::Primary);
        QCOMPARE(QApplication::palette().color(QPalette::Window), lightTokens().surface);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(spy.count(), 1);
        QVERIFY(theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().surface);
        QCOMPARE(button.palette().color(QPalette::ButtonText), darkTokens().onAccent);
        theme.setMode(Theme::Mode::Dark);
        QCOMPARE(spy.count(), 1);
    }
    void systemModeAsksTheSystemAndNotOurOwnPalette() {
        Theme dark(Theme::Mode::Dark);
        dark.apply();
        // The offscreen platform is light; our dark palette must not be taken for the system's.
        const Theme system(Theme::Mode::System);
        QVERIFY(!system.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::Window), darkTokens().surface);
    }
    void dealsDifferInColourAndInShape() {
        for (const Tokens* tokens : {&lightTokens(), &darkTokens()}) {
            for (int a = 0; a < kSeriesColours; ++a) {
                for (int b = 0; b < a; ++b) {
                    QVERIFY(tokens->fill(present::Role::deal(a)) != tokens->fill(present::Role::deal(b)));
                    QVERIFY(markOf(present::Role::deal(a), {}, 10.0) != markOf(present::Role::deal(b), {}, 10.0));
                }
            }
        }
    }
    void everyIconIsDrawnInTheTextColour() {
        QVERIFY(iconNames().contains(QStringLiteral("run")));
        QVERIFY(icon(QStringLiteral("no such icon"), lightTokens()).isNull());
        for (const QString& name : iconNames()) {
            const QImage image = icon(name, darkTokens()).pixmap(QSize(32, 32)).toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    drawn += image.pixelColor(x, y) == darkTokens().text ? 1 : 0;
                }
            }
            QVERIFY2(drawn > 10, qPrintable(name));
        }
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
