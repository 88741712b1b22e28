// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/connecting.h"
#include "engine/postgres/connection.h"
#include "engine/project/project.h"
#include "engine/run/versiontable.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::cli
{

/// One database that a verb works on. Its session is begun at once and waited for when it is first needed, so that
/// the caller reads files meanwhile. Movable; one thread at a time.
class DatabaseAccess
{
public:
    /// `settings`: how to reach it, or why that isn't known.
    DatabaseAccess(const project::Database &database, run::VersionTable table,
                   Result<postgres::ConnectionSettings> settings, ConnectManner manner);

    const project::Database &database() const { return *m_database; }
    const run::VersionTable &versionTable() const { return m_table; }
    /// Empty when not known.
    std::string address() const { return m_address; }

    /// Errors: those of the settings and of Connection::connect.
    Result<postgres::Connection *> connection();
    /// Of connection(), for another session.
    const postgres::ConnectionSettings &settings() const { return m_settings; }
    /// The version rows, as the server gives them. Errors: also those of VersionTable::read.
    Result<std::vector<std::string>> rows();

private:
    const project::Database *m_database;
    run::VersionTable m_table;
    ConnectManner m_manner;
    std::string m_address;
    postgres::ConnectionSettings m_settings;
    std::optional<Error> m_failure;
    std::optional<postgres::Connection> m_connection;
    bool m_isConnected = false;
};

} // namespace retort::cli
