// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/project/project.h"
#include "engine/run/runner.h"

namespace retort::session
{

/// The limits that a run on this database has where nobody asks for others: the project file's, else the runner's.
run::RunOptions runOptionsFor(const project::Database &database);

} // namespace retort::session
