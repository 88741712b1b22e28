// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemasource.h"

#include "app/cli/context.h"
#include "app/cli/interruption.h"
#include "app/cli/ownrelations.h"
#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/project/files.h"

#include <filesystem>
#include <utility>

namespace retort::cli
{

namespace
{

namespace fs = std::filesystem;

/// A URI or libpq's keywords: neither is a database's name or a path that exists.
bool isConnectionString(const std::string &what)
{
    return what.find("://") != std::string::npos || (what.find('=') != std::string::npos && !fs::exists(what));
}

Result<SchemaSource> openFile(const std::string &path)
{
    const auto text = project::readFile(path);
    if (!text)
        return text.error();
    if (!text::trimmed(*text).starts_with('{')) {
        auto files = scratch::SchemaFiles::read(path);
        return files ? Result<SchemaSource>(SchemaSource(*std::move(files))) : std::move(files).error();
    }
    auto snapshot = catalog::snapshotFromJson(*text, path);
    if (!snapshot)
        return std::move(snapshot).error();
    return SchemaSource(*std::move(snapshot));
}

Result<SchemaSource> openRevision(Context &context, const std::string &name, const std::string &target)
{
    if (auto loaded = context.loadRevisions(); !loaded)
        return std::move(loaded).error();
    const auto database = context.workspace().project().database(name);
    if (!database)
        return database.error();
    auto plan = session::planToTarget(context.workspace().bindingFor(**database), target);
    if (!plan)
        return std::move(plan).error();
    return SchemaSource(SchemaSource::AtRevision{*database, *std::move(plan)});
}

Result<SchemaSource> openDatabase(Context &context, const std::string &name)
{
    auto connection = context.connectToDatabase(name);
    if (!connection)
        return std::move(connection).error();
    return SchemaSource(SchemaSource::Live{*std::move(connection), context.workspace().ownRelations(), *context.workspace().project().database(name)});
}

Result<std::string> agreeOnSearchPath(SchemaSource &from, SchemaSource &to)
{
    if (from.isSnapshot() && to.isSnapshot() && from.searchPath() != to.searchPath()) {
        return makeError("search-paths-differ",
                         "The two snapshots were taken under different search paths: \"" + from.searchPath() + "\" and \""
                             + to.searchPath() + "\".",
                         "Take both again under one: PGOPTIONS='-c search_path=' retort snapshot > FILE",
                         ExitStatus::Usage);
    }
    if (from.isSnapshot())
        to.setSearchPath(from.searchPath());
    else
        from.setSearchPath(to.searchPath());
    return from.searchPath();
}

/// The project whose tables are left out, where a revision is compared; else what a project that says nothing has.
scratch::Manner mannerFor(Context &context, const postgres::Connection *target, bool hasProject)
{
    scratch::Manner manner;
    manner.ours = hasProject ? context.workspace().ownRelations() : ownRelationsElsewhere();
    if (target)
        manner.owner = target->settings().user();
    return manner;
}

} // namespace

SchemaSource::SchemaSource(What what)
    : m_what(std::move(what))
{
    if (const auto *snapshot = std::get_if<catalog::Snapshot>(&m_what))
        m_searchPath = snapshot->server.searchPath;
}

postgres::Connection *SchemaSource::session()
{
    auto *live = std::get_if<Live>(&m_what);
    return live ? &live->connection : nullptr;
}

const project::Database *SchemaSource::database() const
{
    if (const auto *live = std::get_if<Live>(&m_what))
        return live->database;
    const auto *revision = std::get_if<AtRevision>(&m_what);
    return revision ? revision->database : nullptr;
}

bool SchemaSource::needsScratch() const
{
    return std::holds_alternative<AtRevision>(m_what) || std::holds_alternative<scratch::SchemaFiles>(m_what);
}

Result<catalog::Snapshot> SchemaSource::read(scratch::Replay *replay)
{
    if (auto *snapshot = std::get_if<catalog::Snapshot>(&m_what)) {
        std::erase_if(snapshot->relations,
                      [](const catalog::Relation &relation) { return relation.summary.isOurs; });
        return std::move(*snapshot);
    }
    if (auto *live = std::get_if<Live>(&m_what))
        return scratch::readSchema(live->connection, {{}, m_searchPath, live->ours});
    if (const auto *revision = std::get_if<AtRevision>(&m_what))
        return replay->after(revision->plan, interruption());
    return replay->of(std::get<scratch::SchemaFiles>(m_what), interruption());
}

Result<SchemaSource> openSchemaSource(Context &context, const std::string &what)
{
    if (isConnectionString(what)) {
        auto connection = context.connectToServer(what);
        if (!connection)
            return std::move(connection).error();
        return SchemaSource(SchemaSource::Live{*std::move(connection), ownRelationsElsewhere(), nullptr});
    }
    std::error_code ignored;
    if (fs::is_regular_file(what, ignored))
        return openFile(what);
    const std::size_t at = what.find('@');
    if (at != std::string::npos)
        return openRevision(context, what.substr(0, at), what.substr(at + 1));
    // A folder is named as one where a database has the same name: "./postgres".
    const bool isDatabase = context.openProject() && context.workspace().project().database(what).isOk();
    if (fs::is_directory(what, ignored) && !isDatabase) {
        auto files = scratch::SchemaFiles::read(what);
        return files ? Result<SchemaSource>(SchemaSource(*std::move(files))) : std::move(files).error();
    }
    if (!isDatabase && (what.find('/') != std::string::npos || fs::path(what).extension() == ".sql"
                        || fs::path(what).extension() == ".json")) {
        return makeError("schema-not-found", "There is no file or folder " + what + '.',
                         "Name a URI, a database, NAME@REVISION, a schema's file or folder, or a snapshot's file.",
                         ExitStatus::Usage);
    }
    return openDatabase(context, what);
}

Result<SchemaPair> readSchemas(Context &context, const std::string &from, const std::string &to,
                               const session::ScratchChoice &choice)
{
    auto before = openSchemaSource(context, from);
    if (!before)
        return std::move(before).error();
    auto after = openSchemaSource(context, to);
    if (!after)
        return std::move(after).error();
    auto searchPath = agreeOnSearchPath(*before, *after);
    if (!searchPath)
        return std::move(searchPath).error();

    SchemaPair pair;
    pair.searchPath = *searchPath;
    std::optional<scratch::ScratchServer> server;
    std::optional<scratch::Replay> replay;
    if (before->needsScratch() || after->needsScratch()) {
        catchInterruptions();
        postgres::Connection *target = before->session() ? before->session() : after->session();
        const project::Database *named = before->database() ? before->database() : after->database();
        std::optional<postgres::Connection> beside;
        if (!target && named && choice.where == session::ScratchChoice::Where::Beside) {
            auto connection = context.connectToDatabase(named->name);
            if (!connection)
                return std::move(connection).error();
            beside.emplace(*std::move(connection));
            target = &*beside;
        }
        static const project::Database elsewhere; // of no tier: whoever names a URI knows which server that is
        auto opened = session::openScratchServer(named ? *named : elsewhere, choice, target, interruption());
        if (!opened)
            return std::move(opened).error();
        server.emplace(*std::move(opened));
        if (target) {
            auto notes = session::scratchMismatches(*server, *target);
            if (!notes)
                return std::move(notes).error();
            pair.notes = *std::move(notes);
        }
        scratch::Manner manner = mannerFor(context, target, named != nullptr);
        manner.searchPath = pair.searchPath;
        static const script::ScriptDirectory none;
        const auto &scripts = named ? context.workspace().scripts() : none;
        const auto table = named ? context.workspace().versionTable() : run::VersionTable();
        replay.emplace(*server, scripts, table, std::move(manner));
    }
    scratch::Replay *maker = replay ? &*replay : nullptr;
    auto first = before->read(maker);
    if (!first)
        return std::move(first).error();
    auto second = after->read(maker);
    if (!second)
        return std::move(second).error();
    pair.from = *std::move(first);
    pair.to = *std::move(second);
    return pair;
}

std::string displayName(const std::string &what)
{
    return Redactor().masked(what);
}

} // namespace retort::cli
