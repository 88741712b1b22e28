// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace retort::sandbox
{

/// Where a PostgreSQL installation's programs are.
struct Installation {
    std::filesystem::path binFolder;
    std::string version; ///< "15.20"
    int majorVersion = 0;
    bool hasTimescale = false; ///< the extension's control file and library are there
    std::string timescaleVersion; ///< that CREATE EXTENSION installs: "2.25.2"; empty without it
};
/// The first usable one of RETORT_PG_BIN, PATH, /usr/lib/postgresql/N/bin from the newest on.
/// Errors: postgresql-not-installed with the package to install.
Result<Installation> findInstallation();
/// The newest of this major version; 0: of any. Errors: postgresql-not-installed.
Result<Installation> findInstallation(int majorVersion);

struct Options {
    /// Data, log, passwords, locks; created with mode 0700 (as root 0710, for the group of the server's user).
    /// Empty with throwAway: a new one in the temporary folder.
    std::filesystem::path folder;
    std::vector<std::string> databases; ///< one database each on one server, owned by a role of the same name
    bool withTimescale = true;          ///< preload where the installation has it
    bool throwAway = false;             ///< fsync off, folder removed at the end: for tests and scratch
    int majorVersion = 0;               ///< of PostgreSQL, for a new one; 0: the newest there is
    std::vector<std::string> settings;  ///< extra "name=value" of the server
};

enum class State { Absent, Stopped, Running, Stale };
struct Status {
    State state = State::Absent;
    int pid = 0;
    int port = 0;
    std::filesystem::path socketFolder;
    std::string serverVersion;
    bool kept = false; ///< started by `sandbox start`: runs until `sandbox stop`
    int holders = 0;   ///< processes that use it now
    std::filesystem::path log;
};

/// A private PostgreSQL server: made (initdb), started, stopped and reset by us, on a Unix socket and a loopback
/// port of its own, with generated passwords (scram-sha-256). As root it drops to an unprivileged user.
/// While a Sandbox object lives, its process holds a lease; when the last lease ends, in order or by kill -9,
/// a watchdog stops the server, unless it was started to be kept. Any thread, one at a time.
class Sandbox
{
public:
    /// Creates when absent, recognises and clears a stale one, starts when stopped, takes a lease; creates the
    /// databases that are missing. An existing server keeps the settings it was started with.
    /// Errors (status Unreachable): sandbox-failed with the end of the server's log; postgresql-not-installed.
    static Result<Sandbox> open(const Options &options);
    Sandbox(Sandbox &&) noexcept;
    Sandbox &operator=(Sandbox &&) noexcept;
    ~Sandbox();

    /// As the database's owner. passwordSource is "sandbox". Errors: unknown-database (status Usage).
    Result<postgres::ConnectionSettings> settingsFor(const std::string &database) const;
    /// As the cluster's superuser, on the maintenance database: for fixtures and scratch databases.
    postgres::ConnectionSettings superuserSettings() const;
    const std::filesystem::path &folder() const;
    Status status() const;

private:
    struct Body;
    explicit Sandbox(std::unique_ptr<Body> body);
    std::unique_ptr<Body> m_body;
};

/// For a project: a folder in the user's data folder ($XDG_DATA_HOME/retort/sandbox/<name>-<hash of the path>;
/// as root, unless the unprivileged user can reach that, /var/lib/retort/sandbox/…).
std::filesystem::path folderForProject(const std::filesystem::path &projectFile);
/// Looks only. Errors: sandbox-failed when the folder can't be read.
Result<Status> status(const std::filesystem::path &folder);
/// open() and keep: the server outlives this process.
Result<Status> startKept(const Options &options);
/// Ends the keeping and stops the server; also when it doesn't run. Errors: sandbox-in-use (status Failed) with the
/// processes that hold a lease; then the server stops when the last of them ends.
Result<void> stop(const std::filesystem::path &folder);
/// Stops, removes the data, keeps nothing. Errors: as stop(), and then nothing is removed.
Result<void> reset(const std::filesystem::path &folder);

} // namespace retort::sandbox
