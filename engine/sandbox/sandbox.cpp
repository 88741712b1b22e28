// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/sandbox.h"

#include "engine/base/text.h"
#include "engine/sandbox/cluster.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/filelock.h"
#include "engine/sandbox/installation.h"
#include "engine/sandbox/layout.h"
#include "engine/sandbox/passwords.h"
#include "engine/sandbox/postmaster.h"
#include "engine/sandbox/serveruser.h"
#include "engine/sandbox/watchdog.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace retort::sandbox
{

namespace
{

/// Longer than the longest start or stop of another process.
constexpr auto longestWait = 120s;

int readMajorVersion(const Layout &layout)
{
    std::ifstream file(layout.data() / "PG_VERSION");
    int version = 0;
    file >> version;
    return version;
}

Result<void> checkDatabaseNames(const std::vector<std::string> &names)
{
    for (const std::string &name : names) {
        const bool hasControl = std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < ' '; });
        // 63 bytes: NAMEDATALEN - 1. Role names that start with pg_ are the server's own.
        if (name.empty() || name.size() > 63 || hasControl || name.starts_with("pg_") || name == superuserName
            || name == "template0" || name == "template1") {
            return makeError("sandbox-failed", "the sandbox can't have a database named \"" + name + '"',
                             "choose another database name", ExitStatus::Usage);
        }
    }
    return {};
}

Result<FileLock> lockForChange(const Layout &layout)
{
    auto lock = FileLock::acquire(layout.openLock(), FileLock::Kind::Exclusive, longestWait);
    if (!lock)
        return lock.error();
    if (!*lock)
        return failure("another process has been starting or stopping the sandbox " + layout.folder().string()
                           + " for two minutes",
                       "end it, then try again");
    return **std::move(lock);
}

/// The folder, and the right to start or stop the server in it. The last user of a throw-away one may remove the
/// folder at any moment in between, hence the tries.
Result<FileLock> enter(const Layout &layout, const ServerUser &user)
{
    for (int tries = 10;; --tries) {
        const auto ready = ensureFolder(layout, user);
        auto lock = ready ? lockForChange(layout) : Result<FileLock>(ready.error());
        std::error_code problem;
        if (lock || tries == 0 || fs::exists(layout.openLock(), problem))
            return lock;
    }
}

std::string listed(const std::vector<int> &pids)
{
    std::vector<std::string> texts;
    for (const int pid : pids)
        texts.push_back(std::to_string(pid));
    return (pids.size() == 1 ? "process " : "processes ") + text::join(texts, ", ");
}

bool isSandbox(const Layout &layout)
{
    std::error_code problem;
    return fs::exists(layout.openLock(), problem);
}

/// Stops the server of a sandbox that nobody uses; `then` is done while nobody can open it.
Result<void> stopUnused(const fs::path &folder, Result<void> (*then)(const Layout &))
{
    const Layout layout(fs::absolute(folder).lexically_normal());
    if (!isSandbox(layout))
        return {};
    const auto lock = lockForChange(layout);
    if (!lock)
        return lock.error();
    std::error_code problem;
    fs::remove(layout.keepFlag(), problem);
    const auto lease = FileLock::acquire(layout.leaseLock(), FileLock::Kind::Exclusive);
    if (!lease)
        return lease.error();
    if (!*lease) {
        return makeError("sandbox-in-use",
                         "the sandbox is in use by " + listed(lockHolders(layout.leaseLock()))
                             + "; its server stops when they end",
                         "close the console or command that uses it");
    }
    if (auto stopped = stopServer(layout, Shutdown::Fast); !stopped)
        return stopped;
    return then(layout);
}

State stateOf(const Layout &layout, bool isRunning)
{
    std::error_code problem;
    if (isRunning)
        return State::Running;
    if (isStale(layout) || (!layout.isMade() && fs::exists(layout.unfinishedData(), problem)))
        return State::Stale;
    return layout.isMade() ? State::Stopped : State::Absent;
}

} // namespace

struct Sandbox::Body {
    Body(Layout place, Options wanted)
        : layout(std::move(place))
        , options(std::move(wanted))
    {
    }
    ~Body() { giveUp(); }
    Body(const Body &) = delete;
    Body &operator=(const Body &) = delete;

    /// Takes the lease, then makes and starts what is missing. Under the change lock.
    Result<void> bringUp(const ServerUser &user);
    Result<void> makeCluster(const ServerUser &user);
    Result<void> startStopped(const ServerUser &user);
    /// Gives the lease back, and stops the server when it was the last. What the watchdog does for a dead process.
    void giveUp();

    Layout layout;
    Options options;
    Passwords passwords;
    Postmaster postmaster;
    FileLock lease;
    Watchdog watchdog;
    pid_t owner = ::getpid();
};

Result<void> Sandbox::Body::bringUp(const ServerUser &user)
{
    auto taken = FileLock::acquire(layout.leaseLock(), FileLock::Kind::Shared, 1s);
    if (!taken)
        return taken.error();
    if (!*taken)
        return failure("the sandbox " + layout.folder().string() + " is locked by "
                       + listed(lockHolders(layout.leaseLock())));
    lease = **std::move(taken);
    auto watching = Watchdog::start(layout, options.throwAway);
    if (!watching)
        return watching.error();
    watchdog = std::move(*watching);

    if (!layout.isMade()) {
        if (auto made = makeCluster(user); !made)
            return made;
    }
    auto loaded = Passwords::load(layout.passwords());
    if (!loaded)
        return loaded.error();
    passwords = std::move(*loaded);
    if (auto running = findReadyPostmaster(layout)) {
        postmaster = *std::move(running);
    } else if (auto started = startStopped(user); !started) {
        return started;
    }
    return createDatabases(layout, postmaster, passwords, options.databases);
}

