// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/lanes.h"
#include "engine/revision/revisionmap.h"

#include <memory>
#include <string>
#include <vector>

namespace retort::ui
{

/// What one database's graph shows: its branch's revisions in rows and lanes, pending ones above applied ones.
/// An immutable value, worked out from values: build it on any thread, then share it.
class RevisionGraph
{
public:
    RevisionGraph() = default;
    /// `branch`: the label that the database is bound to; empty: all revisions. `versionRows`: as in the database.
    /// `areRowsKnown`: false while the database has not answered; then nothing is taken for applied or pending.
    RevisionGraph(revision::RevisionMap map, const std::string &database, const std::string &branch,
                  const std::vector<std::string> &versionRows, bool areRowsKnown);

    const revision::RevisionMap &map() const { return m_map; }
    const revision::LaneLayout &layout() const { return m_layout; }
    const std::vector<std::string> &versionRows() const { return m_versionRows; }
    bool areRowsKnown() const { return m_areRowsKnown; }

    int rowCount() const { return m_layout.rowCount(); }
    const revision::Revision &revisionAt(int row) const { return m_map.at(m_layout.revisionAt(row)); }
    int rowOf(const std::string &id) const;
    /// The first row that is applied: the current line runs along its upper edge. rowCount() when none is.
    int firstAppliedRow() const { return m_firstAppliedRow; }
    bool isAppliedRow(int row) const { return m_areRowsKnown && row >= m_firstAppliedRow; }
    /// Of the revision's id, in characters; what the id column needs.
    int longestId() const { return m_longestId; }
    bool hasDates() const { return m_hasDates; }
    /// One revision revises it, it revises one that is shown, in the same lane; no label, nothing that depends on
    /// another: nothing happens at this row.
    bool isStraightRow(int row) const { return m_straight[static_cast<std::size_t>(row)]; }

    /// The lanes that the nodes of these rows stand in, ascending.
    std::vector<int> lanesOf(int first, int last) const;

    /// Which of the rows first … last a step to `row` would change: from a pending row it and what is pending below it,
    /// from an applied one the applied revisions above it, which would be taken back. Element i stands for row
    /// first + i. Looks at these rows alone, so that it costs the same for any size. `row` is one of them.
    std::vector<bool> wayTo(int row, int first, int last) const;

    /// The topmost row that all of these build on (or are); −1 when their lines never meet.
    int commonAncestorRow(const std::vector<std::string> &ids) const;

private:
    bool goesStraightThrough(int row) const;

    revision::RevisionMap m_map;
    revision::LaneLayout m_layout;
    std::vector<std::string> m_versionRows;
    bool m_areRowsKnown = false;
    int m_firstAppliedRow = 0;
    int m_longestId = 0;
    bool m_hasDates = false;
    std::vector<bool> m_straight; ///< by row
};
using RevisionGraphPtr = std::shared_ptr<const RevisionGraph>;

} // namespace retort::ui
