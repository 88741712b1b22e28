// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/buildguardian.h"

#include "engine/base/selfspawn.h"
#include "engine/run/indexremains.h"
#include "engine/run/pause.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace retort::run
{

namespace
{

constexpr const char *order = "--build-guardian";
constexpr char dismissal = 'd';
/// A reader that holds the table's lock keeps the index from being dropped; for so long it is tried.
constexpr std::chrono::seconds guardianPatience{60};
constexpr std::chrono::milliseconds pauseBetweenTries{250};

std::atomic<bool> areEnabled = false;

/// What a guardian is told, as bytes: texts with their lengths before them. Both sides are the same program.
struct Task {
    postgres::ConnectionSettings settings;
    std::string tableName;
    std::string tableSchema;
    IndexRemains remains;
};

class Writer
{
public:
    void number(std::uint64_t value) { m_bytes.append(reinterpret_cast<const char *>(&value), sizeof value); }
    void text(std::string_view value)
    {
        number(value.size());
        m_bytes.append(value);
    }
    const std::string &bytes() const { return m_bytes; }

private:
    std::string m_bytes;
};

/// Reads what a Writer wrote from a socket. Once it has ended early everything reads as empty.
class Reader
{
public:
    explicit Reader(int socket)
        : m_socket(socket)
    {
    }
    std::uint64_t number()
    {
        std::uint64_t value = 0;
        take(reinterpret_cast<char *>(&value), sizeof value);
        return m_isGood ? value : 0;
    }
    std::string text()
    {
        std::string value(number(), '\0');
        take(value.data(), value.size());
        return value;
    }
    bool isGood() const { return m_isGood; }

private:
    void take(char *to, std::size_t size)
    {
        if (size > 0 && m_isGood)
            m_isGood = ::recv(m_socket, to, size, MSG_WAITALL) == static_cast<ssize_t>(size);
    }

    int m_socket;
    bool m_isGood = true;
};

std::string written(const Task &task)
{
    Writer writer;
    writer.number(task.settings.keywords.size());
    for (const auto &[keyword, value] : task.settings.keywords) {
        writer.text(keyword);
        writer.text(value);
    }
    writer.text(task.tableName);
    writer.text(task.tableSchema);
    writer.text(task.remains.findSql);
    writer.number(task.remains.byChunk ? 1 : 0);
    writer.number(task.remains.others.size());
    for (const std::string &other : task.remains.others)
        writer.text(other);
    return writer.bytes();
}

std::optional<Task> readTask(int socket)
{
    Reader reader(socket);
    Task task;
    for (std::uint64_t count = reader.number(); count > 0; --count) {
        std::string keyword = reader.text();
        task.settings.keywords[std::move(keyword)] = reader.text();
    }
    task.tableName = reader.text();
    task.tableSchema = reader.text();
    task.remains.findSql = reader.text();
    task.remains.byChunk = reader.number() == 1;
    for (std::uint64_t count = reader.number(); count > 0; --count)
        task.remains.others.push_back(reader.text());
    return reader.isGood() ? std::optional(std::move(task)) : std::nullopt;
}

bool send(int socket, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void clearUp(const Task &task)
{
    const MigrationLock lock(VersionTable(task.tableName, task.tableSchema));
    const auto deadline = std::chrono::steady_clock::now() + guardianPatience;
    while (true) {
        const auto dropped = dropAfterLoss(task.settings, lock, task.remains);
        // Another run has begun: it looks after the same index itself.
        if (dropped || dropped.error().code == "migration-locked" || std::chrono::steady_clock::now() > deadline)
            return;
        pause(pauseBetweenTries, {});
    }
}

} // namespace

BuildGuardian::BuildGuardian(const postgres::ConnectionSettings &settings, const VersionTable &table,
                             const IndexRemains &remains)
{
    if (!areEnabled || !remains.arePossible())
        return;
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return;
    m_socket = script::Descriptor(ends[0]);
    const script::Descriptor theirs(ends[1]);
    // With our environment, since libpq reads its own variables from there.
    if (spawnSelf({order, theirs.number(), false, ownEnvironment()}, m_process) != 0)
        m_process = 0;
    if (m_process > 0)
        send(m_socket.number(), written({settings, table.name(), table.schema(), remains}));
}

BuildGuardian::~BuildGuardian()
{
    if (m_process <= 0)
        return;
    send(m_socket.number(), std::string_view(&dismissal, 1));
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) { }
}

void enableBuildGuardians()
{
    areEnabled = true;
}

bool isBuildGuardian(int count, const char *const *arguments)
{
    return wasSpawnedFor(order, count, arguments);
}

int serveBuildGuardian()
{
    ::prctl(PR_SET_NAME, "retort-guardian"); // what ps shows; it would be the last part of /proc/self/exe
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        std::signal(number, SIG_IGN);
    const auto task = readTask(STDIN_FILENO);
    if (!task)
        return 1;
    char word = 0;
    ssize_t count = -1;
    do
        count = ::recv(STDIN_FILENO, &word, 1, 0);
    while (count < 0 && errno == EINTR);
    if (count == 0 || word != dismissal)
        clearUp(*task);
    return 0;
}

} // namespace retort::run
