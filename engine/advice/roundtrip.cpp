// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/advice/roundtrip.h"

#include "engine/base/text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retort::advice
{

namespace
{

using What = diff::Change::What;

constexpr const char *applicationName = "retort round trip";

std::optional<Error> runPlan(const Ground &ground, const revision::Plan &plan, const std::stop_token &stop)
{
    auto connection = postgres::Connection::connect(ground.settings, stop, applicationName);
    if (!connection)
        return std::move(connection).error();
    run::RunOptions options;
    options.command = "retort verify";
    run::Runner runner(*connection, *ground.scripts, ground.table);
    return runner.run(plan, options, stop, [](const run::RunEvent &) {}).error;
}

/// An object that is dropped and made anew was neither left nor lost: it changed.
std::vector<std::string> objectsOf(const diff::Comparison &comparison, std::optional<What> wanted)
{
    std::set<std::string> created;
    std::set<std::string> dropped;
    std::set<std::string> altered;
    for (const diff::Change &change : comparison.changes) {
        const std::string object = change.object.toString();
        (change.what == What::Create ? created : change.what == What::Drop ? dropped : altered).insert(object);
    }
    std::vector<std::string> objects;
    for (const std::string &object : created) {
        if (dropped.contains(object))
            altered.insert(object);
        else if (wanted == What::Create)
            objects.push_back(object);
    }
    for (const std::string &object : dropped) {
        if (wanted == What::Drop && !created.contains(object))
            objects.push_back(object);
    }
    if (wanted == What::Alter)
        objects.assign(altered.begin(), altered.end());
    return objects;
}

std::string listed(const std::vector<std::string> &objects)
{
    if (objects.size() < 2)
        return text::join(objects, "");
    const std::vector<std::string> firsts(objects.begin(), objects.end() - 1);
    return text::join(firsts, ", ") + " and " + objects.back();
}

} // namespace

std::string toString(RoundTrip::Verdict verdict)
{
    switch (verdict) {
    case RoundTrip::Verdict::NotTested:
        return "not-tested";
    case RoundTrip::Verdict::Proven:
        return "proven";
    case RoundTrip::Verdict::Failed:
        return "failed";
    case RoundTrip::Verdict::Irreversible:
        return "irreversible";
    }
    return {};
}

std::vector<std::string> RoundTrip::leftBehind() const
{
    return objectsOf(afterDown, What::Create);
}

std::vector<std::string> RoundTrip::lost() const
{
    return objectsOf(afterDown, What::Drop);
}

std::vector<std::string> RoundTrip::changed() const
{
    return objectsOf(afterDown, What::Alter);
}

std::string RoundTrip::sentence() const
{
    if (verdict == Verdict::Proven)
        return "up, down and up again give the same schemas";
    if (verdict == Verdict::Irreversible)
        return "it has no downgrade";
    if (error)
        return (failedGoingDown ? "the downgrade fails: " : "") + error->message;
    std::vector<std::string> parts;
    if (!leftBehind().empty())
        parts.push_back("leaves " + listed(leftBehind()) + " behind");
    if (!lost().empty())
        parts.push_back("does not bring " + listed(lost()) + " back");
    if (!changed().empty())
        parts.push_back("leaves " + listed(changed()) + " changed");
    if (parts.empty() && !afterSecondUp.changes.empty())
        return "the second upgrade gives another schema than the first: "
            + listed(objectsOf(afterSecondUp, What::Alter));
    return "the downgrade " + text::join(parts, ", ");
}

revision::Plan undoing(const revision::Plan &step)
{
    using revision::VersionOperation;
    revision::Plan back = step;
    back.direction = revision::Direction::Downgrade;
    std::swap(back.from, back.to);
    revision::Step &only = back.steps.front();
    only.direction = revision::Direction::Downgrade;
    only.rowsAfter = revision::StepRows(back.to);
    std::swap(only.change.removed, only.change.added);
    switch (only.change.operation) {
    case VersionOperation::Insert:
        only.change.operation = VersionOperation::Delete;
        break;
    case VersionOperation::Delete:
        only.change.operation = VersionOperation::Insert;
        break;
    case VersionOperation::Merge:
        only.change.operation = VersionOperation::Unmerge;
        break;
    case VersionOperation::Unmerge:
        only.change.operation = VersionOperation::Merge;
        break;
    case VersionOperation::None:
    case VersionOperation::Update:
        break;
    }
    return back;
}

RoundTrip tryRoundTrip(const Ground &ground, const revision::Plan &up, const std::optional<revision::Plan> &down,
                       const catalog::Snapshot &before, std::optional<catalog::Snapshot> &after, std::stop_token stop)
{
    RoundTrip trip;
    trip.verdict = RoundTrip::Verdict::Failed;
    trip.revision = up.steps.empty() ? std::string() : up.steps.back().revision;
    const auto look = [&]() -> std::optional<catalog::Snapshot> {
        auto connection = postgres::Connection::connect(ground.settings, stop, applicationName);
        auto snapshot = connection ? scratch::readSchema(*connection, *ground.manner)
                                   : Result<catalog::Snapshot>(std::move(connection).error());
        if (snapshot)
            return *std::move(snapshot);
        trip.error = std::move(snapshot).error();
        return std::nullopt;
    };
    const auto go = [&](const revision::Plan &plan) {
        trip.error = runPlan(ground, plan, stop);
        return !trip.error;
    };

    if (!go(up))
        return trip;
    after = look();
    if (!after)
        return trip;
    if (!down) {
        trip.verdict = RoundTrip::Verdict::Irreversible;
        return trip;
    }
    if (!go(*down)) {
        trip.failedGoingDown = true;
        return trip;
    }
    const auto there = look();
    if (!there)
        return trip;
    trip.afterDown = diff::compare(before, *there);
    if (!trip.afterDown.changes.empty() || !go(up))
        return trip;
    const auto again = look();
    if (!again)
        return trip;
    trip.afterSecondUp = diff::compare(*after, *again);
    if (trip.afterSecondUp.changes.empty())
        trip.verdict = RoundTrip::Verdict::Proven;
    return trip;
}

} // namespace retort::advice
