// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/describe.h"
#include "engine/catalog/relation.h"
#include "engine/postgres/connection.h"
#include "engine/run/runchanges.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::session
{

/// As RunWitness, for a program that runs once and then ends: two plain looks at the relations, nothing kept for a
/// third. An empty database costs a query; one of more relations than `most` is looked at by name alone. No look fails
/// a run. One thread at a time.
class RunLook
{
public:
    /// `ours`: see catalog::SnapshotOptions.
    RunLook(std::vector<std::string> ours, std::int64_t most);

    void before(postgres::Connection &connection);
    run::RunChanges after(postgres::Connection &connection);

private:
    run::RunChanges compare(const std::vector<catalog::Relation> &now, int serverVersion) const;
    run::RunChanges compareNames(const std::vector<catalog::NamedRelation> &now) const;

    std::vector<std::string> m_ours;
    std::int64_t m_most;
    std::optional<std::vector<catalog::Relation>> m_relations;
    std::optional<std::vector<catalog::NamedRelation>> m_names; ///< where there were too many
};

} // namespace retort::session
