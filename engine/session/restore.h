// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/run/runner.h"
#include "engine/session/dumpfile.h"
#include "engine/session/workspace.h"

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

/// Bringing a database back from a backup, as one action with the promises of a run (S-84). The backup goes into a new
/// database beside the one in use, is looked at there, and the two change places in one transaction: until then
/// nothing has happened to the one in use, whatever happens to this program, and afterwards it is still there, under
/// another name. Where the user may not do that, one transaction in the database itself has to do.
namespace retort::session
{

struct RestoreOptions {
    run::Milliseconds lockWait{30'000}; ///< for a run on the database to end
    bool dropOld = false;               ///< don't keep the database as it was
};

/// What a restore will do, before it does it.
struct RestorePlan {
    std::string database; ///< its name in the project
    std::string target;   ///< its name on the server
    std::string address;  ///< "sotp_db on localhost:5433 as sotp_user"
    DumpFacts dump;
    std::vector<std::string> rowsNow; ///< sorted
    std::vector<std::string> lost;    ///< revisions that are applied now and were not then, newest first
    std::vector<std::string> regained; ///< those that were applied then and are not now
    std::vector<std::string> warnings;
    std::string commandLine;
    RestoreOptions options;
    int serverVersion = 0; ///< 150020
    /// Not beside the database but in it, in one transaction that drops what is there; for a user who may not do the
    /// other. Nothing of the database as it was is kept.
    bool inPlace = false;
    std::string whyInPlace; ///< "the user may not create databases"

    /// The facts that a person agrees to, a line each: what goes where, when it was taken, what is lost.
    std::vector<std::string> lines() const;
};

/// The newest backup in the database's folder. Errors: no-backup.
Result<std::filesystem::path> latestBackup(const project::Database &database);

/// Reads the backup, and asks the server whether the restore can be done. Changes nothing.
/// Errors: those of readDump; restore-not-allowed (TimescaleDB takes a superuser), timescaledb-version (the server hasn't
/// the backup's), read-only-server; those of the connection.
Result<RestorePlan> planRestore(const Workspace &workspace, const project::Database &database,
                                postgres::Connection &connection, const std::filesystem::path &file,
                                const RestoreOptions &options, std::stop_token stop);

/// How a restore ended.
struct RestoreReport {
    /// Its plan has no steps, only rows before and after; `backup` is the file. Failed or Cancelled: the database is as
    /// it was.
    run::RunReport report;
    std::string keptAs; ///< the database as it was before; empty where it was dropped, or nothing was done
};

/// Carries the plan out, and writes it into the restored database's history, as the run `runId` (see run::newRunId).
/// Blocks; `settings` as for a run.
/// Errors in the report: database-moved, where the version rows are no longer the plan's; migration-locked;
/// restore-failed; restore-blocked, where sessions that may not be ended stay; cancelled.
RestoreReport restoreBackup(const Workspace &workspace, const postgres::ConnectionSettings &settings,
                            const RestorePlan &plan, const std::string &runId, std::stop_token stop,
                            const run::Runner::EventHandler &onEvent);

} // namespace retort::session
