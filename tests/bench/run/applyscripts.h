// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

/// The same work for each contender: revision files for the engine, one script for psql and the floor.
namespace retort::bench
{

/// The id of the `number`-th revision, from 1.
std::string revisionId(std::size_t number);

/// A chain of small revisions: a table, an index, a comment each. Those from `first` to `last`.
void writeRevisions(const std::filesystem::path &folder, std::size_t first, std::size_t last);
/// The same as one script: a transaction each with its change of the version table; a line "-- next" after each.
void writeScript(const std::filesystem::path &file, std::size_t first, std::size_t last);

enum class Bulk {
    Inserts, ///< one row each
    Copy     ///< a COPY … FROM stdin block
};
/// One revision of about `bytes` that fills the table `readings`, and its script; the number of rows.
/// A line "-- next" after each MiB of INSERTs.
std::size_t writeBulkRevision(const std::filesystem::path &folder, const std::filesystem::path &script, Bulk kind,
                              std::size_t bytes);

} // namespace retort::bench
