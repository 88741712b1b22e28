// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/maperrors.h"

#include "engine/base/text.h"
#include "engine/revision/wording.h"

namespace retort::revision::maperrors {

using wording::listed;
using wording::quoted;

namespace {

std::string labelsInBrackets(const Graph &graph, Index index)
{
    std::vector<std::string> labels;
    for (const auto label : graph.labelSets.of(index))
        labels.push_back(graph.labels[label].first);
    return labels.empty() ? std::string() : " (" + text::join(labels, ", ") + ")";
}

std::string listedWithLabels(const Graph &graph, const std::vector<Index> &indices)
{
    std::vector<std::string> parts;
    for (const Index index : indices)
        parts.push_back(graph.idOf(index) + labelsInBrackets(graph, index));
    return listed(parts);
}

} // namespace

Error unknownRevision(const Graph &graph, std::string_view name)
{
    std::vector<std::string> names;
    names.reserve(graph.size() + graph.labels.size());
    for (const Revision &revision : graph.revisions)
        names.push_back(revision.id);
    for (const auto &[label, index] : graph.labels)
        names.push_back(label);
    const auto nearest = text::nearestMatch(name, names);
    return makeError("unknown-revision", "There is no revision or branch " + quoted(name),
                     nearest ? "did you mean " + quoted(*nearest) + "?"
                             : "'retort history' lists the ids, 'retort heads' the branches' newest");
}

Error ambiguousId(std::string_view prefix, const std::vector<std::string> &candidates)
{
    return makeError("ambiguous-id",
                     text::counted(candidates.size(), "name") + " start with " + quoted(prefix) + ": "
                         + listed(candidates),
                     "write more of the id");
}

Error unknownBranch(const Graph &graph, std::string_view branch)
{
    std::vector<std::string> labels;
    for (const auto &[label, index] : graph.labels)
        labels.push_back(label);
    const auto nearest = text::nearestMatch(branch, labels);
    std::string hint = "this project has no branch labels";
    if (nearest)
        hint = "did you mean " + quoted(*nearest) + "?";
    else if (!labels.empty())
        hint = "the labels are " + listed(labels);
    return makeError("unknown-branch", "There is no branch " + quoted(branch), std::move(hint));
}

Error notAMember(std::string_view id, std::string_view branch)
{
    return makeError("not-a-branch-member",
                     "Revision " + std::string(id) + " is not in the lineage of branch " + quoted(branch),
                     "leave the branch out, or name the branch that the revision is on");
}

// Heads of different branches are as they should be; only heads of one branch are an accident that a merge mends.
Error multipleHeads(const Graph &graph, const std::vector<Index> &heads, std::string_view asked)
{
    std::string hint = "name one of them, say label@head for one branch, or heads for all";
    if (graph.areOfOneBranch(heads))
        hint += "; to join them: retort merge -m MESSAGE " + listed(graph.idsOf(heads), 8, " ");
    return makeError("multiple-heads",
                     quoted(asked) + " has " + text::counted(heads.size(), "head") + ": "
                         + listedWithLabels(graph, heads),
                     std::move(hint));
}

Error ambiguousWalk(const Graph &graph, Index from, const std::vector<Index> &choices, bool isUp)
{
    std::string where = "The walk starts";
    if (from >= 0)
        where = "The walk meets " + graph.idOf(from) + ", and from there leads";
    return makeError("ambiguous-walk",
                     where + (isUp ? " up to several revisions: " : " down to several revisions: ")
                         + listedWithLabels(graph, choices),
                     "name the revision to go to");
}

Error outOfRange(std::string_view target)
{
    return makeError("relative-out-of-range", "There are not that many revisions: " + quoted(target),
                     "'retort history' shows how many there are; head and base are the ends");
}

Error ambiguousUpgrade(std::string_view target, const std::vector<std::string> &rows)
{
    return makeError("ambiguous-upgrade",
                     quoted(target) + " can start at several current revisions: " + listed(rows),
                     "say from which branch: label@" + std::string(target));
}

Error overlapping(std::string_view upper, std::string_view lower)
{
    return makeError("overlapping-revisions",
                     "Revision " + std::string(upper) + " includes revision " + std::string(lower)
                         + ", so the two can't stand side by side",
                     "name only the upper one; for rows of the version table: retort stamp --purge with the upper one");
}

Error notAnAncestor(std::string message)
{
    return makeError("range-not-ancestor", std::move(message), "'retort history' shows what lies below what");
}

Error emptyName()
{
    return makeError("unknown-revision", "A revision name is empty", "name a revision, a branch, head or base");
}

Error badRange(std::string message)
{
    return makeError("bad-range", std::move(message), "a range reads START:END; for history either may be left out");
}

Error reservedWord(std::string_view id)
{
    return makeError("reserved-word",
                     "Revision id " + quoted(id) + " is a reserved word, so the revision can't be reached",
                     "give the revision another id");
}

} // namespace retort::revision::maperrors
