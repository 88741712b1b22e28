// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"
#include "engine/run/runchanges.h"
#include "engine/session/relationindex.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace retort::session
{

/// Which runs, and which of their revisions, have changed which relations, by the journal. A run of several revisions
/// tells what all of them did; those whose files name the relation are meant, or all of them where none does. Value,
/// never changed once it is shared.
class TouchHistory
{
public:
    TouchHistory() = default;
    /// `index`: null as long as nothing is known of the files.
    TouchHistory(std::vector<run::RecordedChange> changes, RelationIndexPtr index);

    /// What was done to a relation, newest first; `revisions` are those that are meant.
    std::vector<run::RecordedChange> of(const std::string &database, const catalog::RelationName &name) const;
    /// What a revision did when it was last carried out, ascending by name.
    std::vector<run::RelationChange> by(const std::string &database, const std::string &revision) const;
    bool isEmpty() const { return m_changes.empty(); }

private:
    std::vector<run::RecordedChange> m_changes;
    std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> m_byRevision; ///< of its latest run
};
using TouchHistoryPtr = std::shared_ptr<const TouchHistory>;

} // namespace retort::session
