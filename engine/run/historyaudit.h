// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/historytable.h"
#include "engine/script/scriptdirectory.h"

#include <string>
#include <vector>

namespace retort::run
{

/// Where a database's history and the revision files of today tell different stories.
struct HistoryFinding {
    enum class Kind {
        Edited,        ///< the file isn't what was applied; line ends and trailing blanks don't count
        InsertedBelow, ///< counts as applied, since a revision above it is, but was not there when that one ran
    };
    Kind kind = Kind::Edited;
    std::string revision;
    std::string file;   ///< of today
    std::string above;  ///< InsertedBelow: the applied revision
    HistoryEntry entry; ///< of the revision; of the one above where that is meant; without the body

    std::string sentence() const;
    /// As the reason why nothing runs: applied-file-edited, inserted-below-applied (status Disagreement).
    Error toError() const;
};

/// `entries`: see HistoryTable::lastApplied. `rows`: where the database is. Reads the files of what is applied, in the
/// map's order. Revisions that no entry tells of, having been applied by another tool, are taken as they are.
std::vector<HistoryFinding> auditHistory(const std::vector<HistoryEntry> &entries,
                                         const script::ScriptDirectory &scripts, const std::vector<std::string> &rows);

/// The same, with the entries read. Errors: those of the connection.
Result<std::vector<HistoryFinding>> auditHistory(postgres::Connection &connection, const HistoryTable &table,
                                                 const script::ScriptDirectory &scripts,
                                                 const std::vector<std::string> &rows);

/// Records that the files of applied revisions are meant to be as they are now, in one transaction; makes the table
/// when it is missing. `rows`: where the database is; `command`, `reason`: for the entries.
/// Errors: unknown-revision, revision-not-applied; those of the connection.
Result<void> acceptEdits(postgres::Connection &connection, const HistoryTable &table,
                         const script::ScriptDirectory &scripts, const std::vector<std::string> &rows,
                         const std::vector<std::string> &revisions, const std::string &command,
                         const std::string &reason);

} // namespace retort::run
