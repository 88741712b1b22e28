// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/runoptions.h"

#include "engine/base/duration.h"
#include "engine/base/shell.h"
#include "engine/session/runsettings.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

Result<void> takeDuration(const std::string &flag, const std::string &typed, std::optional<run::Milliseconds> &duration)
{
    if (typed.empty())
        return {};
    duration = parseDuration(typed);
    if (!duration)
        return makeError("bad-duration", flag + " takes a duration, unlike \"" + typed + "\".",
                         "Spell it as PostgreSQL does: 200ms, 3s, 5min.", ExitStatus::Usage);
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
    for (const std::string &revision : acceptedEdits)
        text += " --accept-edit " + revision;
    if (!reason.empty())
        text += " --reason " + shellQuoted(reason);
    if (fromStored)
        text += " --from-stored";
    if (resumeAt > 0)
        text += " --resume-at " + std::to_string(resumeAt);
    return text;
}

void addConsentFlags(CLI::App &verb, Consent &consent)
{
    verb.add_flag("-y,--yes", consent.yes, "Don't ask; production is asked about all the same");
    verb.add_option("--yes-really", consent.production, "Change this production database without asking")
        ->type_name("NAME")
        ->allow_extra_args(false)
        ->take_all();
}

void addChangeFlags(CLI::App &verb, RunFlags &flags)
{
    verb.add_flag("--sql", flags.sql, "Print the SQL in place of running it; asks no database");
    verb.add_option("--tag", flags.tag, "A word for the journal")->type_name("TEXT");
    addConsentFlags(verb, flags.consent);
    verb.add_flag("--force-branch", flags.forceBranch, "Allow revisions of a branch that isn't the database's");
}

void addStoredFlag(CLI::App &verb, bool &fromStored)
{
    verb.add_flag("--from-stored", fromStored,
                  "Where a revision's file is gone, take the text that the database kept when it was applied");
}

void addRunFlags(CLI::App &verb, RunFlags &flags)
{
    addChangeFlags(verb, flags);
    verb.add_flag("--dry-run", flags.dryRun, "Run, then roll back");
    verb.add_option("--lock-timeout", flags.lockTimeout,
                    "How long a statement waits for a lock (the revision's, else the project's, else 3s)")
        ->type_name("DURATION");
    verb.add_option("--statement-timeout", flags.statementTimeout,
                    "How long a statement may take (the revision's, else the project's, else no limit)")
        ->type_name("DURATION");
    verb.add_option("--lock-wait", flags.lockWait, "How long to wait for another run to end (the project's, else 30s)")
        ->type_name("DURATION");
    verb.add_option("--backup", flags.backupFile,
                    "Back the database up into this file first (else by the project's policy)")
        ->type_name("FILE");
    verb.add_option("--lock-retries", flags.lockRetries,
                    "How often a revision that met a lock is tried again (the project's, else 5)")
        ->type_name("N")
        ->check(CLI::NonNegativeNumber);
    verb.add_option("--resume-at", flags.resumeAt,
                    "The statement to go on at, of a revision that was cut off outside a transaction")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    verb.add_option("--accept-edit", flags.acceptedEdits,
                    "Take the file of this applied revision as it is now; may be given several times")
        ->type_name("REV")
        ->allow_extra_args(false);
    verb.add_option("--reason", flags.reason, "Why, for the history: of an accepted edit, above all")
        ->type_name("TEXT");
}

Result<RunLimits> runLimitsOf(const RunFlags &flags)
{
    RunLimits limits;
    limits.dryRun = flags.dryRun;
    limits.resumeAt = flags.resumeAt;
    if (flags.lockRetries >= 0)
        limits.lockRetries = flags.lockRetries;
    if (auto taken = takeDuration("--lock-timeout", flags.lockTimeout, limits.lockTimeout); !taken)
        return std::move(taken).error();
    if (auto taken = takeDuration("--statement-timeout", flags.statementTimeout, limits.statementTimeout); !taken)
        return std::move(taken).error();
    if (auto taken = takeDuration("--lock-wait", flags.lockWait, limits.lockWait); !taken)
        return std::move(taken).error();
    return limits;
}

run::RunOptions RunLimits::on(const project::Database &database) const
{
    run::RunOptions options = session::runOptionsFor(database);
    options.lockTimeout = lockTimeout.value_or(options.lockTimeout);
    options.statementTimeout = statementTimeout.value_or(options.statementTimeout);
    options.lockWait = lockWait.value_or(options.lockWait);
    options.lockRetries = lockRetries.value_or(options.lockRetries);
    options.isLockTimeoutChosen = lockTimeout.has_value();
    options.isStatementTimeoutChosen = statementTimeout.has_value();
    options.resumeAt = resumeAt;
    options.dryRun = dryRun;
    options.liveProgress = liveProgress;
    return options;
}

} // namespace retort::cli
