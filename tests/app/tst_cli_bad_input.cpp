#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "app/cli/ExitCode.h"
#include "data/document/Seal.h"
#include "data/sqlite/Database.h"
#include "tests/app/support/Cli.h"

using namespace offtake;
using namespace offtake::test;

namespace {

constexpr const char* kStudy = R"({
  "format": "offtake-study",
  "version": 1,
  "study": {"name": "One deal", "start": "2026-07-01", "horizon": 12},
  "parties": [{"id": "lab", "name": "Lab"}],
  "deals": [
    {"id": "a", "name": "A", "buyer": "lab", "tranches": [
      {"id": "pod", "kind": "offtake", "accelerators": 100, "start": "2026-07-01", "term": 12, "clauses": [
        {"id": "fee", "kind": "fixed-fee", "fee": "1 M$/month"}
      ]}
    ]}
  ]
})";

int code(cli::ExitCode exit) { return static_cast<int>(exit); }

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A document with a change that another program or a later version might have made, sealed so that only it is at issue.
QByteArray edited(const QByteArray& document, const char* statements) {
    auto database = sqlite::Database::fromBytes(document.toStdString(), sqlite::Access::PrivateCopy);
    if (!database || !database->execute(statements) || !document::seal(*database)) {
        qFatal("cannot edit the document");
    }
    return QByteArray::fromStdString(*database->serialize());
}

QByteArray foreignDatabase() {
    auto database = sqlite::Database::empty();
    if (!database || !database->execute("CREATE TABLE t (a)")) {
        qFatal("cannot make a database");
    }
    return QByteArray::fromStdString(*database->serialize());
}

}  // namespace

