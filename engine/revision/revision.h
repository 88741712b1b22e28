// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace retort::revision {

/// One script as the revision map knows it: identity and relations, no SQL.
/// The words are Alembic's (documentation, "Working with Branches").
struct Revision {
    std::string id;
    std::vector<std::string> downRevisions; ///< full ids, as written; empty: a base; several: a merge
    std::vector<std::string> dependsOn;     ///< ids or labels, as written
    std::vector<std::string> labels;        ///< branch labels as written in this revision
    std::string message;
    std::string createDate; ///< as written: "2025-11-02 17:40:32"
    std::string file;       ///< path as found, for messages; may be empty

    bool hasDowngrade = true;           ///< false: irreversible (no migrate:down section)
    bool upgradeTransactional = true;   ///< false: `transaction:false`
    bool downgradeTransactional = true;

    bool operator==(const Revision &) const = default;
};

} // namespace retort::revision
