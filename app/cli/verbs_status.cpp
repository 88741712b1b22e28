// SPDX-License-Identifier: GPL-3.0-or-later
// retort status, check: all databases against their branches
#include "app/cli/context.h"
#include "app/cli/orphans.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/session/gitstate.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

/// What is known of one database; the rest only when there is no error.
struct DatabaseStatus {
    const project::Database *database = nullptr;
    std::string address;
    std::vector<std::string> heads;
    std::vector<std::string> accidentalHeads; ///< more than one of the branch that it follows
    std::optional<Error> error;
    std::string serverVersion;
    std::string timescaleVersion;
    std::vector<std::string> rows;
    std::vector<std::string> unknown;
    std::vector<std::string> pending;
    std::optional<Error> disagreement; ///< of history and project: rows without a revision
    std::vector<run::RevisionPlace> lastPlaces;

    /// What is to be told of it.
    const std::optional<Error> &trouble() const { return error ? error : disagreement; }
    std::vector<run::HistoryFinding> findings; ///< where the history and the files tell different stories

    bool disagrees() const { return !unknown.empty() || !findings.empty(); }
};

DatabaseStatus statusOf(Context &context, DatabaseAccess &access, bool asksServer)
{
    const revision::BranchBinding binding = context.workspace().bindingFor(access.database());
    DatabaseStatus status;
    status.database = &access.database();
    status.address = access.address();
    status.heads = binding.heads();
    if (binding.isBound() && binding.effectiveHeads().size() > 1)
        status.accidentalHeads = binding.effectiveHeads();
    if (auto valid = binding.validate(); !valid && !context.map().isEmpty()) {
        status.error = std::move(valid).error();
        return status;
    }
    auto rows = access.rows();
    if (!rows) {
        status.error = std::move(rows).error();
        return status;
    }
    status.rows = std::move(rows).value();
    status.unknown = context.map().unknownRows(status.rows);
    status.pending = binding.pending(status.rows);
    if (auto known = binding.checkRows(status.rows); !known) {
        status.lastPlaces = orphanPlaces(context, status.rows);
        status.disagreement = explainOrphans(context, &access, std::move(known).error(), status.rows, status.lastPlaces);
    }
    postgres::Connection &connection = **access.connection();
    auto findings = context.workspace().auditHistory(connection, status.rows);
    if (!findings) {
        status.error = std::move(findings).error();
        return status;
    }
    status.findings = std::move(findings).value();
    if (!asksServer)
        return status;
    status.serverVersion = connection.server().versionText;
    if (auto version = postgres::readTimescaleVersion(connection))
        status.timescaleVersion = std::move(version).value();
    return status;
}

/// All connect at once; one that can't be reached keeps none of the others from being told (S-25).
Result<std::vector<DatabaseStatus>> readAll(Context &context, bool asksServer)
{
    const auto databases = context.databases();
    if (!databases)
        return databases.error();
    std::vector<DatabaseAccess> accesses;
    for (const project::Database *database : *databases)
        accesses.push_back(context.access(*database));
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    std::vector<DatabaseStatus> all;
    for (DatabaseAccess &access : accesses)
        all.push_back(statusOf(context, access, asksServer));
    return all;
}

/// The first that holds of: a database failed (its own status), history and project disagree, revisions pend.
ExitStatus exitStatusOf(const std::vector<DatabaseStatus> &all)
{
    ExitStatus worst = ExitStatus::Ok;
    for (const DatabaseStatus &status : all) {
        if (status.error)
            return status.error->status;
        if (status.disagrees())
            worst = ExitStatus::Disagreement;
        else if (!status.pending.empty() && worst == ExitStatus::Ok)
            worst = ExitStatus::Found;
    }
    return worst;
}

void writeFacts(JsonWriter &json, const DatabaseStatus &status)
{
    json.member("database", status.database->name);
    json.memberOrNull("branch", status.database->branch);
    json.member("reachable", !status.error);
    json.member("current", status.rows);
    json.member("heads", status.heads);
    json.member("pending", static_cast<std::int64_t>(status.pending.size()));
    json.member("pending_revisions", status.pending);
    json.member("unknown_rows", status.unknown);
    json.key("history_findings");
    json.beginArray();
    for (const run::HistoryFinding &finding : status.findings) {
        const Error error = finding.toError();
        json.beginObject();
        json.member("code", error.code);
        json.member("revision", finding.revision);
        json.member("message", finding.sentence());
        json.member("hint", error.hint);
        json.member("file", finding.file);
        json.endObject();
    }
    json.endArray();
    json.member("up_to_date", !status.error && status.pending.empty() && !status.disagrees());
    writePlaces(json, status.lastPlaces);
}

void writeTrouble(JsonWriter &json, const DatabaseStatus &status)
{
    if (!status.trouble())
        return;
    json.key("error");
    writeError(json, *status.trouble());
}

void writeStatus(JsonWriter &json, Context &context, const DatabaseStatus &status)
{
    json.beginObject();
    writeFacts(json, status);
    json.memberOrNull("purpose", status.database->purpose);
    json.member("tier", project::toString(status.database->tier));
    json.memberOrNull("address", status.address);
    json.member("sandbox", context.workspace().isServedBySandbox(*status.database));
    json.memberOrNull("server_version", status.serverVersion);
    json.memberOrNull("timescaledb_version", status.timescaleVersion);
    writeTrouble(json, status);
    json.endObject();
}

std::string orDash(const std::string &text)
{
    return text.empty() ? "-" : text;
}

std::string currentText(const DatabaseStatus &status)
{
    std::vector<std::string> parts;
    for (const std::string &row : status.rows) {
        const bool isUnknown = std::find(status.unknown.begin(), status.unknown.end(), row) != status.unknown.end();
        parts.push_back(isUnknown ? row + " (unknown)" : row);
    }
    return orDash(text::join(parts, ", "));
}

