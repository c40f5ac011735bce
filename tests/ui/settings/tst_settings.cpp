#include <QtTest>

#include "ui/settings/Settings.h"

using namespace offtake::ui;

class TestSettings : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recentFilesAreNewestFirstWithoutRepetition() {
        Settings settings({});
        for (const char* name : {"a", "b", "a", "c"}) {
            settings.addRecentFile(name);
        }
        QCOMPARE(settings.recentFiles(), (QStringList{"c", "a", "b"}));
        settings.removeRecentFile("a");
        QCOMPARE(settings.recentFiles(), (QStringList{"c", "b"}));
        for (int i = 0; i < 30; ++i) {
            settings.addRecentFile(QString::number(i));
        }
        QCOMPARE(settings.recentFiles().size(), Settings::kRecentKept);
    }

    void theyAreKeptBetweenRuns() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("deep/settings.ini");
        {
            Settings settings(path);
            settings.addRecentFile("a");
            settings.setTheme(Theme::Mode::Dark);
            settings.setAudience("investor");
        }
        const Settings settings(path);
        QCOMPARE(settings.recentFiles(), QStringList{"a"});
        QCOMPARE(settings.theme(), Theme::Mode::Dark);
        QCOMPARE(settings.audience(), QString("investor"));
        QVERIFY(!settings.wasDamaged());
    }

    void withoutAPathNothingIsWritten() {
        const QTemporaryDir folder;
        const QString before = QDir::currentPath();
        QDir::setCurrent(folder.path());
        {
            Settings settings({});
            settings.addRecentFile("a");
            settings.setTheme(Theme::Mode::Dark);
        }
        QDir::setCurrent(before);
        QVERIFY(QDir(folder.path()).isEmpty());
    }

    void nonsenseReadsAsDefaults() {
        const QTemporaryDir folder;
        const QString path = folder.filePath("settings.ini");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[General]\ntheme=purple\nrecent=@Invalid()\n");
        file.close();
        const Settings settings(path);
        QCOMPARE(settings.theme(), Theme::Mode::System);
        QVERIFY(settings.recentFiles().isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestSettings)
#include "tst_settings.moc"
