// SPDX-License-Identifier: GPL-3.0-or-later
// retort log: the runs, by the journal and by the databases' own histories
#include "app/cli/context.h"
#include "app/cli/runjournal.h"
#include "app/cli/verbs.h"
#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"
#include "engine/run/historyruns.h"
#include "engine/sandbox/sandbox.h"

#include <CLI/App.hpp>

#include <algorithm>
#include <map>

namespace retort::cli
{

using run::JournalRun;

namespace
{

bool isUnfinished(const JournalRun &run)
{
    return run.report.error && run.report.error->code == "run-unfinished";
}

std::string outcomeOf(const JournalRun &run)
{
    return isUnfinished(run) ? std::string("unfinished") : run::toString(run.report.outcome);
}

bool isGood(const JournalRun &run)
{
    return !isUnfinished(run) && run.report.exitStatus() == ExitStatus::Ok;
}

std::vector<std::string> revisionsOf(const JournalRun &run)
{
    std::vector<std::string> revisions;
    for (const run::StepReport &step : run.report.steps) {
        if (!step.revision.empty())
            revisions.push_back(step.revision);
    }
    return revisions;
}

/// "4852c1ce1a0f … b5d91a7340ce (7)": the first and the last of many.
std::string revisionsText(const JournalRun &run)
{
    const auto revisions = revisionsOf(run);
    if (revisions.size() <= 2)
        return text::join(revisions, ", ");
    return revisions.front() + " … " + revisions.back() + " (" + std::to_string(revisions.size()) + ')';
}

/// Whether the journal doesn't tell of it, since it was made elsewhere.
bool isFromDatabase(const JournalRun &run)
{
    return run.id == 0;
}

/// The journal's number; of a run made elsewhere the beginning of its id.
std::string nameOf(const JournalRun &run)
{
    return isFromDatabase(run) ? run.runId.substr(0, 8) : std::to_string(run.id);
}

std::string listText(const std::vector<JournalRun> &runs, const Style &style)
{
    std::vector<std::vector<std::string>> rows{
        {"RUN", "WHEN", "DATABASE", "WHO", "TOLD BY", "RESULT", "TOOK", "REVISIONS", "COMMAND"}};
    for (const JournalRun &run : runs) {
        const std::string outcome = outcomeOf(run);
        rows.push_back({nameOf(run), localTime(run.report.started), run.database, run.user + '@' + run.host,
                        isFromDatabase(run) ? "database" : "journal",
                        isGood(run) ? outcome : style.bad(outcome), durationText(run.report.duration),
                        revisionsText(run), run.command});
    }
    return alignedColumns(rows);
}

std::string stepsText(const JournalRun &run)
{
    std::string lines;
    for (const run::StepReport &step : run.report.steps) {
        const bool isUpgrade = step.direction == revision::Direction::Upgrade;
        lines += "    "
            + (step.revision.empty() ? std::string("stamp")
                                     : (isUpgrade ? "upgrade " : "downgrade ") + step.revision)
            + (step.succeeded ? "" : " failed") + ", "
            + text::counted(static_cast<std::size_t>(step.statementsDone), "statement") + ", "
            + durationText(step.duration) + '\n';
    }
    return lines;
}

std::string rowsText(const std::vector<std::string> &rows)
{
    return rows.empty() ? std::string("no revision applied") : text::join(rows, ", ");
}

/// What the runs did to relations, by the journal's number of the run; of runs made elsewhere nothing is known.
using ChangesByRun = std::map<std::int64_t, run::RunChanges>;

ChangesByRun changesOf(const std::vector<JournalRun> &runs)
{
    ChangesByRun changes;
    const auto journal = loadRunJournal();
    for (const JournalRun &run : runs) {
        if (!journal || isFromDatabase(run))
            continue;
        if (auto read = (*journal)->changes(run.id))
            changes.emplace(run.id, std::move(read).value());
    }
    return changes;
}

const run::RunChanges *changesOf(const ChangesByRun &changes, const JournalRun &run)
{
    const auto found = changes.find(run.id);
    return found == changes.end() || found->second.extent == run::RunChanges::Extent::Unknown ? nullptr
                                                                                               : &found->second;
}

/// "public.devices altered"
std::string changesText(const run::RunChanges *changes)
{
    constexpr std::size_t shown = 12;
    std::string lines;
    if (!changes)
        return lines;
    for (std::size_t i = 0; i < std::min(shown, changes->relations.size()); ++i) {
        const run::RelationChange &change = changes->relations[i];
        lines += "    " + toString(change.kind) + ' ' + change.relation + ' ' + change.schema + '.' + change.name + '\n';
    }
    if (changes->relations.size() > shown)
        lines += "    and " + std::to_string(changes->relations.size() - shown) + " more\n";
    return lines;
}

void writeChanges(JsonWriter &json, const run::RunChanges *changes)
{
    json.key("changes");
    if (!changes) {
        json.null();
        return;
    }
    json.beginArray();
    for (const run::RelationChange &change : changes->relations) {
        json.beginObject();
        json.member("change", toString(change.kind));
        json.member("kind", change.relation);
        json.member("schema", change.schema);
        json.member("name", change.name);
        json.endObject();
    }
    json.endArray();
}

std::string blockText(const JournalRun &run, const run::RunChanges *changes, const Style &style)
{
    const std::string outcome = outcomeOf(run);
    std::string block = style.bold("run " + nameOf(run))
        + (isFromDatabase(run) ? " (from the database's history)" : "") + ": "
        + (isGood(run) ? outcome : style.bad(outcome)) + "\n  when:     " + localTime(run.report.started) + ", "
        + durationText(run.report.duration) + "\n  who:      " + run.user + '@' + run.host
        + "\n  database: " + run.database + "\n  command:  " + run.command + '\n';
    if (const std::string steps = stepsText(run); !steps.empty())
        block += "  steps:\n" + steps;
    if (!isUnfinished(run)) {
        // From there and to there: what a stamp that undoes it would name (S-72).
        block += "  was at:   " + rowsText(run.report.plan.from) + '\n';
        block += "  left at:  " + rowsText(run.report.versionRows) + '\n';
    }
    if (const std::string changed = changesText(changes); !changed.empty())
        block += "  changed:\n" + changed;
    if (!run.report.backup.empty())
        block += "  backup:   " + run.report.backup + '\n';
    if (run.report.error) {
        block += "  error:    " + run.report.error->toString() + '\n';
        if (!run.report.error->hint.empty())
            block += "  hint:     " + run.report.error->hint + '\n';
    }
    return block + '\n';
}

void writeRun(JsonWriter &json, const JournalRun &run, const run::RunChanges *changes)
{
    const run::RunReport &report = run.report;
    std::string outcome = outcomeOf(run);
    std::replace(outcome.begin(), outcome.end(), ' ', '-');
    json.beginObject();
    if (isFromDatabase(run)) {
        json.key("id");
        json.null();
    } else {
        json.member("id", run.id);
    }
    json.memberOrNull("run", run.runId);
    json.member("source", isFromDatabase(run) ? "database" : "journal");
    json.member("started", isoTime(report.started));
    json.member("duration_ms", static_cast<std::int64_t>(report.duration.count()));
    json.member("user", run.user);
    json.member("host", run.host);
    json.memberOrNull("project", run.project);
    json.member("database", run.database);
    json.member("command", run.command);
    json.member("outcome", outcome);
    json.member("target", report.plan.target);
    json.member("from", report.plan.from);
    json.member("version_rows", report.versionRows);
    json.key("steps");
    json.beginArray();
    for (const run::StepReport &step : report.steps) {
        json.beginObject();
        json.memberOrNull("revision", step.revision);
        json.member("operation", step.direction == revision::Direction::Upgrade ? "upgrade" : "downgrade");
        json.member("succeeded", step.succeeded);
        json.member("statements", step.statementsDone);
        json.member("duration_ms", static_cast<std::int64_t>(step.duration.count()));
        json.endObject();
    }
    json.endArray();
    json.memberOrNull("failing_revision", report.failingRevision);
    json.memberOrNull("failing_statement", report.failingStatement);
    json.memberOrNull("backup", report.backup);
    writeChanges(json, changes);
    json.key("error");
    if (report.error)
        writeError(json, *report.error);
    else
        json.null();
    json.endObject();
}

struct LogOptions {
    int limit = 20;
    bool ofDatabase = false; ///< --history
    bool isLocal = false;
};

/// The sandbox that serves it is a matter of this machine: it isn't started to be asked what the journal knows.
bool isWorthAsking(Context &context, const project::Database &database)
{
    session::Workspace &workspace = context.workspace();
    if (!workspace.historyTable())
        return false;
    if (!workspace.isServedBySandbox(database))
        return true;
    const auto status = sandbox::status(workspace.sandboxOptions().folder);
    return status && status->state == sandbox::State::Running;
}

/// What the databases themselves remember; one that can't be asked is told of, and left out.
std::vector<JournalRun> runsOfDatabases(Context &context, const std::vector<const project::Database *> &databases,
                                        int limit)
{
    std::vector<DatabaseAccess> accesses; // all connect at once
    for (const project::Database *database : databases) {
        if (isWorthAsking(context, *database))
            accesses.push_back(context.access(*database));
    }
    std::vector<JournalRun> runs;
    for (DatabaseAccess &access : accesses) {
        auto connection = access.connection();
        const auto entries = connection ? context.workspace().historyTable()->readRuns(**connection, limit)
                                        : Result<std::vector<run::HistoryEntry>>(std::move(connection).error());
        if (!entries) {
            context.output().note(access.database().name + ": only its runs from this machine, since its own history"
                                  + " can't be read: " + entries.error().message);
            continue;
        }
        for (JournalRun &run : run::runsOf(*entries, access.database().name))
            runs.push_back(std::move(run));
    }
    return runs;
}

Result<std::vector<JournalRun>> readRuns(Context &context, const LogOptions &options)
{
    const auto databases = context.databases();
    if (!databases)
        return databases.error();
    std::vector<JournalRun> elsewhere;
    if (!options.isLocal)
        elsewhere = runsOfDatabases(context, *databases, options.limit);
    const auto journal = loadRunJournal();
    if (!journal)
        return journal.error();
    return run::mergedRuns(
        (*journal)->runs(context.workspace().project().file.string(), context.options().database, options.limit),
        elsewhere, [&journal](const std::vector<std::string> &ids) { return (*journal)->known(ids); }, options.limit);
}

Result<ExitStatus> log(Context &context, const LogOptions &options)
{
    if (options.limit <= 0)
        return makeError("usage", "-n takes the number of runs to show.", "retort log -n 20", ExitStatus::Usage);
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    const auto runs = readRuns(context, options);
    if (!runs)
        return runs.error();

    Output &output = context.output();
    const ChangesByRun changes =
        output.isJson() || context.options().verbose ? changesOf(*runs) : ChangesByRun();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const JournalRun &run : *runs)
            writeRun(json, run, changesOf(changes, run));
        json.endArray();
        output.print(json);
    } else if (runs->empty()) {
        output.note("No run of this project is known.");
    } else if (context.options().verbose) {
        for (const JournalRun &run : *runs)
            output.print(blockText(run, changesOf(changes, run), output.style()));
    } else {
        output.print(listText(*runs, output.style()));
    }
    return ExitStatus::Ok;
}

