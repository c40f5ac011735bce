#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

#include "tests/app/support/Cli.h"

using namespace offtake::test;

namespace {

const QStringList kSimulate{"simulate", "spacex-reflection", "--paths", "20000", "--metric", "lcoc", "--metric", "npv", "--format", "json"};
/// 200 rows in seven pieces; the study sizes its deals anew in every row of the second half.
const QStringList kSweep{"sweep", "spacex-reflection", "--vary", "party.lab.discount-rate=8%:25%:99", "--vary", "study.sizing=as-entered,same-money",
                         "--metric", "lcoc", "--metric", "npv", "--format", "json"};
constexpr int kLongestWait = 120'000;  // ms; a machine under load

QString mpiProgram() { return QStringLiteral(OFFTAKE_BINARY_DIR "/bin/offtake-mpi"); }

QStringList mpirunArguments(int ranks, const QStringList& command, const QString& folder) {
    return QStringList{"--oversubscribe", "--allow-run-as-root", "-n", QString::number(ranks)} + command + QStringList{"--keep", folder};
}

Ran runMpi(int ranks, const QStringList& task, const QString& folder) {
    QProcess process;
    process.start("mpirun", mpirunArguments(ranks, QStringList{mpiProgram()} + task, folder));
    process.waitForFinished(kLongestWait);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
}

QByteArray outputOf(int ranks, const QStringList& task, const QString& folder) {
    const Ran ran = runMpi(ranks, task, folder);
    if (ran.exitCode != 0) {
        qWarning("%s", ran.errors.constData());
    }
    return ran.output;
}

QStringList pieces(const QString& folder) { return QDir(folder).entryList({"*.piece"}, QDir::Files); }

/// A run in the background until its first piece is there.
void startAndWaitForAPiece(QProcess& process, int ranks, const QStringList& task, const QString& folder) {
    process.start("mpirun", mpirunArguments(ranks, QStringList{mpiProgram()} + task, folder));
    QElapsedTimer waited;
    waited.start();
    while (pieces(folder).isEmpty() && process.state() != QProcess::NotRunning && waited.elapsed() < kLongestWait) {
        process.waitForFinished(5);
    }
}

/// A rank that the process started; 0 when there is none.
int rankOf(const QProcess& process) {
    QFile children(QStringLiteral("/proc/%1/task/%1/children").arg(process.processId()));
    return children.open(QIODevice::ReadOnly) ? children.readAll().split(' ').first().toInt() : 0;
}

}  // namespace

