// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/catalog/changes.h"

#include "engine/base/text.h"

#include <string>
#include <string_view>

namespace retort::catalog
{

namespace
{

/// A version of a row, as a number: a new one has another transaction or another place. `seed` tells apart what would
/// cancel out.
std::string version(const Server &server, const std::string &row, int seed)
{
    const std::string number =
        row + ".xmin::pg_catalog.text::pg_catalog.int8 + " + std::to_string(seed) + "00000000000";
    if (server.version < 140000)
        return "pg_catalog.hashtextextended(" + row + ".ctid::pg_catalog.text, " + number + ')';
    return "pg_catalog.hashtidextended(" + row + ".ctid, " + number + ')';
}

/// VACUUM and ANALYZE write their estimate in place.
std::string classVersion(const Server &server, const std::string &row, int seed)
{
    return version(server, row, seed) + " # pg_catalog.hashfloat4extended(" + row + ".reltuples, " + row
        + ".oid::pg_catalog.int8)";
}

/// Count and versions of the rows of each table.
class TokenSql
{
public:
    explicit TokenSql(const Server &server)
        : m_server(server)
    {
    }
    void add(char group, const std::string &table, const std::string &where = {})
    {
        addExpression(group, table + " t" + (where.empty() ? "" : " WHERE " + where), version(m_server, "t", 0));
    }
    void addExpression(char group, const std::string &from, const std::string &expression)
    {
        m_parts.push_back(std::string("SELECT '") + group
                          + "', pg_catalog.count(*) || ':' || coalesce(pg_catalog.bit_xor(" + expression + "), 0) FROM "
                          + from);
    }
    void addText(char group, const std::string &expression)
    {
        m_parts.push_back(std::string("SELECT '") + group + "', " + expression);
    }
    std::string sql() const { return text::join(m_parts, "\nUNION ALL "); }

private:
    const Server &m_server;
    std::vector<std::string> m_parts;
};

void addRelationCatalogs(TokenSql &token, const Server &server)
{
    token.addExpression('r', "pg_catalog.pg_class t", classVersion(server, "t", 0));
    for (const char *table :
         {"attribute", "attrdef", "index", "constraint", "trigger", "rewrite", "policy", "inherits", "description",
          "statistic_ext", "publication_rel", "sequence", "foreign_table", "partitioned_table"})
        token.add('r', std::string("pg_catalog.pg_") + table);
}

/// Row types of tables and arrays come and go with their tables.
constexpr std::string_view ownTypes =
    "t.typtype IN ('e', 'd', 'r', 'm') OR t.typtype = 'b' AND t.typcategory <> 'A' OR t.typtype = 'c' AND EXISTS ("
    "SELECT FROM pg_catalog.pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c')";

void addNames(TokenSql &token, const Server &server)
{
    for (const char *table : {"namespace", "proc", "enum", "operator", "opclass", "collation", "am", "tablespace",
                              "foreign_server", "publication", "extension"})
        token.add('n', std::string("pg_catalog.pg_") + table);
    if (server.version >= 150000)
        token.add('n', "pg_catalog.pg_publication_namespace");
    token.add('n', "pg_catalog.pg_type", std::string(ownTypes));
    token.addExpression('n', "pg_catalog.pg_roles r",
                        "pg_catalog.hashtextextended(r.rolname::pg_catalog.text, r.oid::pg_catalog.int8)");
    for (const char *setting : {"search_path", "quote_all_identifiers", "DateStyle", "IntervalStyle", "TimeZone",
                                "extra_float_digits", "bytea_output", "session_authorization"})
        token.addText('n', std::string("pg_catalog.current_setting('") + setting + "')");
}

void addTimescale(TokenSql &token, Reader &reader)
{
    // Which of its tables there are differs by version.
    auto tables = reader.query(R"(
SELECT pg_catalog.format('%I.%I', n.nspname, c.relname)
FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname IN ('_timescaledb_catalog', '_timescaledb_config') AND c.relkind = 'r'
  AND c.relname IN ('hypertable', 'chunk', 'chunk_constraint', 'dimension', 'dimension_slice', 'compression_settings',
                    'hypertable_compression', 'continuous_agg', 'continuous_aggs_watermark', 'bgw_job', 'tablespace')
  AND pg_catalog.has_table_privilege(c.oid, 'SELECT')
ORDER BY 1)");
    if (!tables)
        return; // the token's own query will say why
    for (int row = 0; row < tables->rowCount(); ++row)
        token.add('t', tables->text(row, 0));
    // What jobs did last stands in a view that everybody may read.
    token.addExpression('t', "timescaledb_information.job_stats s",
                        "pg_catalog.hashtextextended(pg_catalog.to_jsonb(s)::pg_catalog.text, 0)");
}

} // namespace

Result<SnapshotKeeper::Token> readToken(Reader &reader)
{
    TokenSql sql(reader.server());
    addRelationCatalogs(sql, reader.server());
    addNames(sql, reader.server());
    for (const char *table : {"range", "event_trigger", "default_acl", "aggregate", "foreign_data_wrapper", "language",
                              "cast", "conversion", "opfamily", "amop", "amproc", "ts_config", "ts_config_map",
                              "ts_dict", "ts_parser", "ts_template", "transform"})
        sql.add('o', std::string("pg_catalog.pg_") + table);
    if (reader.server().hasTimescale)
        addTimescale(sql, reader);
    const auto rows = reader.query(sql.sql());
    if (!rows)
        return rows.error();
    SnapshotKeeper::Token token;
    for (int row = 0; row < rows->rowCount(); ++row) {
        const char group = rows->value(row, 0).front();
        std::string &part = group == 'r' ? token.relations
            : group == 'n'               ? token.names
            : group == 't'               ? token.timescale
                                         : token.objects;
        part += rows->text(row, 1) + '\n';
    }
    return token;
}

Result<Stamps> readStamps(Reader &reader)
{
    const Server &server = reader.server();
    std::vector<std::string> parts;
    int seed = 0;
    const auto add = [&](const std::string &relation, const std::string &from, const std::string &row) {
        parts.push_back("SELECT " + relation + " AS oid, " + version(server, row, ++seed) + " AS version FROM " + from);
    };
    parts.push_back("SELECT c.oid, " + classVersion(server, "c", 0) + " AS version FROM pg_catalog.pg_class c");
    add("c.oid", "pg_catalog.pg_class c JOIN pg_catalog.pg_class toast ON toast.oid = c.reltoastrelid", "toast");
    add("a.attrelid", "pg_catalog.pg_attribute a", "a");
    add("d.adrelid", "pg_catalog.pg_attrdef d", "d");
    add("i.indrelid", "pg_catalog.pg_index i", "i");
    add("i.indrelid", "pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid", "x");
    add("i.indrelid", "pg_catalog.pg_index i JOIN pg_catalog.pg_inherits h ON h.inhrelid = i.indexrelid", "h");
    add("i.indrelid", "pg_catalog.pg_index i JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indexrelid", "a");
    add("r.conrelid", "pg_catalog.pg_constraint r", "r");
    add("r.confrelid", "pg_catalog.pg_constraint r", "r");
    add("t.tgrelid", "pg_catalog.pg_trigger t", "t");
    add("r.ev_class", "pg_catalog.pg_rewrite r", "r");
    add("p.polrelid", "pg_catalog.pg_policy p", "p");
    add("h.inhrelid", "pg_catalog.pg_inherits h", "h");
    add("h.inhparent", "pg_catalog.pg_inherits h", "h");
    add("s.stxrelid", "pg_catalog.pg_statistic_ext s", "s");
    add("p.prrelid", "pg_catalog.pg_publication_rel p", "p");
    add("s.seqrelid", "pg_catalog.pg_sequence s", "s");
    add("f.ftrelid", "pg_catalog.pg_foreign_table f", "f");
    add("p.partrelid", "pg_catalog.pg_partitioned_table p", "p");
    const std::string ofClass = "'pg_catalog.pg_class'::pg_catalog.regclass";
    add("d.refobjid",
        "pg_catalog.pg_depend d WHERE d.refclassid = " + ofClass
            + " AND d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass",
        "d");
    add("d.objid", "pg_catalog.pg_depend d WHERE d.classid = " + ofClass + " AND d.refclassid = " + ofClass, "d");
    // Comments: on the relation and its columns, and on what belongs to it.
    add("d.objoid", "pg_catalog.pg_description d WHERE d.classoid = " + ofClass, "d");
    add("i.indrelid",
        "pg_catalog.pg_index i JOIN pg_catalog.pg_description d ON d.objoid = i.indexrelid"
        " AND d.classoid = "
            + ofClass,
        "d");
    const auto commented = [&](const std::string &catalog, const std::string &relation) {
        add("o." + relation,
            "pg_catalog.pg_" + catalog
                + " o JOIN pg_catalog.pg_description d ON d.objoid = o.oid"
                  " AND d.classoid = 'pg_catalog.pg_"
                + catalog + "'::pg_catalog.regclass",
            "d");
    };
    commented("constraint", "conrelid");
    commented("constraint", "confrelid");
    commented("trigger", "tgrelid");
    commented("rewrite", "ev_class");
    commented("policy", "polrelid");
    commented("statistic_ext", "stxrelid");

    const auto rows = reader.query("SELECT oid, pg_catalog.bit_xor(version) FROM (\n"
                                   + text::join(parts, "\nUNION ALL ") + "\n) rows GROUP BY oid");
    if (!rows)
        return rows.error();
    Stamps stamps;
    stamps.reserve(static_cast<std::size_t>(rows->rowCount()));
    for (int row = 0; row < rows->rowCount(); ++row)
        stamps.emplace(Row(*rows, row).oid(0), rows->integer(row, 1));
    return stamps;
}

namespace
{

/// The relations whose rules, keys … refer to those in `tree`, and those that the latter's refer to.
std::string owned(const std::string &catalog, const std::string &relation)
{
    const std::string depends = " d.classid = 'pg_catalog." + catalog
        + "'::pg_catalog.regclass AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND ";
    return "  UNION SELECT o." + relation + " FROM tree JOIN pg_catalog.pg_depend d ON" + depends
        + "d.refobjid = tree.oid JOIN pg_catalog." + catalog + " o ON o.oid = d.objid\n"
        + "  UNION SELECT d.refobjid FROM tree JOIN pg_catalog." + catalog + " o ON o." + relation
        + " = tree.oid JOIN pg_catalog.pg_depend d ON" + depends + "d.objid = o.oid\n";
}

} // namespace

Result<std::set<std::uint32_t>> withRelated(Reader &reader, const std::vector<std::uint32_t> &changed)
{
    const auto rows = reader.query(withOids(std::string(R"(
WITH RECURSIVE named AS (
  SELECT other.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_class other USING (relname) WHERE c.oid = ANY (@)
  UNION
  SELECT pg_catalog.unnest(@)
), tree AS (
  SELECT oid FROM named
  UNION
  SELECT CASE WHEN h.inhrelid = tree.oid THEN h.inhparent ELSE h.inhrelid END
  FROM tree JOIN pg_catalog.pg_inherits h ON tree.oid IN (h.inhrelid, h.inhparent)
), near AS (
  SELECT oid FROM tree
  UNION
  SELECT d.objid FROM tree JOIN pg_catalog.pg_depend d ON d.refobjid = tree.oid
  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
  UNION
  SELECT d.refobjid FROM tree JOIN pg_catalog.pg_depend d ON d.objid = tree.oid
  WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
)") + owned("pg_rewrite", "ev_class") + owned("pg_constraint", "conrelid")
                                                + owned("pg_attrdef", "adrelid") + owned("pg_policy", "polrelid")
                                                + owned("pg_trigger", "tgrelid") + R"(
  UNION -- columns of its row type
  SELECT a.attrelid
  FROM tree
    JOIN pg_catalog.pg_class c ON c.oid = tree.oid
    JOIN pg_catalog.pg_type t ON t.oid = c.reltype
    JOIN pg_catalog.pg_attribute a ON a.atttypid IN (t.oid, t.typarray)
), wide AS (
  SELECT oid FROM near
  UNION
  SELECT CASE WHEN h.inhrelid = wide.oid THEN h.inhparent ELSE h.inhrelid END
  FROM wide JOIN pg_catalog.pg_inherits h ON wide.oid IN (h.inhrelid, h.inhparent)
)
SELECT oid FROM wide)",
                                            OidList(changed).literal()));
    if (!rows)
        return rows.error();
    std::set<std::uint32_t> related;
    for (int row = 0; row < rows->rowCount(); ++row)
        related.insert(Row(*rows, row).oid(0));
    return related;
}

} // namespace retort::catalog
