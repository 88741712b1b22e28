// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/indexremains.h"

#include "engine/base/text.h"
#include "engine/run/lostsession.h"

#include <algorithm>

namespace retort::run
{

namespace
{

using script::StatementEffect;
using Kind = StatementEffect::Kind;

std::string conditionFor(const StatementEffect &effect)
{
    std::string condition;
    if (effect.kind == Kind::BuildsIndex) {
        condition = " AND i.indrelid = pg_catalog.to_regclass(" + text::quoteLiteral(effect.table) + ')';
        if (!effect.name().empty())
            condition += " AND c.relname = " + text::quoteLiteral(effect.name());
        return condition;
    }
    condition = " AND c.relname ~ '_cc(new|old)[0-9]*$'";
    if (!effect.name().empty()) {
        const std::string named = "pg_catalog.to_regclass(" + text::quoteLiteral(effect.name()) + ')';
        condition += " AND i.indrelid = "
            + (effect.ofTable ? named
                              : "(SELECT o.indrelid FROM pg_catalog.pg_index o WHERE o.indexrelid = " + named + ')');
    }
    return condition;
}

/// A concurrent build keeps this lock on its table from beginning to end; everybody may see it, unlike
/// pg_stat_progress_create_index.
constexpr std::string_view nobodyBuildsSql =
    " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_locks l WHERE l.locktype = 'relation' AND l.relation = i.indrelid"
    " AND l.mode = 'ShareUpdateExclusiveLock' AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d"
    " WHERE d.datname = pg_catalog.current_database()))";

} // namespace

IndexRemains IndexRemains::of(const StatementEffect &effect)
{
    IndexRemains remains;
    remains.byChunk = effect.byChunk;
    if (effect.kind == Kind::BuildsIndex || effect.kind == Kind::RebuildsIndexes)
        remains.findSql =
            "SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)"
            " FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid"
            " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i'"
            + conditionFor(effect);
    return remains;
}

Result<std::vector<std::string>> IndexRemains::find(postgres::Connection &connection) const
{
    std::vector<std::string> names;
    if (!arePossible())
        return names;
    auto found = connection.query(findSql);
    if (!found)
        return std::move(found).error();
    for (int row = 0; row < found->rowCount(); ++row)
        names.push_back(found->text(row, 0));
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> IndexRemains::drop(postgres::Connection &connection, const std::string &index) const
{
    auto dropped = connection.query((byChunk ? "DROP INDEX " : "DROP INDEX CONCURRENTLY ") + index);
    return dropped ? Result<void>() : Result<void>(std::move(dropped).error());
}

Result<std::vector<std::string>> dropAfterLoss(const postgres::ConnectionSettings &settings, const MigrationLock &lock,
                                               const IndexRemains &remains)
{
    auto connection = connectAfterLoss(settings, lock);
    if (!connection)
        return std::move(connection).error();
    if (auto set = connection->execute("SET lock_timeout = 2000"); !set)
        return std::move(set).error();
    IndexRemains unattended = remains;
    unattended.findSql += nobodyBuildsSql;
    const auto ours = [&remains](Result<std::vector<std::string>> found) {
        if (found)
            std::erase_if(*found, [&remains](const std::string &index) {
                return std::find(remains.others.begin(), remains.others.end(), index) != remains.others.end();
            });
        return found;
    };
    const auto all = ours(remains.find(*connection));
    auto found = all ? ours(unattended.find(*connection)) : all;
    if (!found)
        return found;
    for (const std::string &index : *found) {
        if (auto dropped = remains.drop(*connection, index); !dropped)
            return std::move(dropped).error();
    }
    if (found->size() < all->size())
        return makeError("index-being-built", "Another session works on the table of " + all->front() + '.');
    return found;
}

} // namespace retort::run