class TestMpi : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() {
        if (!QFile::exists(mpiProgram()) || QStandardPaths::findExecutable("mpirun").isEmpty()) {
            QSKIP("offtake-mpi was not built, or mpirun is not there (apt-get install libopenmpi-dev openmpi-bin).");
        }
    }

    void any_number_of_ranks_gives_the_bytes_of_one_process_data() { tasks(); }
    void any_number_of_ranks_gives_the_bytes_of_one_process() {
        QFETCH(QStringList, task);
        const QByteArray alone = runCli(task).output;
        QVERIFY(alone.size() > 1000);
        for (const int ranks : {1, 2, 3}) {
            const QTemporaryDir folder;
            QCOMPARE(outputOf(ranks, task, folder.path()), alone);
            QVERIFY(!pieces(folder.path()).isEmpty());
        }
    }

    void a_wanted_error_is_looked_at_after_a_power_of_two_of_blocks_data() {
        QTest::addColumn<QString>("error");
        QTest::addColumn<bool>("afterThePilot");
        QTest::newRow("large") << QString("0.01") << false;
        QTest::newRow("small") << QString("0.001") << true;
    }
    void a_wanted_error_is_looked_at_after_a_power_of_two_of_blocks() {
        QFETCH(QString, error);
        QFETCH(bool, afterThePilot);
        const QStringList task{"simulate", "spacex-reflection", "--paths", "200000", "--metric", "lcoc", "--error", error, "--format", "json"};
        const QByteArray alone = runCli(task).output;
        const auto end = QJsonDocument::fromJson(alone).object()["simulation"].toObject();
        QVERIFY(end["reached-error"].toBool());
        const int blocks = end["paths"].toInt() / 1024;
        QCOMPARE(blocks * 1024, end["paths"].toInt());
        QVERIFY((blocks & (blocks - 1)) == 0);
        QCOMPARE(blocks > 4, afterThePilot);
        for (const int ranks : {1, 3}) {
            const QTemporaryDir folder;
            QCOMPARE(outputOf(ranks, task, folder.path()), alone);
        }
    }

    void a_run_that_was_killed_goes_on_to_the_same_bytes_data() { tasks(); }
    void a_run_that_was_killed_goes_on_to_the_same_bytes() {
        QFETCH(QStringList, task);
        const QTemporaryDir folder;
        QProcess process;
        startAndWaitForAPiece(process, 2, task, folder.path());
        process.kill();
        process.waitForFinished(kLongestWait);
        QVERIFY(!pieces(folder.path()).isEmpty());
        QCOMPARE(outputOf(3, task, folder.path()), runCli(task).output);
    }

    void a_rank_that_dies_ends_the_run_and_leaves_its_pieces() {
        const QTemporaryDir folder;
        const QStringList task = QStringList(kSimulate).replaceInStrings("20000", "400000");
        QProcess process;
        startAndWaitForAPiece(process, 2, task, folder.path());
        const int rank = rankOf(process);
        if (rank == 0) {
            QSKIP("This system does not say which processes a process has started.");
        }
        QCOMPARE(::kill(rank, SIGKILL), 0);
        QVERIFY(process.waitForFinished(kLongestWait));
        QVERIFY(process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY(!pieces(folder.path()).isEmpty());
    }

    void damaged_pieces_are_computed_again_data() { tasks(); }
    void damaged_pieces_are_computed_again() {
        QFETCH(QStringList, task);
        const QTemporaryDir folder;
        const QByteArray first = outputOf(1, task, folder.path());
        const QStringList files = pieces(folder.path());
        QVERIFY(files.size() >= 2);
        QFile cut(folder.filePath(files[0]));
        QVERIFY(cut.resize(cut.size() / 2));
        QFile changed(folder.filePath(files[1]));
        QVERIFY(changed.open(QIODevice::ReadWrite));
        QVERIFY(changed.seek(changed.size() - 1));
        char last = 0;
        QVERIFY(changed.getChar(&last));
        QVERIFY(changed.seek(changed.size() - 1));
        QVERIFY(changed.putChar(static_cast<char>(~last)));
        changed.close();
        QCOMPARE(outputOf(2, task, folder.path()), first);
    }

    void a_folder_of_another_run_is_refused_with_what_differs_data() {
        QTest::addColumn<QStringList>("task");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("seed") << kSimulate + QStringList{"--seed", "7"} << QByteArray("seed was 42 and is 7 now");
        QTest::newRow("paths") << QStringList(kSimulate).replaceInStrings("20000", "30000") << QByteArray("paths was 20000 and is 30000 now");
        QTest::newRow("study") << QStringList(kSimulate).replaceInStrings("spacex-reflection", "spacex-google") << QByteArray("study was ");
        QTest::newRow("setting") << kSimulate + QStringList{"--set", "study.horizon=40"} << QByteArray("hash of all inputs was ");
        QTest::newRow("command") << kSweep << QByteArray("command was simulate and is sweep now");
    }
    void a_folder_of_another_run_is_refused_with_what_differs() {
        QFETCH(QStringList, task);
        QFETCH(QByteArray, said);
        if (!m_kept.isValid() || pieces(m_kept.path()).isEmpty()) {
            QVERIFY(!outputOf(1, kSimulate, m_kept.path()).isEmpty());
        }
        const Ran ran = runMpi(2, task, m_kept.path());
        QCOMPARE(ran.exitCode, 3);
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(said), ran.errors.constData());
        QVERIFY(ran.errors.contains(m_kept.path().toUtf8()));
        QCOMPARE(ran.errors.count("Name another folder after --keep"), 2);  // the sentence, and the same as JSON
    }

    void a_folder_of_another_version_is_refused() {
        const QTemporaryDir folder;
        QVERIFY(!outputOf(1, kSimulate, folder.path()).isEmpty());
        QFile run(folder.filePath("run.json"));
        QVERIFY(run.open(QIODevice::ReadWrite));
        QByteArray text = run.readAll();
        text.replace("\"offtake ", "\"offtake 0.");
        QVERIFY(run.resize(0) && run.seek(0) && run.write(text) == text.size());
        run.close();
        const Ran ran = runMpi(1, kSimulate, folder.path());
        QCOMPARE(ran.exitCode, 3);
        QVERIFY2(ran.errors.contains("program was offtake 0."), ran.errors.constData());
        QVERIFY(run.remove());
        const Ran unsaid = runMpi(1, kSimulate, folder.path());
        QCOMPARE(unsaid.exitCode, 3);
        QVERIFY2(unsaid.errors.contains("run.json is missing"), unsaid.errors.constData());
    }

    void a_folder_that_cannot_be_made_is_said_once() {
        const QTemporaryDir folder;
        QFile file(folder.filePath("file"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Ran ran = runMpi(3, kSweep, folder.filePath("file/pieces"));
        QCOMPARE(ran.exitCode, 5);
        QVERIFY(ran.output.isEmpty());
        QCOMPARE(ran.errors.count("offtake-mpi: "), 1);
        QVERIFY2(ran.errors.contains("Name a place that all ranks can write to"), ran.errors.constData());
    }

    void a_full_disk_ends_the_run_with_the_reason_and_it_goes_on_when_there_is_room() {
        // A limit on the size of files stands in for a disk without space: run.json fits, a piece of 8,192 paths does not.
        // Without shared memory between ranks, whose files the limit would stop as well.
        const QTemporaryDir folder;
        QProcess process;
        const QString limited = QStringLiteral("ulimit -f 64; exec \"$0\" \"$@\"");
        const QStringList program{"--mca", "btl", "self,tcp", "bash", "-c", limited, mpiProgram()};
        process.start("mpirun", mpirunArguments(1, program + kSimulate, folder.path()));
        QVERIFY(process.waitForFinished(kLongestWait));
        const QByteArray errors = process.readAllStandardError();
        QCOMPARE(process.exitCode(), 5);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY2(errors.contains(".piece"), errors.constData());
        QVERIFY(pieces(folder.path()).isEmpty());
        QCOMPARE(outputOf(2, kSimulate, folder.path()), runCli(kSimulate).output);
    }

private:
    QTemporaryDir m_kept;

    static void tasks() {
        QTest::addColumn<QStringList>("task");
        QTest::newRow("simulate") << kSimulate;
        QTest::newRow("sweep") << kSweep;
    }
};

QTEST_GUILESS_MAIN(TestMpi)
#include "tst_mpi.moc"
