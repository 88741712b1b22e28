// SPDX-License-Identifier: GPL-3.0-or-later
// retort verify: each revision up, down and up again on a scratch database
#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/base/text.h"
#include "engine/session/verification.h"

#include <CLI/App.hpp>

#include <algorithm>
#include <memory>

namespace retort::cli
{

namespace
{

using advice::RoundTrip;
using Verdict = RoundTrip::Verdict;

struct VerifyRequest {
    std::vector<std::string> revisions;
    session::ScratchChoice scratch;
};

std::string verdictText(const Style &style, Verdict verdict)
{
    const std::string word = toString(verdict);
    switch (verdict) {
    case Verdict::Proven:
        return style.good(word);
    case Verdict::Failed:
        return style.bad(word);
    case Verdict::Irreversible:
    case Verdict::NotTested:
        return style.warning(word);
    }
    return word;
}

void writeTrip(JsonWriter &json, const RoundTrip &trip)
{
    json.beginObject();
    json.member("revision", trip.revision);
    json.member("result", toString(trip.verdict));
    json.member("left_behind", trip.leftBehind());
    json.member("lost", trip.lost());
    json.member("changed", trip.changed());
    json.member("second_upgrade_differs", !trip.afterSecondUp.changes.empty());
    json.member("message", trip.sentence());
    if (trip.error) {
        json.member("failed_direction", trip.failedGoingDown ? "downgrade" : "upgrade");
        json.key("error");
        writeError(json, *trip.error);
    }
    json.endObject();
}

Result<std::vector<RoundTrip>> verifyDatabase(Context &context, const project::Database &database,
                                              const VerifyRequest &request)
{
    session::Workspace &workspace = context.workspace();
    const revision::BranchBinding binding = workspace.bindingFor(database);
    if (auto valid = binding.validate(); !valid)
        return valid.error();
    auto target = connectForScratch(context, database, request.scratch);
    if (!target)
        return std::move(target).error();
    const postgres::Connection *beside = *target ? &**target : nullptr;
    auto server = session::openScratchServer(database, request.scratch, beside);
    if (!server)
        return std::move(server).error();
    scratch::Replay replay = session::replayOf(workspace, *server, session::scratchManner(workspace, beside));
    Output &output = context.output();
    catchInterruptions();
    const auto tell = [&](const RoundTrip &trip) {
        if (output.isJson())
            return;
        const revision::Revision *known = context.map().findRevision(trip.revision);
        output.print(trip.revision + "  " + verdictText(output.style(), trip.verdict) + "  "
                     + (known ? known->message : std::string()) + '\n');
        if (trip.verdict != Verdict::Proven)
            output.print("    " + trip.sentence() + '\n');
    };
    return session::verifyRevisions(workspace, binding, replay, request.revisions, tell, interruption());
}

Result<ExitStatus> verify(Context &context, const VerifyRequest &request)
{
    const auto databases = request.revisions.empty() ? context.databases() : [&context] {
        const auto one = context.database();
        return one ? Result<std::vector<const project::Database *>>({*one})
                   : Result<std::vector<const project::Database *>>(one.error());
    }();
    if (!databases)
        return databases.error();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    Output &output = context.output();
    JsonWriter json;
    json.beginObject();
    json.key("databases");
    json.beginArray();
    bool hasFound = false;
    for (const project::Database *database : *databases) {
        if (!output.isJson() && databases->size() > 1)
            output.print(output.style().bold(database->name) + '\n');
        const auto trips = verifyDatabase(context, *database, request);
        if (!trips)
            return trips.error();
        json.beginObject();
        json.member("database", database->name);
        json.key("revisions");
        json.beginArray();
        for (const RoundTrip &trip : *trips)
            writeTrip(json, trip);
        json.endArray();
        json.endObject();
        hasFound = hasFound || std::any_of(trips->begin(), trips->end(), [](const RoundTrip &trip) {
                       return trip.verdict == Verdict::Failed || trip.verdict == Verdict::NotTested;
                   });
    }
    json.endArray();
    json.endObject();
    if (output.isJson())
        output.print(json);
    return hasFound ? ExitStatus::Found : ExitStatus::Ok;
}

} // namespace

void addVerifyVerb(CommandLine &line)
{
    auto request = std::make_shared<VerifyRequest>();
    CLI::App &verb = line.addVerb(group::look, "verify", "Each revision up, down and up again, on a scratch database",
                                  [request](Context &context) { return verify(context, *request); });
    verb.add_option("revisions", request->revisions, "Only these; without any, all of the database's branch")
        ->type_name("REVISION");
    addScratchOptions(verb, request->scratch);
}

} // namespace retort::cli
