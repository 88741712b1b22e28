// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/revision/plan.h"
#include "engine/run/historytable.h"
#include "engine/script/scriptdirectory.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

/// The texts of revision files that a database's history keeps, for the day when the files are gone.
namespace retort::session
{

/// What the history keeps of the revision's file; nothing where it keeps none. Errors: those of the connection.
Result<std::shared_ptr<const script::KeptText>> readKeptText(postgres::Connection &connection,
                                                             const run::HistoryTable &table,
                                                             const std::string &revision);

/// "applied on 2025-11-02 17:40 by anna, SHA-256 3f2a…".
std::string originOf(const run::HistoryEntry &entry);

/// Adds a warning for each of the plan's steps that runs a kept text: which, and what stands in for its file.
void warnOfKeptTexts(const script::ScriptDirectory &scripts, revision::Plan &plan);

/// A version row without a file, and what is known of its text.
struct Orphan {
    std::string revision;
    std::shared_ptr<const script::KeptText> kept; ///< nothing: the database kept no text
    bool operator==(const Orphan &) const = default;
};
/// Errors: those of the connection.
Result<std::vector<Orphan>> readOrphans(postgres::Connection &connection, const run::HistoryTable &table,
                                        const std::vector<std::string> &unknownRows);

/// Writes the file of a revision again, as it was applied, into the project's first location or, where the journal
/// says so, where it was (`lastFile`). Never over an existing file. Errors: kept-text-masked, file-exists,
/// write-failed.
Result<std::filesystem::path> writeKeptText(const script::KeptText &kept,
                                            const std::vector<std::filesystem::path> &locations,
                                            const std::filesystem::path &lastFile);

} // namespace retort::session
