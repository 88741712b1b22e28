// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/postgres/connectionsettings.h"

#include <memory>
#include <string>
#include <vector>

namespace retort::test {

/// The PostgreSQL server of one test executable: a private one that the sandbox starts when it is first asked for,
/// and that is gone with all its data when the executable ends, even by a crash. The environment variable
/// RETORT_TEST_DATABASE, a connection string of a role that may create databases, puts another in its place.
///
/// Whoever can't start a server can't run the test: then the executable ends at once with the reason.
class PostgresFixture
{
public:
    enum class Extensions {
        Timescale,       ///< preloaded where it is installed: ask hasTimescale()
        TimescaleApache, ///< the same in its Apache Edition: without compression, continuous aggregates, policies
        None             ///< a server without it, whatever is installed
    };
    static PostgresFixture &instance(Extensions extensions = Extensions::Timescale);
    /// A private server of one test's own, without TimescaleDB, with settings ("name=value") of the server: to be
    /// killed, filled up, or set up as nobody else wants it. Gone with the object.
    explicit PostgresFixture(const std::vector<std::string> &settings);

    PostgresFixture(const PostgresFixture &) = delete;
    PostgresFixture &operator=(const PostgresFixture &) = delete;
    ~PostgresFixture();

    /// Databases of this server can have the extension.
    bool hasTimescale() const;
    /// Named by RETORT_TEST_DATABASE, and not ours to stop.
    bool isExternal() const;
    /// The superuser on the maintenance database.
    const postgres::ConnectionSettings &superuserSettings() const;
    /// The role that owns scratch databases: no superuser, as in real life.
    const postgres::ConnectionSettings &ownerSettings() const;
    /// 0 for an external one.
    int postmasterPid() const;
    /// After a test has ended the server: another on the same data, with the same settings. Where it listens changes,
    /// unless a setting says it.
    void startAgain();

private:
    explicit PostgresFixture(Extensions extensions);
    void start(bool withTimescale, const std::vector<std::string> &settings);
    struct Body;
    std::unique_ptr<Body> m_body;
};

/// A database with a name of its own, dropped at the end together with the sessions that are still on it.
class ScratchDatabase
{
public:
    explicit ScratchDatabase(PostgresFixture &server = PostgresFixture::instance());
    ScratchDatabase(const ScratchDatabase &) = delete;
    ScratchDatabase &operator=(const ScratchDatabase &) = delete;
    ~ScratchDatabase();

    const std::string &name() const { return m_name; }
    /// As its owner.
    postgres::ConnectionSettings settings() const;
    postgres::ConnectionSettings superuserSettings() const;

    /// These end the executable with the server's message when they fail: they set a scene, and test nothing.
    postgres::Connection connect() const;
    void execute(const std::string &sql) const;
    /// The first column of the first row; empty for NULL and for no row.
    std::string value(const std::string &sql) const;
    bool hasRelation(const std::string &name) const;

private:
    PostgresFixture &m_server;
    std::string m_name;
};

} // namespace retort::test
