// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/blockerwatch.h"
#include "engine/run/migrationlock.h"
#include "engine/run/runnarrator.h"
#include "engine/run/runner.h"
#include "engine/run/sessionsql.h"

#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// For this room only.
namespace retort::run
{

/// The two sessions of a run: the one that works, with the run's limits, and the guard beside it, which holds the
/// migration lock and looks who blocks the other. Used once; close() leaves the working session as it was.
class RunSession
{
public:
    /// Begins to connect the guard. `table`: its schema may still be unknown.
    RunSession(postgres::Connection &worker, VersionTable table, const RunOptions &options, std::stop_token stop,
               RunNarrator &narrator);
    RunSession(const RunSession &) = delete;
    RunSession &operator=(const RunSession &) = delete;

    /// Before open(): the limits that a step's section sets for itself, where nobody chose others for the run.
    void setLimits(std::size_t step, const script::Section &section);

    /// Limits and name for the first step, what the server can do, and the lock.
    /// Errors: read-only-server, no-schema, transaction-pooling, migration-locked, cancelled; of the connections.
    Result<void> open(const revision::Plan &plan);
    /// Rolls back what is open, makes the session as it was, and reads the version rows, sorted. Nothing where they
    /// can't be had. Lets go of the lock.
    std::optional<std::vector<std::string>> close(bool tableMayBeMissing);

    /// Once open: with its schema.
    const VersionTable &table() const { return m_table; }
    bool hasTable() const { return m_hasTable; }
    bool hasHistory() const { return m_hasHistory; }
    /// Characters that an id may have; 0: any number.
    int idLimit() const { return m_idLimit; }
    bool isLocked() const { return m_isLocked; }
    const MigrationLock &lock() const { return *m_lock; }

    /// With its semicolon: the limits, and the name for a step.
    std::string settingsFor(const revision::Plan &plan, std::size_t step) const;
    /// With semicolons: what makes the session clean, then settingsFor().
    std::string resetFor(const revision::Plan &plan, std::size_t step) const;
    /// One statement that takes the working session's lock again, which a script may have let go of (DISCARD ALL
    /// does). Had another run taken it since, it fails.
    std::string relockSql() const;
    /// Rolls back and cleans up after a failed attempt at a step, so that it can be tried again.
    Result<void> recover(const revision::Plan &plan, std::size_t step);

    /// Writes something after a failure, over whichever session is left, in a transaction of its own. Best effort.
    void note(const std::string &sql);

    /// Who was seen in the way since this was asked last.
    std::string takeBlockers();

private:
    SessionSettings settingsOf(std::size_t step) const;
    Result<void> beginWork(const revision::Plan &plan);
    Result<void> takeFacts(const postgres::QueryResult &facts);
    Result<void> openGuard();
    Result<void> refuseTransactionPooling();
    void watchBlockers();

    postgres::Connection &m_worker;
    std::optional<postgres::Connection> m_guard;
    VersionTable m_table;
    const RunOptions &m_options;
    std::stop_token m_stop;
    RunNarrator &m_narrator;
    SessionSettings m_settings;
    std::map<std::size_t, script::Section> m_ownLimits; ///< of the steps that have some
    std::optional<MigrationLock> m_lock;
    std::optional<BlockerWatch> m_watch;
    int m_backendPid = 0;
    int m_idLimit = 0;
    bool m_isChanged = false; ///< the working session has settings of ours, and maybe the lock
    bool m_isLocked = false;
    bool m_hasTable = false;
    bool m_hasHistory = false;
};

} // namespace retort::run
