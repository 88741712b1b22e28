// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/headsadvice.h"

#include "engine/base/text.h"

#include <algorithm>
#include <optional>

namespace retort::session
{

namespace
{

using revision::Index;
using revision::RevisionMap;

/// A head and all that it revises, by index.
std::vector<bool> lineageOf(const RevisionMap &map, Index head)
{
    std::vector<bool> lineage(map.size(), false);
    std::vector<Index> due{head};
    while (!due.empty()) {
        const Index index = due.back();
        due.pop_back();
        if (lineage[static_cast<std::size_t>(index)])
            continue;
        lineage[static_cast<std::size_t>(index)] = true;
        const auto down = map.downOf(index);
        due.insert(due.end(), down.begin(), down.end());
    }
    return lineage;
}

/// Which revisions some database has applied.
std::vector<bool> appliedAnywhere(const RevisionMap &map, const std::vector<KnownRows> &databases)
{
    std::vector<bool> applied(map.size(), false);
    for (const KnownRows &database : databases) {
        const std::vector<bool> its = map.appliedSet(database.rows);
        for (std::size_t i = 0; i < its.size(); ++i)
            applied[i] = applied[i] || its[i];
    }
    return applied;
}

/// Moving the line of `head` that `onto` doesn't share: possible when it grows from one place, and nobody has it.
std::optional<ReparentOffer> offerFor(const RevisionMap &map, Index head, Index onto, const std::vector<bool> &applied)
{
    const std::vector<bool> own = lineageOf(map, head);
    const std::vector<bool> other = lineageOf(map, onto);
    std::optional<Index> lowest;
    std::size_t length = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (!own[i] || other[i])
            continue;
        if (applied[i])
            return std::nullopt;
        ++length;
        const auto index = static_cast<Index>(i);
        const auto down = map.downOf(index);
        const bool growsFromShared =
            std::all_of(down.begin(), down.end(), [&](Index below) { return other[static_cast<std::size_t>(below)]; });
        if (!growsFromShared)
            continue;
        if (lowest || down.size() > 1)
            return std::nullopt;
        lowest = index;
    }
    if (!lowest)
        return std::nullopt;
    return ReparentOffer{map.at(*lowest).id, map.at(*lowest).downRevisions, map.at(onto).id, length};
}

} // namespace

HeadsAdvice adviseOnHeads(const RevisionMap &map, const revision::BranchBinding &binding,
                          const std::vector<KnownRows> &rows)
{
    HeadsAdvice advice;
    advice.heads = binding.effectiveHeads();
    if (advice.heads.size() < 2 || !map.areOfOneBranch(advice.heads))
        return {};

    for (const KnownRows &database : rows) {
        if (!database.isKnown) {
            advice.sentence = "Merge them: database " + database.database
                + " couldn't be asked what it has applied, so moving a revision might contradict it.";
            return advice;
        }
    }
    const std::vector<bool> applied = appliedAnywhere(map, rows);
    for (const std::string &head : advice.heads) {
        for (const std::string &onto : advice.heads) {
            if (head == onto)
                continue;
            if (auto offer = offerFor(map, *map.find(head), *map.find(onto), applied))
                advice.reparents.push_back(std::move(*offer));
        }
    }
    // The later work yields to the earlier: what others may have pulled stays as it is.
    std::stable_sort(advice.reparents.begin(), advice.reparents.end(), [&](const auto &a, const auto &b) {
        return map.findRevision(a.revision)->createDate > map.findRevision(b.revision)->createDate;
    });
    if (advice.reparents.empty()) {
        advice.sentence = "Merge them: both lines are applied somewhere, or can't be told apart, so neither may move.";
        return advice;
    }
    const ReparentOffer &best = advice.reparents.front();
    advice.prefersMerge = false;
    advice.sentence = "Re-parent " + best.revision + " onto " + best.onto + ": no database has applied "
        + (best.lineLength == 1 ? "it" : text::counted(best.lineLength, "revision") + " of its line")
        + ", so history stays one line. Merge them where others have pulled it already.";
    return advice;
}

} // namespace retort::session
