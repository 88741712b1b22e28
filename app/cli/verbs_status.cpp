// SPDX-License-Identifier: GPL-3.0-or-later
// retort status: all databases against their branches
#include "app/cli/context.h"
#include "app/cli/databasestatus.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/session/gitstate.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

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

Result<ExitStatus> status(Context &context)
{
    const auto all = readStatuses(context, true);
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

} // namespace

void addStatusVerb(CommandLine &line)
{
    line.addVerb(group::look, "status", "Every database: where it is, what is pending, which server", status);
}

} // namespace retort::cli
