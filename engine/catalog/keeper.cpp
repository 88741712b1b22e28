// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/keeper.h"

#include "engine/catalog/changes.h"
#include "engine/catalog/finding.h"
#include "engine/catalog/readsnapshot.h"

#include <algorithm>
#include <set>
#include <utility>

namespace retort::catalog
{

namespace {

SnapshotOptions definitionsOnly(const std::vector<std::string> &ours)
{
    SnapshotOptions options;
    options.withSizes = false;
    options.withDependencies = false;
    options.ours = ours;
    return options;
}

/// Those whose rows are others than before, by oid, and those that could not be read then.
std::vector<std::uint32_t> changedAmong(const std::vector<Relation> &found, const std::vector<Relation> &before,
                                        const Stamps &stamps, const Stamps &stampsBefore)
{
    std::set<std::uint32_t> known;
    for (const Relation &relation : before) {
        if (relation.lockedBy.empty())
            known.insert(relation.oid);
    }
    std::vector<std::uint32_t> changed;
    for (const Relation &relation : found) {
        const auto now = stamps.find(relation.oid);
        const auto then = stampsBefore.find(relation.oid);
        if (!known.contains(relation.oid) || now == stamps.end() || then == stampsBefore.end()
            || now->second != then->second)
            changed.push_back(relation.oid);
    }
    return changed;
}

/// Their names may have hidden others, or hide them no more.
void addNamesakes(std::vector<std::uint32_t> &changed, const std::vector<Relation> &before,
                  const std::vector<Relation> &found)
{
    std::set<std::uint32_t> there;
    for (const Relation &relation : found)
        there.insert(relation.oid);
    const std::set<std::uint32_t> differing(changed.begin(), changed.end());
    std::set<std::string> freed; // names that are gone, or that a relation had before it changed
    for (const Relation &relation : before) {
        if (!there.contains(relation.oid) || differing.contains(relation.oid))
            freed.insert(relation.summary.name.name);
    }
    for (const Relation &relation : before) {
        if (there.contains(relation.oid) && freed.contains(relation.summary.name.name))
            changed.push_back(relation.oid);
    }
}

void addHypertables(std::vector<std::uint32_t> &changed, const std::vector<Relation> &before)
{
    for (const Relation &relation : before) {
        if (relation.summary.isHypertable || relation.summary.isContinuousAggregate)
            changed.push_back(relation.oid);
    }
}

} // namespace

Result<SnapshotKeeper> SnapshotKeeper::take(postgres::Connection &connection, std::vector<std::string> ours)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    SnapshotKeeper keeper;
    keeper.m_ours = std::move(ours);
    auto token = readToken(*reader);
    if (!token)
        return std::move(token).error();
    auto stamps = readStamps(*reader);
    if (!stamps)
        return std::move(stamps).error();
    auto snapshot = readSnapshot(*reader, definitionsOnly(keeper.m_ours));
    if (!snapshot)
        return std::move(snapshot).error();
    keeper.m_token = *std::move(token);
    keeper.m_stamps = *std::move(stamps);
    keeper.m_snapshot = *std::move(snapshot);
    return keeper;
}

Result<SnapshotKeeper::Refreshed> SnapshotKeeper::refresh(postgres::Connection &connection)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    auto token = readToken(*reader);
    if (!token)
        return std::move(token).error();
    const bool wasLocked = std::any_of(m_snapshot.relations.begin(), m_snapshot.relations.end(),
                                       [](const Relation &relation) { return !relation.lockedBy.empty(); });
    if (*token == m_token && !wasLocked)
        return Refreshed{true, false, {}, {}};

    auto stamps = readStamps(*reader);
    if (!stamps)
        return std::move(stamps).error();
    Refreshed refreshed;
    Snapshot fresh;
    if (token->names != m_token.names) {
        auto snapshot = readSnapshot(*reader, definitionsOnly(m_ours));
        if (!snapshot)
            return std::move(snapshot).error();
        fresh = *std::move(snapshot);
        refreshed.isAllNew = true;
    } else {
        auto found = findRelations(*reader, {}, Among::UserMade);
        if (!found)
            return std::move(found).error();
        auto changed = changedAmong(*found, m_snapshot.relations, *stamps, m_stamps);
        addNamesakes(changed, m_snapshot.relations, *found);
        if (token->timescale != m_token.timescale)
            addHypertables(changed, m_snapshot.relations);
        std::set<std::uint32_t> toRead;
        if (!changed.empty()) {
            auto related = withRelated(*reader, changed);
            if (!related)
                return std::move(related).error();
            toRead = *std::move(related);
        }
        auto snapshot = readAgain(*reader, m_snapshot, *std::move(found), toRead, definitionsOnly(m_ours));
        if (!snapshot)
            return std::move(snapshot).error();
        fresh = *std::move(snapshot);
        for (const Relation &relation : fresh.relations) {
            if (toRead.contains(relation.oid))
                refreshed.read.push_back(relation.summary.name);
        }
    }
    refreshed.before = std::exchange(m_snapshot, std::move(fresh));
    m_token = *std::move(token);
    m_stamps = *std::move(stamps);
    return refreshed;
}

} // namespace retort::catalog
