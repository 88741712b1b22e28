// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/scratchwork.h"

#include "engine/session/access.h"

#include <set>

namespace retort::session
{

namespace
{

/// A session that only looks.
Result<postgres::Connection> connectTo(const Workspace &workspace, const project::Database &database,
                                       const std::stop_token &stop)
{
    auto settings = workspace.settingsFor(database);
    if (!settings)
        return std::move(settings).error();
    return postgres::Connection::connect(settingsForLooking(database, *std::move(settings)), stop, "retort compare");
}

} // namespace

Result<GeneratedRevisions> generateFor(const Workspace &workspace, const GenerateRequest &request,
                                       const std::stop_token &stop)
{
    if (request.against != GenerateRequest::Against::Live && !request.adoptsLive)
        return generateRevisions(workspace, request, nullptr, stop);
    const auto database = workspace.project().database(request.revision.database);
    if (!database)
        return database.error();
    auto live = connectTo(workspace, **database, stop);
    if (!live)
        return std::move(live).error();
    return generateRevisions(workspace, request, &*live, stop);
}

Result<void> verifyFor(const Workspace &workspace, const std::string &name, const std::vector<std::string> &wanted,
                       const std::function<void(const TripFact &)> &tell, const std::stop_token &stop)
{
    const auto database = workspace.project().database(name);
    if (!database)
        return database.error();
    auto server = openScratchServer(**database, {}, nullptr, stop);
    if (!server)
        return std::move(server).error();
    scratch::Replay replay = replayOf(workspace, *server, scratchManner(workspace, nullptr));
    const auto made = verifyRevisions(
        workspace, workspace.bindingFor(**database), replay, wanted,
        [&tell](const advice::RoundTrip &trip) { tell({trip.revision, trip.verdict, trip.sentence()}); }, stop);
    return made ? Result<void>() : Result<void>(made.error());
}

Result<DriftFact> driftFor(const Workspace &workspace, const std::string &name, const std::stop_token &stop)
{
    const auto database = workspace.project().database(name);
    if (!database)
        return database.error();
    auto live = connectTo(workspace, **database, stop);
    if (!live)
        return std::move(live).error();
    const auto drift = findDrift(workspace, **database, *live, {}, stop);
    if (!drift)
        return drift.error();
    using What = diff::Change::What;
    std::set<std::string> created;
    std::set<std::string> dropped;
    std::set<std::string> changed;
    for (const diff::Change &change : drift->fromRevisions.changes) {
        std::set<std::string> &objects = change.what == What::Create ? created
            : change.what == What::Drop                              ? dropped
                                                                     : changed;
        objects.insert(change.object.toString());
    }
    // What is dropped and made anew is there in both.
    for (const std::string &object : created) {
        if (dropped.contains(object))
            changed.insert(object);
    }
    std::erase_if(created, [&changed](const std::string &object) { return changed.contains(object); });
    std::erase_if(dropped, [&changed](const std::string &object) { return changed.contains(object); });
    DriftFact fact;
    fact.rows = drift->rows;
    fact.extra.assign(created.begin(), created.end());
    fact.missing.assign(dropped.begin(), dropped.end());
    fact.changed.assign(changed.begin(), changed.end());
    return fact;
}

} // namespace retort::session
