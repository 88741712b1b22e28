// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/chunkreader.h"

#include <algorithm>

namespace retort::catalog {

namespace {

/// A partitioned table is as large as its partitions.
std::string relationSql()
{
    return R"(
SELECT c.oid, size.total, size.main, size.indexes, size.toast
FROM pg_catalog.pg_class c, LATERAL (
  SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(m.oid))::pg_catalog.int8 AS total,
    pg_catalog.sum(pg_catalog.pg_table_size(m.oid)
      - coalesce(pg_catalog.pg_total_relation_size(nullif(m.reltoastrelid, 0)), 0))::pg_catalog.int8 AS main,
    pg_catalog.sum(pg_catalog.pg_indexes_size(m.oid))::pg_catalog.int8 AS indexes,
    pg_catalog.sum(coalesce(pg_catalog.pg_total_relation_size(nullif(m.reltoastrelid, 0)), 0))::pg_catalog.int8
      AS toast
  FROM (SELECT c.oid
        UNION ALL
        SELECT t.relid FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf AND t.relid <> c.oid) member
    JOIN pg_catalog.pg_class m ON m.oid = member.oid
  ) size
WHERE c.oid = ANY (@) AND c.relkind IN ('r', 'p', 'm', 't', 'i', 'I', 'S') AND)"
        + notLocked();
}

void readRelation(const Row &row, Relation &relation)
{
    relation.summary.totalBytes = row.sizeOrUnknown(1);
    relation.sizes = {row.sizeOrUnknown(2), row.sizeOrUnknown(3), row.sizeOrUnknown(4)};
}

std::string totalSql()
{
    return R"(
SELECT c.oid,
  CASE WHEN c.relkind = 'p' THEN
    (SELECT pg_catalog.sum(pg_catalog.pg_total_relation_size(t.relid))::pg_catalog.int8
     FROM pg_catalog.pg_partition_tree(c.oid) t WHERE t.isleaf)
  ELSE pg_catalog.pg_total_relation_size(c.oid) END
FROM pg_catalog.pg_class c
WHERE c.oid = ANY (@) AND c.relkind IN ('r', 'p', 'm', 'S') AND)"
        + notLocked();
}

std::string indexSql()
{
    return R"(
SELECT i.indrelid, x.relname,
  CASE WHEN x.relkind = 'I' THEN
    (SELECT pg_catalog.sum(pg_catalog.pg_relation_size(t.relid))::pg_catalog.int8
     FROM pg_catalog.pg_partition_tree(x.oid) t WHERE t.isleaf)
  ELSE pg_catalog.pg_relation_size(x.oid) END
FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
WHERE i.indrelid = ANY (@) AND)"
        + notLocked();
}

Index *findIndex(Relation &relation, const std::string &name)
{
    const auto found = std::find_if(relation.indexes.begin(), relation.indexes.end(),
                                    [&](const Index &index) { return index.name == name; });
    return found == relation.indexes.end() ? nullptr : &*found;
}

void readIndex(const Row &row, Relation &relation)
{
    if (auto *index = findIndex(relation, row.text(1)))
        index->bytes = row.sizeOrUnknown(2);
}

/// The hypertables among the wanted, and those that store a wanted continuous aggregate.
constexpr std::string_view hypertables = R"(
WITH hypertable AS (
  SELECT c.oid, false AS is_storage, c.oid::pg_catalog.regclass AS relation
  FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN timescaledb_information.hypertables h ON h.hypertable_schema = n.nspname AND h.hypertable_name = c.relname
  WHERE c.oid = ANY (@)
  UNION ALL
  SELECT c.oid, true, pg_catalog.format('%I.%I', a.materialization_hypertable_schema,
                                        a.materialization_hypertable_name)::pg_catalog.regclass
  FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    JOIN timescaledb_information.continuous_aggregates a
      ON a.view_schema = n.nspname AND a.view_name = c.relname
  WHERE c.oid = ANY (@)
)
)";

/// Compression statistics have no row where compression is off.
std::string hypertableSql(const std::string &schema)
{
    return "SELECT oid, is_storage, d.*, " + schema + ".approximate_row_count(relation), s.*" + R"(
FROM hypertable LEFT JOIN LATERAL (
  SELECT pg_catalog.sum(total_bytes)::pg_catalog.int8, pg_catalog.sum(table_bytes)::pg_catalog.int8,
    pg_catalog.sum(index_bytes)::pg_catalog.int8, pg_catalog.sum(toast_bytes)::pg_catalog.int8
  FROM )"
        + schema + R"(.hypertable_detailed_size(relation)) d ON true LEFT JOIN LATERAL (
  SELECT pg_catalog.sum(before_compression_total_bytes)::pg_catalog.int8,
    pg_catalog.sum(before_compression_table_bytes)::pg_catalog.int8,
    pg_catalog.sum(before_compression_index_bytes)::pg_catalog.int8,
    pg_catalog.sum(before_compression_toast_bytes)::pg_catalog.int8,
    pg_catalog.sum(after_compression_total_bytes)::pg_catalog.int8,
    pg_catalog.sum(after_compression_table_bytes)::pg_catalog.int8,
    pg_catalog.sum(after_compression_index_bytes)::pg_catalog.int8,
    pg_catalog.sum(after_compression_toast_bytes)::pg_catalog.int8
  FROM )"
        + schema + ".hypertable_compression_stats(relation)) s ON true";
}

Sizes sizesAt(const Row &row, int column)
{
    return {row.sizeOrUnknown(column), row.sizeOrUnknown(column + 1), row.sizeOrUnknown(column + 2)};
}

