// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/run/pooler.h"

#include "engine/postgres/connection.h"

#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QThread>

#include <unistd.h>

namespace retort::test
{

namespace
{

/// A port that nobody listens on now.
int freePort()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no loopback port is free");
    return server.serverPort();
}

QString configurationFor(const postgres::ConnectionSettings &server, const std::string &mode, int port)
{
    // Not by the socket, whose folder the pooler's own user may not enter.
    return QStringLiteral(
               "[databases]\n%1 = host=127.0.0.1 port=%2 user=%6 password='%3'\n[pgbouncer]\nlisten_addr = 127.0.0.1\n"
               "listen_port = %4\nunix_socket_dir =\nauth_type = any\npool_mode = %5\n"
               "ignore_startup_parameters = extra_float_digits\n")
        .arg(QString::fromStdString(server.databaseName()), QString::fromStdString(server.port()),
             QString::fromStdString(server.value("password")))
        .arg(port)
        .arg(QString::fromStdString(mode), QString::fromStdString(server.user()));
}

} // namespace

std::unique_ptr<Pooler> Pooler::start(const postgres::ConnectionSettings &server, const std::string &mode)
{
    const QString program = QStandardPaths::findExecutable(QStringLiteral("pgbouncer"),
                                                           {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
    if (program.isEmpty())
        return nullptr;
    std::unique_ptr<Pooler> pooler(new Pooler);
    const int port = freePort();
    QFile file(pooler->m_folder.filePath(QStringLiteral("pgbouncer.ini")));
    if (!file.open(QIODevice::WriteOnly))
        qFatal("PgBouncer's configuration can't be written");
    file.write(configurationFor(server, mode, port).toUtf8());
    file.close();
    QStringList arguments{file.fileName()};
    if (geteuid() == 0) { // it refuses to run as root
        file.setPermissions(QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
        QFile::setPermissions(pooler->m_folder.path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup
                                  | QFile::ExeOther);
        arguments = QStringList{QStringLiteral("-u"), QStringLiteral("nobody"), file.fileName()};
    }
    pooler->m_process.setProcessChannelMode(QProcess::MergedChannels);
    pooler->m_process.start(program, arguments);
    pooler->m_settings = server;
    pooler->m_settings.keywords["host"] = "127.0.0.1";
    pooler->m_settings.keywords["port"] = std::to_string(port);
    pooler->m_settings.connectTimeout = std::chrono::seconds(5);
    for (int attempt = 0; attempt < 200; ++attempt) {
        if (postgres::Connection::connect(pooler->m_settings))
            return pooler;
        if (pooler->m_process.state() == QProcess::NotRunning)
            break;
        QThread::msleep(25);
    }
    qFatal("PgBouncer does not start: %s", pooler->m_process.readAll().constData());
}

Pooler::~Pooler()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(5'000);
}

} // namespace retort::test
