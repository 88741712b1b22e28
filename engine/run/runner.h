// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/runevents.h"
#include "engine/run/versiontable.h"
#include "engine/script/scriptdirectory.h"

#include <functional>
#include <stop_token>

namespace retort::run
{

struct RunOptions {
    Milliseconds lockTimeout{3'000};  ///< of the server, per statement
    Milliseconds statementTimeout{0}; ///< 0: none
    /// Chosen by a person for this run, so that they hold for revisions too that set limits of their own.
    bool isLockTimeoutChosen = false;
    bool isStatementTimeoutChosen = false;
    Milliseconds lockWait{30'000};    ///< how long to wait for another run to end
    int lockRetries = 5; ///< how often a revision is tried again after a lock timeout or a deadlock, with pauses
    /// Of a revision outside a transaction that an earlier run left half done, with a statement of whose end nothing is
    /// known: the number of the statement to go on at. 0: none was said.
    int resumeAt = 0;
    bool dryRun = false;              ///< run, then roll back; refused when a step is not transactional
    bool liveProgress = false;        ///< events per statement as they finish; else one round trip a revision

    std::string runId;        ///< see newRunId(); empty: one is made up
    std::string historyTable; ///< beside the version table; empty: the database keeps no history of its own
    std::string command;      ///< for the history: "retort -x db=timescale upgrade timescale@head"
    std::string reason;       ///< for the history: why a stamp is made
    std::string backup;       ///< for the history: the file of the backup made before

    /// Called on the run's thread once for each step, as soon as the server works on its script, or before the first
    /// statement of one that isn't sent as a whole: time for what an event handler has put off.
    std::function<void()> meanwhile;
};

/// What the plan will do, before it does it: every script found, read through and checked.
/// Errors: those of the revision files (status Usage); transaction-control, nul-byte, invalid-utf8,
/// psql-meta-command, needs-no-transaction (a statement that can't run in a transaction block), with place.
Result<void> checkScripts(const revision::Plan &plan, const script::ScriptDirectory &scripts);

/// Carries out plans on one connection. Each transactional revision is one transaction with its version-table
/// change inside; `transaction:false` sections go statement by statement, the version change after the last.
/// Small revisions are one round trip; large ones stream in batches of about 1 MiB.
/// Lives on its connection's thread; `stop` may be requested from any other.
class Runner
{
public:
    using EventHandler = std::function<void(const RunEvent &)>;

    Runner(postgres::Connection &connection, const script::ScriptDirectory &scripts, VersionTable table);

    /// Never throws, never returns an Error: the report says it all, and is true of the database.
    /// Before the first step the version rows are read again and must equal the plan's `from`
    /// (else database-moved, status Disagreement, nothing run).
    RunReport run(const revision::Plan &plan, const RunOptions &options, std::stop_token stop,
                  const EventHandler &onEvent);
    /// A stamp: version rows only, one transaction.
    RunReport stamp(const revision::Plan &plan, const RunOptions &options, const EventHandler &onEvent);

private:
    postgres::Connection &m_connection;
    const script::ScriptDirectory &m_scripts;
    VersionTable m_table;
};

/// The script of `--sql`: what the plan would send, version-table DDL and DML included (Alembic, "offline mode").
/// Through psql it gives the database that a run gives. From base it creates the version table; where one is left
/// empty by a downgrade, psql says so and nothing runs, as with Alembic's. Where a script may change its session,
/// statements follow that undo it, unlike Alembic's.
/// Errors: those of checkScripts.
Result<std::string> offlineScript(const revision::Plan &plan, const script::ScriptDirectory &scripts,
                                  const VersionTable &table);

} // namespace retort::run
