// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/revision/plan.h"
#include "engine/session/workspace.h"

#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::session
{

/// The revisions that the local journal saw applied to one of these databases of the project.
using JournalLookup = std::function<std::set<std::string>(const std::vector<std::string> &databases)>;

/// What should make one think before production is changed, as sentences: a revision file that is not committed as it
/// is on the disk (S-81), and revisions of an upgrade that no database of a lower tier on the same branch ever ran, by
/// their version tables, their histories and the journal (S-78). Nothing for databases of other tiers, and nothing of
/// the second kind where the project has no lower tier of the branch.
/// Blocks: asks git, and connects to the lower tiers, two seconds at most each; one that can't be asked counts as
/// having run nothing.
std::vector<std::string> cautions(const Workspace &workspace, const project::Database &database,
                                  const revision::Plan &plan, const JournalLookup &journal, std::stop_token stop);

} // namespace retort::session
