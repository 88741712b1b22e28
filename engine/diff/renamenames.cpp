// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/text.h"
#include "engine/diff/end.h"
#include "engine/diff/nametokens.h"
#include "engine/diff/renames.h"

#include <algorithm>
#include <optional>

namespace retort::diff
{

namespace
{

using catalog::Relation;
using catalog::Snapshot;

/// All that has a name of its own and can be renamed, with that name taken apart: {schema, table, column}.
struct Renamable {
    ObjectId id;
    NameChain name;
};

std::vector<Renamable> renamables(const Snapshot &snapshot)
{
    std::vector<Renamable> all;
    const auto addPart = [&all](const Relation &relation, const char *kind, const std::string &part) {
        all.push_back({partOf(relation, kind, part), {relation.summary.name.schema, relation.summary.name.name, part}});
    };
    for (const Relation &relation : snapshot.relations) {
        const auto &name = relation.summary.name;
        const bool isIdentity = relation.sequence && relation.sequence->isIdentity;
        if (!isIdentity && relation.summary.kind != catalog::RelationKind::CompositeType)
            all.push_back({idOf(relation), {name.schema, name.name}});
        for (const catalog::Column &column : relation.columns)
            addPart(relation, "column", column.name);
        for (const catalog::Constraint &constraint : relation.constraints)
            addPart(relation, "constraint", constraint.name);
        for (const catalog::ForeignKey &key : relation.foreignKeys)
            addPart(relation, "constraint", key.name);
        for (const catalog::Index &index : relation.indexes) {
            if (index.constraintType == '\0')
                all.push_back({idOf(relation, index), {name.schema, index.name}});
            else
                addPart(relation, "constraint", index.name);
        }
    }
    for (const catalog::Type &type : snapshot.types) {
        all.push_back({idOf(type), {type.name.schema, type.name.name}});
        for (const std::string &label : type.labels)
            all.push_back({{"enum value", type.name, label}, {type.name.schema, type.name.name, label}});
    }
    for (const catalog::Routine &routine : snapshot.routines)
        all.push_back({idOf(routine), {routine.name.schema, routine.name.name}});
    return all;
}

/// "a.b" names what ends so: {app, a, b} and {a, b}.
bool isNamedBy(const Renamable &one, const NameChain &chain)
{
    return chain.size() <= one.name.size() && chain.size() + 1 >= one.name.size()
        && std::equal(chain.rbegin(), chain.rend(), one.name.rbegin());
}

std::vector<Renamable> namedBy(const std::vector<Renamable> &all, const NameChain &chain)
{
    std::vector<Renamable> found;
    std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                 [&chain](const Renamable &one) { return isNamedBy(one, chain); });
    return found;
}

std::optional<std::pair<NameChain, NameChain>> parse(const std::string &text)
{
    const std::size_t middle = separatorOf(text);
    if (middle == std::string::npos)
        return std::nullopt;
    auto from = chainOf(text.substr(0, middle));
    auto to = chainOf(text.substr(middle + 1));
    if (!from || !to || from->size() > 3 || to->size() > 3)
        return std::nullopt;
    return std::pair(*std::move(from), *std::move(to));
}

/// What the other end must have; `to` may leave out what stays.
ObjectId targetOf(const Renamable &old, const NameChain &to)
{
    ObjectId id = old.id;
    const bool isPart = old.name.size() == 3;
    if (isPart) {
        id.part = to.back();
        if (to.size() >= 2)
            id.name.name = to[to.size() - 2];
        if (to.size() == 3)
            id.name.schema = to.front();
    } else {
        id.name.name = to.back();
        if (to.size() == 2)
            id.name.schema = to.front();
    }
    return id;
}

Error notFound(const std::string &name, const std::vector<Renamable> &all, const char *where, std::size_t size)
{
    std::vector<std::string> names;
    for (const Renamable &one : all) {
        if (one.name.size() >= size)
            names.push_back(text::join({one.name.end() - static_cast<std::ptrdiff_t>(size), one.name.end()}, "."));
    }
    const auto near = text::nearestMatch(name, names);
    return makeError("rename-not-found", "There is no \"" + name + "\" " + where + " that could be renamed.",
                     near ? "Perhaps: " + *near : "Without --rename, what looks renamed is listed.", ExitStatus::Usage);
}

} // namespace

Result<Rename> findRename(const Snapshot &from, const Snapshot &to, const std::string &text)
{
    const auto names = parse(text);
    if (!names) {
        return makeError("bad-rename", "\"" + text + "\" doesn't say what is renamed to what.",
                         "--rename OLD=NEW, as in app.users=app.people or users.mail=users.email", ExitStatus::Usage);
    }
    const auto &[oldName, newName] = *names;
    const auto before = renamables(from);
    const auto after = renamables(to);
    auto old = namedBy(before, oldName);
    if (old.empty())
        return notFound(text::join(oldName, "."), before, "at the start", oldName.size());
    // Of several kinds, the one whose new name is there and whose old one is gone.
    std::optional<Rename> found;
    bool isTaken = false;
    for (const Renamable &one : old) {
        ObjectId target = targetOf(one, newName);
        const auto has = [](const std::vector<Renamable> &all, const ObjectId &id) {
            return std::any_of(all.begin(), all.end(), [&id](const Renamable &each) { return each.id == id; });
        };
        if (!has(after, target))
            continue;
        const bool isUsed = has(before, target);
        isTaken = isTaken || isUsed;
        if (isUsed)
            continue;
        if (found && found->from.name != one.id.name) {
            return makeError("rename-ambiguous", "\"" + text::join(oldName, ".") + "\" stands for several objects: "
                                 + found->from.toString() + ", " + one.id.toString() + '.',
                             "Say its schema, or its table.", ExitStatus::Usage);
        }
        if (!found)
            found = Rename{one.id, std::move(target)};
    }
    if (found)
        return *std::move(found);
    if (isTaken) {
        return makeError("rename-taken", "\"" + text::join(newName, ".") + "\" is there at the start already.",
                         "Only what is new can be another object's new name.", ExitStatus::Usage);
    }
    return notFound(text::join(newName, "."), after, "at the end", newName.size());
}

} // namespace retort::diff
