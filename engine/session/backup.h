// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/planpreview.h"
#include "engine/session/workspace.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace retort::session
{

/// A backup that was made before a run (S-83).
struct Backup {
    std::filesystem::path file;
    std::uintmax_t bytes = 0;
    std::string restoreCommand; ///< what a person types to have the database back as it was; no password

    /// "Backup: /…/app-20251102-174032.dump (1.2 MB); restore it with: …".
    std::string sentence() const;
};

/// Whether the database's policy asks for a backup before this plan: always, or before one that takes data away.
bool isBackupDue(const project::Database &database, const PlanPreview &plan);
/// Where a backup goes whose file nobody named: in the database's backup folder, by its name and the time.
std::filesystem::path backupFileFor(const project::Database &database);

/// `pg_dump` in its custom format, into a file that only its owner may read; nothing is left of one that failed.
/// Blocks as long as that takes. The password is handed on in the environment.
/// Errors: backup-failed (nothing is to be run then), naming what pg_dump said.
Result<Backup> makeBackup(const postgres::ConnectionSettings &settings, const std::filesystem::path &file);

} // namespace retort::session
