// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/run/migrationlock.h"
#include "engine/run/versiontable.h"

#include <string>
#include <vector>

/// For this room only.
namespace retort::run {

/// The version rows, sorted, after a run's session was lost: read on a session of its own, and only once the lost
/// one's backend has ended (it holds the migration lock until then), so that nothing can be committed behind us.
/// Tries for a few seconds, since the server may be starting again. Errors: those of connecting; migration-locked.
Result<std::vector<std::string>> rowsAfterLoss(const postgres::ConnectionSettings &settings, const VersionTable &table,
                                               const MigrationLock &lock);

} // namespace retort::run
