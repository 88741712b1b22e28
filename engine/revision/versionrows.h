// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/graph.h"
#include "engine/revision/mapsymbols.h"
#include "engine/revision/nodeset.h"
#include "engine/revision/plan.h"
#include "engine/revision/rowtrace.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace retort::revision {

/// The rows of a version table while steps are taken, by Alembic's rules: the table holds the effective heads of
/// what is applied, so a row that another row implies is no row. Lives within the call that made its symbols.
class VersionRows
{
public:
    /// Errors: those of looking the rows up, for rows that are no full ids. `anySpelling`: those rows will be
    /// purged, so what they mean does not matter.
    static Result<VersionRows> make(const std::shared_ptr<const Graph> &graph, MapSymbols &symbols,
                                    const std::vector<std::string> &rows, bool anySpelling = false);
    void reserve(std::size_t steps) { m_trace->reserve(steps); }

    Result<Step> upgrade(Index index);
    /// Errors: row-mismatch when the revision has no row, since the table spelled it otherwise.
    Result<Step> downgrade(Index index);
    /// `from` become `to`; nothing in `to` only deletes.
    /// Errors: row-mismatch when a row of `from` is not there (any more).
    Result<Step> stamp(const std::vector<std::string> &from, const std::optional<std::string> &to);

    bool has(const std::string &row) const;
    /// Each row once, sorted.
    std::vector<std::string> sorted() const { return m_trace->rowsNow(); }

private:
    VersionRows(const std::shared_ptr<const Graph> &graph, MapSymbols &symbols, const std::vector<std::string> &rows);

    /// How a search came by a revision, and the row that it was found to lie under.
    struct Climb {
        std::uint32_t search = 0;
        Index from = -1;
        Index row = -1;
    };

    Climb &climbOf(Index index) { return m_climbs[static_cast<std::size_t>(index)]; }
    void trackApplied();
    Result<std::vector<Index>> parentsLeftOpen(Index index);
    Result<std::vector<Index>> parentsLeftOpenByDefinition(Index index);
    bool isRow(Index index) const { return m_trace->has(index); }
    bool isOtherRow(Index index, Index than) const;
    bool isUnderOtherRow(Index index, Index than);
    void removeRow(VersionChange &change, Index index);
    void addRow(VersionChange &change, Index index);
    Step closeStep(VersionChange change);

    MapSymbols *m_symbols;
    const Graph *m_graph;
    std::shared_ptr<RowTrace> m_trace;
    std::size_t m_steps = 0;
    NodeSet m_isAnchor;            ///< what rows of another spelling stand for: no step ever takes them away
    std::vector<Index> m_resolved; ///< all that the rows stood for at the start
    bool m_isTracking = false;
    NodeSet m_applied;
    std::vector<std::uint32_t> m_appliedChildren;
    std::vector<Climb> m_climbs; ///< by revision, for isUnderOtherRow
    std::uint32_t m_searches = 0;
};

} // namespace retort::revision