std::vector<std::string> tableRow(const DatabaseStatus &status, const Style &style)
{
    const project::Database &database = *status.database;
    const std::string heads = orDash(text::join(status.heads, ", "));
    if (status.error)
        return {database.name,
                style.tier(database.tier),
                orDash(database.branch),
                "?",
                heads,
                "?",
                "?",
                "?",
                style.bad(status.error->status == ExitStatus::Unreachable ? "unreachable" : "unknown"),
                orDash(status.address)};
    const std::string pending = std::to_string(status.pending.size());
    return {database.name,
            style.tier(database.tier),
            orDash(database.branch),
            status.unknown.empty() ? currentText(status) : style.bad(currentText(status)),
            heads,
            status.pending.empty() ? style.good(pending) : style.warning(pending),
            orDash(status.serverVersion),
            orDash(status.timescaleVersion),
            style.good("reachable"),
            orDash(status.address)};
}

/// Revision files that are not as git has them, a line each (S-81).
std::string uncommittedText(const session::Workspace &workspace)
{
    const project::Project &project = workspace.project();
    std::string text;
    for (const auto &[file, change] : session::readGitState(project.folder, project.locations).changes) {
        if (file.extension() == ".sql")
            text += file.string() + ": " + toString(change) + '\n';
    }
    return text.empty() ? text : '\n' + text;
}

void writeUncommitted(JsonWriter &json, const session::Workspace &workspace)
{
    const project::Project &project = workspace.project();
    json.key("uncommitted_files");
    json.beginArray();
    for (const auto &[file, change] : session::readGitState(project.folder, project.locations).changes) {
        if (file.extension() != ".sql")
            continue;
        json.beginObject();
        json.member("file", file.string());
        json.member("change", toString(change));
        json.endObject();
    }
    json.endArray();
}

void explainFindings(Output &output, const DatabaseStatus &status)
{
    for (const run::HistoryFinding &finding : status.findings) {
        output.warning(status.database->name + ": " + finding.sentence());
        output.note(output.noteStyle().bold("hint:") + ' ' + finding.toError().hint);
    }
}

Result<ExitStatus> status(Context &context)
{
    const auto all = readAll(context, true);
    if (!all)
        return all.error();
    Output &output = context.output();
    const session::Workspace &workspace = context.workspace();
    for (const std::string &warning : project::projectWarnings(workspace.project(), workspace.environment()))
        output.warning(warning);
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.member("project", workspace.project().name);
        json.key("databases");
        json.beginArray();
        for (const DatabaseStatus &database : *all)
            writeStatus(json, context, database);
        json.endArray();
        if (context.options().verbose)
            writeUncommitted(json, workspace);
        json.endObject();
        output.print(json);
        return exitStatusOf(*all);
    }
    std::vector<std::vector<std::string>> rows{
        {"database", "tier", "branch", "current", "head", "pending", "server", "TimescaleDB", "state", "address"}};
    for (const DatabaseStatus &database : *all)
        rows.push_back(tableRow(database, output.style()));
    output.print(alignedColumns(rows));
    if (context.options().verbose)
        output.print(uncommittedText(workspace));
    for (const DatabaseStatus &database : *all) {
        if (database.trouble())
            output.explain(*database.trouble());
        explainFindings(output, database);
    }
    return exitStatusOf(*all);
}

std::string checkLine(const DatabaseStatus &status)
{
    const std::string name = status.database->name + ": ";
    if (status.error)
        return name + "not checked\n";
    if (!status.unknown.empty())
        return name + "holds " + text::join(status.unknown, ", ") + ", unknown to this project\n";
    if (!status.findings.empty())
        return name + text::counted(status.findings.size(), "applied revision") + " not as when applied\n";
    if (status.pending.empty())
        return name + "up to date\n";
    return name + text::counted(status.pending.size(), "revision") + " pending: " + text::join(status.pending, ", ")
        + '\n';
}

void explainCheck(Output &output, const DatabaseStatus &status)
{
    const std::string command = "retort -x db=" + status.database->name;
    if (status.trouble())
        output.explain(*status.trouble());
    else if (!status.findings.empty())
        explainFindings(output, status);
    else if (!status.pending.empty() && status.accidentalHeads.empty())
        output.note(output.noteStyle().bold("hint:") + ' ' + command + " upgrade");
    else if (!status.pending.empty()) // an upgrade to "the head" would be refused (S-69)
        output.note(output.noteStyle().bold("hint:") + " its branch has "
                    + text::counted(status.accidentalHeads.size(), "head") + "; join them: retort merge -m MESSAGE "
                    + text::join(status.accidentalHeads, " ") + "; or apply all: " + command + " upgrade heads");
}

Result<ExitStatus> check(Context &context)
{
    const auto all = readAll(context, false);
    if (!all)
        return all.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginObject();
        json.key("databases");
        json.beginArray();
        for (const DatabaseStatus &database : *all) {
            json.beginObject();
            writeFacts(json, database);
            writeTrouble(json, database);
            json.endObject();
        }
        json.endArray();
        json.endObject();
        output.print(json);
        return exitStatusOf(*all);
    }
    for (const DatabaseStatus &database : *all) {
        output.print(checkLine(database));
        explainCheck(output, database);
    }
    return exitStatusOf(*all);
}

} // namespace

void addStatusVerbs(CommandLine &line)
{
    line.addVerb(group::look, "status", "Every database: where it is, what is pending, which server", status);
    line.addVerb(group::look, "check", "Whether each database is at its branch's head", check);
}

} // namespace retort::cli
