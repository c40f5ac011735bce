#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <random>
#include <string>

#include "data/document/Container.h"
#include "data/file/AtomicFile.h"

using namespace offtake;
using namespace offtake::document;

namespace {

/// State number `n`: every value carries it, so a mixture of two states cannot pass for one.
StoredStudy state(int n) {
    StoredStudy study;
    study.writtenBy = "Offtake 0.1.0";
    study.elements = {{1, 0, "study", 0, "study", "study", std::to_string(n)}};
    for (int i = 0; i < 300 + n % 50; ++i) {
        StoredValue value;
        value.element = 1;
        value.input = "input";
        value.part = i;
        value.type = "number";
        value.number = n;
        study.values.push_back(value);
    }
    study.migrations = {{1, study.writtenBy, "First version."}, {2, study.writtenBy, "Values say how uncertain they are."}};
    return study;
}

}  // namespace

class TestKillSave : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whenTheProgramIsKilledWhileSavingTheFileIsOneOfTheSavedStates() {
        QTemporaryDir folder;
        const std::string path = folder.filePath("study.offtake").toStdString();
        QVERIFY(file::writeAtomically(path, *toBytes(state(0))).has_value());
        std::mt19937_64 random(7);
        int n = 0;
        int advanced = 0;
        for (int round = 0; round < 50; ++round) {
            const pid_t child = fork();
            if (child == 0) {
                for (int i = n + 1;; ++i) {
                    if (!file::writeAtomically(path, *toBytes(state(i)))) {
                        _exit(1);
                    }
                }
            }
            usleep(static_cast<useconds_t>(2'000 + random() % 30'000));
            kill(child, SIGKILL);
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY2(WIFSIGNALED(status), "a save failed");

            const auto bytes = file::readFile(path);
            QVERIFY(bytes.has_value());
            const auto opened = fromBytes(*bytes);
            QVERIFY2(opened.has_value(), opened ? "" : opened.error().english().c_str());
            const int found = std::stoi(opened->study.elements.front().name);
            QVERIFY(found >= n);
            QVERIFY(opened->study == state(found));
            advanced += found > n ? 1 : 0;
            n = found;
        }
        QVERIFY(advanced > 0);
    }
};

QTEST_APPLESS_MAIN(TestKillSave)
#include "tst_killsave.moc"
