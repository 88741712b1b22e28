// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/reader.h"

#include <algorithm>
#include <cstdlib>
#include <unordered_map>
#include <utility>

namespace retort::catalog {

namespace {

/// SQLSTATE lock_not_available and query_canceled: lock_timeout or statement_timeout ran out.
bool isTimeout(const Error &error)
{
    return error.sql && (error.sql->sqlstate == "55P03" || error.sql->sqlstate == "57014");
}

constexpr std::string_view serverSql = R"(
SELECT pg_catalog.current_database(), pg_catalog.quote_ident(n.nspname),
  pg_catalog.to_regclass('timescaledb_information.hypertable_compression_settings') IS NOT NULL,
  CASE WHEN pg_catalog.to_regproc('_timescaledb_functions.cagg_watermark') IS NOT NULL
         THEN '_timescaledb_functions.cagg_watermark'
       WHEN pg_catalog.to_regproc('_timescaledb_internal.cagg_watermark') IS NOT NULL
         THEN '_timescaledb_internal.cagg_watermark' END,
  pg_catalog.to_regproc(pg_catalog.quote_ident(n.nspname) || '.hypertable_approximate_size') IS NOT NULL,
  pg_catalog.current_setting('quote_all_identifiers') = 'on',
  array(SELECT k.word::pg_catalog.text FROM pg_catalog.pg_get_keywords() k WHERE k.catcode <> 'U'),
  array(SELECT o.oid || ':' || type.oid
        FROM pg_catalog.pg_opclass o, LATERAL (
            SELECT o.opcintype AS oid
            UNION ALL
            -- varchar has no class of its own, unless somebody made one: text's is taken.
            SELECT 'pg_catalog.varchar'::pg_catalog.regtype
            WHERE o.opcintype = 'pg_catalog.text'::pg_catalog.regtype AND NOT EXISTS (
              SELECT FROM pg_catalog.pg_opclass own
              WHERE own.opcmethod = o.opcmethod AND own.opcdefault
                AND own.opcintype = 'pg_catalog.varchar'::pg_catalog.regtype)) type
        WHERE o.opcmethod = (SELECT am.oid FROM pg_catalog.pg_am am WHERE am.amname = 'btree')
          AND o.opcdefault AND o.oid < 16384), -- FirstNormalObjectId
  pg_catalog.array_remove(ARRAY[
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_collation WHERE oid >= 16384) THEN 'collation' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_cast WHERE oid >= 16384) THEN 'cast' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_operator WHERE oid >= 16384) THEN 'operator' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_opfamily WHERE oid >= 16384) THEN 'opfamily' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_opclass WHERE oid >= 16384) THEN 'opclass' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_ts_dict WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_ts_config WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_ts_template WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_ts_parser WHERE oid >= 16384) THEN 'ts' END,
    CASE WHEN EXISTS (SELECT FROM pg_catalog.pg_conversion WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_language WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_am WHERE oid >= 16384)
           OR EXISTS (SELECT FROM pg_catalog.pg_foreign_data_wrapper WHERE oid >= 16384) THEN 'server' END], NULL)
FROM (SELECT) one
  LEFT JOIN pg_catalog.pg_extension e ON e.extname = 'timescaledb'
  LEFT JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace)";

} // namespace

Result<Reader> Reader::begin(postgres::Connection &connection)
{
    Reader reader(connection, !connection.isInTransaction());
    if (reader.m_isOwner) {
        // Compiling these queries (jit) takes longer than running them.
        auto begun = connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
                                        " SET LOCAL lock_timeout = '3s'; SET LOCAL jit = off");
        if (!begun)
            return std::move(begun).error();
    }
    if (auto found = reader.findServer(); !found)
        return std::move(found).error();
    return reader;
}

Reader::Reader(Reader &&other) noexcept
    : m_connection(other.m_connection)
    , m_isOwner(std::exchange(other.m_isOwner, false))
    , m_server(std::move(other.m_server))
{
}