void readHypertable(const Row &row, Relation &relation)
{
    auto *facts = hypertableFacts(relation, row.boolean(1));
    if (facts == nullptr)
        return;
    facts->totalBytes = row.sizeOrUnknown(2);
    facts->sizes = sizesAt(row, 3);
    facts->bytesBeforeCompression = row.sizeOrUnknown(7);
    facts->sizesBeforeCompression = sizesAt(row, 8);
    facts->bytesAfterCompression = row.sizeOrUnknown(11);
    facts->sizesAfterCompression = sizesAt(row, 12);
    relation.summary.totalBytes = facts->totalBytes;
    relation.summary.estimatedRows = row.sizeOrUnknown(6);
}

std::string chunkSql(const std::string &schema)
{
    return "SELECT oid, is_storage, s.chunk_schema, s.chunk_name, s.total_bytes, s.table_bytes, s.index_bytes,"
           " s.toast_bytes FROM hypertable, LATERAL "
        + schema + ".chunks_detailed_size(relation) s";
}

void readChunk(const Row &row, Chunk &chunk)
{
    chunk.bytes = row.sizeOrUnknown(4);
    chunk.sizes = sizesAt(row, 5);
}

std::string chunkCompressionSql(const std::string &schema)
{
    return "SELECT oid, is_storage, s.chunk_schema, s.chunk_name, s.before_compression_total_bytes,"
           " s.after_compression_total_bytes FROM hypertable, LATERAL "
        + schema + ".chunk_compression_stats(relation) s";
}

void readChunkCompression(const Row &row, Chunk &chunk)
{
    chunk.bytesBeforeCompression = row.sizeOrUnknown(4);
    chunk.bytesAfterCompression = row.sizeOrUnknown(5);
}

std::string hypertableTotalSql(const Server &server)
{
    const std::string size = server.hasApproximateSize ? ".hypertable_approximate_size" : ".hypertable_size";
    return "SELECT oid, " + server.timescaleSchema + size + "(relation), " + server.timescaleSchema
        + ".approximate_row_count(relation) FROM hypertable";
}

void readHypertableTotal(const Row &row, Relation &relation)
{
    relation.summary.totalBytes = row.sizeOrUnknown(1);
    relation.summary.estimatedRows = row.sizeOrUnknown(2);
}

std::string hypertableIndexSql(const std::string &schema)
{
    return "SELECT h.oid, x.relname, " + schema + R"(.hypertable_index_size(x.oid::pg_catalog.regclass)
FROM hypertable h
  JOIN pg_catalog.pg_index i ON i.indrelid = h.oid
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
WHERE NOT h.is_storage)";
}

constexpr std::string_view activitySql = R"(
SELECT s.relid, s.n_live_tup, s.n_dead_tup, s.seq_scan, s.idx_scan,
  greatest(s.last_vacuum, s.last_autovacuum), greatest(s.last_analyze, s.last_autoanalyze)
FROM pg_catalog.pg_stat_all_tables s
WHERE s.relid = ANY (@))";

void readActivity(const Row &row, Relation &relation)
{
    relation.activity =
        Activity{row.integer(1), row.integer(2), row.integer(3), row.integer(4), row.text(5), row.text(6)};
}

constexpr std::string_view sequenceSql = R"(
SELECT s.seqrelid, privilege.is_given,
  CASE WHEN privilege.is_given THEN pg_catalog.pg_sequence_last_value(s.seqrelid) END
FROM pg_catalog.pg_sequence s
  JOIN pg_catalog.pg_class c ON c.oid = s.seqrelid,
  LATERAL (SELECT pg_catalog.has_sequence_privilege(s.seqrelid, 'USAGE,SELECT') AS is_given) privilege
WHERE s.seqrelid = ANY (@) AND c.relpersistence <> 't' AND)";

void readSequence(const Row &row, Relation &relation)
{
    if (!relation.sequence)
        return;
    relation.sequence->isValueHidden = !row.boolean(1);
    relation.sequence->lastValue = row.text(2);
}

} // namespace

std::string notLocked()
{
    return R"(
NOT EXISTS (SELECT FROM pg_catalog.pg_locks l
            WHERE l.relation = c.oid AND l.mode = 'AccessExclusiveLock' AND l.granted
              AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d
                                WHERE d.datname = pg_catalog.current_database())
              AND l.pid <> pg_catalog.pg_backend_pid()))";
}

std::vector<Area> activityAreas(std::string_view oids)
{
    return {{withOids(activitySql, oids), readActivity}, {withOids(std::string(sequenceSql) + notLocked(), oids), readSequence}};
}

std::vector<Area> summarySizeAreas(const Server &server, std::string_view oids)
{
    std::vector<Area> areas{{withOids(totalSql(), oids), [](const Row &row, Relation &relation) {
                                 relation.summary.totalBytes = row.sizeOrUnknown(1);
                             }}};
    if (server.hasTimescale)
        areas.push_back({withOids(std::string(hypertables) + hypertableTotalSql(server), oids), readHypertableTotal});
    return areas;
}

std::vector<Area> sizeAreas(const Server &server, std::string_view oids)
{
    std::vector<Area> areas{{withOids(relationSql(), oids), readRelation}, {withOids(indexSql(), oids), readIndex}};
    if (server.hasTimescale) {
        const auto query = [&](const std::string &body) { return withOids(std::string(hypertables) + body, oids); };
        areas.push_back({query(hypertableSql(server.timescaleSchema)), readHypertable});
        areas.push_back({query(chunkSql(server.timescaleSchema)), ChunkReader(readChunk)});
        areas.push_back({query(chunkCompressionSql(server.timescaleSchema)), ChunkReader(readChunkCompression)});
        areas.push_back({query(hypertableIndexSql(server.timescaleSchema)), readIndex});
    }
    return areas;
}

} // namespace retort::catalog
