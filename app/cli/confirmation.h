// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "engine/revision/plan.h"

namespace retort::cli
{

/// Before a production database is changed (S-68, S-91): shows the plan with what it takes away, and has the
/// database's name typed. `yes`: don't ask. Databases of other tiers are never asked about.
/// Errors: confirmation-needed where nobody can be asked; not-confirmed.
Result<void> confirmChange(Context &context, const project::Database &database, const revision::Plan &plan, bool yes);

} // namespace retort::cli
