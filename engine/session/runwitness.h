// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/keeper.h"
#include "engine/postgres/connection.h"
#include "engine/run/runchanges.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::session
{

/// What a run did to one relation, with its definitions as values, psql's texts included.
struct RelationChange {
    run::RelationChange::Kind kind = run::RelationChange::Kind::Altered;
    std::optional<catalog::Relation> before; ///< nothing: it wasn't there, or isn't kept
    std::optional<catalog::Relation> after;

    /// As after the run; of one that is gone, as before.
    const catalog::RelationSummary &summary() const { return after ? after->summary : before->summary; }
    bool operator==(const RelationChange &) const = default;
};

/// Looks at a database before and after a run, and tells what became of its relations. It keeps what it saw, so that
/// the next look reads only what changed. No look waits for the migration lock, fails a run or lasts long: where there
/// are more relations than `most`, it sees names alone, and where it can't look, it knows nothing. One thread at a time.
class RunWitness
{
public:
    /// `ours`: see catalog::SnapshotOptions.
    RunWitness(std::vector<std::string> ours, std::int64_t most);

    /// Before a run, or whenever what is there is wanted. Errors: those of the connection; what was seen before is
    /// forgotten then.
    Result<void> look(postgres::Connection &connection);
    /// After a run: what has changed since look(), which it then stands for.
    run::RunChanges lookAgain(postgres::Connection &connection);
    /// Those of the latest lookAgain(), where it saw definitions.
    const std::vector<RelationChange> &changes() const { return m_changes; }
    /// As last seen; null where only names were.
    const catalog::Snapshot *snapshot() const { return m_keeper ? &m_keeper->snapshot() : nullptr; }
    void forget();

private:
    Result<bool> isSmall(postgres::Connection &connection) const;
    Result<void> lookClosely(postgres::Connection &connection);
    run::RunChanges compareNames(std::vector<catalog::RelationSummary> now);

    std::vector<std::string> m_ours;
    std::int64_t m_most;
    std::optional<catalog::SnapshotKeeper> m_keeper;
    std::optional<std::vector<catalog::RelationSummary>> m_names; ///< where there were too many
    std::vector<RelationChange> m_changes;
};

/// For a record, and back. Of more relations than `kept`, the others' definitions are left out.
std::vector<run::RelationChange> forRecord(const std::vector<RelationChange> &changes, int serverVersion,
                                           std::size_t kept = 500);
/// Nothing where the record holds no definition, or one that can't be read.
std::optional<RelationChange> fromRecord(const run::RelationChange &change);

} // namespace retort::session
