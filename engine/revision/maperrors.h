// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/revision/graph.h"

#include <string>
#include <string_view>
#include <vector>

/// The refusals of the revision map, each with its remedy. All of them are of status Failed:
/// they concern what was asked, not the files.
namespace retort::revision::maperrors {

Error unknownRevision(const Graph &graph, std::string_view name);
Error ambiguousId(std::string_view prefix, const std::vector<std::string> &candidates);
Error unknownBranch(const Graph &graph, std::string_view branch);
Error notAMember(std::string_view id, std::string_view branch);
Error multipleHeads(const Graph &graph, const std::vector<Index> &heads, std::string_view asked);
Error ambiguousWalk(const Graph &graph, Index from, const std::vector<Index> &choices, bool isUp);
Error outOfRange(std::string_view target);
Error ambiguousUpgrade(std::string_view target, const std::vector<std::string> &rows);
Error overlapping(std::string_view upper, std::string_view lower);
Error notAnAncestor(std::string message);
Error emptyName();
Error badRange(std::string message);
Error reservedWord(std::string_view id);

} // namespace retort::revision::maperrors
