// SPDX-License-Identifier: GPL-3.0-or-later
// retort current
#include "app/cli/context.h"
#include "app/cli/orphans.h"
#include "app/cli/revisiontext.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"

#include <CLI/App.hpp>

namespace retort::cli
{

namespace
{

struct CurrentOptions {
    bool checkHeads = false;
};

/// Where one database is, seen from the project.
struct Position {
    std::vector<std::string> tips;              ///< as `alembic current` lists them, known ones alone
    std::vector<std::string> unknown;           ///< version rows without a revision
    std::vector<run::RevisionPlace> lastPlaces; ///< of those
    std::vector<std::string> pending;
    bool isAtHead = false;
};

Position positionOf(const revision::BranchBinding &binding, const revision::RevisionMap &map,
                    const std::vector<std::string> &rows)
{
    Position position;
    position.unknown = map.unknownRows(rows);
    for (std::string &tip : map.currentTips(rows)) {
        if (map.find(tip))
            position.tips.push_back(std::move(tip));
    }
    position.pending = binding.pending(rows);
    position.isAtHead = position.unknown.empty() && binding.isAtHead(rows);
    return position;
}

Error notAtHead(const std::string &database, const Position &position)
{
    return makeError("not-at-head",
                     "Database " + database
                         + " is not at its head: " + text::counted(position.pending.size(), "revision") + " pending.",
                     "retort -x db=" + database + " upgrade");
}

void writePosition(JsonWriter &json, const std::string &database, const revision::RevisionMap &map,
                   const Position &position, const std::optional<Error> &error)
{
    json.beginObject();
    json.member("database", database);
    json.key("revisions");
    json.beginArray();
    for (const std::string &id : position.tips) {
        const revision::Index index = *map.find(id);
        json.beginObject();
        json.member("id", id);
        json.member("is_head", map.isHead(index));
        json.member("labels", map.labelsOf(index));
        json.member("message", map.at(index).message);
        json.endObject();
    }
    json.endArray();
    if (!position.unknown.empty())
        json.member("unknown_rows", position.unknown);
    writePlaces(json, position.lastPlaces);
    json.member("pending", static_cast<std::int64_t>(position.pending.size()));
    if (error) {
        json.key("error");
        writeError(json, *error);
    }
    json.endObject();
}

std::string positionText(Context &context, DatabaseAccess &access, const Position &position)
{
    const revision::RevisionMap &map = context.map();
    const bool isVerbose = context.options().verbose;
    std::string text;
    if (isVerbose)
        text += "Current revision(s) for " + access.database().name + " (" + access.address() + "):\n";
    for (const std::string &id : position.tips) {
        const revision::Index index = *map.find(id);
        text += isVerbose ? logEntry(map, index) : currentLine(map, index) + '\n';
    }
    for (const std::string &row : position.unknown)
        text += row + " (unknown)\n";
    return text;
}

Result<ExitStatus> current(Context &context, const CurrentOptions &options)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    DatabaseAccess access = context.access(**database);
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto binding = context.binding();
    if (!binding)
        return binding.error();
    const auto rows = access.rows();
    if (!rows)
        return rows.error();
    Position position = positionOf(*binding, context.map(), *rows);
    std::optional<Error> error;
    if (auto known = binding->checkRows(*rows); !known) {
        position.lastPlaces = orphanPlaces(context, *rows);
        error = explainOrphans(context, &access, std::move(known).error(), *rows, position.lastPlaces);
    } else if (options.checkHeads && !position.isAtHead) {
        error = notAtHead((*database)->name, position);
    }

    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        writePosition(json, (*database)->name, context.map(), position, error);
        output.print(json);
    } else {
        output.print(positionText(context, access, position));
        if (rows->empty())
            output.note((*database)->name + ": no revision applied");
        if (error)
            output.explain(*error);
    }
    return error ? error->status : ExitStatus::Ok;
}

} // namespace

void addCurrentVerb(CommandLine &line)
{
    auto options = std::make_shared<CurrentOptions>();
    CLI::App &verb = line.addVerb(group::look, "current", "The revisions that a database is at",
                                  [options](Context &context) { return current(context, *options); });
    verb.add_flag("--check-heads", options->checkHeads, "Fail unless the database is at its head");
}

} // namespace retort::cli
