// SPDX-License-Identifier: GPL-3.0-or-later
// retort restore: a database as it was when a backup was made
#include "app/cli/confirmation.h"
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/journalprocess.h"
#include "app/cli/runjournal.h"
#include "app/cli/verbs.h"
#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/run/runid.h"
#include "engine/session/restore.h"

#include <CLI/App.hpp>

#include <algorithm>
#include <filesystem>

namespace retort::cli
{

namespace
{

namespace fs = std::filesystem;

struct RestoreFlags {
    std::string file; ///< a path, or "latest"
    std::int64_t run = 0;
    bool dropOld = false;
    bool dryRun = false;
    std::string lockWait;
    Consent consent;
};

/// The backup that a run of the journal made. Errors: unknown-run, no-backup.
Result<fs::path> backupOfRun(Context &context, const project::Database &database, std::int64_t number)
{
    constexpr int all = 1'000'000;
    const auto journal = loadRunJournal();
    if (!journal)
        return journal.error();
    const auto runs = (*journal)->runs(context.workspace().project().file.string(), {}, all);
    if (!runs)
        return runs.error();
    const auto found =
        std::find_if(runs->begin(), runs->end(), [number](const run::JournalRun &run) { return run.id == number; });
    const std::string name = "Run " + std::to_string(number);
    if (found == runs->end())
        return makeError("unknown-run", name + " is not in the journal of this project.",
                         "retort log lists the runs with their numbers.");
    if (found->database != database.name)
        return makeError("unknown-run", name + " was on database " + found->database + ", not " + database.name + '.',
                         "retort -x db=" + found->database + " restore --run " + std::to_string(number));
    if (found->report.backup.empty())
        return makeError("no-backup", name + " made no backup.", "retort log -v tells which runs did.");
    return fs::path(found->report.backup);
}

Result<fs::path> chosenBackup(Context &context, const project::Database &database, const RestoreFlags &flags)
{
    const bool isRun = flags.run != 0;
    if (isRun != flags.file.empty()) {
        const auto latest = session::latestBackup(database);
        const std::string command = "retort -x db=" + database.name + " restore ";
        return makeError("usage",
                         isRun ? "Either a file or a run says which backup is meant, not both."
                               : "restore needs to know the backup: a file, latest, or the --run that made it.",
                         isRun        ? "Leave one of them out."
                             : latest ? command + "latest is " + latest->string()
                                      : command + "FILE; retort log -v tells which backups runs have made.",
                         ExitStatus::Usage);
    }
    if (isRun)
        return backupOfRun(context, database, flags.run);
    return flags.file == "latest" ? session::latestBackup(database) : Result<fs::path>(fs::path(flags.file));
}

std::string planText(const session::RestorePlan &plan)
{
    std::string text;
    for (const std::string &line : plan.lines())
        text += line + '\n';
    return text;
}

/// Who is there is asked, unless --yes was given; production always, by its name.
Result<void> confirmRestore(Context &context, const project::Database &database, const session::RestorePlan &plan,
                            const Consent &consent)
{
    std::string text = planText(plan);
    text.pop_back();
    if (database.tier == project::Tier::Prod)
        return confirmProduction(context, database, text, consent);
    const auto &named = consent.production;
    if (consent.yes || std::find(named.begin(), named.end(), database.name) != named.end())
        return {};
    return confirmYes(context, text, "Restore " + database.name + "?");
}

void writePlan(JsonWriter &json, const session::RestorePlan &plan)
{
    json.member("file", plan.dump.file.string());
    json.member("bytes", static_cast<std::int64_t>(plan.dump.bytes));
    json.member("taken", plan.dump.taken);
    json.member("taken_from", plan.dump.databaseName);
    json.member("server_version", plan.dump.serverVersion);
    json.memberOrNull("timescaledb_version", plan.dump.timescaleVersion);
    json.member("from", plan.rowsNow);
    json.member("to", plan.dump.rows);
    json.member("lost_revisions", plan.lost);
    json.member("regained_revisions", plan.regained);
    json.member("in_place", plan.inPlace);
    json.member("warnings", plan.warnings);
}

void printResult(Context &context, const session::RestorePlan &plan, const session::RestoreReport &ended)
{
    Output &output = context.output();
    const run::RunReport &report = ended.report;
    if (output.isJson()) {
        std::string outcome = run::toString(report.outcome);
        std::replace(outcome.begin(), outcome.end(), ' ', '-');
        JsonWriter json;
        json.beginObject();
        json.member("database", plan.database);
        json.member("operation", "restore");
        json.member("outcome", outcome);
        writePlan(json, plan);
        json.member("version_rows", report.versionRows);
        json.memberOrNull("kept_as", ended.keptAs);
        json.member("duration_ms", static_cast<std::int64_t>(report.duration.count()));
        if (report.error) {
            json.key("error");
            writeError(json, *report.error);
        }
        json.endObject();
        output.print(json);
        return;
    }
    if (report.error) {
        output.explain(*report.error);
        return;
    }
    const std::string rows = report.versionRows.empty() ? "the base, no revision applied"
                                                        : text::join(report.versionRows, ", ");
    if (report.outcome == run::Outcome::DryRun)
        output.print(planText(plan));
    else
        output.print(plan.database + ": restored in " + durationText(report.duration) + ", now at " + rows + '\n');
}

/// With progress, and a record in the journal.
session::RestoreReport carryOut(Context &context, const postgres::ConnectionSettings &settings,
                                const session::RestorePlan &plan)
{
    constexpr std::chrono::seconds noteInterval{5};
    Output &output = context.output();
    auto journal = JournalProcess::start();
    if (!journal)
        output.warning("This restore is not in the journal: " + journal.error().message);
    const std::string runId = run::newRunId();
    const auto record = journal ? (*journal)->begin(context.workspace().project().file.string(), plan.database,
                                                    plan.commandLine, runId)
                                : nullptr;
    run::Clock::time_point told{};
    const auto onEvent = [&](const run::RunEvent &event) {
        if (event.kind == run::RunEvent::Kind::Notice)
            output.note(event.text);
        if (event.kind == run::RunEvent::Kind::Waiting && event.time - told >= noteInterval) {
            told = event.time;
            output.note(event.text);
        }
        if (record && event.kind != run::RunEvent::Kind::Waiting)
            record->record(event);
        if (record && event.kind == run::RunEvent::Kind::RunStarted)
            record->record(run::informing("Restores the backup " + plan.dump.file.string() + ", taken "
                                          + plan.dump.taken + '.'));
    };
    auto ended = session::restoreBackup(context.workspace(), settings, plan, runId, interruption(), onEvent);
    if (record) {
        record->finish(ended.report);
        if (record->trouble())
            output.warning("This restore is not in the journal: " + record->trouble()->message);
    }
    return ended;
}

Result<ExitStatus> restore(Context &context, const RestoreFlags &flags)
{
    session::RestoreOptions options;
    options.dropOld = flags.dropOld;
    if (!flags.lockWait.empty()) {
        const auto wait = parseDuration(flags.lockWait);
        if (!wait)
            return makeError("bad-duration", "--lock-wait takes a duration, unlike \"" + flags.lockWait + "\".",
                             "Spell it as PostgreSQL does: 200ms, 3s, 5min.", ExitStatus::Usage);
        options.lockWait = *wait;
    }
    const auto database = context.database();
    if (!database)
        return database.error();
    options.lockWait = flags.lockWait.empty() ? (*database)->run.lockWait.value_or(options.lockWait) : options.lockWait;
    const auto file = chosenBackup(context, **database, flags);
    if (!file)
        return file.error();
    DatabaseAccess access = context.access(**database, Context::Purpose::Change);
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    if (const auto reached = access.connection(); !reached) // with the patience and advice of every verb
        return reached.error();
    const auto settings = context.workspace().administratorSettingsFor(**database);
    if (!settings)
        return settings.error();
    auto connection = postgres::Connection::connect(*settings, interruption());
    if (!connection)
        return std::move(connection).error();
    auto plan = session::planRestore(context.workspace(), **database, *connection, *file, options, interruption());
    if (!plan)
        return std::move(plan).error();
    for (const std::string &warning : plan->warnings)
        context.output().warning(warning);
    if (flags.dryRun) {
        session::RestoreReport looked;
        looked.report.outcome = run::Outcome::DryRun;
        looked.report.versionRows = plan->rowsNow;
        printResult(context, *plan, looked);
        return ExitStatus::Ok;
    }
    if (auto confirmed = confirmRestore(context, **database, *plan, flags.consent); !confirmed)
        return std::move(confirmed).error();
    const auto ended = carryOut(context, *settings, *plan);
    printResult(context, *plan, ended);
    return ended.report.exitStatus();
}

} // namespace

void addRestoreVerb(CommandLine &line)
{
    auto flags = std::make_shared<RestoreFlags>();
    CLI::App &verb = line.addVerb(group::move, "restore", "Bring a database back as a backup has it",
                                  [flags](Context &context) { return restore(context, *flags); });
    verb.add_option("file", flags->file, "A file that a run or pg_dump -Fc wrote, or latest");
    verb.add_option("--run", flags->run, "The backup that this run made (its number in retort log)")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    verb.add_flag("--drop-old", flags->dropOld, "Don't keep the database as it was under another name");
    verb.add_flag("--dry-run", flags->dryRun, "Say what would be done and lost, and change nothing");
    verb.add_option("--lock-wait", flags->lockWait, "How long to wait for a run to end (the project's, else 30s)")
        ->type_name("DURATION");
    addConsentFlags(verb, flags->consent);
}

} // namespace retort::cli
