// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/chunkreader.h"
#include "engine/catalog/objectareas.h"

namespace retort::catalog {

namespace {

/// Each wanted relation by name, and for a continuous aggregate the internal hypertable that stores its rows
/// as well (`is_storage`): chunks and settings hang on that one. Views are read as JSON, since columns come and
/// go between 2.11 and 2.25, and one that is not there must read as NULL.
constexpr std::string_view wanted = R"(
WITH aggregate AS MATERIALIZED (
  SELECT pg_catalog.to_jsonb(a) AS row FROM timescaledb_information.continuous_aggregates a
), named AS (
  SELECT c.oid, n.nspname::pg_catalog.text AS schema, c.relname::pg_catalog.text AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.oid = ANY (@)
), wanted AS (
  SELECT oid, schema, name, false AS is_storage FROM named
  UNION ALL
  SELECT named.oid, row->>'materialization_hypertable_schema', row->>'materialization_hypertable_name', true
  FROM named JOIN aggregate ON row->>'view_schema' = schema AND row->>'view_name' = name
)
)";

std::string query(std::string_view body, std::string_view oids)
{
    return withOids(std::string(wanted) + std::string(body), oids);
}

/// For rows that begin with (oid, is_storage).
HypertableFacts *factsOf(const Row &row, Relation &relation)
{
    return hypertableFacts(relation, row.boolean(1));
}

constexpr std::string_view hypertableSql = R"(
SELECT oid, row->>'compression_enabled' = 'true',
  array(SELECT pg_catalog.jsonb_array_elements_text(nullif(row->'tablespaces', 'null')))
FROM wanted JOIN (SELECT pg_catalog.to_jsonb(h) AS row FROM timescaledb_information.hypertables h) h
  ON row->>'hypertable_schema' = schema AND row->>'hypertable_name' = name
WHERE NOT is_storage)";

void readHypertable(const Row &row, Relation &relation)
{
    relation.summary.isHypertable = true;
    relation.hypertable.emplace();
    relation.hypertable->compressionEnabled = row.boolean(1);
    relation.hypertable->tablespaces = row.texts(2).value_or(std::vector<std::string>());
}

std::string aggregateSql(const Server &server)
{
    const std::string watermark =
        server.watermarkFunction.empty() ? "NULL" : "(SELECT " + server.watermarkFunction + R"((ca.mat_hypertable_id)
   FROM _timescaledb_catalog.continuous_agg ca
   WHERE ca.user_view_schema::pg_catalog.text = schema AND ca.user_view_name::pg_catalog.text = name))";
    return R"(
SELECT oid, row->>'hypertable_schema', row->>'hypertable_name', row->>'materialized_only' = 'true',
  row->>'view_definition', row->>'materialization_hypertable_schema', row->>'materialization_hypertable_name',
  row->>'compression_enabled' = 'true', )"
        + watermark + R"(, row->>'finalized'
FROM wanted JOIN aggregate ON row->>'view_schema' = schema AND row->>'view_name' = name
WHERE NOT is_storage)";
}

void readAggregate(const Row &row, Relation &relation)
{
    relation.summary.isContinuousAggregate = true;
    auto &facts = relation.continuousAggregate.emplace();
    facts.hypertable = row.name(1);
    facts.materializedOnly = row.boolean(3);
    facts.definition = row.text(4);
    facts.materialization = row.name(5);
    facts.storage.compressionEnabled = row.boolean(7);
    facts.watermark = row.text(8);
    if (!row.isNull(9))
        facts.isFinalized = row.text(9) == "true";
}

constexpr std::string_view dimensionSql = R"(
SELECT oid, is_storage, row->>'column_name', row->>'column_type', row->>'dimension_type',
  coalesce(time_interval, row->>'integer_interval', row->>'num_partitions'),
  (SELECT pg_catalog.format('%I.%I', one.integer_now_func_schema, one.integer_now_func)
   FROM _timescaledb_catalog.dimension one
     JOIN _timescaledb_catalog.hypertable h ON h.id = one.hypertable_id
   WHERE one.integer_now_func IS NOT NULL AND h.schema_name::pg_catalog.text = schema
     AND h.table_name::pg_catalog.text = name AND one.column_name::pg_catalog.text = row->>'column_name')
