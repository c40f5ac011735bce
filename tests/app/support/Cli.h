#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

/// Runs the built offtake-cli as a user does.
namespace offtake::test {

struct Ran {
    int exitCode = -1;  ///< below 0: it did not end by itself
    QByteArray output;  ///< standard output
    QByteArray errors;  ///< standard error
};

/// Runs it with these arguments and this text on standard input, in the tests' environment.
[[nodiscard]] Ran runCli(const QStringList& arguments, const QByteArray& input = {});

/// The same with standard output sent to a file or device.
[[nodiscard]] Ran runCliInto(const QString& file, const QStringList& arguments);

/// Path of the program.
[[nodiscard]] QString cliProgram();

}  // namespace offtake::test
