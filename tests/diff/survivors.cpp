// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/diff/survivors.h"

#include "engine/base/text.h"
#include "engine/postgres/connection.h"
#include "tests/support/printers.h"

#include <QtGlobal>

#include <algorithm>

namespace retort::test
{

namespace
{

/// Where the rows of a table are counted: a partitioned one shows those of its partitions, a hypertable's stand in its
/// chunks; any other has its own, whoever inherits from it.
constexpr const char *tablesSql = R"(
SELECT c.oid::regclass::text,
  CASE WHEN c.relkind = 'p' OR EXISTS (SELECT FROM pg_inherits i JOIN pg_class k ON k.oid = i.inhrelid
         WHERE i.inhparent = c.oid AND k.relnamespace::regnamespace::text = '_timescaledb_internal')
    THEN '' ELSE 'ONLY ' END,
  CASE WHEN c.relkind = 'p' THEN
    (SELECT coalesce(string_agg(i.inhrelid::regclass::text, ',' ORDER BY 1), '') FROM pg_inherits i
     WHERE i.inhparent = c.oid) END
FROM pg_class c
WHERE c.relkind IN ('r', 'p')
  AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|_?timescaledb_)')";

constexpr const char *columnsSql = R"(
SELECT c.oid::regclass::text, a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> ''
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p')
  AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|_?timescaledb_)'
ORDER BY 1, 2)";

constexpr const char *sequencesSql = R"(
SELECT c.oid::regclass::text FROM pg_class c
WHERE c.relkind = 'S' AND c.relnamespace::regnamespace::text !~ '^(pg_|_?timescaledb_)')";

struct Column {
    std::string type;
    bool isGenerated = false;
};

struct Table {
    std::string only;
    std::string partitions;
    std::map<std::string, Column> columns;
};

struct Contents {
    std::map<std::string, Table> tables;
    std::vector<std::string> sequences;
};

postgres::Connection connectTo(const postgres::ConnectionSettings &settings)
{
    auto connection = postgres::Connection::connect(settings, {}, "retort test");
    if (!connection)
        qFatal("%s", describe(connection.error()).c_str());
    return *std::move(connection);
}

Contents contentsOf(const postgres::ConnectionSettings &settings)
{
    postgres::Connection connection = connectTo(settings);
    const auto results = connection.execute(std::string(tablesSql) + ';' + columnsSql + ';' + sequencesSql);
    if (!results)
        qFatal("%s", describe(results.error()).c_str());
    Contents contents;
    const auto &tables = (*results)[0];
    for (int row = 0; row < tables.rowCount(); ++row)
        contents.tables[tables.text(row, 0)] = {tables.text(row, 1), tables.text(row, 2), {}};
    const auto &columns = (*results)[1];
    for (int row = 0; row < columns.rowCount(); ++row)
        contents.tables[columns.text(row, 0)].columns[columns.text(row, 1)] = {columns.text(row, 2),
                                                                             columns.boolean(row, 3)};
    const auto &sequences = (*results)[2];
    for (int row = 0; row < sequences.rowCount(); ++row)
        contents.sequences.push_back(sequences.text(row, 0));
    return contents;
}

/// How many rows, a sum over the values that must stay, and how many values the other common columns have.
std::string queryFor(const std::string &name, const Table &from, const Table &to,
                     const std::vector<std::string> &changedColumns)
{
    std::vector<std::string> kept;
    std::vector<std::string> numbers{"count(*)"};
    for (const auto &[column, facts] : from.columns) {
        const auto other = to.columns.find(column);
        if (other == to.columns.end() || facts.isGenerated || other->second.isGenerated)
            continue;
        const std::string quoted = text::quoteIdentifier(column);
        const bool mayChange = std::find(changedColumns.begin(), changedColumns.end(), name + '.' + column)
            != changedColumns.end();
        if (facts.type == other->second.type && !mayChange)
            kept.push_back(quoted);
        else
            numbers.push_back("count(" + quoted + ')');
    }
    const std::string row = "ROW(" + text::join(kept, ", ") + ")::text";
    numbers.push_back("md5(string_agg(" + row + ", E'\\n' ORDER BY " + row + " COLLATE \"C\"))");
    return "SELECT concat_ws(' ', " + text::join(numbers, ", ") + ") FROM " + from.only + name;
}

} // namespace

Survivors::Survivors(const postgres::ConnectionSettings &from, const postgres::ConnectionSettings &to,
                     const std::vector<std::string> &changedColumns)
{
    const Contents ofFrom = contentsOf(from);
    const Contents ofTo = contentsOf(to);
    for (const auto &[name, table] : ofFrom.tables) {
        const auto other = ofTo.tables.find(name);
        if (other == ofTo.tables.end())
            continue;
        Table read = table;
        if (other->second.only.empty())
            read.only.clear(); // its rows go into partitions or chunks
        else if (table.only.empty() || table.partitions != other->second.partitions)
            continue; // rows go and come with partitions
        if (table.only.empty() && table.partitions != other->second.partitions)
            continue;
        m_queries[name] = queryFor(name, read, other->second, changedColumns);
    }
    for (const std::string &name : ofFrom.sequences) {
        if (std::find(ofTo.sequences.begin(), ofTo.sequences.end(), name) != ofTo.sequences.end())
            m_queries["sequence " + name] = "SELECT last_value + is_called::integer FROM " + name;
    }
}

std::map<std::string, std::string> Survivors::read(const postgres::ConnectionSettings &database) const
{
    postgres::Connection connection = connectTo(database);
    std::map<std::string, std::string> values;
    for (const auto &[name, query] : m_queries) {
        const auto result = connection.query(query);
        values[name] = result ? result->text(0, 0) : describe(result.error());
    }
    return values;
}

std::string lossesBetween(const std::map<std::string, std::string> &before,
                          const std::map<std::string, std::string> &after)
{
    std::string losses;
    for (const auto &[name, value] : before) {
        const auto found = after.find(name);
        if (found == after.end() || found->second != value)
            losses += name + ": " + value + " -> " + (found == after.end() ? "nothing" : found->second) + '\n';
    }
    return losses;
}

} // namespace retort::test
