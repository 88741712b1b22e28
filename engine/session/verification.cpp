// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/verification.h"

#include <algorithm>
#include <optional>
#include <set>

namespace retort::session
{

namespace
{

using advice::RoundTrip;

/// The first `count` steps.
revision::Plan beginningOf(const revision::Plan &plan, std::size_t count)
{
    revision::Plan part = plan;
    part.steps.resize(count);
    part.to = count == 0 ? plan.from : part.steps.back().rowsAfter.list();
    return part;
}

/// One step of it, up.
revision::Plan stepOf(const revision::Plan &plan, std::size_t index)
{
    revision::Plan step = plan;
    step.steps = {plan.steps[index]};
    step.from = index == 0 ? plan.from : plan.steps[index - 1].rowsAfter.list();
    step.to = plan.steps[index].rowsAfter.list();
    return step;
}

RoundTrip untested(const std::string &revision, const std::string &failed)
{
    RoundTrip trip;
    trip.revision = revision;
    trip.error = makeError("not-reached", "revision " + failed + ", which it stands on, could not be applied");
    return trip;
}

Result<std::set<std::string>> resolveWanted(const revision::BranchBinding &binding,
                                            const std::vector<std::string> &wanted)
{
    std::set<std::string> ids;
    for (const std::string &symbol : wanted) {
        const auto resolved = binding.resolve(symbol);
        if (!resolved)
            return resolved.error();
        ids.insert(resolved->begin(), resolved->end());
    }
    return ids;
}

} // namespace

Result<std::vector<RoundTrip>> verifyRevisions(const Workspace &workspace, const revision::BranchBinding &binding,
                                               scratch::Replay &replay, const std::vector<std::string> &wanted,
                                               const std::function<void(const RoundTrip &)> &onTrip,
                                               std::stop_token stop)
{
    auto ids = resolveWanted(binding, wanted);
    if (!ids)
        return std::move(ids).error();
    const auto plan = planFromNothing(binding, wanted.empty() ? binding.heads() : std::vector(ids->begin(), ids->end()));
    if (!plan)
        return plan.error();
    const auto use = replay.clusterUse(*plan);
    if (!use)
        return use.error();
    const auto isWanted = [&](const std::string &id) { return wanted.empty() || ids->contains(id); };

    std::vector<RoundTrip> trips;
    const auto add = [&](RoundTrip trip) {
        trips.push_back(std::move(trip));
        if (onTrip)
            onTrip(trips.back());
    };
    std::optional<scratch::FilledDatabase> ground;
    std::optional<catalog::Snapshot> before;
    std::string failed;
    for (std::size_t i = 0; i < plan->steps.size(); ++i) {
        const std::string &id = plan->steps[i].revision;
        if (!isWanted(id))
            continue;
        if (!failed.empty()) {
            add(untested(id, failed));
            continue;
        }
        if (!ground) {
            auto made = replay.run(beginningOf(*plan, i), stop, use->rolesNeeded());
            if (!made) {
                const auto file = workspace.scripts().file(id);
                if (stop.stop_requested() || !file)
                    return std::move(made).error();
                failed = id;
                RoundTrip trip;
                trip.revision = id;
                trip.error = std::move(made).error();
                add(std::move(trip));
                continue;
            }
            ground.emplace(*std::move(made));
            auto snapshot = scratch::readSchema(ground->connection, replay.manner());
            if (!snapshot)
                return std::move(snapshot).error();
            before = *std::move(snapshot);
        }
        const auto file = workspace.scripts().file(id);
        if (!file)
            return file.error();
        const revision::Plan up = stepOf(*plan, i);
        const std::optional<revision::Plan> down =
            file->revision.hasDowngrade ? std::optional(advice::undoing(up)) : std::nullopt;
        std::optional<catalog::Snapshot> after;
        const advice::Ground there{ground->database.settings(), &workspace.scripts(), workspace.versionTable(),
                                   &replay.manner()};
        RoundTrip trip = advice::tryRoundTrip(there, up, down, *before, after, stop);
        if (stop.stop_requested())
            return makeError("cancelled", "The verification was cancelled.", {}, ExitStatus::Interrupted);
        const bool isSound =
            trip.verdict == RoundTrip::Verdict::Proven || trip.verdict == RoundTrip::Verdict::Irreversible;
        if (!after)
            failed = id; // it can't be gone up
        // What a failed downgrade left is no ground for the next: that one begins on a fresh database.
        const bool isNextWanted = i + 1 < plan->steps.size() && isWanted(plan->steps[i + 1].revision);
        if (isSound && isNextWanted)
            before = std::move(after);
        else
            ground.reset();
        add(std::move(trip));
    }
    return trips;
}

} // namespace retort::session
