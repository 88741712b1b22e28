// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/mapsymbols.h"

#include "engine/base/text.h"
#include "engine/revision/maperrors.h"
#include "engine/revision/relativetarget.h"

#include <algorithm>
#include <array>

namespace retort::revision {

namespace {

/// Shorter names are found by their full spelling only.
constexpr std::size_t ShortestPrefixable = 4;

NodeSet lineage(const Graph &graph, std::span<const Index> roots, bool withDependencies)
{
    NodeSet result = NodeSet::reach(withDependencies ? graph.parents : graph.down, roots);
    result.unite(NodeSet::reach(withDependencies ? graph.children : graph.next, roots));
    return result;
}

} // namespace

// MapSymbols

Result<MapSymbols::Reference> MapSymbols::refer(std::string_view symbol)
{
    Reference reference;
    const auto at = symbol.find('@');
    if (at != std::string_view::npos) {
        reference.branch = symbol.substr(0, at);
        symbol.remove_prefix(at + 1);
    }
    const std::string_view branch = reference.branch.value_or(std::string_view());
    if (symbol == "heads" && branch.empty()) {
        reference.known = m_graph.effectiveHeads;
    } else if (symbol == "heads") {
        auto filter = LineageFilter::make(*this, branch);
        if (!filter)
            return filter.error();
        auto heads = filter->filtered(m_graph.heads);
        if (!heads)
            return heads.error();
        reference.known = std::move(*heads);
    } else if (symbol == "head") {
        auto head = currentHead(branch);
        if (!head)
            return head.error();
        reference.known = std::move(*head);
    } else if (symbol != "base") {
        reference.text = symbol;
    }
    return reference;
}

Result<std::vector<Index>> MapSymbols::currentHead(std::string_view branch)
{
    std::vector<Index> heads = m_graph.heads;
    if (!branch.empty()) {
        auto filter = LineageFilter::make(*this, branch);
        if (!filter)
            return filter.error();
        auto filtered = filter->filtered(heads);
        if (!filtered)
            return filtered.error();
        heads = std::move(*filtered);
    }
    if (heads.size() > 1)
        return maperrors::multipleHeads(m_graph, heads, branch.empty() ? "head" : std::string(branch) + "@head");
    return heads;
}

Result<std::vector<Index>> MapSymbols::findAll(std::string_view symbol)
{
    const auto reference = refer(symbol);
    if (!reference)
        return reference.error();
    const std::string_view branch = reference->branch.value_or(std::string_view());
    if (reference->text) {
        const auto number = parseInteger(*reference->text);
        if (number && *number < 0)
            return walkFromHeads(*number, reference->branch);
        const auto found = findName(*reference->text, branch);
        if (!found)
            return found.error();
        return std::vector<Index>{*found};
    }
    if (!branch.empty() && !reference->known.empty()) {
        const auto root = findBranch(branch);
        if (!root)
            return root.error();
        for (const Index index : reference->known) {
            if (const auto member = checkMember(index, *root, branch); !member)
                return member.error();
        }
    }
    return reference->known;
}

Result<std::vector<Index>> MapSymbols::findAll(const std::vector<std::string> &symbols)
{
    std::vector<Index> all;
    for (const std::string &symbol : symbols) {
        const auto found = findAll(symbol);
        if (!found)
            return found.error();
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

Result<std::vector<Index>> MapSymbols::walkFromHeads(long steps, const std::optional<std::string_view> &branch)
{
    std::vector<Index> ends;
    for (const Index head : m_graph.effectiveHeads) {
        if (branch && !m_graph.hasLabel(head, *branch))
            continue;
        const auto end = walk(head, steps, {}, false);
        if (!end)
            return end.error();
        ends.push_back(*end);
    }
    return ends;
}

Result<Index> MapSymbols::findOne(std::string_view symbol)
{
    const auto reference = refer(symbol);
    if (!reference)
        return reference.error();
    const std::string_view branch = reference->branch.value_or(std::string_view());
    if (reference->text)
        return findName(*reference->text, branch);
    if (reference->known.size() > 1)
        return maperrors::multipleHeads(m_graph, reference->known, symbol);
    Index index = reference->known.empty() ? BeforeFirst : reference->known.front();
    if (!branch.empty()) {
        const auto root = findBranch(branch);
        if (!root)
            return root.error();
        if (index != BeforeFirst)
            return checkMember(index, *root, branch);
    }
    return index;
}

Result<Index> MapSymbols::findBranch(std::string_view label)
{
    auto found = findName(label);
    if (found || (found.error().code != "unknown-revision" && found.error().code != "ambiguous-id"))
        return found;
    Error error = maperrors::unknownBranch(m_graph, label);
    if (found.error().code == "ambiguous-id")
        error.hint = found.error().message;
    return error;
}

Result<Index> MapSymbols::findName(std::string_view name, std::string_view branch)
{
    Index root = BeforeFirst;
    if (!branch.empty()) {
        const auto found = findBranch(branch);
        if (!found)
            return found.error();
        root = *found;
    }
    if (const auto index = m_graph.findName(name))
        return branch.empty() ? Result<Index>(*index) : checkMember(*index, root, branch);
    if (name.empty())
        return maperrors::emptyName();

    std::vector<std::pair<std::string, Index>> matches;
    const auto consider = [&](const std::string &candidate, Index index) {
        if (candidate.starts_with(name) && text::characterCount(candidate) >= ShortestPrefixable)
            matches.emplace_back(candidate, index);
    };
    for (Index index = 0; index < static_cast<Index>(m_graph.size()); ++index)
        consider(m_graph.idOf(index), index);
    for (const auto &[label, index] : m_graph.labels)
        consider(label, index);
    if (!branch.empty()) {
        auto filter = LineageFilter::make(*this, branch);
        if (!filter)
            return filter.error();
        std::vector<std::pair<std::string, Index>> members;
        for (auto &match : matches) {
            const auto accepted = filter->accepts(match.second);
            if (!accepted)
                return accepted.error();
            if (*accepted)
                members.push_back(std::move(match));
        }
        matches = std::move(members);
    }
    if (matches.empty())
        return maperrors::unknownRevision(m_graph, name);
    if (matches.size() > 1) {
        std::vector<std::string> names;
        for (const auto &match : matches)
            names.push_back(match.first);
        return maperrors::ambiguousId(name, names);
    }
    const Index index = matches.front().second;
    return branch.empty() ? Result<Index>(index) : checkMember(index, root, branch);
}

Result<Index> MapSymbols::checkMember(Index index, Index branchRoot, std::string_view branch)
{
    if (!lineageOf(branchRoot, false).contains(index))
        return maperrors::notAMember(m_graph.idOf(index), branch);
    return index;
}

const NodeSet &MapSymbols::lineageOf(Index root, bool withDependencies)
{
    if (!m_lineage || m_lineageRoot != root || m_lineageWithDependencies != withDependencies) {
        m_lineage = lineage(m_graph, {&root, 1}, withDependencies);
        m_lineageRoot = root;
        m_lineageWithDependencies = withDependencies;
    }
    return *m_lineage;
}

Result<std::vector<Index>> MapSymbols::findNamesakes(std::span<const Index> indices)
{
    std::vector<Index> all;
    for (const Index index : indices) {
        if (!m_graph.isReserved(index)) {
            all.push_back(index);
            continue;
        }
        const auto found = findAll(m_graph.idOf(index));
        if (!found)
            return found.error();
        all.insert(all.end(), found->begin(), found->end());
    }
    return all;
}

Result<Index> MapSymbols::walk(Index start, long steps, std::string_view branch, bool mayStopShort)
{
    const bool isUp = steps > 0;
    std::optional<LineageFilter> filter;
    if (isUp && !branch.empty()) {
        auto made = LineageFilter::make(*this, branch);
        if (!made)
            return made.error();
        filter.emplace(std::move(*made));
    }
    // Where nothing was stepped on, "nothing" is not yet the base below a revision.
    Index index = start == BeforeFirst ? OffTheMap : start;
    for (long step = 0; step != steps; step += isUp ? 1 : -1) {
        std::span<const Index> choices;
        if (index >= 0)
            choices = isUp ? m_graph.next[index] : m_graph.down[index];
        else if (index == OffTheMap)
            choices = isUp ? m_graph.bases : m_graph.heads;
        auto next = findNamesakes(choices);
        if (next && filter)
            next = filter->filtered(*next);
        if (!next)
            return next.error();
        if (next->empty() && !isUp && index != BeforeFirst)
            next->push_back(BeforeFirst);
        if (next->empty())
            return mayStopShort ? index : OffTheMap;
        if (next->size() > 1)
            return maperrors::ambiguousWalk(m_graph, index, *next, isUp);
        index = next->front();
    }
    return index;
}

// LineageFilter

Result<LineageFilter> LineageFilter::make(MapSymbols &symbols, std::string_view against, bool withDependencies)
{
    const auto reference = symbols.refer(against);
    if (!reference)
        return reference.error();
    LineageFilter filter(symbols, withDependencies);
    filter.m_known = reference->known;
    if (reference->branch && !reference->branch->empty())
        filter.m_names.emplace_back(*reference->branch);
    if (reference->text)
        filter.m_names.emplace_back(*reference->text);
    return filter;
}

Result<void> LineageFilter::prepare()
{
    std::vector<Index> roots = m_known;
    for (const std::string &name : m_names) {
        const auto root = m_symbols.get().findName(name);
        if (!root)
            return root.error();
        roots.push_back(*root);
    }
    m_lineage = lineage(m_symbols.get().graph(), roots, m_withDependencies);
    return {};
}

Result<bool> LineageFilter::accepts(Index index)
{
    if (acceptsAll())
        return true;
    if (!m_lineage) {
        if (const auto prepared = prepare(); !prepared)
            return prepared.error();
    }
    return index >= 0 && m_lineage->contains(index);
}

Result<std::vector<Index>> LineageFilter::filtered(const std::vector<Index> &indices)
{
    std::vector<Index> kept;
    for (const Index index : indices) {
        const auto accepted = accepts(index);
        if (!accepted)
            return accepted.error();
        if (*accepted)
            kept.push_back(index);
    }
    return kept;
}

} // namespace retort::revision
