// SPDX-License-Identifier: GPL-3.0-or-later
// retort log: the journal of runs
#include "app/cli/context.h"
#include "app/cli/runjournal.h"
#include "app/cli/verbs.h"
#include "engine/base/duration.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"

#include <CLI/App.hpp>

#include <algorithm>

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

std::string listText(const std::vector<JournalRun> &runs, const Style &style)
{
    std::vector<std::vector<std::string>> rows{
        {"RUN", "WHEN", "DATABASE", "WHO", "RESULT", "TOOK", "REVISIONS", "COMMAND"}};
    for (const JournalRun &run : runs) {
        const std::string outcome = outcomeOf(run);
        rows.push_back({std::to_string(run.id), localTime(run.report.started), run.database, run.user + '@' + run.host,
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

std::string blockText(const JournalRun &run, const Style &style)
{
    const std::string outcome = outcomeOf(run);
    std::string block = style.bold("run " + std::to_string(run.id)) + ": "
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
    if (!run.report.backup.empty())
        block += "  backup:   " + run.report.backup + '\n';
    if (run.report.error) {
        block += "  error:    " + run.report.error->toString() + '\n';
        if (!run.report.error->hint.empty())
            block += "  hint:     " + run.report.error->hint + '\n';
    }
    return block + '\n';
}

void writeRun(JsonWriter &json, const JournalRun &run)
{
    const run::RunReport &report = run.report;
    std::string outcome = outcomeOf(run);
    std::replace(outcome.begin(), outcome.end(), ' ', '-');
    json.beginObject();
    json.member("id", run.id);
    json.member("started", isoTime(report.started));
    json.member("duration_ms", static_cast<std::int64_t>(report.duration.count()));
    json.member("user", run.user);
    json.member("host", run.host);
    json.member("project", run.project);
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
    json.key("error");
    if (report.error)
        writeError(json, *report.error);
    else
        json.null();
    json.endObject();
}

Result<ExitStatus> log(Context &context, int limit)
{
    if (limit <= 0)
        return makeError("usage", "-n takes the number of runs to show.", "retort log -n 20", ExitStatus::Usage);
    if (auto opened = context.openProject(); !opened)
        return std::move(opened).error();
    if (!context.options().database.empty()) {
        if (const auto named = context.database(); !named)
            return named.error();
    }
    const auto journal = loadRunJournal();
    if (!journal)
        return journal.error();
    const auto runs = (*journal)->runs(context.workspace().project().file.string(), context.options().database, limit);
    if (!runs)
        return runs.error();

    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const JournalRun &run : *runs)
            writeRun(json, run);
        json.endArray();
        output.print(json);
    } else if (runs->empty()) {
        output.note("No run of this project is in the journal.");
    } else if (context.options().verbose) {
        for (const JournalRun &run : *runs)
            output.print(blockText(run, output.style()));
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
    auto limit = std::make_shared<int>(20);
    auto ofDatabase = std::make_shared<bool>(false);
    CLI::App &verb = line.addVerb(group::look, "log", "The journal of runs, newest first; -v for steps and errors",
                                  [limit, ofDatabase](Context &context) {
                                      return *ofDatabase ? logOfDatabase(context, *limit) : log(context, *limit);
                                  });
    verb.add_flag("--history", *ofDatabase, "What the database itself remembers, whoever ran it from wherever");
    verb.add_option("-n", *limit, "How many (20)")->type_name("N");
}

} // namespace retort::cli
