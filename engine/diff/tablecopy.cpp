// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/tablecopy.h"

#include "engine/base/text.h"
#include "engine/diff/casts.h"
#include "engine/diff/sequenceoptions.h"
#include "engine/diff/typeparts.h"

namespace retort::diff
{

namespace
{

using catalog::Column;
using catalog::Relation;

catalog::RelationName movedTable(const catalog::RelationName &name)
{
    return {name.schema, movedName(name.name)};
}

/// The old column as the new one's type.
std::string valueOf(const Column &from, const Column &to)
{
    const std::string name = quoted(from.name);
    constexpr std::string_view word = " USING ";
    const std::string clause = usingClause(name, from.type, to.type);
    return clause.empty() ? name : clause.substr(word.size());
}

Statements copyRows(const End &end, const Relation &relation, const End &before)
{
    const std::string name = relation.summary.name.toString();
    std::vector<std::string> columns;
    std::vector<std::string> values;
    Statements statements;
    for (const Column &column : relation.columns) {
        const Column *old = before.column(relation.summary.name, column.name);
        if (old == nullptr || column.generated != '\0')
            continue;
        columns.push_back(quoted(column.name));
        values.push_back(valueOf(*old, column));
    }
    if (columns.empty())
        return statements;
    statements.push_back({"INSERT INTO " + name + " (" + text::join(columns, ", ") + ") OVERRIDING SYSTEM VALUE SELECT "
                              + text::join(values, ", ") + " FROM " + movedTable(relation.summary.name).toString(),
                          Boundary::Inside,
                          {{Risk::Kind::Rewrite, "Every row is copied."},
                           {Risk::Kind::MayFail, "A row that no partition takes stops it."}}});
    for (const Column &column : relation.columns) {
        const Relation *identity = end.identitySequence(relation.summary.name, column.name);
        if (identity != nullptr) {
            const std::string sequence = "pg_catalog.pg_get_serial_sequence(" + text::quoteLiteral(name) + ", "
                + text::quoteLiteral(column.name) + ')';
            const ObjectId id{"column", relation.summary.name, column.name};
            statements.push_back({continueWith(sequence, *identity->sequence, id)});
        }
    }
    return statements;
}

} // namespace

void addTableCopy(const End &end, const Relation &relation, Part &part)
{
    const std::string name = relation.summary.name.toString();
    const std::string moved = movedTable(relation.summary.name).toString();
    Statements moving;
    for (const Column &column : relation.columns) {
        if (column.identity != '\0') // or the new one's sequence would need another name
            moving.push_back({"ALTER TABLE " + name + " ALTER COLUMN " + quoted(column.name) + " DROP IDENTITY"});
    }
    moving.push_back({"ALTER TABLE " + name + " RENAME TO " + quoted(movedName(relation.summary.name.name))});
    part.moveAway = std::move(moving);
    part.dropMoved = statement("DROP TABLE " + moved);
    part.takeOver = [&end, &relation](const End &before) { return copyRows(end, relation, before); };
}

} // namespace retort::diff
