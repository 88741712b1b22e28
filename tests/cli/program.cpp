// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/program.h"

#include "engine/base/text.h"

#include <algorithm>
#include <csignal>
#include <fstream>

namespace fs = std::filesystem;

namespace retort::test
{

namespace
{

constexpr int patience = 60'000;

QString toQString(const std::string &text)
{
    return QString::fromStdString(text);
}

Ended ending(QProcess &process)
{
    Ended ended;
    ended.out = process.readAllStandardOutput().toStdString();
    ended.err = process.readAllStandardError().toStdString();
    // QProcess gives the signal as the exit code of a crash.
    ended.status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    return ended;
}

void failIfSecretsShow(const Ended &ended, const std::vector<std::string> &secrets)
{
    for (const std::string &secret : secrets) {
        if (ended.out.find(secret) != std::string::npos || ended.err.find(secret) != std::string::npos)
            QTest::qFail(("a password in what the program wrote:\n" + ended.report()).c_str(), __FILE__, __LINE__);
    }
}

} // namespace

QJsonDocument Ended::json() const
{
    return QJsonDocument::fromJson(QByteArray::fromStdString(out));
}

std::string Ended::errorCode() const
{
    return object()["error"_L1].toObject()["code"_L1].toString().toStdString();
}

bool Ended::says(std::string_view text) const
{
    return out.find(text) != std::string::npos || err.find(text) != std::string::npos;
}

std::string Ended::report() const
{
    return "status " + std::to_string(status) + "\n--- standard output\n" + out + "\n--- standard error\n" + err;
}

RunningProgram::RunningProgram(std::unique_ptr<QProcess> process, std::vector<std::string> secrets)
    : m_process(std::move(process))
    , m_secrets(std::move(secrets))
{
}

void RunningProgram::signal(int number)
{
    ::kill(static_cast<pid_t>(m_process->processId()), number);
}

Ended RunningProgram::wait()
{
    if (m_process->state() != QProcess::NotRunning && !m_process->waitForFinished(patience)) {
        m_process->kill();
        m_process->waitForFinished();
        QTest::qFail("the program did not end", __FILE__, __LINE__);
    }
    const Ended ended = ending(*m_process);
    failIfSecretsShow(ended, m_secrets);
    return ended;
}

Program::Program(fs::path folder)
    : m_folder(std::move(folder))
{
    // A sandbox's server may run as another user, who has to get through.
    fs::permissions(home(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    const QProcessEnvironment mine = QProcessEnvironment::systemEnvironment();
    for (const char *name :
         {"PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "RETORT_PG_BIN"}) {
        if (mine.contains(QLatin1String(name)))
            m_environment.insert(QLatin1String(name), mine.value(QLatin1String(name)));
    }
    set("HOME", home());
    set("XDG_STATE_HOME", home() / "state");
    set("XDG_DATA_HOME", home());
    set("LC_ALL", "C.UTF-8");
    set("TZ", "UTC");
}

void Program::set(const std::string &variable, const std::string &value)
{
    m_environment.insert(toQString(variable), toQString(value));
}

void Program::addSecret(const std::string &secret)
{
    m_secrets.push_back(secret);
}

std::vector<std::string> Program::secrets() const
{
    std::vector<std::string> found = m_secrets;
    std::ifstream file(m_folder / ".env");
    for (std::string line; std::getline(file, line);) {
        const std::size_t equals = line.find('=');
        // A short password of an external test server may well be a word of the output.
        if (equals != std::string::npos && line.substr(0, equals).ends_with("PASSWORD") && line.size() > equals + 8)
            found.push_back(line.substr(equals + 1));
    }
    return found;
}

std::unique_ptr<QProcess> Program::begin(const std::string &commandLine)
{
    auto process = std::make_unique<QProcess>();
    process->setProgram(toQString(path()));
    process->setArguments(QProcess::splitCommand(toQString(commandLine)));
    process->setWorkingDirectory(toQString(m_folder));
    process->setProcessEnvironment(m_environment);
    process->start();
    if (!process->waitForStarted())
        qFatal("%s can't be started: %s", path().c_str(), qPrintable(process->errorString()));
    return process;
}

Ended Program::run(const std::string &commandLine, const std::string &input)
{
    std::unique_ptr<QProcess> process = begin(commandLine);
    process->write(QByteArray::fromStdString(input));
    process->closeWriteChannel();
    return RunningProgram(std::move(process), secrets()).wait();
}

RunningProgram Program::start(const std::string &commandLine)
{
    return RunningProgram(begin(commandLine), secrets());
}

fs::path Program::path()
{
    return RETORT_BINARY_DIR "/bin/retort";
}

std::vector<std::string> rowsOf(const ScratchDatabase &database)
{
    if (!database.hasRelation("alembic_version"))
        return {};
    const std::string joined = database.value("SELECT string_agg(version_num, ' ' ORDER BY version_num COLLATE \"C\")"
                                              " FROM alembic_version");
    std::vector<std::string> rows;
    if (joined.empty())
        return rows;
    for (const std::string_view row : text::split(joined, ' '))
        rows.emplace_back(row);
    return rows;
}

bool waitForStatement(const ScratchDatabase &database, const std::string &part)
{
    postgres::Connection watcher = database.connect();
    const std::vector<postgres::Parameter> parameters{part};
    return QTest::qWaitFor(
        [&] {
            const auto found = watcher.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                             " AND pid <> pg_backend_pid() AND state = 'active'"
                                             " AND position($1 in query) > 0",
                                             parameters);
            return found && found->rowCount() > 0;
        },
        patience);
}

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(' '_L1, Qt::SkipEmptyParts);
}

QStringList keysOf(const QJsonValue &object)
{
    return object.toObject().keys();
}

std::vector<std::string> textsOf(const QJsonValue &array)
{
    std::vector<std::string> texts;
    for (const QJsonValue &value : array.toArray())
        texts.push_back(value.toString().toStdString());
    return texts;
}

} // namespace retort::test
