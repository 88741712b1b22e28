// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/schemadrift.h"

#include <algorithm>
#include <utility>

namespace retort::session
{

Result<SchemaDrift> findDrift(const Workspace &workspace, const project::Database &database,
                              postgres::Connection &live, const ScratchChoice &choice, std::stop_token stop)
{
    const revision::BranchBinding binding = workspace.bindingFor(database);
    SchemaDrift drift;
    auto rows = workspace.versionTable().read(live);
    if (!rows)
        return std::move(rows).error();
    drift.rows = *std::move(rows);
    std::sort(drift.rows.begin(), drift.rows.end());
    if (auto known = binding.checkRows(drift.rows); !known)
        return known.error();
    const auto plan = planFromNothing(binding, drift.rows);
    if (!plan)
        return plan.error();
    auto server = openScratchServer(database, choice, &live, stop);
    if (!server)
        return std::move(server).error();
    auto notes = scratchMismatches(*server, live);
    if (!notes)
        return std::move(notes).error();
    drift.notes = *std::move(notes);
    scratch::Replay replay = replayOf(workspace, *server, scratchManner(workspace, &live));
    auto meant = replay.after(*plan, stop);
    if (!meant)
        return std::move(meant).error();
    auto there = scratch::readSchema(live, replay.manner());
    if (!there)
        return std::move(there).error();
    drift.notes.insert(drift.notes.end(), there->unknown.begin(), there->unknown.end());
    drift.fromRevisions = diff::compare(*meant, *there);
    drift.toRevisions = diff::compare(*there, *meant);
    return drift;
}

Result<diff::Comparison> compareWithDesired(const Workspace &workspace, const project::Database &database,
                                            const postgres::Connection *live, const ScratchChoice &choice,
                                            std::stop_token stop)
{
    const auto files = desiredSchema(database);
    if (!files)
        return files.error();
    const revision::BranchBinding binding = workspace.bindingFor(database);
    const auto plan = planFromNothing(binding, binding.heads());
    if (!plan)
        return plan.error();
    auto server = openScratchServer(database, choice, live, stop);
    if (!server)
        return std::move(server).error();
    scratch::Replay replay = replayOf(workspace, *server, scratchManner(workspace, live));
    const auto replayed = replay.after(*plan, stop);
    if (!replayed)
        return replayed.error();
    const auto desired = replay.of(*files, stop);
    if (!desired)
        return desired.error();
    return diff::compare(*replayed, *desired);
}

} // namespace retort::session
