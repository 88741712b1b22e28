// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/redact.h"
#include "engine/postgres/connection.h"

#include <optional>
#include <string>

/// For this room only.
namespace retort::run
{

/// Finds out who holds the locks that a session waits for, by asking over another session, so that a waiting run can
/// say whom it waits for. Never waits itself: a question is sent, and its answer taken when it has come.
class BlockerWatch
{
public:
    /// `watcher` is used for nothing else meanwhile. `backendPid`: of the session that may have to wait.
    BlockerWatch(postgres::Connection &watcher, int backendPid, const Redactor &redactor);

    /// To be called now and then while the session works. A sentence when there are other blockers than were told.
    std::optional<std::string> look();
    /// "process 4711 (user app, psql, idle in transaction for 5 min: LOCK TABLE users)"; empty: none was seen since
    /// forget().
    const std::string &lastSeen() const { return m_lastSeen; }
    void forget() { m_lastSeen.clear(); }

private:
    std::string described(const postgres::QueryResult &blockers) const;

    postgres::Connection &m_watcher;
    const Redactor &m_redactor;
    std::string m_sql;
    std::string m_lastSeen;
    std::string m_told; ///< process ids
    bool m_isAsking = false;
};

} // namespace retort::run
