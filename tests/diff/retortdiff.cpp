// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/pairjudge.h"

#include <QProcess>
#include <QUrl>

namespace retort::test
{

namespace
{

/// As a URI with the server's address in its query, since it may be a folder with a socket (manual, "Connection URIs").
QString uriOf(const postgres::ConnectionSettings &settings)
{
    const auto encoded = [&settings](const char *keyword) {
        return QString::fromLatin1(QUrl::toPercentEncoding(QString::fromStdString(settings.value(keyword))));
    };
    return QStringLiteral("postgresql://%1@/%2?host=%3&port=%4")
        .arg(encoded("user"), encoded("dbname"), encoded("host"), encoded("port"));
}

std::string run(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to, bool isDown,
                std::string &error)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("PGPASSWORD"), QString::fromStdString(from.value("password")));
    process.setProcessEnvironment(environment);
    QStringList arguments{QStringLiteral("diff"), QStringLiteral("--from"), uriOf(from), QStringLiteral("--to"),
                          uriOf(to)};
    if (isDown)
        arguments << QStringLiteral("--down");
    process.start(QStringLiteral(RETORT_BINARY_DIR "/bin/retort"), arguments);
    constexpr int limit = 120'000; // milliseconds
    if (!process.waitForFinished(limit) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        error += process.readAllStandardError().toStdString() + process.errorString().toStdString();
    return process.readAllStandardOutput().toStdString();
}

} // namespace

Scripts diffByRetort(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to)
{
    Scripts scripts;
    scripts.up = run(from, to, false, scripts.error);
    if (scripts.error.empty())
        scripts.down = run(from, to, true, scripts.error);
    return scripts;
}

} // namespace retort::test
