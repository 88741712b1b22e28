// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runoptions.h"

#include "engine/base/duration.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

Result<void> takeDuration(const std::string &flag, const std::string &typed, run::Milliseconds &duration)
{
    if (typed.empty())
        return {};
    const auto parsed = parseDuration(typed);
    if (!parsed)
        return makeError("bad-duration", flag + " takes a duration, unlike \"" + typed + "\".",
                         "Spell it as PostgreSQL does: 200ms, 3s, 5min.", ExitStatus::Usage);
    duration = *parsed;
    return {};
}

} // namespace

std::string RunFlags::toString() const
{
    std::string text;
    if (dryRun)
        text += " --dry-run";
    if (forceBranch)
        text += " --force-branch";
    if (!tag.empty())
        text += " --tag " + tag;
    return text;
}

void addChangeFlags(CLI::App &verb, RunFlags &flags)
{
    verb.add_flag("--sql", flags.sql, "Print the SQL in place of running it; asks no database");
    verb.add_option("--tag", flags.tag, "A word for the journal")->type_name("TEXT");
    verb.add_flag("-y,--yes", flags.yes, "Don't ask, not even before production is changed");
    verb.add_flag("--force-branch", flags.forceBranch, "Allow revisions of a branch that isn't the database's");
}

void addRunFlags(CLI::App &verb, RunFlags &flags)
{
    addChangeFlags(verb, flags);
    verb.add_flag("--dry-run", flags.dryRun, "Run, then roll back");
    verb.add_option("--lock-timeout", flags.lockTimeout, "How long a statement waits for a lock (3s)")
        ->type_name("DURATION");
    verb.add_option("--statement-timeout", flags.statementTimeout, "How long a statement may take (no limit)")
        ->type_name("DURATION");
    verb.add_option("--lock-wait", flags.lockWait, "How long to wait for another run to end (30s)")
        ->type_name("DURATION");
}

Result<run::RunOptions> runOptionsOf(const RunFlags &flags)
{
    run::RunOptions options;
    options.dryRun = flags.dryRun;
    if (auto taken = takeDuration("--lock-timeout", flags.lockTimeout, options.lockTimeout); !taken)
        return std::move(taken).error();
    if (auto taken = takeDuration("--statement-timeout", flags.statementTimeout, options.statementTimeout); !taken)
        return std::move(taken).error();
    if (auto taken = takeDuration("--lock-wait", flags.lockWait, options.lockWait); !taken)
        return std::move(taken).error();
    return options;
}

} // namespace retort::cli
