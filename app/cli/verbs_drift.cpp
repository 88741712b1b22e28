// SPDX-License-Identifier: GPL-3.0-or-later
// retort drift: the live schema against what its recorded revisions give
#include "app/cli/changetext.h"
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/diff/script.h"
#include "engine/session/schemadrift.h"

#include <CLI/App.hpp>

#include <memory>
#include <optional>

namespace retort::cli
{

namespace
{

using What = diff::Change::What;

struct DriftRequest {
    bool printsRevert = false;
    session::ScratchChoice scratch;
};

struct DatabaseDrift {
    const project::Database *database = nullptr;
    std::optional<session::SchemaDrift> drift;
    std::optional<Error> error;
};

/// What the database has that its revisions don't give, and the other way round.
std::string wordFor(What what)
{
    switch (what) {
    case What::Create:
        return "extra";
    case What::Drop:
        return "missing";
    case What::Alter:
        return "changed";
    }
    return {};
}

DatabaseDrift driftOf(Context &context, const project::Database &database, const session::ScratchChoice &choice)
{
    DatabaseDrift found;
    found.database = &database;
    auto connection = context.connectToDatabase(database.name);
    auto drift = connection ? session::findDrift(context.workspace(), database, *connection, choice, interruption())
                            : Result<session::SchemaDrift>(std::move(connection).error());
    if (drift)
        found.drift = *std::move(drift);
    else
        found.error = std::move(drift).error();
    return found;
}

void writeDrift(JsonWriter &json, const DatabaseDrift &found)
{
    json.beginObject();
    json.member("database", found.database->name);
    if (found.error) {
        json.key("error");
        writeError(json, *found.error);
        json.endObject();
        return;
    }
    json.member("revisions", found.drift->rows);
    json.member("has_drifted", !found.drift->fromRevisions.changes.empty());
    json.key("differences");
    json.beginArray();
    for (const diff::Change &change : found.drift->fromRevisions.changes) {
        json.beginObject();
        json.member("object", change.object.toString());
        json.member("what", wordFor(change.what));
        json.memberOrNull("reason", change.reason);
        std::vector<std::string> statements;
        for (const diff::Statement &statement : change.statements)
            statements.push_back(statement.sql);
        json.member("statements", statements);
        json.endObject();
    }
    json.endArray();
    json.member("sql", diff::toScript(found.drift->fromRevisions));
    json.member("revert_sql", diff::toScript(found.drift->toRevisions));
    std::vector<std::string> notes = found.drift->notes;
    notes.insert(notes.end(), found.drift->fromRevisions.notes.begin(), found.drift->fromRevisions.notes.end());
    json.member("notes", notes);
    json.endObject();
}

void printDrift(Output &output, const DatabaseDrift &found)
{
    const std::string &name = found.database->name;
    if (found.error) {
        output.print(name + ": not compared\n");
        output.explain(*found.error);
        return;
    }
    for (const std::string &note : found.drift->notes)
        output.warning(name + ": " + note);
    for (const std::string &note : found.drift->fromRevisions.notes)
        output.warning(name + ": " + note);
    const std::string where = found.drift->rows.empty() ? "no revision" : text::join(found.drift->rows, ", ");
    const auto &changes = found.drift->fromRevisions.changes;
    if (changes.empty()) {
        output.print(name + ": as " + where + (found.drift->rows.size() > 1 ? " give it\n" : " gives it\n"));
        return;
    }
    output.print(name + ": " + text::counted(changes.size(), "difference") + " from what " + where
                 + (found.drift->rows.size() > 1 ? " give\n" : " gives\n"));
    for (const diff::Change &change : changes) {
        output.print("  " + output.style().bad(wordFor(change.what)) + ' ' + change.object.toString()
                     + (change.reason.empty() ? "" : " (" + change.reason + ')') + '\n');
        for (const diff::Statement &statement : change.statements)
            output.print("      " + statement.sql + ";\n");
    }
    output.note(output.noteStyle().bold("hint:") + " to take it out of the database: retort -x db=" + name
                + " drift --revert-sql | psql …; to keep it: retort -x db=" + name
                + " revision --autogenerate --adopt -m MESSAGE");
}

Result<ExitStatus> drift(Context &context, const DriftRequest &request)
{
    const auto one = request.printsRevert ? context.database() : Result<const project::Database *>(nullptr);
    if (!one)
        return one.error();
    const auto databases = *one ? Result<std::vector<const project::Database *>>({*one}) : context.databases();
    if (!databases)
        return databases.error();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    catchInterruptions();
    Output &output = context.output();
    ExitStatus status = ExitStatus::Ok;
    JsonWriter json;
    json.beginObject();
    json.key("databases");
    json.beginArray();
    for (const project::Database *database : *databases) {
        const DatabaseDrift found = driftOf(context, *database, request.scratch);
        if (found.error && (databases->size() == 1 || interruption().stop_requested()))
            return *found.error;
        if (output.isJson())
            writeDrift(json, found);
        else if (request.printsRevert)
            output.print(diff::toScript(found.drift->toRevisions));
        else
            printDrift(output, found);
        if (found.error)
            status = found.error->status;
        else if (!found.drift->fromRevisions.changes.empty() && status == ExitStatus::Ok)
            status = ExitStatus::Found;
    }
    json.endArray();
    json.endObject();
    if (output.isJson())
        output.print(json);
    return status;
}

} // namespace

void addDriftVerb(CommandLine &line)
{
    auto request = std::make_shared<DriftRequest>();
    CLI::App &verb =
        line.addVerb(group::look, "drift", "The live schema against what its recorded revisions give",
                     [request](Context &context) { return drift(context, *request); });
    verb.add_flag("--revert-sql", request->printsRevert, "SQL that takes the drift out of the database, and nothing else");
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
