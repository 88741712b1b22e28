// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/scratchoption.h"

#include "app/cli/context.h"
#include "app/cli/interruption.h"

#include <CLI/App.hpp>
#include <CLI/Validators.hpp>

namespace retort::cli
{

void addScratchOptions(CLI::App &verb, session::ScratchChoice &choice)
{
    using Where = session::ScratchChoice::Where;
    verb.add_option_function<std::string>(
            "--scratch",
            [&choice](const std::string &where) {
                choice.where = where == "beside" ? Where::Beside : Where::Sandbox;
            },
            "Where scratch databases are made: sandbox, a private server (default), or beside the database")
        ->check(CLI::IsMember({"sandbox", "beside"}))
        ->type_name("WHERE");
    verb.add_flag("--scratch-on-production", choice.allowProduction,
                  "Allow --scratch beside on the server of a production database");
}

Result<std::optional<postgres::Connection>> connectForScratch(Context &context, const project::Database &database,
                                                              const session::ScratchChoice &choice)
{
    if (choice.where == session::ScratchChoice::Where::Sandbox)
        return std::optional<postgres::Connection>();
    auto connection = context.connectToDatabase(database.name);
    if (!connection)
        return std::move(connection).error();
    return std::optional<postgres::Connection>(*std::move(connection));
}

void addAtOption(CLI::App &verb, AtOption &option)
{
    verb.add_option("--at", option.revision, "The schema that the branch gives at this revision, not the database's")
        ->type_name("REVISION");
    addScratchOptions(verb, option.scratch);
}

Result<SchemaSession> SchemaSession::open(Context &context, const AtOption &option)
{
    SchemaSession session;
    if (option.revision.empty()) {
        auto connection = context.connect();
        if (!connection)
            return std::move(connection).error();
        session.m_connection.emplace(*std::move(connection));
        return session;
    }
    const auto database = context.database();
    if (!database)
        return database.error();
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    session::Workspace &workspace = context.workspace();
    const auto plan = session::planToTarget(workspace.bindingFor(**database), option.revision);
    if (!plan)
        return plan.error();
    catchInterruptions();
    const auto beside = connectForScratch(context, **database, option.scratch);
    if (!beside)
        return beside.error();
    const postgres::Connection *target = *beside ? &**beside : nullptr;
    auto server = session::openScratchServer(**database, option.scratch, target, interruption());
    if (!server)
        return std::move(server).error();
    session.m_server.emplace(*std::move(server));
    scratch::Replay replay =
        session::replayOf(workspace, *session.m_server, session::scratchManner(workspace, target));
    auto filled = replay.run(*plan, interruption());
    if (!filled)
        return std::move(filled).error();
    session.m_filled.emplace(*std::move(filled));
    return session;
}

} // namespace retort::cli
