// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sandbox/sandbox.h"

#include <QProcess>
#include <QTemporaryDir>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace retort::test
{

/// Longer than anything here takes on a busy machine.
inline constexpr int patience = 120'000;

/// A place for a sandbox, which a test may leave in any state: at the end its processes are killed and all is removed.
class SandboxPlace
{
public:
    SandboxPlace();
    SandboxPlace(const SandboxPlace &) = delete;
    SandboxPlace &operator=(const SandboxPlace &) = delete;
    ~SandboxPlace();

    /// The sandbox's, not yet there.
    std::filesystem::path folder() const { return root() / "sandbox"; }
    /// The temporary folder round it, which the server's user can enter.
    std::filesystem::path root() const { return m_root.path().toStdString(); }
    std::filesystem::path data() const { return folder() / "data"; }

    sandbox::Options options(std::vector<std::string> databases = {"app"}) const;
    sandbox::Options throwAway(std::vector<std::string> databases = {"app"}) const;
    sandbox::State state() const;

    /// Processes that work in the folder or name it in their arguments: servers, initdb, watchdogs, holders.
    std::vector<int> processes() const;
    /// Waits until there are none.
    bool isDeserted() const;

private:
    QTemporaryDir m_root;
};

/// Another process that holds the sandbox (sandboxholder.cpp).
class Holder
{
public:
    Holder(const sandbox::Options &options, const std::vector<std::string> &arguments = {});
    ~Holder();

    /// Waits for its line: "ready 4711 54321".
    std::string answer();
    /// Of the server, by its answer; 0 when it did not get one.
    int serverPid();
    qint64 pid() const { return m_process.processId(); }

    void killHard();
    /// Ends as a program does. True when it went well.
    bool finish();

private:
    QProcess m_process;
    std::string m_answer;
};

/// A folder of PostgreSQL's programs that leads to the real ones, for as long as it lives (RETORT_PG_BIN).
class FakeInstallation
{
public:
    explicit FakeInstallation(const SandboxPlace &place);
    ~FakeInstallation();

    std::filesystem::path binFolder() const { return m_folder / "bin"; }
    /// A shell script in the program's place, in which $real is the real one's path.
    void replace(const std::string &program, const std::string &script) const;
    std::filesystem::path write(const std::filesystem::path &path, const std::string &content,
                                bool isProgram = false) const;

private:
    std::filesystem::path m_folder;
    std::filesystem::path m_real;
};

bool waitUntil(const std::function<bool()> &condition);
std::string readFile(const std::filesystem::path &file);
bool isRunning(int pid);
/// The effective user of a process; -1 when it is gone.
int userOf(int pid);

} // namespace retort::test
