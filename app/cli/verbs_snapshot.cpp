// SPDX-License-Identifier: GPL-3.0-or-later
// retort snapshot: the catalog as JSON
#include "app/cli/context.h"
#include "app/cli/ownrelations.h"
#include "app/cli/scratchoption.h"
#include "app/cli/verbs.h"
#include "engine/catalog/snapshot.h"

#include <CLI/App.hpp>

#include <memory>

namespace retort::cli
{

namespace
{

struct SnapshotRequest {
    std::string pattern;
    bool withoutSizes = false;
    AtOption at;
};

Result<ExitStatus> snapshot(Context &context, const SnapshotRequest &request)
{
    auto session = SchemaSession::open(context, request.at);
    if (!session)
        return std::move(session).error();
    const auto taken =
        catalog::takeSnapshot(session->connection(), {request.pattern, !request.withoutSizes, ownRelations(context)});
    if (!taken)
        return taken.error();
    for (const std::string &gap : taken->unknown)
        context.output().warning(gap);
    context.output().print(catalog::toJson(*taken));
    return ExitStatus::Ok;
}

} // namespace

void addSnapshotVerb(CommandLine &line)
{
    auto request = std::make_shared<SnapshotRequest>();
    CLI::App &verb = line.addVerb(group::look, "snapshot", "The catalog as JSON: all that describe --json tells, and more",
                                  [request](Context &context) { return snapshot(context, *request); });
    verb.add_option("name", request->pattern, "Only relations of this name or pattern, as psql takes it")
        ->type_name("NAME");
    verb.add_flag("--no-sizes", request->withoutSizes, "Definitions alone: no sizes, no statistics");
    addAtOption(verb, request->at);
}

} // namespace retort::cli
