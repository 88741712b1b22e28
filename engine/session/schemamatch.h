// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/revision/branchbinding.h"
#include "engine/script/schemaeffect.h"
#include "engine/session/workspace.h"

#include <set>
#include <string>
#include <vector>

namespace retort::session
{

/// A live schema beside what a revision's files would leave (requirement S-71). Named objects are compared, not their
/// definitions, nor data.
struct SchemaMatch {
    std::string revision;             ///< the newest that counts as applied; empty for the base
    std::size_t compared = 0;         ///< objects that the branch's files speak of
    std::vector<std::string> missing; ///< "table users": the files make it, the database lacks it
    std::vector<std::string> extra;   ///< there, though a later revision makes it, or one has dropped it

    bool isWhole() const { return missing.empty() && extra.empty(); }
    /// "21 of 23 objects match; missing: table users; too much: index ix_users"
    std::string toString() const;
};

/// Compares one database's schema with its branch's revisions. A value; reads files and the catalog when it is made.
class SchemaComparer
{
public:
    /// More revisions than this are not compared: it would take longer than a person waits.
    static constexpr std::size_t mostRevisions = 2'000;

    /// Errors: those of the files and of the connection; too-many-revisions.
    static Result<SchemaComparer> make(postgres::Connection &connection, const Workspace &workspace,
                                       const revision::BranchBinding &binding);

    /// As if these version rows stood for all that is applied.
    SchemaMatch at(const std::vector<std::string> &rows) const;
    /// The revisions, and the base, whose schema is nearest to the live one; the newest first. Several where nothing
    /// that is compared tells them apart.
    std::vector<SchemaMatch> nearest() const;

private:
    struct Script {
        revision::Index index = 0;
        std::vector<std::string> statements; ///< those that define something
    };
    SchemaComparer(revision::RevisionMap map, std::vector<Script> scripts);
    SchemaMatch compare(const script::SchemaEffect &effect, std::string revision) const;
    script::SchemaEffect effectOf(const std::vector<bool> &applied) const;
    /// Calls `use` with each revision's effect, from the base up.
    template <typename Use>
    void climb(Use use) const;
    Result<void> readLive(postgres::Connection &connection);

    revision::RevisionMap m_map;
    std::vector<Script> m_scripts;           ///< the branch's own, oldest first
    std::set<script::SchemaObject> m_made;   ///< all that some revision makes
    std::set<script::SchemaObject> m_spoken; ///< all that some revision makes or takes away
    std::set<script::SchemaObject> m_live;   ///< those of them that are there
};

/// What is to be said before rows are stamped: nothing where the schema is as the files of `rows` leave it, or where it
/// can't be compared.
std::string schemaWarning(postgres::Connection &connection, const Workspace &workspace,
                          const revision::BranchBinding &binding, const std::vector<std::string> &rows);

} // namespace retort::session
