// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/comparison.h"

#include "engine/base/redact.h"
#include "engine/run/runner.h"
#include "engine/session/preview.h"

namespace retort::session {

namespace {

using revision::BranchBinding;
using revision::Direction;
using revision::RevisionMap;

bool liesBelow(const RevisionMap &map, const std::optional<std::string> &lower, const std::optional<std::string> &upper)
{
    if (!lower)
        return true;
    if (!upper)
        return false;
    return map.appliedSet({*upper})[static_cast<std::size_t>(*map.find(*lower))];
}

} // namespace

Result<Comparison> compareRevisions(const Workspace &workspace, const project::Database &database,
                                    const std::string &from, const std::string &to)
{
    const RevisionMap &map = workspace.scripts().map();
    const BranchBinding binding = workspace.bindingFor(database);
    auto start = binding.resolveOne(from);
    if (!start)
        return std::move(start).error();
    auto end = binding.resolveOne(to);
    if (!end)
        return std::move(end).error();

    Comparison comparison;
    comparison.from = start->value_or("base");
    comparison.to = end->value_or("base");
    if (*start == *end) {
        return makeError("same-revision", "Both ends are " + comparison.from + ": nothing stands between them.",
                         "Choose another revision at one end.");
    }
    const bool isUpward = liesBelow(map, *start, *end);
    if (!isUpward && !liesBelow(map, *end, *start)) {
        return makeError("not-in-line",
                         "Neither of " + comparison.from + " and " + comparison.to + " lies below the other.",
                         "Compare each with the revision that they have in common.");
    }
    comparison.direction = isUpward ? Direction::Upgrade : Direction::Downgrade;
    const std::string range = isUpward ? (*start ? **start + ':' : std::string()) + comparison.to
                                       : comparison.from + ':' + end->value_or(binding.qualified("base"));
    auto plan = binding.planOffline(comparison.direction, range);
    if (!plan)
        return std::move(plan).error();
    auto sql = run::offlineScript(*plan, workspace.scripts(), workspace.versionTable());
    if (!sql)
        return std::move(sql).error();
    comparison.steps = plan->steps.size();
    comparison.sql = Redactor().masked(*sql);
    comparison.commandLine = commandLineFor(database.name, isUpward ? "upgrade" : "downgrade", range + " --sql");
    return comparison;
}

} // namespace retort::session
