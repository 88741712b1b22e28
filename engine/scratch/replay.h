// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"
#include "engine/run/runner.h"
#include "engine/scratch/catalogcache.h"
#include "engine/scratch/schemafiles.h"
#include "engine/scratch/scratchserver.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::scratch
{

/// What all schemas that are to be compared with each other have in common.
struct Manner {
    std::string owner; ///< the role that makes everything; empty: the server's default
    std::optional<std::string> searchPath; ///< that names are printed under; nothing: the session's own
    std::vector<std::string> ours;         ///< names of the version and history tables, which are left out
};

/// The schema of a database, without our own tables and without sizes. Errors: those of takeSnapshot().
Result<catalog::Snapshot> readSchema(postgres::Connection &connection, const Manner &manner);

/// A scratch database with a schema in it, and a session on it.
struct FilledDatabase {
    ScratchDatabase database;
    postgres::Connection connection;
};

/// Makes schemas on a scratch server: what a plan gives from nothing, and what schema files give. Remembers them by
/// the content of what made them, so that a second time is instant and starts no server. One thread at a time.
///
/// Errors of all, beside those of the server: cluster-wide-statement, for scripts that change roles, tablespaces or
/// settings where the server isn't private; extension-not-available; a failing script's own, with its place, said to have failed in a replay.
class Replay
{
public:
    Replay(ScratchServer &server, const script::ScriptDirectory &scripts, run::VersionTable table, Manner manner,
           CatalogCache cache = CatalogCache());

    const Manner &manner() const { return m_manner; }
    /// `plan`: an upgrade from no rows at all.
    Result<catalog::Snapshot> after(const revision::Plan &plan, std::stop_token stop = {});
    /// The schema after each step, in their order.
    Result<void> afterEach(const revision::Plan &plan,
                           const std::function<void(std::size_t step, const catalog::Snapshot &)> &take,
                           std::stop_token stop = {});
    /// A database as the plan leaves it, to go on with. `roles`: that must be there for what is to come, beside those
    /// that the scripts name.
    Result<FilledDatabase> run(const revision::Plan &plan, std::stop_token stop = {},
                               const std::set<std::string> &roles = {});
    /// What the plan's scripts ask of the server.
    Result<script::ClusterUse> clusterUse(const revision::Plan &plan) const;
    /// What a plan gives, as somebody has seen it.
    void remember(const revision::Plan &plan, const catalog::Snapshot &snapshot) const;
    Result<catalog::Snapshot> of(const SchemaFiles &files, std::stop_token stop = {});

private:
    CatalogKey commonKey(std::string_view kind) const;
    /// A key for each step.
    Result<std::vector<std::string>> keysOf(const revision::Plan &plan) const;
    Result<void> makeVersionSchema(postgres::Connection &connection) const;
    Result<FilledDatabase> makeEmpty(const script::ClusterUse &use, const std::set<std::string> &roles,
                                     const std::stop_token &stop);
    Result<void> runOn(postgres::Connection &connection, const revision::Plan &plan, const std::stop_token &stop,
                       const run::Runner::EventHandler &onEvent);

    ScratchServer *m_server;
    const script::ScriptDirectory *m_scripts;
    run::VersionTable m_table;
    Manner m_manner;
    CatalogCache m_cache;
};

} // namespace retort::scratch
