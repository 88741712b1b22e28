// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/sandbox/sandboxscene.h"

#include "tests/support/printers.h"

#include <QTest>

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace fs = std::filesystem;

namespace retort::test
{

namespace
{

constexpr const char *binVariable = "RETORT_PG_BIN";

int numberIn(const std::string &text)
{
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

bool belongsTo(int pid, const fs::path &folder)
{
    const fs::path process = "/proc/" + std::to_string(pid);
    std::error_code problem;
    const fs::path workingFolder = fs::read_symlink(process / "cwd", problem); // ends in " (deleted)" where it is
    return workingFolder.native().starts_with(folder.native())
        || readFile(process / "cmdline").find(folder.native()) != std::string::npos;
}

} // namespace

bool waitUntil(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, patience);
}

std::string readFile(const fs::path &file)
{
    const std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    content << stream.rdbuf(); // reading of a process that has just ended fails, and that is told by no exception here
    return content.str();
}

bool isRunning(int pid)
{
    const std::string stat = readFile("/proc/" + std::to_string(pid) + "/stat");
    const std::size_t end = stat.rfind(')');
    return end != std::string::npos && stat.compare(end, 3, ") Z") != 0;
}

int userOf(int pid)
{
    struct stat facts = {};
    return ::stat(("/proc/" + std::to_string(pid)).c_str(), &facts) == 0 ? static_cast<int>(facts.st_uid) : -1;
}

SandboxPlace::SandboxPlace()
{
    if (!m_root.isValid())
        qFatal("no temporary folder: %s", qPrintable(m_root.errorString()));
    ::chmod(root().c_str(), 0755);
}

SandboxPlace::~SandboxPlace()
{
    for (const int pid : processes())
        ::kill(pid, SIGKILL);
    if (!isDeserted())
        qWarning("processes are left in %s", folder().c_str());
    if (const auto reset = sandbox::reset(folder()); !reset)
        qWarning("%s", describe(reset).c_str());
}

sandbox::Options SandboxPlace::options(std::vector<std::string> databases) const
{
    sandbox::Options options;
    options.folder = folder();
    options.databases = std::move(databases);
    // What a test of processes would only wait for.
    options.settings = {"fsync=off"};
    return options;
}

sandbox::Options SandboxPlace::throwAway(std::vector<std::string> databases) const
{
    sandbox::Options options;
    options.folder = folder();
    options.databases = std::move(databases);
    options.throwAway = true;
    return options;
}

sandbox::State SandboxPlace::state() const
{
    const auto status = sandbox::status(folder());
    if (!status)
        qFatal("%s", describe(status).c_str());
    return status->state;
}

std::vector<int> SandboxPlace::processes() const
{
    std::vector<int> pids;
    std::error_code problem;
    for (const fs::directory_entry &entry : fs::directory_iterator("/proc", problem)) {
        const int pid = numberIn(entry.path().filename().native());
        if (pid > 0 && pid != ::getpid() && isRunning(pid) && belongsTo(pid, folder()))
            pids.push_back(pid);
    }
    return pids;
}

bool SandboxPlace::isDeserted() const
{
    return waitUntil([this] { return processes().empty(); });
}

Holder::Holder(const sandbox::Options &options, const std::vector<std::string> &arguments)
{
    QStringList words{QString::fromStdString(options.folder.string())};
    if (options.throwAway)
        words << QStringLiteral("--throw-away");
    for (const std::string &argument : arguments)
        words << QString::fromStdString(argument);
    for (const std::string &database : options.databases)
        words << QString::fromStdString(database);
    m_process.start(QStringLiteral(RETORT_BINARY_DIR "/tests/sandboxholder"), words);
    if (!m_process.waitForStarted())
        qFatal("sandboxholder does not start: %s", qPrintable(m_process.errorString()));
}

Holder::~Holder()
{
    killHard();
}

std::string Holder::answer()
{
    while (m_answer.empty()) {
        if (m_process.canReadLine())
            m_answer = m_process.readLine().trimmed().toStdString();
        else if (!m_process.waitForReadyRead(patience))
            break;
    }
    return m_answer;
}

int Holder::serverPid()
{
    const std::string ready = "ready ";
    return answer().starts_with(ready) ? numberIn(m_answer.substr(ready.size())) : 0;
}

void Holder::killHard()
{
    m_process.kill();
    m_process.waitForFinished(patience);
}

bool Holder::finish()
{
    m_process.closeWriteChannel();
    return m_process.waitForFinished(patience) && m_process.exitStatus() == QProcess::NormalExit
        && m_process.exitCode() == 0;
}

FakeInstallation::FakeInstallation(const SandboxPlace &place)
    : m_folder(place.root() / "installation")
{
    ::unsetenv(binVariable);
    const auto real = sandbox::findInstallation();
    if (!real)
        qFatal("%s", describe(real).c_str());
    m_real = real->binFolder;
    fs::create_directories(binFolder());
    for (const char *program : {"postgres", "initdb"})
        replace(program, "exec \"$real\" \"$@\"");
    ::setenv(binVariable, binFolder().c_str(), 1);
}

FakeInstallation::~FakeInstallation()
{
    ::unsetenv(binVariable);
}

void FakeInstallation::replace(const std::string &program, const std::string &script) const
{
    write(binFolder() / program, "#!/bin/sh\nreal='" + (m_real / program).string() + "'\n" + script + '\n', true);
}

fs::path FakeInstallation::write(const fs::path &path, const std::string &content, bool isProgram) const
{
    const fs::path file = m_folder / path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << content;
    ::chmod(file.c_str(), isProgram ? 0755 : 0644);
    return file;
}

} // namespace retort::test