std::string historyText(const std::vector<run::HistoryEntry> &entries, const Style &style)
{
    std::vector<std::vector<std::string>> rows{
        {"ENTRY", "WHEN", "OPERATION", "REVISION", "RESULT", "TOOK", "STATEMENTS", "WHO", "COMMAND"}};
    for (const run::HistoryEntry &entry : entries) {
        const std::string result = toString(entry.result);
        const std::string what = entry.revision.empty() ? text::join(entry.rowsAfter, ", ") : entry.revision;
        rows.push_back({std::to_string(entry.id), localTime(entry.started), toString(entry.operation), what,
                        entry.result == run::HistoryEntry::Result::Done ? result : style.bad(result),
                        durationText(entry.duration), std::to_string(entry.statements), entry.user + '@' + entry.host,
                        entry.command});
    }
    return alignedColumns(rows);
}

void writeEntry(JsonWriter &json, const run::HistoryEntry &entry)
{
    json.beginObject();
    json.member("id", entry.id);
    json.member("run", entry.run);
    json.member("operation", toString(entry.operation));
    json.member("result", toString(entry.result));
    json.memberOrNull("revision", entry.revision);
    json.member("from", entry.rowsBefore);
    json.member("version_rows", entry.rowsAfter);
    json.member("started", isoTime(entry.started));
    json.member("duration_ms", static_cast<std::int64_t>(entry.duration.count()));
    json.member("statements", static_cast<std::int64_t>(entry.statements));
    json.member("database_user", entry.databaseUser);
    json.member("user", entry.user);
    json.member("host", entry.host);
    json.member("program", entry.program);
    json.member("command", entry.command);
    json.memberOrNull("file", entry.file);
    json.memberOrNull("checksum", entry.checksum);
    json.memberOrNull("sqlstate", entry.sqlstate);
    json.memberOrNull("error", entry.error);
    json.memberOrNull("reason", entry.reason);
    json.memberOrNull("backup", entry.backup);
    json.endObject();
}

