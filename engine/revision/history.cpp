// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/history.h"

#include "engine/base/text.h"
#include "engine/revision/maperrors.h"
#include "engine/revision/planning.h"
#include "engine/revision/wording.h"

#include <algorithm>

namespace retort::revision {

namespace {

std::string bracketed(const std::vector<std::string> &words)
{
    return words.empty() ? std::string() : " (" + text::join(words, ", ") + ")";
}

std::string labelText(const Graph &graph, Index index)
{
    std::vector<std::string> labels;
    for (const auto number : graph.labelSets.of(index))
        labels.push_back(graph.labels[number].first);
    std::sort(labels.begin(), labels.end());
    return bracketed(labels);
}

std::string headText(const Graph &graph, Index index)
{
    if (!graph.next[index].empty())
        return {};
    return graph.dependents[index].empty() ? " (head)" : " (effective head)";
}

/// "current" stands for the rows, on one side only: the end if both sides say it.
RangeEnd endOf(std::string_view text, bool takesCurrent, std::string_view whenEmpty,
               const std::vector<std::string> &rows)
{
    if (!takesCurrent)
        return RangeEnd::symbol(text.empty() ? whenEmpty : text);
    return rows.empty() ? RangeEnd::symbol(whenEmpty) : RangeEnd::rows(rows);
}

} // namespace

Result<std::vector<Index>> iterate(const Graph &graph, const RangeEnd &upper, const RangeEnd &lower,
                                   const WalkOptions &options)
{
    MapSymbols symbols(graph);
    const auto selection = options.selectForDowngrade ? selectDowngrade(symbols, upper, lower, options)
                                                      : selectUpgrade(symbols, upper, lower, options);
    if (!selection)
        return selection.error();
    return orderOf(symbols, *selection);
}

Result<std::vector<Index>> historyOf(const Graph &graph, std::string_view range,
                                     const std::vector<std::string> &rows)
{
    range = text::trimmed(range);
    const auto colon = range.find(':');
    if (colon == std::string_view::npos || range.find(':', colon + 1) != std::string_view::npos) {
        return maperrors::badRange("A history range has two ends, START:END, START: or :END, unlike "
                                   + wording::quoted(range));
    }
    const std::string_view lower = range.substr(0, colon);
    const std::string_view upper = range.substr(colon + 1);
    WalkOptions options;
    options.inclusive = true;
    options.assertRelativeLength = false;
    const bool isUpperCurrent = upper == "current";
    return iterate(graph, endOf(upper, isUpperCurrent, "heads", rows),
                   endOf(lower, !isUpperCurrent && lower == "current", "base", rows), options);
}

std::string downRevisionText(const Revision &revision)
{
    return revision.downRevisions.empty() ? "<base>" : text::join(revision.downRevisions, ", ");
}

std::string historyLine(const Graph &graph, Index index)
{
    const Revision &revision = graph.at(index);
    std::string line = downRevisionText(revision) + bracketed(revision.dependsOn) + " -> " + revision.id;
    line += labelText(graph, index) + headText(graph, index);
    if (graph.next[index].size() > 1)
        line += " (branchpoint)";
    if (graph.isMergePoint(index))
        line += " (mergepoint)";
    return line + ", " + revision.message;
}

std::string headLine(const Graph &graph, Index index)
{
    return graph.idOf(index) + labelText(graph, index) + headText(graph, index);
}

} // namespace retort::revision
