// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/schemasuggestion.h"

#include "engine/base/text.h"
#include "engine/diff/compare.h"
#include "engine/diff/objects.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retort::session
{

namespace
{

using catalog::Snapshot;

SchemaSuggestion compareWith(const Snapshot &live, const std::set<std::string> &there, const Snapshot &meant)
{
    SchemaSuggestion suggestion;
    const std::set<std::string> given = diff::objectsOf(meant);
    std::set_difference(given.begin(), given.end(), there.begin(), there.end(),
                        std::back_inserter(suggestion.missing));
    std::set_difference(there.begin(), there.end(), given.begin(), given.end(), std::back_inserter(suggestion.extra));
    std::set<std::string> changed;
    for (const diff::Change &change : diff::compare(live, meant).changes) {
        const std::string object = change.object.toString();
        if (given.contains(object) && there.contains(object))
            changed.insert(object);
    }
    suggestion.changed.assign(changed.begin(), changed.end());
    suggestion.compared = given.size() + suggestion.extra.size();
    return suggestion;
}

/// Nearer first.
std::size_t distanceOf(const SchemaSuggestion &suggestion)
{
    return suggestion.compared - suggestion.matched();
}

} // namespace

std::string SchemaSuggestion::toString() const
{
    std::string sentence = std::to_string(matched()) + " of " + text::counted(compared, "object") + " match";
    const std::pair<const char *, const std::vector<std::string> *> parts[] = {
        {"missing", &missing}, {"too much", &extra}, {"not the same", &changed}};
    for (const auto &[word, objects] : parts) {
        if (!objects->empty())
            sentence += std::string("; ") + word + ": " + text::join(*objects, ", ");
    }
    return sentence;
}

Result<std::vector<SchemaSuggestion>> suggestRevisions(const Workspace &workspace, const project::Database &database,
                                                       postgres::Connection &live, const ScratchChoice &choice,
                                                       std::stop_token stop)
{
    const revision::BranchBinding binding = workspace.bindingFor(database);
    const auto plan = planFromNothing(binding, binding.heads());
    if (!plan)
        return plan.error();
    auto server = openScratchServer(database, choice, &live, stop);
    if (!server)
        return std::move(server).error();
    scratch::Replay replay = replayOf(workspace, *server, scratchManner(workspace, &live));
    auto snapshot = scratch::readSchema(live, replay.manner());
    if (!snapshot)
        return std::move(snapshot).error();
    const std::set<std::string> there = diff::objectsOf(*snapshot);
    auto empty = replay.after({}, stop);
    if (!empty)
        return std::move(empty).error();

    std::vector<SchemaSuggestion> all{compareWith(*snapshot, there, *empty)};
    auto climbed = replay.afterEach(
        *plan,
        [&](std::size_t step, const Snapshot &meant) {
            all.push_back(compareWith(*snapshot, there, meant));
            all.back().revision = plan->steps[step].revision;
            all.back().rows = plan->steps[step].rowsAfter.list();
        },
        stop);
    if (!climbed)
        return std::move(climbed).error();
    std::reverse(all.begin(), all.end());
    const std::size_t nearest = distanceOf(*std::min_element(
        all.begin(), all.end(), [](const auto &a, const auto &b) { return distanceOf(a) < distanceOf(b); }));
    std::erase_if(all, [nearest](const SchemaSuggestion &one) { return distanceOf(one) != nearest; });
    return all;
}

} // namespace retort::session
