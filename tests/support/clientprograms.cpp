// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clientprograms.h"

#include "engine/sandbox/sandbox.h"
#include "tests/support/printers.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <sstream>

namespace retort::test {

namespace {

struct Finished {
    int exitCode = -1;
    std::string output;
    std::string errors;
};

QString toQString(const std::string &text)
{
    return QString::fromStdString(text);
}

Finished runProgram(const char *program, const postgres::ConnectionSettings &settings,
                    const std::vector<std::string> &options)
{
    const auto installation = sandbox::findInstallation();
    if (!installation)
        qFatal("%s: %s", program, describe(installation).c_str());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), toQString(settings.value("password")));
    QStringList arguments{
        QStringLiteral("-h"), toQString(settings.host()), QStringLiteral("-p"), toQString(settings.port()),
        QStringLiteral("-U"), toQString(settings.user()), QStringLiteral("-d"), toQString(settings.databaseName())};
    for (const std::string &option : options)
        arguments.append(toQString(option));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(toQString((installation->binFolder / program).string()), arguments);
    constexpr int limit = 120'000; // milliseconds
    if (!process.waitForFinished(limit))
        qFatal("%s: %s", program, qPrintable(process.errorString()));
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString()};
}

bool tellsOfItsMaking(std::string_view line)
{
    return line.starts_with("\\restrict") || line.starts_with("\\unrestrict") || line.starts_with("-- Dumped ");
}

} // namespace

std::string pgDump(const ScratchDatabase &database, const std::vector<std::string> &options)
{
    return pgDump(database.settings(), options);
}

std::string pgDump(const postgres::ConnectionSettings &settings, const std::vector<std::string> &options)
{
    const Finished dump = runProgram("pg_dump", settings, options);
    if (dump.exitCode != 0)
        qFatal("pg_dump: %s", dump.errors.c_str());
    std::istringstream lines(dump.output);
    std::string text;
    for (std::string line; std::getline(lines, line);) {
        if (!tellsOfItsMaking(line))
            text += line + '\n';
    }
    return text;
}

std::string psqlFailure(const ScratchDatabase &database, const std::string &script)
{
    return psqlFailure(database.settings(), script);
}

std::string psqlFailure(const postgres::ConnectionSettings &settings, const std::string &script)
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("script.sql")));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(script)) < 0)
        qFatal("no file for a script: %s", qPrintable(file.errorString()));
    file.close();
    const Finished psql =
        runProgram("psql", settings, {"-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file.fileName().toStdString()});
    return psql.exitCode == 0 ? std::string() : "psql: " + psql.errors;
}

std::string psqlOutput(const ScratchDatabase &database, const std::string &command)
{
    const Finished psql = runProgram("psql", database.settings(), {"-X", "-c", command});
    if (psql.exitCode != 0)
        qFatal("psql: %s", psql.errors.c_str());
    return psql.output;
}

} // namespace retort::test
