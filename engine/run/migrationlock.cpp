// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/migrationlock.h"

#include "engine/base/duration.h"
#include "engine/run/pause.h"

#include <algorithm>
#include <vector>

namespace retort::run {

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr Milliseconds firstPause{20};
constexpr Milliseconds longestPause{500};

/// FNV-1a, 64 bits: the same in every program that is to meet this lock.
std::int64_t hashed(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 1099511628211U;
    }
    return static_cast<std::int64_t>(hash);
}

} // namespace

MigrationLock::MigrationLock(const VersionTable &table)
    : m_runKey(hashed("retort migration run: " + table.schema() + '.' + table.name()))
    , m_workKey(hashed("retort migration lock: " + table.schema() + '.' + table.name()))
{
}

/// "user app from 10.0.0.7 (pid 4711, retort upgrade 3/7 4852c1ce1a0f), connected since 2025-11-02 17:40:32+00".
/// Empty when nobody holds it any more. The working session is named where there is one, since its name says the step.
Result<std::string> MigrationLock::holder(postgres::Connection &connection) const
{
    // pg_locks shows a bigint key as two halves, and objsubid 1 (manual, "pg_locks").
    static constexpr std::string_view sql =
        "SELECT a.usename, COALESCE(a.client_hostname, host(a.client_addr)), a.pid, a.application_name,"
        " date_trunc('second', a.backend_start)"
        " FROM (VALUES ($1::bigint, 1), ($2::bigint, 2)) k(key, rank)"
        " JOIN pg_catalog.pg_locks l ON l.classid::bigint = ((k.key >> 32) & 4294967295)"
        " AND l.objid::bigint = (k.key & 4294967295) JOIN pg_catalog.pg_stat_activity a USING (pid)"
        " WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.pid <> pg_catalog.pg_backend_pid()"
        " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())"
        " ORDER BY k.rank LIMIT 1";
    const std::vector<postgres::Parameter> key{std::to_string(m_workKey), std::to_string(m_runKey)};
    auto found = connection.query(sql, key);
    if (!found)
        return std::move(found).error();
    if (found->rowCount() == 0)
        return std::string();
    std::string text = "user " + found->text(0, 0) + " from "
        + found->optionalText(0, 1).value_or("the server's own machine") + " (pid " + found->text(0, 2);
    if (const std::string name = found->text(0, 3); !name.empty())
        text += ", " + name;
    text += ')';
    if (!found->isNull(0, 4)) // other users' sessions keep it to themselves
        text += ", connected since " + found->text(0, 4);
    return text;
}

Result<void> MigrationLock::acquire(postgres::Connection &guard, postgres::Connection &worker, Milliseconds limit,
                                    std::stop_token stop, const Sentence &onWaiting) const
{
    const auto deadline = SteadyClock::now() + limit;
    if (auto acquired = acquireOne(m_runKey, guard, limit, stop, onWaiting); !acquired)
        return acquired;
    const auto left = std::chrono::ceil<Milliseconds>(deadline - SteadyClock::now());
    return acquireOne(m_workKey, worker, std::max(left, Milliseconds(0)), stop, onWaiting);
}

Result<void> MigrationLock::waitForWorker(postgres::Connection &connection, Milliseconds limit) const
{
    return acquireOne(m_workKey, connection, limit, {}, {});
}

Result<void> MigrationLock::acquireOne(std::int64_t key, postgres::Connection &connection, Milliseconds limit,
                                       std::stop_token stop, const Sentence &onWaiting) const
{
    const auto deadline = SteadyClock::now() + limit;
    const std::string sql = "SELECT pg_catalog.pg_try_advisory_lock(" + std::to_string(key) + ')';
    Milliseconds step = firstPause;
    std::string told;
    while (true) {
        auto locked = connection.query(sql);
        if (!locked)
            return std::move(locked).error();
        if (locked->boolean(0, 0))
            return {};
        auto found = holder(connection);
        if (!found)
            return std::move(found).error();
        const std::string who = found->empty() ? "someone who has just ended" : *found;
        const auto left = std::chrono::floor<Milliseconds>(deadline - SteadyClock::now());
        if (left.count() <= 0) {
            return makeError("migration-locked",
                             "Another run holds the migration lock of this database: " + who + "; gave up after "
                                 + durationText(limit) + '.',
                             "Wait until that run has ended, or raise --lock-wait, then run the same command again.",
                             ExitStatus::Locked);
        }
        if (onWaiting && !found->empty() && who != told) {
            onWaiting("Waiting for the migration lock, held by " + who + '.');
            told = who;
        }
        pause(std::min(withJitter(step), left), stop);
        step = std::min(2 * step, longestPause);
    }
}

} // namespace retort::run
