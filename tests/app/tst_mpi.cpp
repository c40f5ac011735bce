#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

namespace {

const QStringList kTask{"simulate", "spacex-reflection", "--paths", "20000", "--metric", "lcoc", "--metric", "npv", "--format", "json"};
constexpr int kLongestWait = 120'000;  // ms; a machine under load

QString mpiProgram() { return QStringLiteral(OFFTAKE_BINARY_DIR "/bin/offtake-mpi"); }

QStringList mpiArguments(int ranks, const QString& folder) {
    return QStringList{"--oversubscribe", "--allow-run-as-root", "-n", QString::number(ranks), mpiProgram()} + kTask + QStringList{"--keep", folder};
}

QByteArray mpiOutput(int ranks, const QString& folder) {
    QProcess process;
    process.start("mpirun", mpiArguments(ranks, folder));
    process.waitForFinished(kLongestWait);
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        qWarning("%s", process.readAllStandardError().constData());
    }
    return process.readAllStandardOutput();
}

int pieces(const QString& folder) { return static_cast<int>(QDir(folder).entryList({"*.piece"}, QDir::Files).size()); }

}  // namespace

class TestMpi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!QFile::exists(mpiProgram()) || QStandardPaths::findExecutable("mpirun").isEmpty()) {
            QSKIP("offtake-mpi was not built, or mpirun is not there (apt-get install libopenmpi-dev openmpi-bin).");
        }
        m_alone = runCli(kTask).output;
        QVERIFY(m_alone.size() > 1000);
    }

    void any_number_of_ranks_gives_the_bytes_of_one_process() {
        for (const int ranks : {1, 2, 3}) {
            const QTemporaryDir folder;
            QCOMPARE(mpiOutput(ranks, folder.path()), m_alone);
            QVERIFY(pieces(folder.path()) > 0);
        }
    }

    void a_run_that_was_killed_goes_on_to_the_same_bytes() {
        const QTemporaryDir folder;
        QProcess process;
        process.start("mpirun", mpiArguments(2, folder.path()));
        QElapsedTimer waited;
        waited.start();
        while (pieces(folder.path()) == 0 && process.state() != QProcess::NotRunning && waited.elapsed() < kLongestWait) {
            process.waitForFinished(5);
        }
        process.kill();
        process.waitForFinished(kLongestWait);
        QVERIFY(pieces(folder.path()) > 0);
        QCOMPARE(mpiOutput(3, folder.path()), m_alone);
    }

    void damaged_and_foreign_pieces_are_computed_again() {
        const QTemporaryDir folder;
        QCOMPARE(mpiOutput(1, folder.path()), m_alone);
        const QStringList files = QDir(folder.path()).entryList({"*.piece"}, QDir::Files);
        QVERIFY(files.size() >= 2);
        QFile cut(folder.filePath(files[0]));
        QVERIFY(cut.resize(cut.size() / 2));
        QFile foreign(folder.filePath(files[1]));
        QVERIFY(foreign.open(QIODevice::ReadWrite));
        QVERIFY(foreign.seek(20));
        QVERIFY(foreign.write("0000") == 4);  // within the key of study and options
        foreign.close();
        QCOMPARE(mpiOutput(2, folder.path()), m_alone);
    }

private:
    QByteArray m_alone;
};

QTEST_GUILESS_MAIN(TestMpi)
#include "tst_mpi.moc"
