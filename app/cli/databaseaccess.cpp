// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/databaseaccess.h"

#include "app/cli/interruption.h"

namespace retort::cli
{

DatabaseAccess::DatabaseAccess(const project::Database &database, run::VersionTable table,
                               Result<postgres::ConnectionSettings> settings, ConnectManner manner)
    : m_database(&database)
    , m_table(std::move(table))
    , m_manner(manner)
{
    if (!settings) {
        m_failure = std::move(settings).error();
        return;
    }
    m_address = settings->toDisplayString();
    m_settings = std::move(settings).value();
    m_connection = postgres::Connection::begin(m_settings);
}

Result<postgres::Connection *> DatabaseAccess::connection()
{
    if (m_failure)
        return *m_failure;
    if (!m_isConnected) {
        if (auto finished = m_connection->finishConnecting(interruption()); !finished) {
            auto connected = m_manner.goOn(std::move(finished).error(), m_settings, m_database);
            if (!connected) {
                m_failure = std::move(connected).error();
                return *m_failure;
            }
            m_connection = std::move(connected).value();
        }
        m_connection->setStopToken(interruption());
        m_isConnected = true;
    }
    return &*m_connection;
}

Result<std::vector<std::string>> DatabaseAccess::rows()
{
    auto open = connection();
    if (!open)
        return std::move(open).error();
    return m_table.read(**open);
}

} // namespace retort::cli