FROM wanted JOIN (
    SELECT pg_catalog.to_jsonb(d) AS row, d.time_interval::pg_catalog.text AS time_interval
    FROM timescaledb_information.dimensions d) d
  ON row->>'hypertable_schema' = schema AND row->>'hypertable_name' = name
ORDER BY oid, (row->>'dimension_number')::pg_catalog.int8)";

void readDimension(const Row &row, Relation &relation)
{
    if (auto *facts = factsOf(row, relation))
        facts->dimensions.push_back({row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)});
}

constexpr std::string_view chunkSql = R"(
SELECT oid, is_storage, c.chunk_schema, c.chunk_name,
  coalesce(c.range_start::pg_catalog.text, c.range_start_integer::pg_catalog.text),
  coalesce(c.range_end::pg_catalog.text, c.range_end_integer::pg_catalog.text),
  coalesce(c.is_compressed, false), c.chunk_tablespace
FROM wanted JOIN timescaledb_information.chunks c
  ON c.hypertable_schema::pg_catalog.text = schema AND c.hypertable_name::pg_catalog.text = name
ORDER BY oid, c.range_start, c.range_start_integer, c.chunk_schema, c.chunk_name)";

void readChunk(const Row &row, Relation &relation)
{
    auto *facts = factsOf(row, relation);
    if (facts == nullptr)
        return;
    Chunk chunk;
    chunk.name = row.name(2);
    chunk.rangeStart = row.text(4);
    chunk.rangeEnd = row.text(5);
    chunk.isCompressed = row.boolean(6);
    chunk.tablespace = row.text(7);
    facts->chunkCount += 1;
    facts->compressedChunkCount += chunk.isCompressed ? 1 : 0;
    facts->chunks.push_back(std::move(chunk));
}

/// The column is a regclass, or its text. The view leaves the quotes of the segmenting columns out.
constexpr std::string_view settingsSql = R"(
SELECT oid, is_storage,
  coalesce((SELECT pg_catalog.string_agg(pg_catalog.quote_ident(one.name), ',' ORDER BY one.place)
            FROM _timescaledb_catalog.compression_settings own,
              pg_catalog.unnest(own.segmentby) WITH ORDINALITY AS one(name, place)
            WHERE own.relid = s.hypertable::pg_catalog.text::pg_catalog.regclass), s.segmentby),
  s.orderby, pg_catalog.to_jsonb(s)->>'compress_interval_length',
  pg_catalog.to_jsonb(s)->>'index'
FROM wanted JOIN timescaledb_information.hypertable_compression_settings s
  ON s.hypertable::pg_catalog.text::pg_catalog.regclass
     = pg_catalog.to_regclass(pg_catalog.format('%I.%I', schema, name)))";

/// Until 2.13 the settings came a column a row.
constexpr std::string_view oldSettingsSql = R"(
SELECT oid, is_storage,
  pg_catalog.string_agg(pg_catalog.quote_ident(s.attname), ',' ORDER BY s.segmentby_column_index)
    FILTER (WHERE s.segmentby_column_index IS NOT NULL),
  pg_catalog.string_agg(pg_catalog.quote_ident(s.attname)
      || CASE WHEN s.orderby_asc THEN '' ELSE ' DESC' END
      || CASE WHEN s.orderby_asc = NOT s.orderby_nullsfirst THEN ''
              WHEN s.orderby_nullsfirst THEN ' NULLS FIRST' ELSE ' NULLS LAST' END,
    ',' ORDER BY s.orderby_column_index) FILTER (WHERE s.orderby_column_index IS NOT NULL), NULL, NULL
FROM wanted JOIN timescaledb_information.compression_settings s
  ON s.hypertable_schema::pg_catalog.text = schema AND s.hypertable_name::pg_catalog.text = name