Reader::~Reader()
{
    // Read only: nothing is lost by rolling back, and where the connection is gone there is nothing to end.
    if (m_isOwner && m_connection->isOpen())
        static_cast<void>(m_connection->execute("ROLLBACK"));
}

Result<void> Reader::findServer()
{
    auto result = m_connection->query(serverSql);
    if (!result)
        return std::move(result).error();
    m_server.version = m_connection->server().version;
    m_server.database = result->text(0, 0);
    m_server.hasTimescale = !result->isNull(0, 1);
    m_server.timescaleSchema = result->text(0, 1);
    m_server.hasCompressionSettings = result->boolean(0, 2);
    m_server.watermarkFunction = result->text(0, 3);
    m_server.hasApproximateSize = result->boolean(0, 4);
    const Row row(*result, 0);
    m_server.quotesAll = row.boolean(5);
    m_server.keywords = row.texts(6).value_or(std::vector<std::string>());
    std::sort(m_server.keywords.begin(), m_server.keywords.end());
    for (const std::string &pair : row.texts(7).value_or(std::vector<std::string>()))
        m_server.plainOperators.emplace_back(std::atoll(pair.c_str()), std::atoll(pair.c_str() + pair.find(':') + 1));
    m_server.otherKinds = row.texts(8).value_or(std::vector<std::string>());
    std::sort(m_server.plainOperators.begin(), m_server.plainOperators.end());
    return {};
}

Result<postgres::QueryResult> Reader::query(const std::string &sql)
{
    return m_connection->query(sql);
}

/// Sends all queries in one round trip, and hands each row over with its area while the server works on the next.
template <typename AreaType, typename Take>
Result<void> Reader::readEach(const std::vector<AreaType> &areas, const Take &take)
{
    std::vector<std::string_view> statements;
    for (const auto &area : areas)
        statements.push_back(area.sql);
    auto failure = m_connection->pipelineWithProgress(
        statements,
        [&](std::size_t index, const postgres::QueryResult &result) {
            for (int number = 0; number < result.rowCount(); ++number)
                take(areas[index], Row(result, number));
        },
        0);
    if (failure)
        return std::move(failure->error);
    return {};
}

Result<void> Reader::read(const std::vector<Area> &areas, std::vector<Relation> &relations)
{
    std::unordered_map<std::uint32_t, Relation *> byOid;
    byOid.reserve(relations.size());
    for (auto &relation : relations)
        byOid.emplace(relation.oid, &relation);
    return readEach(areas, [&byOid](const Area &area, const Row &row) {
        if (const auto found = byOid.find(row.oid(0)); found != byOid.end())
            area.read(row, *found->second);
    });
}

Result<void> Reader::read(const std::vector<ObjectArea> &areas, Snapshot &snapshot)
{
    return readEach(areas, [&snapshot](const ObjectArea &area, const Row &row) { area.read(row, snapshot); });
}

Result<bool> Reader::readInTime(const std::vector<Area> &areas, std::vector<Relation> &relations)
{
    return readWithin("SET LOCAL lock_timeout = '200ms'; SET LOCAL statement_timeout = '3s'", areas, relations);
}

Result<bool> Reader::readUnlessLocked(const std::vector<Area> &areas, std::vector<Relation> &relations)
{
    return readWithin("SET LOCAL lock_timeout = '200ms'", areas, relations);
}

Result<bool> Reader::readWithin(const std::string &limits, const std::vector<Area> &areas,
                                std::vector<Relation> &relations)
{
    auto marked = m_connection->execute("SAVEPOINT retort_catalog; " + limits);
    if (!marked)
        return std::move(marked).error();
    auto read = this->read(areas, relations);
    if (!read && !isTimeout(read.error()))
        return read.error();
    auto back = m_connection->execute("ROLLBACK TO SAVEPOINT retort_catalog; RELEASE SAVEPOINT retort_catalog");
    if (!back)
        return std::move(back).error();
    return read.isOk();
}

} // namespace retort::catalog
