// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/postmaster.h"

#include "engine/base/text.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/process.h"
#include "engine/sandbox/uniquefd.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <fstream>
#include <thread>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace retort::sandbox
{

namespace
{

int toNumber(std::string_view text)
{
    int number = 0;
    const std::string_view digits = text::trimmed(text);
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::vector<std::string> readLines(const fs::path &file)
{
    std::vector<std::string> lines;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

/// Eight lines, the last written when the server's state changes; a younger server's file is shorter.
std::optional<Postmaster> readPidFile(const Layout &layout)
{
    const std::vector<std::string> lines = readLines(layout.data() / "postmaster.pid");
    if (lines.empty())
        return std::nullopt;
    Postmaster postmaster;
    postmaster.pid = toNumber(lines[0]);
    if (lines.size() > 4) {
        postmaster.port = toNumber(lines[3]);
        postmaster.socketFolder = lines[4];
    }
    postmaster.isReady = lines.size() > 7 && text::trimmed(lines[7]) == "ready";
    return postmaster;
}

/// A postmaster works in its data folder; a zombie has no working folder any more.
bool worksIn(int pid, const fs::path &folder)
{
    if (pid <= 0)
        return false;
    const fs::path process = "/proc/" + std::to_string(pid);
    std::error_code problem;
    const fs::path program = fs::read_symlink(process / "exe", problem);
    // An upgrade of the package under a running server leaves "…/postgres (deleted)".
    return !problem && program.filename().native().starts_with("postgres")
        && fs::equivalent(process / "cwd", folder, problem) && !problem;
}

/// Whether a process of this number is there and not a zombie.
bool isAlive(int pid)
{
    std::ifstream stat("/proc/" + std::to_string(pid) + "/stat");
    std::string line;
    if (!std::getline(stat, line))
        return false;
    // "pid (name) state …": the name may hold anything (proc(5)).
    const std::size_t end = line.rfind(')');
    return end != std::string::npos && end + 2 < line.size() && line[end + 2] != 'Z' && line[end + 2] != 'X';
}

Result<int> freePort()
{
    UniqueFd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (!socket.isOpen() || ::bind(socket.get(), generic, size) != 0
        || ::getsockname(socket.get(), generic, &size) != 0)
        return systemFailure("can't find a free port on 127.0.0.1 for the sandbox", errno);
    return static_cast<int>(ntohs(address.sin_port));
}

std::vector<std::string> serverCommand(const StartRequest &request, int port, const fs::path &socketFolder)
{
    std::vector<std::string> command = {(request.installation.binFolder / "postgres").native(), "-D", "."};
    const auto set = [&command](std::string setting) {
        command.emplace_back("-c");
        command.push_back(std::move(setting));
    };
    set("listen_addresses=127.0.0.1");
    set("port=" + std::to_string(port));
    set("unix_socket_directories=" + socketFolder.native());
    set("unix_socket_permissions=0700");
    set("cluster_name=retort sandbox");
    set("lc_messages=C");
    // A whole history of migrations in one transaction takes thousands of locks.
    set("max_locks_per_transaction=256");
    // A failing CREATE ROLE … PASSWORD would stand in the log.
    set("log_min_error_statement=panic");
    // Compiling costs more than it wins on the small queries of migrations and catalogs.
    set("jit=off");
    if (request.withTimescale && request.installation.hasTimescale) {
        set("shared_preload_libraries=timescaledb");
        set("timescaledb.telemetry_level=off");
        // Each database with the extension needs a scheduler and a worker or two of its own.
        set("timescaledb.max_background_workers=16");
        set("max_worker_processes=32");
    }
    if (request.isThrowAway) {
        for (const char *setting :
             {"fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0"})
            set(setting);
    }
    for (const std::string &setting : request.settings)
        set(setting);
    return command;
}

/// Recovery after a crash takes its time, but a server of our size is through in this.
constexpr auto longestStart = 60s;

/// A log of a server that has failed for weeks must not fill the disk.
constexpr std::uintmax_t longestLog = 4U << 20U;

Result<UniqueFd> openLog(const Layout &layout)
{
    std::error_code problem;
    const bool isLong = fs::file_size(layout.log(), problem) > longestLog && !problem;
    UniqueFd log(::open(layout.log().c_str(),
                        O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | (isLong ? O_TRUNC : 0), 0600));
    if (!log.isOpen())
        return systemFailure("can't write the server's log " + layout.log().string(), errno);
    return log;
}

/// Which kind of failure a second try can mend.
bool isPortTaken(const std::string &log)
{
    return log.find("could not create any TCP/IP sockets") != std::string::npos;
}

std::string remedyFor(const std::string &log, const Layout &layout, const StartRequest &request)
{
    if (isPortTaken(log))
        return "another program uses the port: end that, or leave the port to the sandbox";
    // With what is thrown away goes the log.
    return request.isThrowAway ? std::string() : "the whole log is " + layout.log().string();
}

/// Processes of a server that was killed hard live on for a moment.
bool isMemoryInUse(const std::string &log)
{
    return log.find("pre-existing shared memory block") != std::string::npos;
}

std::optional<Postmaster> waitUntilReady(const Layout &layout, pid_t pid)
{
    const auto deadline = std::chrono::steady_clock::now() + longestStart;
    while (std::chrono::steady_clock::now() < deadline && isAlive(pid)) {
        const auto postmaster = readPidFile(layout);
        if (postmaster && postmaster->pid == pid && postmaster->isReady)
            return postmaster;
        std::this_thread::sleep_for(2ms);
    }
    return std::nullopt;
}

/// PostgreSQL itself clears the file of a dead server, but takes any process of its number for one, even a zombie,
/// and gives up on a file that holds no number.
void clearUnusablePidFile(const Layout &layout)
{
    if (!isStale(layout))
        return;
    const auto postmaster = readPidFile(layout);
    if (postmaster && postmaster->pid > 0 && ::kill(postmaster->pid, 0) != 0 && errno == ESRCH)
        return;
    std::error_code ignored;
    fs::remove(layout.data() / "postmaster.pid", ignored);
}

struct StartFailure {
    Error error;
    bool isWorthAnotherTry = false;
};

struct StartAttempt {
    std::optional<Postmaster> postmaster;
    std::optional<StartFailure> failed;
};

StartAttempt failedStart(Error error, bool isWorthAnotherTry = false)
{
    return {std::nullopt, StartFailure{std::move(error), isWorthAnotherTry}};
}

/// `last`: what a server named, which may have been started with another environment.
void removeSocketFolders(const Layout &layout, const fs::path &last)
{
    std::vector<fs::path> folders = socketFolders(layout);
    // Only what we named so: another server's folder may be shared.
    if (last.filename().native().starts_with("retort-"))
        folders.push_back(last);
    std::error_code ignored;
    for (const fs::path &folder : folders)
        fs::remove_all(folder, ignored);
}

StartAttempt tryToStart(const Layout &layout, const StartRequest &request)
{
    auto lock = lockServer(layout);
    if (!lock)
        return failedStart(lock.error());
    // Nobody of an earlier server is left, so what it left is nobody's.
    clearUnusablePidFile(layout);
    removeSocketFolders(layout, {});
    const Result<fs::path> socketFolder = makeSocketFolder(layout, request.user);
    if (!socketFolder)
        return failedStart(socketFolder.error());
    const Result<int> port = freePort();
    if (!port)
        return failedStart(port.error());
    const Result<UniqueFd> log = openLog(layout);
    if (!log)
        return failedStart(log.error());
    std::error_code problem;
    const std::uintmax_t logStart = fs::file_size(layout.log(), problem);

    Launch server;
    server.command = serverCommand(request, *port, *socketFolder);
    server.environment = plainEnvironment();
    server.user = request.user;
    server.workingFolder = layout.data();
    server.standardOutput = log->get();
    server.inherited = lock->descriptor();
    server.detached = true;
    const Result<pid_t> pid = launch(server);
    if (!pid)
        return failedStart(pid.error());
    lock->release();

    if (auto postmaster = waitUntilReady(layout, *pid))
        return {std::move(postmaster), std::nullopt};
    const std::string tail = logTail(layout, logStart);
    if (isAlive(*pid))
        ::kill(*pid, SIGQUIT);
    return failedStart(
        failure("the sandbox's PostgreSQL server did not start:\n" + tail, remedyFor(tail, layout, request)),
        isPortTaken(tail) || isMemoryInUse(tail));
}

bool isGone(const Layout &layout)
{
    const auto lock = FileLock::acquire(layout.serverLock(), FileLock::Kind::Exclusive);
    return lock && *lock && !findPostmaster(layout);
}

/// After this a process without its postmaster is not about to end by itself: one that is busy does not look.
constexpr auto orphanPatience = 2s;

/// Ends what a postmaster that was killed has left: they could still write to the data.
void endOrphans(const Layout &layout)
{
    std::error_code problem;
    for (const fs::directory_entry &entry : fs::directory_iterator("/proc", problem)) {
        const int pid = toNumber(entry.path().filename().native());
        if (worksIn(pid, layout.data()))
            ::kill(pid, SIGQUIT);
    }
}

} // namespace

std::optional<Postmaster> findPostmaster(const Layout &layout)
{
    auto postmaster = readPidFile(layout);
    if (postmaster && !worksIn(postmaster->pid, layout.data()))
        return std::nullopt;
    return postmaster;
}

std::optional<Postmaster> findReadyPostmaster(const Layout &layout)
{
    const auto begin = std::chrono::steady_clock::now();
    for (auto now = begin; now < begin + longestStart; now = std::chrono::steady_clock::now()) {
        auto postmaster = findPostmaster(layout);
        if (postmaster && postmaster->isReady)
            return postmaster;
        if (isGone(layout))
            return std::nullopt;
        if (!postmaster && now > begin + orphanPatience)
            endOrphans(layout);
        std::this_thread::sleep_for(5ms);
    }
    return std::nullopt;
}

bool isStale(const Layout &layout)
{
    std::error_code problem;
    return fs::exists(layout.data() / "postmaster.pid", problem) && !findPostmaster(layout);
}

Result<FileLock> lockServer(const Layout &layout)
{
    auto lock = FileLock::acquire(layout.serverLock(), FileLock::Kind::Exclusive, 10s);
    if (!lock)
        return lock.error();
    if (!*lock)
        return failure("processes of an earlier server of the sandbox " + layout.folder().string()
                           + " are still running",
                       "end them, then try again");
    return **std::move(lock);
}

Result<Postmaster> startServer(const Layout &layout, const StartRequest &request)
{
    constexpr int tries = 10;
    for (int attempt = 1;; ++attempt) {
        StartAttempt start = tryToStart(layout, request);
        if (start.postmaster)
            return *std::move(start.postmaster);
        if (!start.failed->isWorthAnotherTry || attempt == tries) {
            removeSocketFolders(layout, {});
            return std::move(start.failed->error);
        }
        std::this_thread::sleep_for(100ms);
    }
}

Result<void> stopServer(const Layout &layout, Shutdown how)
{
    std::error_code problem;
    if (!fs::exists(layout.serverLock(), problem))
        return {};
    const auto begin = std::chrono::steady_clock::now();
    int signalled = 0;
    bool isPressed = false;
    fs::path socketFolder;
    while (!isGone(layout)) {
        const auto waited = std::chrono::steady_clock::now() - begin;
        if (waited > 30s)
            return failure("the sandbox's server in " + layout.folder().string() + " does not stop",
                           "see " + layout.log().string());
        if (const auto postmaster = findPostmaster(layout)) {
            if (!postmaster->socketFolder.empty())
                socketFolder = postmaster->socketFolder;
            if (signalled != postmaster->pid) {
                signalled = postmaster->pid;
                ::kill(signalled, how == Shutdown::Fast ? SIGINT : SIGQUIT);
            } else if (waited > 10s && !isPressed) {
                isPressed = true;
                ::kill(signalled, SIGQUIT);
            }
        } else if (waited > orphanPatience) {
            endOrphans(layout);
        }
        std::this_thread::sleep_for(3ms);
    }
    removeSocketFolders(layout, socketFolder);
    return {};
}

std::string logTail(const Layout &layout, std::uintmax_t offset)
{
    std::ifstream stream(layout.log());
    stream.seekg(static_cast<std::streamoff>(offset));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    constexpr std::size_t most = 12;
    if (lines.size() > most)
        lines.erase(lines.begin(), lines.end() - most);
    return lines.empty() ? "it wrote nothing to its log" : text::join(lines, "\n");
}

} // namespace retort::sandbox