GROUP BY oid, is_storage)";

void readSettings(const Row &row, Relation &relation)
{
    if (auto *facts = factsOf(row, relation)) {
        facts->segmentBy = row.text(2);
        facts->isSegmentBySet = !row.isNull(2);
        facts->orderBy = row.text(3);
        facts->compressInterval = row.text(4);
        facts->sparseIndex = row.text(5);
    }
}

/// What each chunk was compressed with, which may be older than the hypertable's settings (2.14).
constexpr std::string_view chunkSettingsSql = R"(
SELECT oid, is_storage, c.chunk_schema, c.chunk_name, s.segmentby, s.orderby, pg_catalog.to_jsonb(s)->>'index'
FROM wanted
  JOIN timescaledb_information.chunks c
    ON c.hypertable_schema::pg_catalog.text = schema AND c.hypertable_name::pg_catalog.text = name AND c.is_compressed
  JOIN timescaledb_information.chunk_compression_settings s
    ON s.chunk::pg_catalog.text::pg_catalog.regclass
       = pg_catalog.to_regclass(pg_catalog.format('%I.%I', c.chunk_schema, c.chunk_name)))";

void readChunkSettings(const Row &row, Chunk &chunk)
{
    chunk.segmentBy = row.text(4);
    chunk.orderBy = row.text(5);
    chunk.sparseIndex = row.text(6);
}

constexpr std::string_view aggregatesOnItSql = R"(
SELECT oid, is_storage, row->>'view_schema', row->>'view_name'
FROM wanted JOIN aggregate ON row->>'hypertable_schema' = schema AND row->>'hypertable_name' = name
ORDER BY oid, 3, 4)";

void readAggregateOnIt(const Row &row, Relation &relation)
{
    if (auto *facts = factsOf(row, relation))
        facts->continuousAggregates.push_back(row.name(2));
}

/// The indexes of a continuous aggregate stand on its storage.
constexpr std::string_view aggregateIndexSql = R"(
SELECT wanted.oid, is_storage, x.relname, pg_catalog.pg_get_indexdef(i.indexrelid),
  pg_catalog.obj_description(x.oid, 'pg_class')
FROM wanted
  JOIN pg_catalog.pg_namespace n ON n.nspname::pg_catalog.text = schema
  JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname::pg_catalog.text = name
  JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
WHERE is_storage
ORDER BY wanted.oid, x.relname)";

void readAggregateIndex(const Row &row, Relation &relation)
{
    if (!relation.continuousAggregate)
        return;
    Index index;
    index.name = row.text(2);
    index.table = relation.continuousAggregate->materialization;
    index.definition = row.text(3);
    index.comment = row.text(4);
    relation.continuousAggregate->indexes.push_back(std::move(index));
}

/// A job's columns from the second on. Times and intervals are printed by PostgreSQL, not by JSON.
constexpr std::string_view jobColumns = R"(
  j.job_id, j.proc_schema, j.proc_name, j.schedule_interval, j.scheduled, j.config,
  coalesce(j.next_start, s.next_start), s.last_run_status, j.owner, pg_catalog.to_jsonb(j)->>'application_name',
  pg_catalog.to_jsonb(j)->>'check_schema', pg_catalog.to_jsonb(j)->>'check_name', j.fixed_schedule, j.initial_start,
  nullif(j.max_runtime, '0'), j.max_retries, j.retry_period, s.job_status, s.last_run_started_at,
  s.last_run_started_at + s.last_run_duration, s.last_run_duration, s.total_runs, s.total_successes,
  s.total_failures,
  (SELECT e.err_message FROM timescaledb_information.job_errors e
   WHERE e.job_id = j.job_id ORDER BY e.finish_time DESC LIMIT 1),
  (SELECT b.timezone FROM _timescaledb_config.bgw_job b WHERE b.id = j.job_id)
)";
constexpr std::string_view jobTables = R"(timescaledb_information.jobs j
  LEFT JOIN timescaledb_information.job_stats s ON s.job_id = j.job_id
)";

