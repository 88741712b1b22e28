// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/databasestatus.h"

#include "app/cli/context.h"
#include "app/cli/orphans.h"

namespace retort::cli
{

namespace
{

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

} // namespace

Result<std::vector<DatabaseStatus>> readStatuses(Context &context, bool asksServer)
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

void explainFindings(Output &output, const DatabaseStatus &status)
{
    for (const run::HistoryFinding &finding : status.findings) {
        output.warning(status.database->name + ": " + finding.sentence());
        output.note(output.noteStyle().bold("hint:") + ' ' + finding.toError().hint);
    }
}

} // namespace retort::cli
