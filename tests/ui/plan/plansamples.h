// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/values.h"

/// Plans, states and reports of SOTP's application database, as a session would give them.
namespace retort::testing {

session::DatabaseState postgresState(project::Tier tier = project::Tier::Dev);
/// Three steps: an index outside a transaction, a merge, a table with its devices.
session::PlanPreview upgradePreview();
/// One step that drops a column and a table.
session::PlanPreview downgradePreview();
/// The third step of upgradePreview() failed at its first statement; the two before are committed.
run::RunReport failedReport();
run::RunReport doneReport();

/// Two databases on two branches; postgres' line forks, merges, and ends at 9c41e07b2d5a.
session::ProjectStatePtr sotpProject();

/// Events as a runner sends them for a step.
run::RunEvent runEvent(run::RunEvent::Kind kind, int step, const std::string &text = {}, int statement = 0,
                       int statementCount = 0);

} // namespace retort::testing
