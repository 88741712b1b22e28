// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/runlook.h"

#include "engine/catalog/difference.h"
#include "engine/session/changerecord.h"

#include <map>
#include <utility>

namespace retort::session
{

using catalog::NamedRelation;
using catalog::Relation;

RunLook::RunLook(std::vector<std::string> ours, std::int64_t most)
    : m_ours(std::move(ours))
    , m_most(most)
{
}

void RunLook::before(postgres::Connection &connection)
{
    m_relations.reset();
    m_names.reset();
    const auto count = catalog::countRelations(connection);
    if (!count)
        return;
    if (*count == 0) {
        m_relations.emplace();
    } else if (*count <= m_most) {
        if (auto relations = catalog::readRelations(connection, m_ours))
            m_relations = *std::move(relations);
    } else if (auto names = catalog::nameRelations(connection)) {
        m_names = *std::move(names);
    }
}

run::RunChanges RunLook::after(postgres::Connection &connection)
{
    const auto count = m_relations || m_names ? catalog::countRelations(connection)
                                              : Result<std::int64_t>(std::int64_t{0});
    if (!count || (!m_relations && !m_names))
        return {};
    if (m_relations && *count <= m_most) {
        const auto now = *count == 0 ? Result<std::vector<Relation>>(std::vector<Relation>())
                                     : catalog::readRelations(connection, m_ours);
        return now ? compare(*now, connection.server().version) : run::RunChanges();
    }
    const auto names = catalog::nameRelations(connection);
    return names ? compareNames(*names) : run::RunChanges();
}

run::RunChanges RunLook::compare(const std::vector<Relation> &now, int serverVersion) const
{
    run::RunChanges changes;
    changes.extent = run::RunChanges::Extent::All;
    changes.relations = forRecord(changesBetween(*m_relations, now, serverVersion), serverVersion);
    std::vector<catalog::RelationSummary> list;
    for (const Relation &relation : now)
        list.push_back(relation.summary);
    changes.sizes = largestOf(list);
    return changes;
}

run::RunChanges RunLook::compareNames(const std::vector<NamedRelation> &now) const
{
    std::map<catalog::RelationName, catalog::RelationKind> gone;
    for (const Relation &relation : m_relations.value_or(std::vector<Relation>()))
        gone.emplace(relation.summary.name, relation.summary.kind);
    for (const NamedRelation &relation : m_names.value_or(std::vector<NamedRelation>()))
        gone.emplace(relation.name, relation.kind);
    run::RunChanges changes;
    changes.extent = run::RunChanges::Extent::Names;
    using Kind = run::RelationChange::Kind;
    const auto add = [&](Kind kind, const catalog::RelationName &name, catalog::RelationKind relation) {
        if (!catalog::isOneOf(name, m_ours))
            changes.relations.push_back({kind, name.schema, name.name, toString(relation), {}, {}});
    };
    for (const NamedRelation &relation : now) {
        if (gone.erase(relation.name) == 0)
            add(Kind::Added, relation.name, relation.kind);
    }
    for (const auto &[name, kind] : gone)
        add(Kind::Removed, name, kind);
    return changes;
}

} // namespace retort::session
