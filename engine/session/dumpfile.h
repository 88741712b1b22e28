// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/run/versiontable.h"

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::session
{

/// What a file of pg_dump says of itself.
struct DumpFacts {
    std::filesystem::path file; ///< absolute
    std::uintmax_t bytes = 0;
    std::string taken;            ///< "2025-11-02 17:40:32 UTC", as pg_restore prints it
    std::string databaseName;     ///< that it was taken from
    std::string serverVersion;    ///< "15.20"
    std::string programVersion;   ///< of pg_dump
    std::string timescaleVersion; ///< empty: the extension is not in it
    std::vector<std::string> rows; ///< of the version table, sorted
};

/// Reads its table of contents and the few rows that say where the database was, not the data. `serverMajor`: of the
/// server that it is to go to. Blocks.
/// Errors: backup-unreadable: no file, no right to read it, none of pg_dump's archives, or the beginning of one;
/// backup-too-new: written by a newer pg_dump than the pg_restore here can read; client-program-missing,
/// client-program-too-old; cancelled.
Result<DumpFacts> readDump(const std::filesystem::path &file, const run::VersionTable &table, int serverMajor,
                           std::stop_token stop);

} // namespace retort::session
