// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/schemasource.h"

#include "app/cli/context.h"
#include "app/cli/ownrelations.h"
#include "engine/base/redact.h"
#include "engine/project/files.h"

#include <filesystem>

namespace retort::cli
{

namespace
{

/// A URI or libpq's keywords: neither is a database's name or a path that exists.
bool isConnectionString(const std::string &what)
{
    return what.find("://") != std::string::npos
        || (what.find('=') != std::string::npos && !std::filesystem::exists(what));
}

Result<SchemaSource> openFile(const std::string &path)
{
    const auto text = project::readFile(path);
    if (!text)
        return text.error();
    auto snapshot = catalog::snapshotFromJson(*text, path);
    if (!snapshot)
        return std::move(snapshot).error();
    return SchemaSource(*std::move(snapshot));
}

} // namespace

Result<catalog::Snapshot> SchemaSource::read()
{
    catalog::Snapshot snapshot;
    if (m_snapshot) {
        snapshot = *m_snapshot;
    } else {
        catalog::SnapshotOptions options;
        options.withSizes = false;
        options.ours = m_ours;
        options.searchPath = m_searchPath;
        auto taken = catalog::takeSnapshot(*m_connection, options);
        if (!taken)
            return taken;
        snapshot = *std::move(taken);
    }
    std::erase_if(snapshot.relations, [](const catalog::Relation &relation) { return relation.summary.isOurs; });
    return snapshot;
}

Result<SchemaSource> openSchemaSource(Context &context, const std::string &what)
{
    const bool isUrl = isConnectionString(what);
    std::error_code ignored;
    if (!isUrl && std::filesystem::is_regular_file(what, ignored))
        return openFile(what);
    auto connection = isUrl ? context.connectToServer(what) : context.connectToDatabase(what);
    if (!connection)
        return std::move(connection).error();
    auto ours = isUrl ? ownRelationsElsewhere() : context.workspace().ownRelations();
    return SchemaSource(*std::move(connection), std::move(ours));
}

Result<void> agreeOnSearchPath(SchemaSource &from, SchemaSource &to)
{
    if (from.isFile() && to.isFile() && from.searchPath() != to.searchPath()) {
        return makeError("search-paths-differ",
                         "The two snapshots were taken under different search paths: \"" + from.searchPath() + "\" and \""
                             + to.searchPath() + "\".",
                         "Take both again under one: PGOPTIONS='-c search_path=' retort snapshot > FILE",
                         ExitStatus::Usage);
    }
    if (from.isFile())
        to.setSearchPath(from.searchPath());
    else
        from.setSearchPath(to.searchPath());
    return {};
}

std::string displayName(const std::string &what)
{
    return Redactor().masked(what);
}

} // namespace retort::cli
