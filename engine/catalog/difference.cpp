// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/difference.h"

#include <map>
#include <set>
#include <unordered_map>

namespace retort::catalog
{

namespace
{

void forgetJobs(std::vector<Policy> &policies)
{
    for (Policy &policy : policies) {
        policy.nextStart.clear();
        policy.lastStatus.clear();
        policy.status.clear();
        policy.lastStart.clear();
        policy.lastFinish.clear();
        policy.lastDuration.clear();
        policy.lastError.clear();
        policy.runs = policy.successes = policy.failures = 0;
    }
}

void forgetFigures(HypertableFacts &facts)
{
    facts.chunks.clear();
    facts.chunkCount = facts.compressedChunkCount = 0;
    facts.totalBytes = facts.bytesBeforeCompression = facts.bytesAfterCompression = -1;
    facts.sizes = facts.sizesBeforeCompression = facts.sizesAfterCompression = {};
    forgetJobs(facts.policies);
}

bool isKnown(const Relation &relation)
{
    return relation.lockedBy.empty();
}

/// Where each relation of before is now.
class Matches
{
public:
    explicit Matches(const std::vector<Relation> &relations)
    {
        for (const Relation &relation : relations) {
            m_byOid.emplace(relation.oid, &relation);
            m_byName.emplace(relation.summary.name, &relation);
        }
    }

    const Relation *of(const Relation &relation) const
    {
        if (const auto found = m_byOid.find(relation.oid); found != m_byOid.end())
            return found->second;
        const auto found = m_byName.find(relation.summary.name);
        return found == m_byName.end() ? nullptr : found->second;
    }

private:
    std::unordered_map<std::uint32_t, const Relation *> m_byOid;
    std::map<RelationName, const Relation *> m_byName;
};

} // namespace

Relation definitionOf(Relation relation)
{
    relation.oid = 0;
    relation.summary.estimatedRows = relation.summary.totalBytes = -1;
    relation.sizes = {};
    relation.activity.reset();
    relation.psqlText.clear();
    relation.psqlVerboseText.clear();
    for (Index &index : relation.indexes)
        index.bytes = -1;
    if (relation.index)
        relation.index->bytes = -1;
    if (relation.sequence) {
        relation.sequence->lastValue.clear();
        relation.sequence->isValueHidden = false;
    }
    if (relation.hypertable) {
        forgetFigures(*relation.hypertable);
        relation.children.clear(); // chunks
    }
    if (relation.continuousAggregate) {
        forgetFigures(relation.continuousAggregate->storage);
        forgetJobs(relation.continuousAggregate->policies);
        relation.continuousAggregate->watermark.clear();
    }
    return relation;
}

std::vector<RelationDifference> differences(const std::vector<Relation> &before, const std::vector<Relation> &after)
{
    std::vector<RelationDifference> found;
    std::set<const Relation *> matched;
    const Matches matches(before);
    for (const Relation &now : after) {
        const Relation *then = matches.of(now);
        if (then && !matched.insert(then).second)
            then = nullptr; // a new one has taken the name of one that has another now
        if (!isKnown(now) || (then && !isKnown(*then)))
            continue;
        if (!then)
            found.push_back({nullptr, &now});
        else if (definitionOf(*then) != definitionOf(now))
            found.push_back({then, &now});
    }
    for (const Relation &then : before) {
        if (isKnown(then) && !matched.contains(&then))
            found.push_back({&then, nullptr});
    }
    return found;
}

} // namespace retort::catalog
