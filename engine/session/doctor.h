// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/diagnosis.h"
#include "engine/session/workspace.h"

#include <stop_token>

namespace retort::session
{

/// Looks at one database as a migration would meet it: where its settings come from, name, port, login, server,
/// rights. `settings`: how to reach it, or why that isn't known. Never writes. Blocks.
DatabaseDiagnosis diagnose(const Workspace &workspace, const project::Database &database,
                           const Result<postgres::ConnectionSettings> &settings, std::stop_token stop);

/// What concerns the project as a whole: its Compose file and containers, secrets that git sees, revision files that
/// it doesn't. Asks git and docker, where they are installed. Blocks, seconds when Docker hangs.
std::vector<Check> diagnoseProject(const Workspace &workspace);

} // namespace retort::session