class TestCliBadInput : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString write(const QString& name, const QByteArray& bytes) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
            qFatal("cannot write a fixture");
        }
        return file.fileName();
    }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); }

    /// Every command on a study refuses it: the message names the file, nothing is printed, nothing is written.
    void refuses(const QString& file, cli::ExitCode exit, const QString& says) const {
        const QStringList before = files();
        const QString out = path("out.offtake");
        const QList<QStringList> commands{{"evaluate", file}, {"compare", file}, {"check", file}, {"explain", file, "lcoc"},
                                          {"export", file}, {"export", file, "--to", "ledger-csv", "--out", out},
                                          {"import", file, "--out", out}};
        for (QStringList command : commands) {
            command << "--format" << "json";
            const Ran ran = runCli(command);
            const QByteArray context = command.join(' ').toUtf8() + "\n" + ran.errors;
            QVERIFY2(ran.exitCode == code(exit), context);
            QVERIFY2(ran.output.isEmpty(), context);
            QVERIFY2(ran.errors.contains(file.toUtf8()), context);
            QVERIFY2(QString::fromUtf8(ran.errors).contains(says, Qt::CaseInsensitive), context);
            const QJsonObject error = QJsonDocument::fromJson(ran.errors.split('\n').value(1)).object()["error"].toObject();
            QVERIFY2(!error["reason"].toString().isEmpty() && !error["remedy"].toString().isEmpty(), context);
            QVERIFY2(files() == before, context);
        }
    }

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(m_folder.isValid());
        write("good.json", kStudy);
        const Ran ran = runCli({"import", path("good.json"), "--out", path("good.offtake")});
        QVERIFY2(ran.exitCode == 0, ran.errors);
    }

    void aTextThatIsNoStudyIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, cli::ExitCode exit, const char* says) {
            QTest::newRow(name) << bytes << code(exit) << says;
        };
        const auto with = [](const char* old, const char* now) { return QByteArray(kStudy).replace(old, now); };
        using cli::ExitCode;
        row("empty", "", ExitCode::Damaged, "empty");
        row("words", "two deals, please", ExitCode::Foreign, "not");
        row("bytes of a picture", QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16), ExitCode::Foreign, "not");
        row("JSON cut off", QByteArray(kStudy).left(200), ExitCode::BadInput, "line");
        row("JSON of another program", "{\"type\": \"FeatureCollection\"}", ExitCode::Foreign, "format");
        row("another format", with("offtake-study", "other-study"), ExitCode::Foreign, "format");
        row("later version", with("\"version\": 1", "\"version\": 99"), ExitCode::TooNew, "version");
        row("unknown input", with("\"accelerators\"", "\"acelerators\""), ExitCode::BadInput, "accelerators");
        row("unknown kind", with("\"fixed-fee\"", "\"fixedfee\""), ExitCode::BadInput, "fixed-fee");
        row("a key twice", with("\"horizon\": 12", "\"horizon\": 12, \"horizon\": 24"), ExitCode::BadInput, "horizon");
        row("wrong type", with("\"horizon\": 12", "\"horizon\": [true]"), ExitCode::BadInput, "horizon");
        row("ten to the ninth months", with("\"horizon\": 12", "\"horizon\": 1000000000"), ExitCode::BadInput, "horizon");
        row("no month at all", with("\"horizon\": 12", "\"horizon\": 0"), ExitCode::BadInput, "horizon");
        row("negative count", with("\"accelerators\": 100", "\"accelerators\": -100"), ExitCode::BadInput, "accelerators");
        row("end before start", with("\"term\": 12", "\"term\": -12"), ExitCode::BadInput, "term");
        row("unit mismatch", with("1 M$/month", "1 MW"), ExitCode::BadInput, "fee");
        row("not a number", with("\"accelerators\": 100", "\"accelerators\": NaN"), ExitCode::BadInput, "line");
        row("infinite", with("\"accelerators\": 100", "\"accelerators\": 1e999"), ExitCode::BadInput, "line");
        row("no such day", with("\"start\": \"2026-07-01\", \"term\"", "\"start\": \"2026-02-30\", \"term\""), ExitCode::BadInput, "start");
        row("the same id twice", with("{\"id\": \"lab\", \"name\": \"Lab\"}", "{\"id\": \"lab\"}, {\"id\": \"lab\"}"), ExitCode::BadInput, "lab");
        row("NUL in the middle", QByteArray(kStudy).replace(30, 1, QByteArray(1, '\0')), ExitCode::BadInput, "");
        row("deep nesting", QByteArray("{\"study\": ") + QByteArray(100000, '['), ExitCode::TooLarge, "");
    }
    void aTextThatIsNoStudyIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, exit);
        QFETCH(QString, says);
        refuses(write("bad.json", bytes), static_cast<cli::ExitCode>(exit), says);
    }

    void aDocumentThatIsNotSoundIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("exit");
        QTest::addColumn<QString>("says");
        const QByteArray good = read(path("good.offtake"));
        QVERIFY(good.size() > 4096);
        QByteArray flipped = good;
        flipped[flipped.indexOf("One deal") + 2] = static_cast<char>(flipped[flipped.indexOf("One deal") + 2] ^ 1);
        const auto row = [](const char* name, const QByteArray& bytes, cli::ExitCode exit, const char* says) {
            QTest::newRow(name) << bytes << code(exit) << says;
        };
        row("empty", "", cli::ExitCode::Damaged, "empty");
        row("cut off", good.left(good.size() / 2), cli::ExitCode::Damaged, "");
        row("one bit flipped", flipped, cli::ExitCode::Damaged, "");
        row("of a later version", edited(good, "PRAGMA user_version = 9; UPDATE meta SET value = '9' WHERE key = 'min_reader'"),
            cli::ExitCode::TooNew, "version");
        row("database of another program", foreignDatabase(), cli::ExitCode::Foreign, "another program");
    }
    void aDocumentThatIsNotSoundIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, exit);
        QFETCH(QString, says);
        refuses(write("bad.offtake", bytes), static_cast<cli::ExitCode>(exit), says);
    }

    void whatIsNoFileIsRefused() {
        refuses(path("missing.offtake"), cli::ExitCode::NotReadable, "");
        QVERIFY(QDir().mkpath(path("folder")));
        refuses(path("folder"), cli::ExitCode::NotReadable, "");
        const QString pipe = path("pipe");
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        refuses(pipe, cli::ExitCode::NotReadable, "");  // and does not wait for a writer
        QVERIFY(QFile::remove(pipe));
    }
    void anExampleThatIsNotThereIsRefusedWithThoseThatAre() {
        const Ran ran = runCli({"compare", "spacex-reflecton"});
        QVERIFY(ran.exitCode == code(cli::ExitCode::BadInput) || ran.exitCode == code(cli::ExitCode::NotReadable));
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains("spacex-reflection"), ran.errors);
    }

    void aPlaceThatCannotBeWrittenIsSaidAndLeftAsItWas_data() {
        QTest::addColumn<QString>("out");
        QVERIFY(QDir().mkpath(path("folder")));
        write("taken.offtake", "mine");
        QTest::newRow("exists already") << path("taken.offtake");
        QTest::newRow("a folder") << path("folder");
        QTest::newRow("folder that is not there") << path("nowhere/out.offtake");
        QTest::newRow("a device") << "/dev/full";
        QTest::newRow("a file as a folder") << path("good.json/out.offtake");
    }
    void aPlaceThatCannotBeWrittenIsSaidAndLeftAsItWas() {
        QFETCH(QString, out);
        const QStringList before = files();
        for (const QStringList& command : {QStringList{"import", path("good.json")}, QStringList{"export", path("good.offtake")}}) {
            const Ran ran = runCli(command + QStringList{"--out", out});
            QVERIFY2(ran.exitCode == code(cli::ExitCode::NotWritable), ran.errors);
            QVERIFY(ran.output.isEmpty());
            QVERIFY2(ran.errors.contains(out.toUtf8()), ran.errors);
            QCOMPARE(ran.errors.count('\n'), 1);
        }
        QCOMPARE(files(), before);
        QCOMPARE(read(path("taken.offtake")), QByteArray("mine"));
    }
    void aFileIsReplacedOnlyByForce() {
        const QString out = write("replace.json", "mine");
        QCOMPARE(runCli({"export", path("good.offtake"), "--out", out}).exitCode, code(cli::ExitCode::NotWritable));
        QCOMPARE(read(out), QByteArray("mine"));
        QCOMPARE(runCli({"export", path("good.offtake"), "--out", out, "--force"}).exitCode, 0);
        QCOMPARE(read(out), runCli({"export", path("good.json")}).output);
    }
    void aReadOnlyFolderIsSaid() {
        constexpr uid_t kNobody = 65534;
        const QString locked = path("locked");
        QVERIFY(QDir().mkpath(locked));
        QVERIFY(QFile::setPermissions(locked, QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther | QFileDevice::ExeOther));
        QVERIFY(QFile::setPermissions(m_folder.path(), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner | QFileDevice::ExeOther));
        QProcess process;
        process.setChildProcessModifier([] {
            if (geteuid() == 0 && setuid(kNobody) != 0) {  // the superuser may write everywhere
                _exit(1);
            }
        });
        process.start(cliProgram(), {"import", "spacex-google", "--out", locked + "/out.offtake"});
        const bool ran = process.waitForStarted() && process.waitForFinished();
        QVERIFY(QFile::setPermissions(locked, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner));
        if (!ran) {
            QSKIP("the program lies where other users cannot run it");
        }
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(process.exitCode() == code(cli::ExitCode::NotWritable), errors);
        QVERIFY2(errors.contains(locked.toUtf8()), errors);
        QVERIFY(QDir(locked).isEmpty());
    }
    /// A limit on the size of files stands for a disk that fills up in the middle of the file.
    void aDiskThatFillsUpLeavesTheOldFile() {
        const QString out = write("full.offtake", "mine");
        const QStringList before = files();
        QProcess process;
        process.setChildProcessModifier([] {
            const rlimit limit{2048, 2048};
            setrlimit(RLIMIT_FSIZE, &limit);
        });
        process.start(cliProgram(), {"import", path("good.json"), "--out", out, "--force"});
        QVERIFY(process.waitForFinished());
        const QByteArray errors = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == code(cli::ExitCode::NotWritable), errors);
        QVERIFY(process.readAllStandardOutput().isEmpty());
        QVERIFY2(errors.contains(out.toUtf8()), errors);
        QCOMPARE(read(out), QByteArray("mine"));
        QCOMPARE(files(), before);
    }

    void aTableThatDoesNotFitTheStudyIsRefused_data() {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown path") << QByteArray("path,value\ndeal.a.tranche.pod.acelerators,5\n") << "accelerators";
        QTest::newRow("no column of values") << QByteArray("path,worth\nstudy.horizon,24\n") << "value";
        QTest::newRow("out of bounds") << QByteArray("path,value\nstudy.horizon,1000000000\n") << "study.horizon";
        QTest::newRow("unit mismatch") << QByteArray("path,value\nstudy.horizon,24 kW\n") << "study.horizon";
        QTest::newRow("not a number") << QByteArray("path,value\nstudy.horizon,soon\n") << "study.horizon";
        QTest::newRow("quote without end") << QByteArray("path,value\nstudy.name,\"One\n") << "quot";
        QTest::newRow("empty") << QByteArray() << "";
        QTest::newRow("good row before a bad one") << QByteArray("path,value\nstudy.horizon,24\nstudy.start,yesterday\n") << "study.start";
    }
    void aTableThatDoesNotFitTheStudyIsRefused() {
        QFETCH(QByteArray, table);
        QFETCH(QString, says);
        const QString file = write("values.csv", table);
        const QStringList before = files();
        const Ran ran = runCli({"import", file, "--into", path("good.json"), "--out", path("out.offtake")});
        QVERIFY2(ran.exitCode == code(cli::ExitCode::BadInput), ran.errors);
        QVERIFY(ran.output.isEmpty());
        QVERIFY2(ran.errors.contains(file.toUtf8()) && ran.errors.contains(says.toUtf8()), ran.errors);
        QCOMPARE(files(), before);
    }
    void aTableAloneIsNoStudy() {
        const QString file = write("values.csv", "path,value\nstudy.horizon,24\n");
        const Ran ran = runCli({"import", file, "--out", path("out.offtake")});
        QCOMPARE(ran.exitCode, code(cli::ExitCode::Foreign));
        QVERIFY2(ran.errors.contains("--into"), ran.errors);
    }
};

QTEST_APPLESS_MAIN(TestCliBadInput)
#include "tst_cli_bad_input.moc"
