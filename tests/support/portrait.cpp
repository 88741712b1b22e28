// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/portrait.h"

#include "engine/base/text.h"
#include "tests/support/clientprograms.h"
#include "tests/support/printers.h"

#include <algorithm>
#include <iterator>
#include <regex>
#include <vector>

namespace retort::test
{

namespace
{

/// One line a fact, by the public views alone. A policy's configuration names its hypertable by number.
constexpr const char *timescaleFactsSql = R"(
SELECT coalesce(string_agg(fact, E'\n' ORDER BY fact), '')
FROM (
    SELECT concat_ws(' ', 'hypertable', hypertable_schema, hypertable_name, num_dimensions, compression_enabled) AS fact
    FROM timescaledb_information.hypertables
    UNION ALL
    SELECT concat_ws(' ', 'dimension', hypertable_schema, hypertable_name, dimension_number, column_name, column_type,
                     dimension_type, time_interval, integer_interval, num_partitions, integer_now_func)
    FROM timescaledb_information.dimensions
    UNION ALL
    SELECT concat_ws(' ', 'compression', hypertable_schema, hypertable_name, attname, segmentby_column_index,
                     orderby_column_index, orderby_asc, orderby_nullsfirst)
    FROM timescaledb_information.compression_settings
    UNION ALL
    SELECT concat_ws(' ', 'columnstore', hypertable, 'by ' || segmentby, compress_interval_length, index)
    FROM timescaledb_information.hypertable_compression_settings
    UNION ALL
    SELECT concat_ws(' ', 'index', view_schema, view_name, indexdef,
                     obj_description(format('%I.%I', schemaname, indexname)::regclass))
    FROM timescaledb_information.continuous_aggregates
      JOIN pg_indexes ON schemaname = materialization_hypertable_schema AND tablename = materialization_hypertable_name
    UNION ALL
    SELECT concat_ws(' ', 'aggregate', view_schema, view_name, hypertable_name, materialized_only, compression_enabled,
                     view_definition)
    FROM timescaledb_information.continuous_aggregates
    UNION ALL
    SELECT concat_ws(' ', 'job', regexp_replace(j.application_name, ' \[\d+\]$', ''), j.proc_schema, j.proc_name,
                     hypertable_schema, hypertable_name, j.schedule_interval, j.max_runtime, j.max_retries,
                     j.retry_period, j.scheduled, j.config - 'hypertable_id' - 'mat_hypertable_id', j.check_name,
                     b.timezone)
    FROM timescaledb_information.jobs j JOIN _timescaledb_config.bgw_job b ON b.id = j.job_id
    WHERE hypertable_name IS NOT NULL OR j.proc_schema !~ '^_timescaledb_'
) AS facts)";

} // namespace

std::string schemaPortrait(const ScratchDatabase &database)
{
    // Names with numbers in them would be sorted by these, too.
    std::string portrait = pgDump(
        database, {"--schema-only", "--exclude-schema=_timescaledb_internal", "--exclude-table=*.retort_history"});
    return withoutTimescaleNumbers(portrait) + timescalePortrait(database);
}

std::string timescalePortrait(const ScratchDatabase &database)
{
    auto connection = database.connect();
    return timescalePortrait(connection);
}

std::string timescalePortrait(postgres::Connection &connection)
{
    const auto installed = connection.query("SELECT FROM pg_extension WHERE extname = 'timescaledb'");
    if (installed && installed->rowCount() == 0)
        return {};
    const auto facts = connection.query(timescaleFactsSql);
    if (!facts)
        qFatal("no portrait: %s", describe(facts).c_str());
    return withoutTimescaleNumbers(facts->text(0, 0)) + '\n';
}

std::string withoutTimescaleNumbers(const std::string &text)
{
    static const std::regex number(
        "(_(?:materialized|compressed)_hypertable_|_(?:direct|partial)_view_|cagg_watermark\\()[0-9]+");
    return std::regex_replace(text, number, "$1N");
}

std::string contentsPortrait(const ScratchDatabase &database)
{
    postgres::Connection connection = database.connect();
    const auto tables = connection.query(
        "SELECT oid::regclass FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace::regnamespace::text"
        " !~ '^(pg_|information_schema|_?timescaledb_)' AND relname <> 'retort_history' ORDER BY oid::regclass::text");
    if (!tables)
        qFatal("no tables: %s", describe(tables).c_str());
    std::string portrait;
    for (int row = 0; row < tables->rowCount(); ++row) {
        const std::string table = tables->text(row, 0);
        portrait += table + ":\n"
            + database.value("SELECT string_agg(line, E'\\n' ORDER BY line) FROM"
                             " (SELECT (to_jsonb(t) - 'created_at')::text AS line FROM "
                             + table + " AS t) AS lines")
            + '\n';
    }
    return portrait;
}

std::string differenceOf(const std::string &first, const std::string &second)
{
    if (first == second)
        return {};
    const auto sortedLines = [](const std::string &text) {
        std::vector<std::string_view> lines = text::split(text, '\n');
        std::sort(lines.begin(), lines.end());
        return lines;
    };
    const std::vector<std::string_view> ofFirst = sortedLines(first);
    const std::vector<std::string_view> ofSecond = sortedLines(second);
    std::string difference;
    const auto add = [&difference](const char *sign, const auto &lines, const auto &others) {
        std::vector<std::string_view> alone;
        std::set_difference(lines.begin(), lines.end(), others.begin(), others.end(), std::back_inserter(alone));
        for (const std::string_view line : alone)
            difference += sign + std::string(line) + '\n';
    };
    add("- ", ofFirst, ofSecond);
    add("+ ", ofSecond, ofFirst);
    return difference.empty() ? "The lines are the same, in another order.\n" : difference;
}

} // namespace retort::test
