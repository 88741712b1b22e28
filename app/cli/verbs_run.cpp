// SPDX-License-Identifier: GPL-3.0-or-later
// retort upgrade, downgrade
#include "app/cli/databaserun.h"
#include "app/cli/runoptions.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/revision/relativetarget.h"

#include <CLI/App.hpp>

namespace retort::cli
{

using revision::BranchBinding;
using revision::Direction;

namespace
{

struct MoveOptions {
    std::string target;
    RunFlags flags;
    bool all = false;
};

const char *verbOf(Direction direction)
{
    return direction == Direction::Upgrade ? "upgrade" : "downgrade";
}

/// "timescale (head e4a6017bd95f)"
std::string withHeads(Context &context, const project::Database &database)
{
    const auto heads = context.workspace().bindingFor(database).heads();
    return database.name + " (" + (heads.size() == 1 ? "head " : "heads ") + text::join(heads, ", ") + ')';
}

/// No database was named and there are several: which there are, where each ends, and the command for each (S-29).
/// A target that names a database's branch tells which one is meant; it is still the person who says it (S-04).
Error databaseNotNamed(Context &context, Direction direction, const std::string &target)
{
    std::vector<std::string> choices;
    std::vector<std::string> commands;
    std::string meant;
    const std::string label = target.substr(0, target.find('@'));
    for (const project::Database &database : context.workspace().project().databases) {
        choices.push_back(withHeads(context, database));
        commands.push_back("retort -x db=" + database.name + ' ' + verbOf(direction)
                           + (target.empty() ? std::string() : ' ' + target));
        if (!label.empty() && database.branch == label)
            meant = commands.back();
    }
    const bool isForAll = direction == Direction::Upgrade && (target.empty() || target == "head" || target == "heads");
    std::string hint = meant.empty() ? text::join(commands, "; ") : meant;
    if (isForAll)
        hint += "; or all: retort upgrade --all";
    return makeError("database-not-named", "The project has several databases: " + text::join(choices, ", ") + '.',
                     std::move(hint), ExitStatus::Usage);
}

Result<std::vector<const project::Database *>> chosenDatabases(Context &context, Direction direction,
                                                               const MoveOptions &options)
{
    if (options.all && (!context.options().database.empty() || context.options().hasEmptyName))
        return makeError("usage", "--all and the name of one database exclude each other.", "Leave one of them out.",
                         ExitStatus::Usage);
    if (options.all)
        return context.databases();
    auto database = context.database();
    if (database)
        return std::vector<const project::Database *>{*database};
    if (database.error().code != "database-not-named" || context.options().hasEmptyName)
        return std::move(database).error();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    return databaseNotNamed(context, direction, options.target);
}

/// `--sql`: what would run, assuming the rows that the range begins with.
Result<ExitStatus> printScript(Context &context, const project::Database &database, Direction direction,
                               const MoveOptions &options)
{
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const BranchBinding binding = context.workspace().bindingFor(database);
    const auto plan = binding.planOffline(direction, options.target, options.flags.forceBranch);
    if (!plan)
        return plan.error();
    for (const std::string &warning : plan->warnings)
        context.output().warning(warning);
    const auto script = run::offlineScript(*plan, context.workspace().scripts(), context.workspace().versionTable());
    if (!script)
        return script.error();
    context.output().printScript(database.name, *script);
    return ExitStatus::Ok;
}

Result<ExitStatus> move(Context &context, Direction direction, const MoveOptions &options)
{
    if (direction == Direction::Downgrade && options.target.empty())
        return makeError("missing-target", "A downgrade needs a target.",
                         "retort downgrade -1 undoes the last revision.", ExitStatus::Usage);
    RunOrder order;
    const auto limits = runLimitsOf(options.flags);
    if (!limits)
        return limits.error();
    order.limits = *limits;
    order.limits.liveProgress = context.options().verbose;
    const auto databases = chosenDatabases(context, direction, options);
    if (!databases)
        return databases.error();
    if (options.flags.sql && options.flags.fromStored)
        return makeError("usage", "--sql asks no database, so there are no texts that one kept.",
                         "Look at the script with retort plan downgrade TARGET --from-stored -v.", ExitStatus::Usage);
    if (options.flags.sql) {
        if (databases->size() > 1)
            return makeError("usage", "--sql prints the script of one database.", "Name it with -x db=NAME.",
                             ExitStatus::Usage);
        return printScript(context, *databases->front(), direction, options);
    }
    order.verb = verbOf(direction);
    order.arguments = options.target + options.flags.toString();
    order.acceptedEdits = options.flags.acceptedEdits;
    order.backupFile = options.flags.backupFile;
    order.reason = options.flags.reason;
    order.fromStored = options.flags.fromStored;
    if (!order.backupFile.empty() && databases->size() > 1)
        return makeError("usage", "--backup names one file, and several databases would be written into it.",
                         "Name one database with -x db=NAME, or set backup = \"always\" in retort.toml.",
                         ExitStatus::Usage);
    order.isRepeatable = !revision::parseRelativeTarget(options.target);
    order.plan = [direction, &options](const BranchBinding &binding, const std::vector<std::string> &rows) {
        return direction == Direction::Upgrade ? binding.planUpgrade(rows, options.target, options.flags.forceBranch)
                                               : binding.planDowngrade(rows, options.target, options.flags.forceBranch);
    };
    return carryOut(context, *databases, order, options.flags.consent);
}

} // namespace

void addRunVerbs(CommandLine &line)
{
    auto up = std::make_shared<MoveOptions>();
    CLI::App &upgrade = line.addVerb(group::move, "upgrade", "Apply pending revisions",
                                     [up](Context &context) { return move(context, Direction::Upgrade, *up); });
    upgrade.add_option("target", up->target,
                       "head, an id or prefix, LABEL@head, +1 …; none: the head. With --sql also START:END");
    upgrade.add_flag("--all", up->all, "All databases of the project at once");
    addRunFlags(upgrade, up->flags);

    auto down = std::make_shared<MoveOptions>();
    CLI::App &downgrade = line.addVerb(group::move, "downgrade", "Undo revisions",
                                       [down](Context &context) { return move(context, Direction::Downgrade, *down); });
    downgrade.add_option("target", down->target, "-1, base, an id or prefix …; with --sql START:END");
    addRunFlags(downgrade, down->flags);
    addStoredFlag(downgrade, down->flags.fromStored);
}

} // namespace retort::cli
