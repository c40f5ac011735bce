#include "tests/app/support/Cli.h"

#include <QProcess>

namespace offtake::test {

namespace {

constexpr int kPatience = 60'000;  // milliseconds; against hanging, not a measure of speed

Ran finished(QProcess& process) {
    Ran ran;
    if (process.waitForFinished(kPatience) && process.exitStatus() == QProcess::NormalExit) {
        ran.exitCode = process.exitCode();
    } else {
        process.kill();
        process.waitForFinished();
    }
    ran.output = process.readAllStandardOutput();
    ran.errors = process.readAllStandardError();
    return ran;
}

}  // namespace

QString cliProgram() {
    return QStringLiteral(OFFTAKE_BINARY_DIR "/bin/offtake-cli");
}

Ran runCli(const QStringList& arguments, const QByteArray& input) {
    QProcess process;
    process.start(cliProgram(), arguments);
    process.write(input);
    process.closeWriteChannel();
    return finished(process);
}

Ran runCliInto(const QString& file, const QStringList& arguments) {
    QProcess process;
    process.setStandardOutputFile(file);
    process.start(cliProgram(), arguments);
    process.closeWriteChannel();
    return finished(process);
}

}  // namespace offtake::test