/// A continuous aggregate's job names its storage until 2.19, and the view itself since.
std::string jobSql()
{
    return "SELECT DISTINCT oid, " + std::string(jobColumns) + "FROM " + std::string(jobTables)
        + "JOIN wanted ON j.hypertable_schema::pg_catalog.text = schema"
          " AND j.hypertable_name::pg_catalog.text = name ORDER BY oid, 2";
}

/// Actions that users made; TimescaleDB's own jobs without a hypertable serve itself.
std::string userJobSql()
{
    return "SELECT NULL, " + std::string(jobColumns) + "FROM " + std::string(jobTables)
        + "WHERE j.hypertable_name IS NULL AND j.proc_schema !~ '^_timescaledb_' ORDER BY j.job_id";
}

std::string policyKind(const std::string &procedure, const std::string &qualified)
{
    if (procedure == "policy_compression")
        return "compression";
    if (procedure == "policy_retention")
        return "retention";
    if (procedure == "policy_refresh_continuous_aggregate")
        return "refresh";
    if (procedure == "policy_reorder")
        return "reorder";
    return qualified;
}

Policy policyOf(const Row &row)
{
    Policy policy;
    policy.jobId = row.integer(1);
    policy.procedure = row.text(2) + "." + row.text(3);
    policy.kind = policyKind(row.text(3), policy.procedure);
    policy.schedule = row.text(4);
    policy.isScheduled = row.boolean(5);
    policy.config = row.text(6);
    policy.nextStart = row.text(7);
    policy.lastStatus = row.text(8);
    policy.owner = row.text(9);
    policy.applicationName = row.text(10);
    if (!row.isNull(12))
        policy.checkFunction = row.text(11) + "." + row.text(12);
    policy.isFixedSchedule = row.boolean(13);
    policy.initialStart = row.text(14);
    policy.maxRuntime = row.text(15);
    policy.maxRetries = row.text(16);
    policy.retryPeriod = row.text(17);
    policy.status = row.text(18);
    policy.lastStart = row.text(19);
    policy.lastFinish = row.text(20);
    policy.lastDuration = row.text(21);
    policy.runs = row.integer(22);
    policy.successes = row.integer(23);
    policy.failures = row.integer(24);
    policy.lastError = row.text(25);
    policy.timezone = row.text(26);
    return policy;
}

void readJob(const Row &row, Relation &relation)
{
    Policy policy = policyOf(row);
    if (relation.continuousAggregate)
        relation.continuousAggregate->policies.push_back(std::move(policy));
    else if (relation.hypertable)
        relation.hypertable->policies.push_back(std::move(policy));
}

} // namespace

std::vector<Area> timescaleKindAreas(const Server &server, std::string_view oids)
{
    if (!server.hasTimescale)
        return {};
    return {{query(hypertableSql, oids), readHypertable}, {query(aggregateSql(server), oids), readAggregate}};
}

std::vector<Area> timescaleAreas(const Server &server, std::string_view oids)
{
    auto areas = timescaleKindAreas(server, oids); // first: they make the facts that the others fill
    if (areas.empty())
        return areas;
    areas.push_back({query(dimensionSql, oids), readDimension});
    areas.push_back({query(chunkSql, oids), readChunk});
    areas.push_back({query(server.hasCompressionSettings ? settingsSql : oldSettingsSql, oids), readSettings});
    if (server.hasCompressionSettings)
        areas.push_back({query(chunkSettingsSql, oids), ChunkReader(readChunkSettings)});
    areas.push_back({query(aggregatesOnItSql, oids), readAggregateOnIt});
    areas.push_back({query(aggregateIndexSql, oids), readAggregateIndex});
    areas.push_back({query(jobSql(), oids), readJob});
    return areas;
}

std::vector<ObjectArea> timescaleObjectAreas(const Server &server)
{
    if (!server.hasTimescale)
        return {};
    return {{userJobSql(), [](const Row &row, Snapshot &snapshot) { snapshot.jobs.push_back(policyOf(row)); }}};
}

} // namespace retort::catalog
