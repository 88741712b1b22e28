// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/online.h"

#include "engine/base/text.h"

namespace retort::diff
{

using catalog::Relation;
using catalog::RelationKind;

bool isOnlineTable(const End &end, const Relation &relation)
{
    const bool isStored =
        relation.summary.kind == RelationKind::Table || relation.summary.kind == RelationKind::MaterializedView;
    return end.isOnline() && isStored && !relation.hypertable;
}

bool isInUse(const Relation &relation, const End &before)
{
    const Relation *old = before.relation(relation.summary.name);
    return old != nullptr && idOf(*old) == idOf(relation) && !old->hypertable
        && old->summary.kind == relation.summary.kind;
}

Statement createConcurrently(const std::string &createIndex)
{
    constexpr std::string_view word = " INDEX ";
    std::string sql = createIndex;
    if (const std::size_t at = sql.find(word); at != std::string::npos)
        sql.insert(at + word.size(), "CONCURRENTLY ");
    return {std::move(sql), Boundary::Outside};
}

Statement dropConcurrently(const std::string &index)
{
    return {"DROP INDEX CONCURRENTLY " + index, Boundary::Outside};
}

Statements addAndValidate(const std::string &table, const std::string &name, const std::string &add)
{
    return {{add + " NOT VALID", Boundary::Inside, {{Risk::Kind::ExclusiveLock, "Readers wait for a moment."}}},
            {"ALTER TABLE " + table + " VALIDATE CONSTRAINT " + quoted(name), Boundary::Outside,
             {{Risk::Kind::MayFail, "A row that breaks the constraint stops it."}}}};
}

Statements addByIndex(const std::string &table, const std::string &name, const std::string &createIndex,
                      const std::string &words, const std::string &behind)
{
    return {createConcurrently(createIndex),
            {"ALTER TABLE " + table + " ADD CONSTRAINT " + quoted(name) + ' ' + words + " USING INDEX " + quoted(name) + behind,
             Boundary::Inside,
             {{Risk::Kind::ExclusiveLock, "Readers wait for a moment."}}}};
}

Statements setNotNull(const std::string &table, const std::string &column)
{
    const std::string check = withEnding(column, "_not_null");
    const std::string alter = "ALTER TABLE " + table;
    Statements statements = addAndValidate(
        table, check, alter + " ADD CONSTRAINT " + quoted(check) + " CHECK (" + quoted(column) + " IS NOT NULL)");
    statements.push_back({alter + " ALTER COLUMN " + quoted(column) + " SET NOT NULL", Boundary::Inside,
                          {{Risk::Kind::ExclusiveLock, "Readers wait for a moment; no row is read."}}});
    statements.push_back({alter + " DROP CONSTRAINT " + quoted(check)});
    return statements;
}

std::string withEnding(const std::string &name, const std::string &ending)
{
    constexpr std::size_t most = 63;
    std::string text = name.substr(0, std::min(name.size(), most - ending.size()));
    while (text::invalidUtf8Offset(text)) // no character is cut
        text.pop_back();
    return text + ending;
}

} // namespace retort::diff
