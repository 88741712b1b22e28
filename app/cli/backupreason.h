// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"
#include "engine/postgres/connection.h"
#include "engine/revision/plan.h"

#include <optional>
#include <string>

namespace retort::cli
{

/// Why the database's policy has a backup made before this plan runs, as session::backupReason() says it; nothing where
/// none is. `connection`: to the database, for its history and its sizes.
std::optional<std::string> policyBackupReason(Context &context, const project::Database &database,
                                              postgres::Connection &connection, const revision::Plan &plan);

} // namespace retort::cli
