// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/runwitness.h"

#include "engine/catalog/describe.h"
#include "engine/catalog/difference.h"
#include "engine/catalog/psqltext.h"
#include "engine/session/changerecord.h"

#include <algorithm>
#include <map>
#include <utility>

namespace retort::session
{

using catalog::Relation;
using catalog::RelationName;
using catalog::RelationSummary;
using Kind = run::RelationChange::Kind;

namespace
{

/// The largest tell what grows; a record of ten thousand rows a run tells no more.
constexpr std::size_t mostSizes = 200;

std::optional<Relation> withTexts(const Relation *relation, int serverVersion)
{
    if (!relation)
        return std::nullopt;
    Relation shown = *relation;
    shown.psqlText = psqlText(shown, false, serverVersion);
    shown.psqlVerboseText = psqlText(shown, true, serverVersion);
    return shown;
}

run::RelationChange named(Kind kind, const RelationSummary &summary)
{
    return {kind, summary.name.schema, summary.name.name, catalog::toString(summary.kind), {}, {}};
}

std::string definitionFor(const std::optional<Relation> &relation, int serverVersion)
{
    if (!relation)
        return {};
    catalog::Snapshot alone;
    alone.server.version = serverVersion;
    alone.relations.push_back(*relation);
    return catalog::toJson(alone);
}

std::optional<Relation> definitionIn(const std::string &json)
{
    if (json.empty())
        return std::nullopt;
    auto snapshot = catalog::snapshotFromJson(json, {});
    if (!snapshot || snapshot->relations.size() != 1)
        return std::nullopt;
    return withTexts(&snapshot->relations.front(), snapshot->server.version);
}

} // namespace

std::vector<RelationChange> changesBetween(const std::vector<Relation> &before, const std::vector<Relation> &after,
                                           int serverVersion)
{
    std::vector<RelationChange> changes;
    for (const auto &[then, now] : catalog::differences(before, after)) {
        if ((now ? now : then)->summary.isOurs)
            continue;
        const Kind kind = !then ? Kind::Added : !now ? Kind::Removed : Kind::Altered;
        changes.push_back({kind, withTexts(then, serverVersion), withTexts(now, serverVersion)});
    }
    return changes;
}

std::vector<run::RelationSize> largestOf(const std::vector<RelationSummary> &list)
{
    std::vector<run::RelationSize> sizes;
    for (const RelationSummary &summary : list) {
        if (summary.totalBytes > 0 && summary.kind != catalog::RelationKind::Sequence && !summary.isOurs)
            sizes.push_back({summary.name.schema, summary.name.name, summary.isHypertable, summary.totalBytes,
                             summary.estimatedRows});
    }
    std::sort(sizes.begin(), sizes.end(), [](const auto &a, const auto &b) { return a.bytes > b.bytes; });
    if (sizes.size() > mostSizes)
        sizes.resize(mostSizes);
    return sizes;
}

RunWitness::RunWitness(std::vector<std::string> ours, std::int64_t most)
    : m_ours(std::move(ours))
    , m_most(most)
{
}

void RunWitness::forget()
{
    m_keeper.reset();
    m_names.reset();
    m_changes.clear();
}

Result<bool> RunWitness::isSmall(postgres::Connection &connection) const
{
    const auto count = catalog::countRelations(connection);
    if (!count)
        return count.error();
    return *count <= m_most;
}

Result<void> RunWitness::lookClosely(postgres::Connection &connection)
{
    if (m_keeper) {
        auto refreshed = m_keeper->refresh(connection);
        return refreshed ? Result<void>() : Result<void>(std::move(refreshed).error());
    }
    auto keeper = catalog::SnapshotKeeper::take(connection, m_ours);
    if (!keeper)
        return std::move(keeper).error();
    m_keeper = *std::move(keeper);
    return {};
}

Result<void> RunWitness::look(postgres::Connection &connection)
{
    m_changes.clear();
    m_names.reset();
    const auto small = isSmall(connection);
    Result<void> looked;
    if (!small) {
        looked = small.error();
    } else if (*small) {
        looked = lookClosely(connection);
    } else {
        m_keeper.reset();
        auto names = catalog::listRelations(connection, {}, m_ours, catalog::ListSizes::No);
        if (names)
            m_names = *std::move(names);
        else
            looked = std::move(names).error();
    }
    if (!looked)
        forget();
    return looked;
}

run::RunChanges RunWitness::lookAgain(postgres::Connection &connection)
{
    run::RunChanges changes;
    m_changes.clear();
    const bool hasLooked = m_keeper || m_names;
    const auto small = isSmall(connection);
    if (!hasLooked || !small) {
        forget();
        return changes;
    }
    if (!*small || !m_keeper) {
        auto names = catalog::listRelations(connection, {}, m_ours, catalog::ListSizes::No);
        if (names)
            return compareNames(*std::move(names));
        forget();
        return changes;
    }
    const auto refreshed = m_keeper->refresh(connection);
    if (!refreshed) {
        forget();
        return changes;
    }
    changes.extent = run::RunChanges::Extent::All;
    const int version = m_keeper->snapshot().server.version;
    if (!refreshed->isUnchanged)
        m_changes = changesBetween(refreshed->before.relations, m_keeper->snapshot().relations, version);
    changes.relations = forRecord(m_changes, version);
    if (const auto list = catalog::listRelations(connection, {}, m_ours))
        changes.sizes = largestOf(*list);
    return changes;
}

/// There were too many to look at, before or after.
run::RunChanges RunWitness::compareNames(std::vector<RelationSummary> now)
{
    std::map<RelationName, const RelationSummary *> gone;
    if (m_keeper) {
        for (const Relation &relation : m_keeper->snapshot().relations)
            gone.emplace(relation.summary.name, &relation.summary);
    } else {
        for (const RelationSummary &summary : *m_names)
            gone.emplace(summary.name, &summary);
    }
    run::RunChanges changes;
    changes.extent = run::RunChanges::Extent::Names;
    for (const RelationSummary &summary : now) {
        if (gone.erase(summary.name) == 0 && !summary.isOurs)
            changes.relations.push_back(named(Kind::Added, summary));
    }
    for (const auto &[name, summary] : gone) {
        if (!summary->isOurs)
            changes.relations.push_back(named(Kind::Removed, *summary));
    }
    m_keeper.reset();
    m_names = std::move(now);
    return changes;
}

std::vector<run::RelationChange> forRecord(const std::vector<RelationChange> &changes, int serverVersion,
                                           std::size_t kept)
{
    std::vector<run::RelationChange> record;
    for (const RelationChange &change : changes) {
        run::RelationChange &entry = record.emplace_back(named(change.kind, change.summary()));
        if (record.size() > kept)
            continue;
        entry.before = definitionFor(change.before, serverVersion);
        entry.after = definitionFor(change.after, serverVersion);
    }
    return record;
}

std::optional<RelationChange> fromRecord(const run::RelationChange &change)
{
    RelationChange found{change.kind, definitionIn(change.before), definitionIn(change.after)};
    if (!found.before && !found.after)
        return std::nullopt;
    return found;
}

} // namespace retort::session
