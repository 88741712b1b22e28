// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scratch/replay.h"

#include "engine/base/text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace retort::scratch
{

namespace
{

constexpr const char *applicationName = "retort replay";

/// Calls `use` with the up section of each step's file; a step without one is passed over.
template <typename Use>
Result<void> forEachSection(const revision::Plan &plan, const script::ScriptDirectory &scripts, const Use &use)
{
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const auto file = scripts.file(plan.steps[i].revision);
        if (!file)
            return file.error();
        std::string text;
        if (file->up) {
            auto read = script::readSection(*file, *file->up);
            if (!read)
                return std::move(read).error();
            text = *std::move(read);
        }
        if (auto used = use(i, *file, std::move(text)); !used)
            return used;
    }
    return {};
}

/// "meta" of "meta.alembic_version"; empty where no schema is named.
std::string schemaIn(const std::string &name)
{
    const std::size_t dot = name.find('.');
    return dot == std::string::npos ? std::string() : name.substr(0, dot);
}

/// Our own tables, and a schema that holds nothing else.
void takeOurOut(catalog::Snapshot &snapshot, const std::vector<std::string> &ours)
{
    std::erase_if(snapshot.relations, [](const catalog::Relation &relation) { return relation.summary.isOurs; });
    std::erase_if(snapshot.schemas, [&](const catalog::Schema &schema) {
        const bool isOurs = std::any_of(ours.begin(), ours.end(), [&schema](const std::string &name) {
            return !schema.name.empty() && schemaIn(name) == schema.name;
        });
        return isOurs && std::none_of(snapshot.relations.begin(), snapshot.relations.end(), [&schema](const auto &relation) {
                   return relation.summary.name.schema == schema.name;
               });
    });
}

/// CREATE EXTENSION where the extension isn't installed: 0A000 since PostgreSQL 16; before, and where only part of it is
/// there, 58P01 of the file that can't be opened.
bool lacksExtension(const Error &error)
{
    if (!error.sql)
        return false;
    return error.sql->sqlstate == "58P01"
        || (error.sql->sqlstate == "0A000" && error.sql->message.find("extension") != std::string::npos);
}

Error inReplay(Error error)
{
    if (lacksExtension(error)) {
        error.code = "extension-not-available";
        error.hint = "Install the extension for the PostgreSQL of this machine, or have scratch databases made on the "
                     "database's own server: --scratch beside";
    }
    error.message = "On a scratch database, " + error.message;
    return error;
}

} // namespace

Result<catalog::Snapshot> readSchema(postgres::Connection &connection, const Manner &manner)
{
    catalog::SnapshotOptions options;
    options.withSizes = false;
    options.ours = manner.ours;
    options.searchPath = manner.searchPath;
    auto snapshot = catalog::takeSnapshot(connection, options);
    if (snapshot)
        takeOurOut(*snapshot, manner.ours);
    return snapshot;
}

Replay::Replay(ScratchServer &server, const script::ScriptDirectory &scripts, run::VersionTable table, Manner manner,
               CatalogCache cache)
    : m_server(&server)
    , m_scripts(&scripts)
    , m_table(std::move(table))
    , m_manner(std::move(manner))
    , m_cache(std::move(cache))
{
    if (m_manner.owner.empty())
        m_manner.owner = server.defaultOwner();
}

CatalogKey Replay::commonKey(std::string_view kind) const
{
    CatalogKey key;
    key.add(kind);
    key.add(m_server->identity().version);
    key.add(m_server->identity().timescaleVersion);
    key.add(m_manner.owner);
    key.add(m_manner.searchPath ? "under " + *m_manner.searchPath : std::string());
    for (const std::string &name : m_manner.ours)
        key.add(name);
    return key;
}

Result<std::vector<std::string>> Replay::keysOf(const revision::Plan &plan) const
{
    CatalogKey key = commonKey("replay");
    std::vector<std::string> keys;
    auto added = forEachSection(
        plan, *m_scripts, [&](std::size_t, const script::RevisionFile &file, std::string text) -> Result<void> {
            key.add(file.revision.id);
            key.add(file.up && !file.up->transactional ? "statement by statement" : "in a transaction");
            key.add(text);
            keys.push_back(key.toString());
            return {};
        });
    if (!added)
        return std::move(added).error();
    return keys;
}

Result<script::ClusterUse> Replay::clusterUse(const revision::Plan &plan) const
{
    script::ClusterUse use;
    auto added = forEachSection(
        plan, *m_scripts, [&](std::size_t, const script::RevisionFile &file, std::string text) -> Result<void> {
            auto reader = script::StatementReader::fromText(std::move(text), file.placeName(),
                                                            file.up ? file.up->firstLine : 1);
            return script::forEachStatement(
                reader, [&use](const script::Statement &statement) { use.add(statement.text); });
        });
    if (!added)
        return std::move(added).error();
    return use;
}

