// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/cluster.h"

#include "engine/base/text.h"
#include "engine/postgres/connection.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/process.h"
#include "engine/sandbox/uniquefd.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace fs = std::filesystem;

namespace retort::sandbox
{

namespace
{

/// A pipe's reading end that holds `text`: what initdb reads from it is on no disk and in no argument.
Result<UniqueFd> pipeHolding(const std::string &text, const ServerUser &reader)
{
    std::array<int, 2> ends = {-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return systemFailure("can't hand the password to initdb", errno);
    UniqueFd reading(ends[0]);
    const UniqueFd writing(ends[1]);
    // A page always fits into an empty pipe (pipe(7)).
    if (::write(writing.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size()))
        return systemFailure("can't hand the password to initdb", errno);
    // Opening /dev/stdin checks the pipe's owner like a file's.
    if (reader.isDropped && ::fchown(reading.get(), reader.uid, reader.gid) != 0)
        return systemFailure("can't hand the password to initdb", errno);
    return reading;
}

Result<void> makeDataFolder(const fs::path &folder, const ServerUser &user)
{
    std::error_code problem;
    fs::remove_all(folder, problem);
    if (::mkdir(folder.c_str(), 0700) != 0)
        return systemFailure("can't create " + folder.string(), errno);
    if (user.isDropped && ::lchown(folder.c_str(), user.uid, user.gid) != 0)
        return systemFailure("can't hand " + folder.string() + " to user " + user.name, errno);
    return {};
}

/// Statements that make `database` and its role, or take up where a crash cut them short.
Result<void> createDatabase(postgres::Connection &server, const std::string &database, const std::string &password)
{
    const std::string literal = text::quoteLiteral(database);
    const auto present = server.query("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = " + literal
                                      + "), EXISTS (SELECT FROM pg_database WHERE datname = " + literal + ')');
    if (!present)
        return present.error();
    const std::string name = text::quoteIdentifier(database);
    const auto role = server.execute(std::string(present->boolean(0, 0) ? "ALTER" : "CREATE") + " ROLE " + name
                                     + " LOGIN CREATEDB PASSWORD " + text::quoteLiteral(password));
    if (!role)
        return role.error();
    const auto made = server.execute(present->boolean(0, 1) ? "ALTER DATABASE " + name + " OWNER TO " + name
                                                            : "CREATE DATABASE " + name + " OWNER " + name);
    return made ? Result<void>() : Result<void>(made.error());
}

/// initdb makes a database `postgres`; a project may want that name, so it becomes the superuser's.
Result<void> renameMaintenanceDatabase(const Postmaster &postmaster, const Passwords &passwords)
{
    auto server = postgres::Connection::connect(settingsOf(postmaster, passwords, superuserName, "template1"), {},
                                                "retort sandbox");
    if (!server)
        return server.error();
    const std::string name = text::quoteLiteral(superuserName);
    const auto present = server->query("SELECT FROM pg_database WHERE datname = " + name);
    if (!present)
        return present.error();
    if (present->rowCount() > 0)
        return {};
    const auto renamed = server->execute("ALTER DATABASE postgres RENAME TO " + text::quoteIdentifier(superuserName));
    return renamed ? Result<void>() : Result<void>(renamed.error());
}

} // namespace

Result<void> createCluster(const Layout &layout, const Installation &installation, const ServerUser &user,
                           const Passwords &passwords, bool isThrowAway)
{
    // Handed on to initdb: one that a crash of ours orphaned may write for a moment more.
    const auto lock = lockServer(layout);
    if (!lock)
        return lock.error();
    const fs::path folder = layout.unfinishedData();
    if (auto made = makeDataFolder(folder, user); !made)
        return made;
    const Result<UniqueFd> password = pipeHolding(passwords.find(superuserName)->password + '\n', user);
    if (!password)
        return password.error();

    Launch initdb;
    initdb.command = {(installation.binFolder / "initdb").native(),
                      "--pgdata=.",
                      "--encoding=UTF8",
                      "--locale=C.UTF-8",
                      "--auth=scram-sha-256",
                      "--pwfile=/dev/stdin",
                      "--no-instructions",
                      std::string("--username=") + superuserName};
    if (isThrowAway)
        initdb.command.emplace_back("--no-sync");
    initdb.environment = plainEnvironment();
    initdb.user = user;
    initdb.workingFolder = folder;
    initdb.standardInput = password->get();
    initdb.inherited = lock->descriptor();
    initdb.endsWithUs = true;
    if (const auto done = runToEnd(initdb); !done)
        return done.error();
    if (::rename(folder.c_str(), layout.data().c_str()) != 0)
        return systemFailure("can't rename " + folder.string(), errno);
    return {};
}

Result<void> createDatabases(const Layout &layout, const Postmaster &postmaster, Passwords &passwords,
                             const std::vector<std::string> &databases)
{
    const auto isReady = [&passwords](const std::string &name) {
        const Passwords::Entry *entry = passwords.find(name);
        return entry && entry->isReady;
    };
    const bool isAllReady = isReady(superuserName) && std::all_of(databases.begin(), databases.end(), isReady);
    if (isAllReady)
        return {};
    if (!isReady(superuserName)) {
        if (auto renamed = renameMaintenanceDatabase(postmaster, passwords); !renamed)
            return renamed;
        passwords.require(superuserName).isReady = true;
    }
    auto server = postgres::Connection::connect(settingsOf(postmaster, passwords, superuserName, superuserName), {},
                                                "retort sandbox");
    if (!server)
        return server.error();
    for (const std::string &database : databases) {
        if (isReady(database))
            continue;
        Passwords::Entry &entry = passwords.require(database);
        if (auto made = createDatabase(*server, database, entry.password); !made)
            return made;
        entry.isReady = true;
    }
    return passwords.save(layout.passwords(), layout.passwordsDraft());
}

postgres::ConnectionSettings settingsOf(const Postmaster &postmaster, const Passwords &passwords,
                                        const std::string &role, const std::string &database)
{
    postgres::ConnectionSettings settings;
    settings.keywords = {{"host", postmaster.socketFolder.native()},
                         {"port", std::to_string(postmaster.port)},
                         {"user", role},
                         {"dbname", database}};
    if (const Passwords::Entry *entry = passwords.find(role))
        settings.keywords["password"] = entry->password;
    settings.passwordSource = "sandbox";
    return settings;
}

} // namespace retort::sandbox
