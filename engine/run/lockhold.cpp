// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/lockhold.h"

#include "engine/base/text.h"
#include "engine/run/migrationlock.h"

#include <utility>

namespace retort::run
{

namespace
{

/// A run names the table with its schema before it asks for the lock, whose key that is.
Result<VersionTable> withSchema(postgres::Connection &connection, const VersionTable &table)
{
    if (!table.schema().empty())
        return table;
    auto found = connection.query("SELECT coalesce(n.nspname, pg_catalog.current_schema()) FROM"
                                  " (SELECT pg_catalog.to_regclass("
                                  + text::quoteLiteral(table.qualifiedName())
                                  + ") AS oid) r LEFT JOIN pg_catalog.pg_class c ON c.oid = r.oid"
                                    " LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace");
    if (!found)
        return std::move(found).error();
    return VersionTable(table.name(), found->text(0, 0));
}

} // namespace

LockHold::LockHold(postgres::Connection connection, VersionTable table)
    : m_connection(std::move(connection))
    , m_table(std::move(table))
{
}

Result<LockHold> LockHold::take(const postgres::ConnectionSettings &settings, const VersionTable &table,
                                Milliseconds limit, std::stop_token stop,
                                const std::function<void(const std::string &)> &onWaiting,
                                const std::string &applicationName)
{
    auto connection = postgres::Connection::connect(settings, stop, applicationName);
    if (!connection)
        return std::move(connection).error();
    connection->setStopToken(stop);
    if (connection->server().version >= 140000) { // it is idle for as long as the work takes
        if (auto set = connection->execute("SET idle_session_timeout = 0"); !set)
            return std::move(set).error();
    }
    auto known = withSchema(*connection, table);
    if (!known)
        return std::move(known).error();
    const MigrationLock lock(*known);
    if (auto locked = lock.acquire(*connection, *connection, limit, stop, onWaiting); !locked)
        return std::move(locked).error();
    return LockHold(std::move(connection).value(), std::move(known).value());
}

} // namespace retort::run
