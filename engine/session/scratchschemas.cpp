// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/scratchschemas.h"

#include <utility>

namespace retort::session
{

namespace
{

constexpr int versionsPerMajor = 10'000; // server_version_num since PostgreSQL 10

} // namespace

Result<scratch::ScratchServer> openScratchServer(const project::Database &database, const ScratchChoice &choice,
                                                 const postgres::Connection *target, std::stop_token stop)
{
    if (choice.where == ScratchChoice::Where::Sandbox || !target)
        return scratch::ScratchServer::inSandbox(target ? target->server().version / versionsPerMajor : 0);
    if (database.tier == project::Tier::Prod && !choice.allowProduction) {
        return makeError("scratch-on-production",
                         "Database " + database.name + " is production: no scratch database is made on its server.",
                         "Leave --scratch out, so that the sandbox is used; or, if it is meant: "
                         "--scratch beside --scratch-on-production");
    }
    return scratch::ScratchServer::beside(target->settings(), std::move(stop));
}

Result<std::vector<std::string>> scratchMismatches(const scratch::ScratchServer &server, postgres::Connection &target)
{
    const scratch::ServerIdentity &identity = server.identity();
    const postgres::ServerInfo &info = target.server();
    std::vector<std::string> sentences;
    if (std::stoi(identity.version) != info.version / versionsPerMajor) {
        sentences.push_back("The scratch server is PostgreSQL " + identity.version + ", the database's is "
                            + info.versionText + ": what differs between them may be told as a difference.");
    }
    const auto timescale = postgres::readTimescaleVersion(target);
    if (!timescale)
        return timescale.error();
    if (!timescale->empty() && identity.timescaleVersion.empty()) {
        return makeError("scratch-without-timescaledb",
                         "The database has TimescaleDB " + *timescale + ", and the scratch server has none.",
                         "Install TimescaleDB for the PostgreSQL of this machine, or have scratch databases made on the "
                         "database's own server: --scratch beside");
    }
    if (!timescale->empty() && *timescale != identity.timescaleVersion) {
        sentences.push_back("The database has TimescaleDB " + *timescale + ", the scratch server "
                            + identity.timescaleVersion + ": what differs between them may be told as a difference.");
    }
    return sentences;
}

scratch::Manner scratchManner(const Workspace &workspace, const postgres::Connection *target)
{
    scratch::Manner manner;
    manner.searchPath = std::string();
    manner.ours = workspace.ownRelations();
    if (target)
        manner.owner = target->settings().user();
    return manner;
}

scratch::Replay replayOf(const Workspace &workspace, scratch::ScratchServer &server, scratch::Manner manner)
{
    return scratch::Replay(server, workspace.scripts(), workspace.versionTable(), std::move(manner));
}

Result<revision::Plan> planFromNothing(const revision::BranchBinding &binding, const std::vector<std::string> &targets)
{
    revision::Plan whole;
    for (const std::string &target : targets) {
        auto plan = binding.planUpgrade(whole.to, target);
        if (!plan)
            return plan;
        whole.steps.insert(whole.steps.end(), plan->steps.begin(), plan->steps.end());
        whole.to = plan->to;
        whole.target = plan->target;
    }
    return whole;
}

Result<revision::Plan> planToTarget(const revision::BranchBinding &binding, const std::string &target)
{
    auto resolved = binding.resolve(target.empty() ? "head" : target);
    if (!resolved)
        return std::move(resolved).error();
    return planFromNothing(binding, *resolved);
}

Result<scratch::SchemaFiles> desiredSchema(const project::Database &database)
{
    if (!database.schema.empty())
        return scratch::SchemaFiles::read(database.schema);
    return makeError("schema-missing", "Database " + database.name + " has no desired schema to compare with.",
                     "Name one in the project file: schema = \"schema/" + database.name + ".sql\" under [database."
                         + database.name + "]; `pg_dump --schema-only` writes a first one.",
                     ExitStatus::Usage);
}

} // namespace retort::session
