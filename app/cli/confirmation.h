// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "app/cli/runoptions.h"
#include "engine/revision/plan.h"
#include "engine/session/rowestimate.h"

namespace retort::cli
{

/// Before a production database is changed, unless `consent` names it: shows `what` will be done, and has the
/// database's name typed. Databases of other tiers are never asked about.
/// Errors: confirmation-needed where nobody can be asked; not-confirmed.
Result<void> confirmProduction(Context &context, const project::Database &database, const std::string &what,
                               const Consent &consent);

/// Before a change that can't be taken back, of any tier: shows `what` will be done, and asks for a y.
/// Errors: as above.
Result<void> confirmYes(Context &context, const std::string &what, const std::string &question);

/// Before a production database is changed (S-68, S-91): shows the plan with what it takes away, and has the
/// database's name typed, unless `consent` names it. `rows`: as of previewPlan; `backupReason`: of PlanPreview.
/// Errors: as above.
Result<void> confirmChange(Context &context, const project::Database &database, const revision::Plan &plan,
                           const Consent &consent, const session::RowEstimate &rows,
                           const std::string &backupReason);

} // namespace retort::cli