Result<void> Sandbox::Body::makeCluster(const ServerUser &user)
{
    const auto installation = findInstallation(options.majorVersion);
    if (!installation)
        return installation.error();
    // Written first: a data folder without its password would be of no use to anyone.
    const Passwords fresh = Passwords::generate();
    if (auto saved = fresh.save(layout.passwords(), layout.passwordsDraft()); !saved)
        return saved;
    return createCluster(layout, *installation, user, fresh, options.throwAway);
}

Result<void> Sandbox::Body::startStopped(const ServerUser &user)
{
    const auto installation = findInstallation(readMajorVersion(layout));
    if (!installation)
        return installation.error();
    // The flag of a server that a reboot ended.
    std::error_code problem;
    fs::remove(layout.keepFlag(), problem);
    StartRequest request;
    request.installation = *installation;
    request.user = user;
    request.withTimescale = options.withTimescale;
    request.isThrowAway = options.throwAway;
    request.settings = options.settings;
    auto started = startServer(layout, request);
    if (!started)
        return started.error();
    postmaster = *std::move(started);
    return {};
}

void Sandbox::Body::giveUp()
{
    // A fork of the process that holds the lease must not end it for its parent.
    if (!lease.isHeld() || ::getpid() != owner)
        return;
    // Where we fail, the watchdog is not dismissed: it tries in our place as soon as its line closes.
    const auto lock = lockForChange(layout);
    if (!lock)
        return;
    const bool isLast = !layout.isKept() && lease.upgrade();
    if (isLast) {
        if (!stopServer(layout, options.throwAway ? Shutdown::Immediate : Shutdown::Fast))
            return;
        if (options.throwAway && !removeFolder(layout))
            return;
    }
    lease.release();
    watchdog.dismiss();
}

Result<Sandbox> Sandbox::open(const Options &options)
{
    if (options.folder.empty() && !options.throwAway)
        return failure("the sandbox has no folder", "name one");
    if (auto valid = checkDatabaseNames(options.databases); !valid)
        return valid.error();
    const auto user = findServerUser();
    if (!user)
        return user.error();
    const fs::path folder = options.folder.empty() ? temporaryFolder() : options.folder;
    auto body = std::make_unique<Body>(Layout(fs::absolute(folder).lexically_normal()), options);
    Result<void> up;
    {
        const auto lock = enter(body->layout, *user);
        if (!lock)
            return lock.error();
        up = body->bringUp(*user);
    }
    if (!up)
        return up.error();
    return Sandbox(std::move(body));
}

Sandbox::Sandbox(std::unique_ptr<Body> body)
    : m_body(std::move(body))
{
}
Sandbox::Sandbox(Sandbox &&) noexcept = default;
Sandbox &Sandbox::operator=(Sandbox &&) noexcept = default;
Sandbox::~Sandbox() = default;

Result<postgres::ConnectionSettings> Sandbox::settingsFor(const std::string &database) const
{
    if (database == superuserName || !m_body->passwords.find(database))
        return makeError("unknown-database", "the sandbox has no database \"" + database + '"',
                         "it has " + text::join(m_body->options.databases, ", "), ExitStatus::Usage);
    return settingsOf(m_body->postmaster, m_body->passwords, database, database);
}

postgres::ConnectionSettings Sandbox::superuserSettings() const
{
    return settingsOf(m_body->postmaster, m_body->passwords, superuserName, superuserName);
}

const fs::path &Sandbox::folder() const
{
    return m_body->layout.folder();
}

Status Sandbox::status() const
{
    const auto status = sandbox::status(m_body->layout.folder());
    return status ? *status : Status{};
}

Result<Status> status(const fs::path &folder)
{
    const Layout layout(fs::absolute(folder).lexically_normal());
    std::error_code problem;
    const bool exists = fs::exists(layout.folder(), problem);
    if (exists && ::access(layout.folder().c_str(), R_OK | X_OK) != 0)
        return systemFailure("can't read the sandbox folder " + layout.folder().string(), errno);
    Status status;
    status.log = layout.log();
    if (!exists)
        return status;
    const auto postmaster = findPostmaster(layout);
    status.state = stateOf(layout, postmaster.has_value());
    status.holders = static_cast<int>(lockHolders(layout.leaseLock()).size());
    if (postmaster) {
        status.pid = postmaster->pid;
        status.port = postmaster->port;
        status.socketFolder = postmaster->socketFolder;
        status.kept = layout.isKept();
        status.serverVersion = versionOfProgram("/proc/" + std::to_string(postmaster->pid) + "/exe");
    } else if (const int major = readMajorVersion(layout); major != 0) {
        status.serverVersion = std::to_string(major);
    }
    return status;
}

Result<Status> startKept(const Options &options)
{
    const auto sandbox = Sandbox::open(options);
    if (!sandbox)
        return sandbox.error();
    const fs::path flag = Layout(sandbox->folder()).keepFlag();
    if (!std::ofstream(flag))
        return failure("can't write " + flag.string());
    return sandbox::status(sandbox->folder());
}

Result<void> stop(const fs::path &folder)
{
    return stopUnused(folder, [](const Layout &) { return Result<void>(); });
}

Result<void> reset(const fs::path &folder)
{
    return stopUnused(folder, removeFolder);
}

} // namespace retort::sandbox
