// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// Projects and databases for the graph's tests, as a session would give them.
namespace retort::testing
{

struct GraphSample {
    session::ProjectStatePtr project;
    session::DatabaseState state; ///< rows, heads, pending and the rest agree with the project's map
};

/// What a sample is made of. `scene` as in tests/support/scene.h.
struct GraphSpec {
    std::string_view scene;
    std::vector<std::string> rows = {};
    std::string branch = {};
    std::map<std::string, std::string> messages = {}; ///< by id; others say "add <id>"
    std::vector<std::string> withoutTransaction = {}; ///< ids
};

GraphSample graphSample(const GraphSpec &spec);
/// The same project seen from a database with these rows.
GraphSample graphSample(const std::vector<revision::Revision> &revisions, const std::vector<std::string> &rows,
                        const std::string &branch = {});
/// SOTP's application database with three revisions to go: a fork, a merge, something irreversible.
GraphSample sotpSample();
/// Forks, merges and dependencies on several branches, some of it applied.
GraphSample tangledSample();
/// So many revisions on several lines, the newest few pending.
GraphSample largeSample(std::size_t revisions, int lines = 6);
/// Ids, messages and labels that are longer than any panel.
GraphSample wordySample();

/// The database has not answered: reason and remedy as the engine words them.
session::DatabaseState unreachable(session::DatabaseState state);

} // namespace retort::testing