Result<FilledDatabase> Replay::makeEmpty(const script::ClusterUse &use, const std::set<std::string> &roles,
                                         const std::stop_token &stop)
{
    if (!m_server->isPrivate() && !use.changes().empty()) {
        return makeError("cluster-wide-statement",
                         "The scripts change what other databases of the server see (" + *use.changes().begin()
                             + "), so they can't be replayed beside the database.",
                         "Let scratch databases be made in the sandbox, which is the default.");
    }
    std::set<std::string> needed = use.rolesNeeded();
    const std::set<std::string> known = use.allRoles(); // those that the scripts make must not be there yet
    std::set_difference(roles.begin(), roles.end(), known.begin(), known.end(), std::inserter(needed, needed.end()));
    auto database = m_server->create(m_manner.owner, needed, stop);
    if (!database)
        return std::move(database).error();
    auto connection = postgres::Connection::connect(database->settings(), stop, applicationName);
    if (!connection)
        return std::move(connection).error();
    return FilledDatabase{*std::move(database), *std::move(connection)};
}

Result<void> Replay::runOn(postgres::Connection &connection, const revision::Plan &plan, const std::stop_token &stop,
                           const run::Runner::EventHandler &onEvent)
{
    run::RunOptions options;
    options.command = "retort replay";
    run::Runner runner(connection, *m_scripts, m_table);
    const run::RunReport report =
        runner.run(plan, options, stop, onEvent ? onEvent : [](const run::RunEvent &) {});
    return report.error ? Result<void>(inReplay(*report.error)) : Result<void>();
}

Result<FilledDatabase> Replay::run(const revision::Plan &plan, std::stop_token stop,
                                   const std::set<std::string> &roles)
{
    const auto use = clusterUse(plan);
    if (!use)
        return use.error();
    auto made = makeEmpty(*use, roles, stop);
    if (!made)
        return made;
    if (auto ready = makeVersionSchema(made->connection); !ready)
        return ready.error();
    if (auto done = runOn(made->connection, plan, stop, {}); !done)
        return done.error();
    return made;
}

/// That of the version table, which is nobody's revision: whoever set the real database up made it.
Result<void> Replay::makeVersionSchema(postgres::Connection &connection) const
{
    if (m_table.schema().empty())
        return {};
    const auto made = connection.execute("CREATE SCHEMA IF NOT EXISTS " + text::quoteIdentifier(m_table.schema()));
    return made ? Result<void>() : Result<void>(made.error());
}

void Replay::remember(const revision::Plan &plan, const catalog::Snapshot &snapshot) const
{
    if (const auto keys = keysOf(plan); keys && !keys->empty())
        m_cache.keep(keys->back(), snapshot);
}

Result<catalog::Snapshot> Replay::after(const revision::Plan &plan, std::stop_token stop)
{
    const auto keys = keysOf(plan);
    if (!keys)
        return keys.error();
    const std::string key = keys->empty() ? commonKey("empty").toString() : keys->back();
    if (auto known = m_cache.find(key))
        return *std::move(known);
    auto made = run(plan, stop);
    if (!made)
        return std::move(made).error();
    auto snapshot = readSchema(made->connection, m_manner);
    if (snapshot)
        m_cache.keep(key, *snapshot);
    return snapshot;
}

Result<void> Replay::afterEach(const revision::Plan &plan,
                               const std::function<void(std::size_t, const catalog::Snapshot &)> &take,
                               std::stop_token stop)
{
    const auto keys = keysOf(plan);
    if (!keys)
        return keys.error();
    std::size_t taken = 0;
    while (taken < keys->size()) {
        const auto known = m_cache.find((*keys)[taken]);
        if (!known)
            break;
        take(taken++, *known);
    }
    if (taken == keys->size())
        return {};

    const auto use = clusterUse(plan);
    if (!use)
        return use.error();
    auto made = makeEmpty(*use, {}, stop);
    if (!made)
        return std::move(made).error();
    // Looked at from beside: the run's own session stays the run's.
    auto onlooker = postgres::Connection::connect(made->database.settings(), stop, applicationName);
    if (!onlooker)
        return std::move(onlooker).error();
    if (auto ready = makeVersionSchema(made->connection); !ready)
        return ready;
    std::optional<Error> failure;
    std::size_t done = 0;
    const auto look = [&](const run::RunEvent &event) {
        if (event.kind != run::RunEvent::Kind::StepFinished || done++ < taken || failure)
            return;
        auto snapshot = readSchema(*onlooker, m_manner);
        if (!snapshot) {
            failure = std::move(snapshot).error();
            return;
        }
        m_cache.keep((*keys)[taken], *snapshot);
        take(taken++, *snapshot);
    };
    if (auto run = runOn(made->connection, plan, stop, look); !run)
        return run;
    return failure ? Result<void>(*failure) : Result<void>();
}

Result<catalog::Snapshot> Replay::of(const SchemaFiles &files, std::stop_token stop)
{
    CatalogKey key = commonKey("files");
    key.add(files.content());
    if (auto known = m_cache.find(key.toString()))
        return *std::move(known);
    const auto use = files.clusterUse();
    if (!use)
        return use.error();
    auto made = makeEmpty(*use, {}, stop);
    if (!made)
        return std::move(made).error();
    made->connection.setStopToken(stop);
    if (auto done = files.runOn(made->connection); !done) {
        Error error = inReplay(done.error());
        if (error.code == "sql-error")
            error.status = ExitStatus::Usage; // a file of the project is wrong, and no database was touched
        return error;
    }
    auto snapshot = readSchema(made->connection, m_manner);
    if (snapshot)
        m_cache.keep(key.toString(), *snapshot);
    return snapshot;
}

} // namespace retort::scratch
