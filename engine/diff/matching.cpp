// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/matching.h"

#include "engine/diff/kinds.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace retort::diff
{

namespace
{

Object &objectOf(Matching &matching, const ObjectId &id)
{
    const auto [found, isNew] = matching.byId.emplace(id.toString(), matching.objects.size());
    if (isNew)
        matching.objects.emplace_back();
    return matching.objects[found->second];
}

/// Ownership of a sequence is a part of its own, and so is what hangs on it.
std::string dependentOf(const catalog::Dependency &dependency)
{
    constexpr std::string_view sequence = "sequence ";
    if (dependency.type == 'a' && dependency.dependent.starts_with(sequence) && dependency.on.starts_with("column "))
        return "sequence owner " + dependency.dependent.substr(sequence.size());
    return dependency.dependent;
}

/// The server names the default of a generated column where it means the column.
std::string columnOf(const std::string &id)
{
    constexpr std::string_view word = "default ";
    return id.starts_with(word) ? "column " + id.substr(word.size()) : std::string();
}

bool isIndexOrConstraint(const std::string &id)
{
    return id.starts_with("index ") || id.starts_with("constraint ");
}

enum class Side { Old, New };

void addEdges(const Matching &matching, const catalog::Snapshot &snapshot, const Parts &parts, Side side,
              std::vector<Edge> &edges)
{
    const auto find = [&](const std::string &id) {
        const auto found = matching.byId.find(id);
        return found == matching.byId.end() ? matching.byId.find(columnOf(id)) : found;
    };
    const auto add = [&](const std::string &dependent, const std::string &on) {
        const auto one = find(dependent);
        const auto other = find(on);
        if (one != matching.byId.end() && other != matching.byId.end() && one->second != other->second)
            edges.push_back({one->second, other->second});
    };
    for (const catalog::Dependency &dependency : snapshot.dependencies) {
        // The index of a partitioned table takes what its partitions have; made first, it would make others for them.
        const bool isPartitionOf = (dependency.type == 'P' || dependency.type == 'S')
            && isIndexOrConstraint(dependency.dependent) && isIndexOrConstraint(dependency.on);
        if (isPartitionOf && side == Side::New)
            add(dependency.on, dependency.dependent);
        else
            add(dependentOf(dependency), dependency.on);
    }
    for (const Part &part : parts) {
        const std::string id = part.id.toString();
        // A sequence goes with the column that owns it, and is there before.
        if (part.parent && part.id.kind != "sequence")
            add(id, part.parent->toString());
        for (const ObjectId &needed : part.needs)
            add(id, needed.toString());
    }
    std::sort(edges.begin(), edges.end(),
              [](const Edge &a, const Edge &b) { return std::pair(a.on, a.dependent) < std::pair(b.on, b.dependent); });
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

bool isResetBy(const Property &property, const Part *from, const Part &to)
{
    const Property *old = propertyOf(from, property.isResetBy);
    const Property *wanted = propertyOf(&to, property.isResetBy);
    return old != nullptr && wanted != nullptr && old->value != wanted->value
        && (property.isResetByAny || old->value.empty());
}

/// Constraints and indexes that only their names tell apart. Their rows and what depends on them are the same.
void joinRenamed(Matching &matching)
{
    std::unordered_map<std::string, std::vector<Object *>> gone;
    std::unordered_set<std::string> originals; // what children have from here is renamed with it, or isn't
    for (const Parts *parts : {&matching.fromParts, &matching.toParts}) {
        for (const Part &part : *parts) {
            if (part.otherParent)
                originals.insert(part.otherParent->toString());
        }
    }
    const auto keyOf = [](const Part &part) { return part.parent->toString() + '\n' + part.id.kind + '\n' + part.unnamed; };
    const auto canJoin = [&](const Part &part) {
        return !part.unnamed.empty() && part.parent && !part.otherParent && !originals.contains(part.id.toString());
    };
    for (Object &object : matching.objects) {
        if (object.to == nullptr && canJoin(*object.from))
            gone[keyOf(*object.from)].push_back(&object);
    }
    std::vector<Object *> joined;
    for (Object &object : matching.objects) {
        if (object.from != nullptr || object.to == nullptr || !canJoin(*object.to))
            continue;
        const auto found = gone.find(keyOf(*object.to));
        if (found == gone.end() || found->second.empty())
            continue;
        Object *old = found->second.front();
        found->second.erase(found->second.begin());
        object.from = std::exchange(old->from, nullptr);
        joined.push_back(old);
    }
    if (joined.empty())
        return;
    std::erase_if(matching.objects, [](const Object &object) { return object.from == nullptr && object.to == nullptr; });
    matching.byId.clear();
    for (std::size_t place = 0; place < matching.objects.size(); ++place) {
        for (const Part *part : {matching.objects[place].from, matching.objects[place].to}) {
            if (part != nullptr)
                matching.byId.emplace(part->id.toString(), place);
        }
    }
}

} // namespace

const Property *propertyOf(const Part *part, const std::string &name)
{
    if (part == nullptr)
        return nullptr;
    const auto found = std::find_if(part->properties.begin(), part->properties.end(),
                                    [&name](const Property &property) { return property.name == name; });
    return found == part->properties.end() ? nullptr : &*found;
}

const Object *Matching::find(const ObjectId &id) const
{
    const auto found = byId.find(id.toString());
    return found == byId.end() ? nullptr : &objects[found->second];
}

Statements propertyChanges(const Part *from, const Part &to, const End &before, bool isRetyped)
{
    Statements statements;
    for (const Property &property : to.properties) {
        const Property *old = propertyOf(from, property.name);
        const bool isForced = isRetyped && property.retypes;
        const bool isReset = !property.isResetBy.empty()
            && (isResetBy(property, from, to) || (isRetyped && property.isResetBy == "type"));
        const std::string value = old != nullptr && !isReset ? old->value
            : from != nullptr && property.isGoneByReset      ? std::string()
            : property.initialIn                             ? property.initialIn(before)
                                                             : property.initial;
        if (value == property.value && !isForced)
            continue;
        if (property.retypes && from != nullptr && from->isInherited && to.isInherited)
            continue;
        for (Statement &one : property.set(value))
            statements.push_back(std::move(one));
    }
    return statements;
}

Matching match(const End &from, const End &to)
{
    Matching matching;
    matching.fromParts = collectParts(from);
    matching.toParts = collectParts(to);
    for (const Part &part : matching.toParts)
        objectOf(matching, part.id).to = &part;
    for (const Part &part : matching.fromParts)
        objectOf(matching, part.id).from = &part;
    joinRenamed(matching);
    for (std::size_t place = 0; place < matching.objects.size(); ++place)
        matching.objects[place].place = place;
    addEdges(matching, from.snapshot(), matching.fromParts, Side::Old, matching.oldEdges);
    addEdges(matching, to.snapshot(), matching.toParts, Side::New, matching.newEdges);
    return matching;
}

} // namespace retort::diff
