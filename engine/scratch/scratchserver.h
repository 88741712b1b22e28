// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"

#include <memory>
#include <set>
#include <stop_token>
#include <string>

/// Schemas that are made to be looked at, on databases that nobody keeps.
namespace retort::scratch
{

/// What a schema made there depends on, beside its scripts.
struct ServerIdentity {
    std::string version;          ///< "15.20"
    std::string timescaleVersion; ///< that CREATE EXTENSION installs; empty: it can't
};

/// A database that is dropped with this object, and with it the roles that its scripts made, where the server is ours.
/// One thread.
class ScratchDatabase
{
public:
    ScratchDatabase(ScratchDatabase &&other) noexcept;
    ScratchDatabase &operator=(ScratchDatabase &&) = delete;
    ~ScratchDatabase();

    const std::string &name() const { return m_settings.keywords.at("dbname"); }
    const postgres::ConnectionSettings &settings() const { return m_settings; }

private:
    friend class ScratchServer;
    ScratchDatabase(std::shared_ptr<postgres::Connection> server, postgres::ConnectionSettings settings,
                    std::optional<std::set<std::string>> rolesBefore);

    std::shared_ptr<postgres::Connection> m_server; ///< on another database
    postgres::ConnectionSettings m_settings;
    std::optional<std::set<std::string>> m_rolesBefore; ///< nothing: roles are none of our business
};

/// Where scratch databases are made: a private server of this program's own, which is gone with it even after a crash,
/// or the server of a database, beside it. What a killed program left beside a database is dropped by the next.
/// One thread at a time.
class ScratchServer
{
public:
    /// Started when the first database is made. `majorVersion`: of PostgreSQL, where that is installed; else, and
    /// for 0, the newest that is. Errors: postgresql-not-installed.
    static Result<ScratchServer> inSandbox(int majorVersion = 0);
    /// The user needs the right to create databases.
    /// Errors: scratch-not-allowed without it; those of the connection.
    static Result<ScratchServer> beside(const postgres::ConnectionSettings &settings, std::stop_token stop = {});

    ScratchServer(ScratchServer &&) noexcept;
    ScratchServer &operator=(ScratchServer &&) noexcept;
    ~ScratchServer();

    const ServerIdentity &identity() const;
    /// Scripts there may change roles, tablespaces and settings of the server, since nobody else is on it.
    bool isPrivate() const;
    /// Who owns what is made, where nobody asks for another.
    std::string defaultOwner() const;

    /// A new one, from template0. `owner`: the role that its session has, which on a private server is made, as
    /// a superuser; elsewhere it must be the user's own. `roles`: made where missing, on a private server.
    /// Errors: those of Sandbox::open and of the connection.
    Result<ScratchDatabase> create(const std::string &owner, const std::set<std::string> &roles = {},
                                   std::stop_token stop = {});

private:
    struct Body;
    explicit ScratchServer(std::unique_ptr<Body> body);
    std::unique_ptr<Body> m_body;
};

} // namespace retort::scratch
