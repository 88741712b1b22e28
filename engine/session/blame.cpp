// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/blame.h"

#include "engine/base/text.h"
#include "engine/diff/compare.h"
#include "engine/diff/objects.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>

namespace retort::session
{

namespace
{

using Origins = std::map<std::string, ObjectOrigin>;

constexpr std::array<std::string_view, 5> relationKinds = {"table ", "view ", "materialized view ", "sequence ",
                                                           "foreign table "};

/// "public.users" of "table public.users"; nothing for what is no relation.
std::optional<std::string_view> relationIn(std::string_view object)
{
    for (const std::string_view kind : relationKinds) {
        if (object.starts_with(kind))
            return object.substr(kind.size());
    }
    return std::nullopt;
}

/// The name after the kind, which may be of two words.
bool isPartOf(std::string_view object, std::string_view relation)
{
    const std::size_t at = object.find(' ' + std::string(relation) + '.');
    return at != std::string_view::npos && object.substr(0, at).find('.') == std::string_view::npos;
}

bool isNamed(std::string_view qualified, const std::string &name)
{
    return qualified == name || qualified.ends_with('.' + name);
}

} // namespace

Result<Origins> findOrigins(const revision::BranchBinding &binding, scratch::Replay &replay,
                            std::stop_token stop)
{
    const auto plan = planFromNothing(binding, binding.heads());
    if (!plan)
        return plan.error();
    auto before = replay.after({}, stop);
    if (!before)
        return std::move(before).error();
    Origins origins;
    for (const std::string &object : diff::objectsOf(*before))
        origins[object] = {};
    auto climbed = replay.afterEach(
        *plan,
        [&](std::size_t step, const catalog::Snapshot &after) {
            const std::string &revision = plan->steps[step].revision;
            const std::set<std::string> there = diff::objectsOf(after);
            std::erase_if(origins, [&there](const auto &entry) { return !there.contains(entry.first); });
            for (const diff::Change &change : diff::compare(*before, after).changes) {
                if (const auto known = origins.find(change.object.toString()); known != origins.end())
                    known->second.changed = revision;
            }
            for (const std::string &object : there)
                origins.try_emplace(object, ObjectOrigin{revision, revision, {}});
            *before = after;
        },
        stop);
    if (!climbed)
        return std::move(climbed).error();
    for (const catalog::Relation &relation : before->relations) {
        for (const catalog::Index &index : relation.indexes) {
            const catalog::ObjectId id{"index", {relation.summary.name.schema, index.name}, {}};
            if (const auto known = origins.find(id.toString()); known != origins.end())
                known->second.table = relation.summary.name.toString();
        }
    }
    return origins;
}

Result<std::vector<std::pair<std::string, ObjectOrigin>>> originsOf(const Origins &origins, const std::string &name)
{
    std::vector<std::string> relations;
    std::vector<std::string> all;
    for (const auto &[object, origin] : origins) {
        const auto relation = relationIn(object);
        if (!relation)
            continue;
        all.emplace_back(*relation);
        all.emplace_back(relation->substr(relation->find('.') + 1));
        if (isNamed(*relation, name))
            relations.push_back(object);
    }
    if (relations.size() > 1) {
        return makeError("name-ambiguous", "Several relations are named " + name + ": " + text::join(relations, ", ") + '.',
                         "Add the schema.", ExitStatus::Usage);
    }
    std::vector<std::pair<std::string, ObjectOrigin>> found;
    if (relations.size() == 1) {
        found.emplace_back(*origins.find(relations.front()));
        const std::string_view relation = *relationIn(relations.front());
        for (const auto &entry : origins) {
            if (isPartOf(entry.first, relation) || entry.second.table == relation)
                found.push_back(entry);
        }
        return found;
    }
    for (const auto &entry : origins) {
        if (!relationIn(entry.first) && isNamed(entry.first.substr(entry.first.find(' ') + 1), name))
            found.push_back(entry);
    }
    if (!found.empty())
        return found;
    const auto nearest = text::nearestMatch(name, all);
    return makeError("relation-not-found", "The branch's head has no relation, column or index " + name + '.',
                     nearest ? "Did you mean " + *nearest + '?' : "retort describe lists the relations.",
                     ExitStatus::Usage);
}

} // namespace retort::session
