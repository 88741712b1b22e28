// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/revision/cyclecheck.h"

#include "engine/base/text.h"
#include "engine/revision/nodeset.h"

#include <algorithm>

namespace retort::revision {

namespace {

constexpr std::size_t ShownIds = 12;

Error cycleError(const Graph &graph, const CycleScope &scope, const std::vector<Index> &members)
{
    std::vector<std::string> shown;
    for (const Index index : members) {
        if (shown.size() == ShownIds) {
            shown.push_back("…");
            break;
        }
        shown.push_back(graph.idOf(index));
    }
    Error error = makeError(scope.code,
                            std::string(scope.words) + " runs through the revisions " + text::join(shown, ", "),
                            "follow the relations of these files and cut the one that points forward",
                            ExitStatus::Usage);
    if (!members.empty())
        error.place.file = graph.at(members.front()).file;
    return error;
}

} // namespace

Result<void> checkForCycles(const Graph &graph, const CycleScope &scope)
{
    if (graph.size() == 0)
        return {};
    std::vector<Index> outside;
    if (scope.heads.empty() || scope.bases.empty()) {
        for (Index index = 0; index < static_cast<Index>(graph.size()); ++index)
            outside.push_back(index);
    } else {
        std::vector<Index> tops = scope.heads;
        tops.insert(tops.end(), scope.belowTwins.begin(), scope.belowTwins.end());
        NodeSet sound = NodeSet::reach(scope.below, tops);
        sound.intersect(NodeSet::reach(scope.above, scope.bases));
        for (Index index = 0; index < static_cast<Index>(graph.size()); ++index) {
            if (!sound.contains(index))
                outside.push_back(index);
        }
        std::sort(outside.begin(), outside.end(),
                  [&](Index a, Index b) { return graph.idOf(a) < graph.idOf(b); });
    }
    if (outside.empty())
        return {};
    return cycleError(graph, scope, outside);
}

} // namespace retort::revision
