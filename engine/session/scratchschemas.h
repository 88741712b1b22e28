// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/scratch/replay.h"
#include "engine/session/workspace.h"

#include <stop_token>
#include <string>
#include <vector>

/// The schemas that a project describes: of its revisions, and of its databases' desired states.
namespace retort::session
{

/// Where scratch databases are made.
struct ScratchChoice {
    enum class Where {
        Sandbox, ///< a private server of the same major version
        Beside,  ///< on the database's own server
    };
    Where where = Where::Sandbox;
    bool allowProduction = false; ///< beside a database of tier prod too
};

/// `target`: how to reach the database, where scratch databases are to be beside it, or its server's major version
/// matters; may be null. Errors: scratch-on-production; those of ScratchServer.
Result<scratch::ScratchServer> openScratchServer(const project::Database &database, const ScratchChoice &choice,
                                                 const postgres::Connection *target, std::stop_token stop = {});
/// What makes the scratch server another than the database's, a sentence each. `target`: a session on the database.
/// Errors: scratch-without-timescaledb, where that alone would make all hypertables differ.
Result<std::vector<std::string>> scratchMismatches(const scratch::ScratchServer &server, postgres::Connection &target);

/// Under full names, with the user of `target` as the owner where there is one.
scratch::Manner scratchManner(const Workspace &workspace, const postgres::Connection *target);
/// Only after Workspace::loadScripts(). The workspace and the server outlive it.
scratch::Replay replayOf(const Workspace &workspace, scratch::ScratchServer &server, scratch::Manner manner);

/// From no rows to where all of these are applied; none: nothing to do. Errors: those of BranchBinding::planUpgrade.
Result<revision::Plan> planFromNothing(const revision::BranchBinding &binding,
                                       const std::vector<std::string> &targets);
/// To a target as `upgrade` takes it; "base" and "" of an empty branch: nothing to do.
Result<revision::Plan> planToTarget(const revision::BranchBinding &binding, const std::string &target);

/// The database's desired state. Errors: schema-missing, where its section names none; those of SchemaFiles::read.
Result<scratch::SchemaFiles> desiredSchema(const project::Database &database);

} // namespace retort::session
