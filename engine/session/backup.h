// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/run/journal.h"
#include "engine/run/runevents.h"
#include "engine/session/planpreview.h"
#include "engine/session/rowestimate.h"
#include "engine/session/workspace.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

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

/// "1.2 MB".
std::string sizeText(std::uintmax_t bytes);

/// How long a revision took when it ran once.
struct KnownDuration {
    std::string database;
    std::string revision;
    revision::Direction direction = revision::Direction::Upgrade;
    std::chrono::milliseconds duration{0};
};
/// Of runs that succeeded, on any database of the project; the latest last.
using DurationLookup = std::function<std::vector<KnownDuration>()>;

/// Why the database's policy asks for a backup before this plan, as a clause: "the plan drops table kept",
/// "revision 4852c1ce1a0f took 12 min 3 s on staging", "revision 4852c1ce1a0f rewrites events, about 40 M rows".
/// Nothing where it asks for none.
std::optional<std::string> backupReason(const project::Database &database, const PlanPreview &plan,
                                        const RowEstimate &rows, const DurationLookup &durations);
/// Adds what the journal knows, without the runs that failed.
void addDurations(std::vector<KnownDuration> &known, const std::vector<run::RevisionDuration> &journalled);
/// What the database's own history knows, in the form that backupReason() takes.
std::vector<KnownDuration> durationsInHistory(postgres::Connection &connection, const Workspace &workspace,
                                              const std::string &database);

/// Where a backup goes whose file nobody named: in the database's backup folder, by its name and the time.
std::filesystem::path backupFileFor(const project::Database &database);

/// Told some times a second while a backup goes.
using BackupProgress = std::function<void(std::uintmax_t bytes, std::chrono::milliseconds elapsed)>;
/// The same as a sentence: "Backup: 120.4 MB after 15 s".
std::string progressSentence(std::uintmax_t bytes, std::chrono::milliseconds elapsed);

/// `pg_dump` in its custom format, into a file that only its owner may ever read; nothing is left of one that failed.
/// Blocks as long as that takes. The password is handed on in the environment. `database`: its name in the project, for
/// the command that restores it.
/// Errors: backup-failed (nothing is to be run then), naming what pg_dump said; cancelled (status Interrupted).
Result<Backup> makeBackup(const postgres::Connection &connection, const std::string &database,
                          const std::filesystem::path &file, std::stop_token stop = {},
                          const BackupProgress &onProgress = {});

} // namespace retort::session
