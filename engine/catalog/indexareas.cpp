// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/plaintexts.h"

#include <functional>
#include <utility>

namespace retort::catalog {

namespace {

/// Columns from the second on: the same for the indexes of a table and for an index itself, then `more`.
std::string facts(const Server &server, std::string_view more = {})
{
    const std::string nullsNotDistinct = server.version >= 150000 ? "i.indnullsnotdistinct" : "false";
    const std::string isPeriod = server.version >= 180000 ? "con.conperiod" : "false";
    return R"(
  x.relname, am.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid, true), con.contype,
  i.indisprimary, i.indisunique, )"
        + nullsNotDistinct + R"(,
  i.indisvalid, i.indisclustered, coalesce(con.condeferrable, false), coalesce(con.condeferred, false),
  i.indisreplident, ts.spcname, i.indisready,
  CASE WHEN x.relispartition THEN
    (SELECT h.inhparent::pg_catalog.regclass FROM pg_catalog.pg_inherits h WHERE h.inhrelid = x.oid) END,
  about.description, aboutcon.description,
  i.indexrelid, con.oid, i.indrelid, i.indrelid::pg_catalog.regclass, i.indnkeyatts, i.indkey, i.indclass,
  i.indcollation, i.indoption,
  x.relkind = 'i' AND am.amname = 'btree' AND i.indexprs IS NULL AND x.reloptions IS NULL AND NOT )"
        + nullsNotDistinct + R"(,
  con.contype IN ('p', 'u') AND NOT con.condeferrable AND NOT con.condeferred AND con.convalidated
    AND i.indnkeyatts = i.indnatts AND NOT )"
        + nullsNotDistinct + " AND NOT " + isPeriod + std::string(more) + R"(
FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_am am ON am.oid = x.relam
  LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = x.reltablespace
  LEFT JOIN pg_catalog.pg_constraint con
    ON con.conrelid = i.indrelid AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_catalog.pg_description about ON about.objoid = x.oid AND about.objsubid = 0
    AND about.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_description aboutcon ON aboutcon.objoid = con.oid AND aboutcon.objsubid = 0
    AND aboutcon.classoid = 'pg_catalog.pg_constraint'::pg_catalog.regclass
)";
}

Index readIndex(const Row &row)
{
    Index index;
    index.name = row.text(1);
    index.method = row.text(2);
    index.predicate = row.text(3);
    index.constraintType = row.character(4);
    index.isPrimary = row.boolean(5);
    index.isUnique = row.boolean(6);
    index.nullsNotDistinct = row.boolean(7);
    index.isValid = row.boolean(8);
    index.isClustered = row.boolean(9);
    index.isDeferrable = row.boolean(10);
    index.isDeferred = row.boolean(11);
    index.isReplicaIdentity = row.boolean(12);
    index.tablespace = row.text(13);
    index.isReady = row.boolean(14);
    index.parent = row.text(15);
    index.comment = row.text(16);
    index.constraintComment = row.text(17);
    return index;
}

/// Where the index's texts belong, however the relation has grown since.
using Find = std::function<Index &(Relation &)>;

void readDefinition(const Row &row, Index &index, std::uint32_t relation, const Find &find, PlainTexts &texts)
{
    PlainTexts::IndexFacts facts;
    facts.relation = row.oid(20);
    facts.name = index.name;
    facts.table = row.view(21);
    facts.isUnique = index.isUnique;
    facts.isPlain = row.boolean(27);
    facts.keyCount = static_cast<int>(row.integer(22));
    facts.columns = row.view(23);
    facts.operatorClasses = row.view(24);
    facts.collations = row.view(25);
    facts.options = row.view(26);
    facts.predicate = index.predicate;
    if (auto definition = texts.indexDefinition(facts))
        index.definition = *std::move(definition);
    else
        texts.askForIndex(relation, row.oid(18), [find](Relation &owner, std::string text) {
            find(owner).definition = std::move(text);
        });
}

void readConstraint(const Row &row, Index &index, std::uint32_t relation, const Find &find, PlainTexts &texts)
{
    if (index.constraintType == '\0')
        return;
    const auto columns = row.boolean(28) ? texts.columnList(row.oid(20), row.view(23)) : std::nullopt;
    if (columns)
        index.constraintDefinition = (index.constraintType == 'p' ? "PRIMARY KEY " : "UNIQUE ") + *columns;
    else
        texts.askForConstraint(relation, row.oid(19), [find](Relation &owner, std::string text) {
            find(owner).constraintDefinition = std::move(text);
        });
}

void readTexts(const Row &row, Relation &relation, const Find &find, PlainTexts &texts)
{
    Index &index = find(relation);
    readDefinition(row, index, relation.oid, find, texts);
    readConstraint(row, index, relation.oid, find, texts);
}

} // namespace

void addIndexAreas(std::vector<Area> &areas, const Server &server, const Wanted &wanted, PlainTexts &texts)
{
    addArea(areas, wanted.indexed,
            "SELECT i.indrelid," + facts(server)
                + "WHERE i.indrelid = ANY (@) ORDER BY i.indrelid, i.indisprimary DESC, x.relname",
            [&texts](const Row &row, Relation &relation) {
                const std::size_t number = relation.indexes.size();
                relation.indexes.push_back(readIndex(row));
                relation.indexes.back().table = relation.summary.name;
                readTexts(
                    row, relation, [number](Relation &owner) -> Index & { return owner.indexes.at(number); }, texts);
            });
    addArea(areas, wanted.indexed, R"(
SELECT i.indrelid, x.relname,
  pg_catalog.string_agg(pg_catalog.format('%s %s', a.attnum, a.attstattarget), ',' ORDER BY a.attnum)
FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indexrelid AND a.attstattarget >= 0
-- Of nothing but expressions can one be set.
WHERE i.indrelid = ANY (@) AND i.indexprs IS NOT NULL GROUP BY i.indrelid, x.relname)",
            [](const Row &row, Relation &relation) {
                const std::string name = row.text(1);
                for (Index &index : relation.indexes) {
                    if (index.name == name)
                        index.statisticsTargets = row.text(2);
                }
            });
    addArea(areas, wanted.indexes, "SELECT i.indexrelid," + facts(server, ", tn.nspname, t.relname") + R"(
  JOIN pg_catalog.pg_class t ON t.oid = i.indrelid
  JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
WHERE i.indexrelid = ANY (@))",
            [&texts](const Row &row, Relation &relation) {
                relation.index = readIndex(row);
                relation.index->table = row.name(29);
                readTexts(row, relation, [](Relation &owner) -> Index & { return *owner.index; }, texts);
            });
}

} // namespace retort::catalog
