// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/graph.h"
#include "engine/revision/nodeset.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace retort::revision {

/// What a symbol can stand for besides a revision. A found symbol is an Index: a revision, or one of these.
inline constexpr Index BeforeFirst = -1; ///< one step below a base: "base" itself
inline constexpr Index OffTheMap = -2;   ///< a walk went further than the map does

/// Finds what names, prefixes, symbols and branches mean, with Alembic's rules.
/// A helper of one call: it keeps the last lineage it computed, so it stays on one thread.
class MapSymbols
{
public:
    explicit MapSymbols(const Graph &graph) : m_graph(graph) {}

    const Graph &graph() const { return m_graph; }

    /// All that a symbol names: none for the base, several for "heads", one for most.
    Result<std::vector<Index>> findAll(std::string_view symbol);
    Result<std::vector<Index>> findAll(const std::vector<std::string> &symbols);
    /// One revision; BeforeFirst for the base (or the head of an empty map).
    Result<Index> findOne(std::string_view symbol);
    /// The revision that carries the label, or any id or prefix in its place.
    Result<Index> findBranch(std::string_view label);
    /// An id, label or unique prefix, nothing else; with a branch, only in its lineage.
    Result<Index> findName(std::string_view name, std::string_view branch = {});

    /// Steps up (positive) or down from `start`, BeforeFirst meaning beside the map: below all bases for a walk up,
    /// above all heads for one down. A branch chooses among children.
    /// `mayStopShort`: where the map ends the walk does, rather than to give OffTheMap.
    Result<Index> walk(Index start, long steps, std::string_view branch, bool mayStopShort);

    /// Ancestors and descendants of the revision, itself included, by `down` or by both relations.
    const NodeSet &lineageOf(Index root, bool withDependencies);

    /// What the revisions' own ids resolve to: themselves, unless an id is a reserved word.
    Result<std::vector<Index>> findNamesakes(std::span<const Index> indices);

private:
    /// A symbol before it is looked up: indices for heads, else the text.
    struct Reference {
        std::optional<std::string_view> branch;
        std::vector<Index> known;
        std::optional<std::string_view> text;
    };

    friend class LineageFilter;

    Result<Reference> refer(std::string_view symbol);
    Result<std::vector<Index>> currentHead(std::string_view branch);
    Result<std::vector<Index>> walkFromHeads(long steps, const std::optional<std::string_view> &branch);
    Result<Index> checkMember(Index index, Index branchRoot, std::string_view branch);

    const Graph &m_graph;
    Index m_lineageRoot = OffTheMap;
    bool m_lineageWithDependencies = false;
    std::optional<NodeSet> m_lineage;
};

/// Whether revisions share lineage with what a symbol means: the test behind "label@…".
/// The symbol's parts are looked up at the first question, so an unasked filter reports no unknown branch.
class LineageFilter
{
public:
    static Result<LineageFilter> make(MapSymbols &symbols, std::string_view against, bool withDependencies = false);

    /// The symbol names nothing, as "base" does: then all share lineage with it.
    bool acceptsAll() const { return m_known.empty() && m_names.empty(); }
    Result<bool> accepts(Index index);
    Result<std::vector<Index>> filtered(const std::vector<Index> &indices);

private:
    LineageFilter(MapSymbols &symbols, bool withDependencies)
        : m_symbols(symbols), m_withDependencies(withDependencies) {}

    Result<void> prepare();

    std::reference_wrapper<MapSymbols> m_symbols;
    bool m_withDependencies;
    std::vector<Index> m_known;
    std::vector<std::string> m_names;
    std::optional<NodeSet> m_lineage;
};

} // namespace retort::revision
