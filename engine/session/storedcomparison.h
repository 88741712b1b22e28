// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/textdiff.h"
#include "engine/session/workspace.h"

#include <string>
#include <vector>

namespace retort::session
{

/// A revision's file of today beside the one that was applied, as the database keeps it (S-82). Secrets are masked in
/// both texts.
struct StoredComparison {
    std::string database;
    std::string revision;
    std::string file;       ///< of today
    std::string storedFile; ///< the name that it had
    std::string origin;     ///< "applied on 2025-11-02 17:40 by anna, SHA-256 3f2a…"
    std::string storedChecksum;
    std::string checksum;
    std::string stored;
    std::string current;
    std::vector<text::DiffLine> lines;

    bool isEdited() const { return checksum != storedChecksum; }
    std::string unified() const;
};

/// Errors: unknown-revision, not-in-history, body-not-kept, no-history; those of the connection and of reading files.
Result<StoredComparison> compareWithStored(postgres::Connection &connection, const Workspace &workspace,
                                           const project::Database &database, const std::string &revision);

/// The refusal of a question about a revision that the history doesn't tell of.
Error notInHistory(const std::string &database, const std::string &revision);
/// Of one whose text was too long to be kept.
Error bodyNotKept(const run::HistoryEntry &entry);

} // namespace retort::session