/// What the database itself remembers, whoever did it from wherever.
Result<ExitStatus> logOfDatabase(Context &context, int limit)
{
    if (limit <= 0)
        return makeError("usage", "-n takes the number of entries to show.", "retort log --history -n 20",
                         ExitStatus::Usage);
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    const auto database = context.database();
    if (!database)
        return database.error();
    const auto table = context.workspace().historyTable();
    if (!table)
        return makeError("no-history", "This project's databases keep no history.",
                         "Set history_table in retort.toml; retort log shows the runs from this machine.",
                         ExitStatus::Usage);
    DatabaseAccess access = context.access(**database);
    auto connection = access.connection();
    if (!connection)
        return std::move(connection).error();
    const auto entries = table->read(**connection, {.revision = {}, .limit = limit, .withBodies = false});
    if (!entries)
        return entries.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const run::HistoryEntry &entry : *entries)
            writeEntry(json, entry);
        json.endArray();
        output.print(json);
    } else if (entries->empty()) {
        output.note("The history of database " + (*database)->name + " is empty.");
    } else {
        output.print(historyText(*entries, output.style()));
    }
    return ExitStatus::Ok;
}

} // namespace

void addLogVerb(CommandLine &line)
{
    auto options = std::make_shared<LogOptions>();
    CLI::App &verb = line.addVerb(
        group::look, "log", "The runs, newest first, by the journal and the databases' histories; -v for steps and errors",
        [options](Context &context) {
            return options->ofDatabase ? logOfDatabase(context, options->limit) : log(context, *options);
        });
    CLI::Option *history = verb.add_flag("--history", options->ofDatabase,
                                         "What the database itself remembers, an entry a revision");
    verb.add_flag("--local", options->isLocal, "Only the journal: runs from this machine; asks no database")
        ->excludes(history);
    verb.add_option("-n", options->limit, "How many (20)")->type_name("N");
}

} // namespace retort::cli
