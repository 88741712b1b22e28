// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/snapshot.h"

#include "engine/base/text.h"
#include "engine/catalog/definitions.h"
#include "engine/catalog/describe.h"
#include "engine/catalog/finding.h"
#include "engine/catalog/objectareas.h"
#include "engine/catalog/readsnapshot.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <utility>

#include <algorithm>

namespace retort::catalog {

namespace {

/// Sizes that are still unknown where there must be some, and sequences whose value this user may not see.
void tellUnknown(Snapshot &snapshot, bool withSizes)
{
    for (const Relation &relation : snapshot.relations) {
        const std::string name = relation.summary.name.toString();
        if (!relation.lockedBy.empty()) {
            snapshot.unknown.push_back(name + " is locked by " + relation.lockedBy + ", so only its name is known.");
            continue;
        }
        if (!withSizes)
            continue;
        if (relation.sequence && relation.sequence->isValueHidden)
            snapshot.unknown.push_back("The last value of " + name + " is not for this user to see.");
        const auto kind = relation.summary.kind;
        const bool isStored = kind == RelationKind::Table || kind == RelationKind::PartitionedTable
            || kind == RelationKind::MaterializedView;
        if (isStored && relation.summary.totalBytes < 0)
            snapshot.unknown.push_back("The size of " + name + " is not known: it was locked, or took too long.");
    }
}

void sortDependencies(std::vector<Dependency> &dependencies)
{
    std::sort(dependencies.begin(), dependencies.end());
    dependencies.erase(std::unique(dependencies.begin(), dependencies.end()), dependencies.end());
}

/// Where it is taken; of a whole database, everything else that is no relation.
Result<Snapshot> readObjects(Reader &reader, const SnapshotOptions &options)
{
    Snapshot snapshot;
    snapshot.server.version = reader.server().version;
    std::vector<ObjectArea> areas{serverArea()};
    if (options.pattern.empty()) {
        for (ObjectArea &area : objectAreas(reader.server()))
            areas.push_back(std::move(area));
        if (options.withDependencies)
            areas.push_back(dependencyArea(reader.server()));
    }
    if (auto read = reader.read(areas, snapshot); !read)
        return std::move(read).error();
    sortDependencies(snapshot.dependencies);
    return snapshot;
}

void finish(Snapshot &snapshot, bool withSizes, const std::vector<std::string> &ours)
{
    for (Relation &relation : snapshot.relations)
        relation.summary.isOurs = isOneOf(relation.summary.name, ours);
    tellUnknown(snapshot, withSizes);
}

} // namespace

std::string toString(TypeKind kind)
{
    switch (kind) {
    case TypeKind::Enum: return "enum";
    case TypeKind::Domain: return "domain";
    case TypeKind::Composite: return "composite";
    case TypeKind::Range: return "range";
    case TypeKind::Base: return "base";
    }
    return {};
}

std::string toString(RoutineKind kind)
{
    switch (kind) {
    case RoutineKind::Function: return "function";
    case RoutineKind::Procedure: return "procedure";
    case RoutineKind::Aggregate: return "aggregate";
    case RoutineKind::Window: return "window function";
    }
    return {};
}

Result<Snapshot> takeSnapshot(postgres::Connection &connection, const SnapshotOptions &options)
{
    auto reader = Reader::begin(connection);
    if (!reader)
        return std::move(reader).error();
    if (options.searchPath) {
        auto set = reader->query("SELECT pg_catalog.set_config('search_path', " + text::quoteLiteral(*options.searchPath)
                                 + ", true)");
        if (!set)
            return std::move(set).error();
    }
    return readSnapshot(*reader, options);
}

Result<Snapshot> readSnapshot(Reader &reader, const SnapshotOptions &options)
{
    auto relations = findRelations(reader, options.pattern, Among::UserMade);
    if (!relations)
        return std::move(relations).error();
    if (relations->empty() && !options.pattern.empty())
        return relationNotFound(reader, options.pattern);
    auto snapshot = readObjects(reader, options);
    if (!snapshot)
        return snapshot;
    snapshot->relations = std::move(*relations);
    if (auto read = readDefinitions(reader, snapshot->relations); !read)
        return std::move(read).error();
    if (options.withSizes) {
        if (auto read = readMeasures(reader, snapshot->relations); !read)
            return std::move(read).error();
    }
    finish(*snapshot, options.withSizes, options.ours);
    return snapshot;
}

Result<Snapshot> readAgain(Reader &reader, const Snapshot &before, std::vector<Relation> found,
                           const std::set<std::uint32_t> &toRead, const SnapshotOptions &options)
{
    auto snapshot = readObjects(reader, options);
    if (!snapshot)
        return snapshot;
    std::unordered_map<std::uint32_t, const Relation *> known;
    for (const Relation &relation : before.relations) {
        if (!toRead.contains(relation.oid))
            known.emplace(relation.oid, &relation);
    }
    std::vector<Relation> unknown;
    std::copy_if(found.begin(), found.end(), std::back_inserter(unknown),
                 [&](const Relation &relation) { return !known.contains(relation.oid); });
    if (auto read = readDefinitions(reader, unknown); !read)
        return std::move(read).error();
    for (const Relation &relation : unknown)
        known.emplace(relation.oid, &relation);
    for (const Relation &relation : found) {
        if (const auto one = known.find(relation.oid); one != known.end())
            snapshot->relations.push_back(*one->second);
    }
    finish(*snapshot, false, options.ours);
    return snapshot;
}

} // namespace retort::catalog
