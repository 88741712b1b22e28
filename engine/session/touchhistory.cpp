// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/touchhistory.h"

#include <algorithm>

namespace retort::session
{

namespace
{

bool names(const RelationIndex &index, const std::string &revision, const run::RelationChange &change)
{
    const auto &touched = index.of(revision);
    return std::any_of(touched.begin(), touched.end(), [&](const script::TouchedRelation &relation) {
        return relation.name == change.name && (relation.schema.empty() || relation.schema == change.schema);
    });
}

} // namespace

TouchHistory::TouchHistory(std::vector<run::RecordedChange> changes, RelationIndexPtr index)
    : m_changes(std::move(changes))
{
    for (std::size_t i = 0; i < m_changes.size(); ++i) {
        run::RecordedChange &recorded = m_changes[i];
        if (index && recorded.revisions.size() > 1) {
            std::vector<std::string> meant;
            std::copy_if(recorded.revisions.begin(), recorded.revisions.end(), std::back_inserter(meant),
                         [&](const std::string &revision) { return names(*index, revision, recorded.change); });
            if (!meant.empty())
                recorded.revisions = std::move(meant);
        }
        for (const std::string &revision : recorded.revisions) {
            auto &entries = m_byRevision[{recorded.database, revision}];
            if (entries.empty() || m_changes[entries.front()].run == recorded.run) // newest first
                entries.push_back(i);
        }
    }
}

std::vector<run::RecordedChange> TouchHistory::of(const std::string &database, const catalog::RelationName &name) const
{
    std::vector<run::RecordedChange> found;
    std::copy_if(m_changes.begin(), m_changes.end(), std::back_inserter(found), [&](const run::RecordedChange &recorded) {
        return recorded.database == database && recorded.change.schema == name.schema
            && recorded.change.name == name.name;
    });
    return found;
}

std::vector<run::RelationChange> TouchHistory::by(const std::string &database, const std::string &revision) const
{
    std::vector<run::RelationChange> found;
    const auto entries = m_byRevision.find({database, revision});
    if (entries == m_byRevision.end())
        return found;
    for (const std::size_t entry : entries->second)
        found.push_back(m_changes[entry].change);
    std::sort(found.begin(), found.end(), [](const run::RelationChange &a, const run::RelationChange &b) {
        return std::pair(a.schema, a.name) < std::pair(b.schema, b.name);
    });
    return found;
}

} // namespace retort::session
