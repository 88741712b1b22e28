// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/run/migrationlock.h"
#include "engine/run/versiontable.h"

#include <string>
#include <vector>

/// For this room only.
namespace retort::run {

/// A session in place of the one that was lost, once that one's backend has ended (it holds the migration lock until
/// then), so that nothing can be committed behind us. It holds that lock in its turn. Tries for a few seconds, since
/// the server may be starting again. Errors: those of connecting; migration-locked.
Result<postgres::Connection> connectAfterLoss(const postgres::ConnectionSettings &settings, const MigrationLock &lock);

/// The version rows, sorted, after a run's session was lost. Errors: as above; those of reading.
Result<std::vector<std::string>> rowsAfterLoss(const postgres::ConnectionSettings &settings, const VersionTable &table,
                                               const MigrationLock &lock);

} // namespace retort::run
