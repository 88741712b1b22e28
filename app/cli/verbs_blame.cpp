// SPDX-License-Identifier: GPL-3.0-or-later
// retort blame: which revision made a table, a column, an index, and which touched it last
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/session/blame.h"

#include <CLI/App.hpp>

#include <memory>

namespace retort::cli
{

namespace
{

struct BlameRequest {
    std::string name;
    session::ScratchChoice scratch;
};

/// "a1b2c3d4e5f6 add users table"; "-" for what was there before all revisions.
std::string revisionText(Context &context, const std::string &id)
{
    if (id.empty())
        return "-";
    const revision::Revision *known = context.map().findRevision(id);
    return known ? id + ' ' + known->message : id;
}

Result<ExitStatus> blame(Context &context, const BlameRequest &request)
{
    const auto database = context.database();
    if (!database)
        return database.error();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const revision::BranchBinding binding = context.workspace().bindingFor(**database);
    if (auto valid = binding.validate(); !valid)
        return valid.error();
    catchInterruptions();
    auto beside = connectForScratch(context, **database, request.scratch);
    if (!beside)
        return std::move(beside).error();
    postgres::Connection *target = *beside ? &**beside : nullptr;
    auto server = session::openScratchServer(**database, request.scratch, target, interruption());
    if (!server)
        return std::move(server).error();
    scratch::Replay replay =
        session::replayOf(context.workspace(), *server, session::scratchManner(context.workspace(), target));
    const auto origins = session::findOrigins(binding, replay, interruption());
    if (!origins)
        return origins.error();
    const auto found = session::originsOf(*origins, request.name);
    if (!found)
        return found.error();
    Output &output = context.output();
    if (output.isJson()) {
        JsonWriter json;
        json.beginArray();
        for (const auto &[object, origin] : *found) {
            json.beginObject();
            json.member("object", object);
            json.memberOrNull("created_by", origin.created);
            json.memberOrNull("changed_by", origin.changed);
            json.endObject();
        }
        json.endArray();
        output.print(json);
        return ExitStatus::Ok;
    }
    std::vector<std::vector<std::string>> rows{{"object", "created by", "last changed by"}};
    for (const auto &[object, origin] : *found) {
        rows.push_back({object, revisionText(context, origin.created),
                        origin.changed == origin.created ? "" : revisionText(context, origin.changed)});
    }
    output.print(alignedColumns(rows));
    return ExitStatus::Ok;
}

} // namespace

void addBlameVerb(CommandLine &line)
{
    auto request = std::make_shared<BlameRequest>();
    CLI::App &verb = line.addVerb(group::look, "blame", "Which revision made a table, a column, an index, and touched it last",
                                  [request](Context &context) { return blame(context, *request); });
    verb.add_option("name", request->name, "TABLE, for all that it has, or TABLE.COLUMN; with its schema where need be")
        ->type_name("NAME")
        ->required();
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
