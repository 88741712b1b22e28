// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/versiontable.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::run {

namespace {

/// No keyword of PostgreSQL but those of CURRENT_… and SESSION_USER holds an underscore; other names are quoted,
/// which is never wrong.
bool needsNoQuotes(std::string_view name)
{
    const auto isPlain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return name.find('_') != std::string_view::npos && !(name.front() >= '0' && name.front() <= '9')
        && !name.starts_with("current_") && !name.ends_with("_user") && std::all_of(name.begin(), name.end(), isPlain);
}

std::string quoted(std::string_view name)
{
    return needsNoQuotes(name) ? std::string(name) : text::quoteIdentifier(name);
}

/// One statement that fails unless its change met exactly one row. The failing cast takes its text from the count,
/// so that the planner can't evaluate it beforehand.
std::string withCheck(const std::string &change, const std::string &table, const std::string &row)
{
    const std::string complaint = table + " has no row " + row + " any more; rows met: ";
    // concat(): behind || with a number is a function in SQL, whose analysis takes longer than all the rest.
    return "WITH changed AS (" + change
        + " RETURNING 1) SELECT CASE pg_catalog.count(*) WHEN 1 THEN 1 ELSE CAST(pg_catalog.concat("
        + text::quoteLiteral(complaint) + ", pg_catalog.count(*)) AS integer) END FROM changed";
}

} // namespace

VersionTable::VersionTable(std::string name, std::string schema)
    : m_name(std::move(name))
    , m_schema(std::move(schema))
{
}

std::string VersionTable::qualifiedName() const
{
    return m_schema.empty() ? quoted(m_name) : quoted(m_schema) + '.' + quoted(m_name);
}

Result<bool> VersionTable::exists(postgres::Connection &connection) const
{
    const std::vector<postgres::Parameter> name{qualifiedName()};
    auto found = connection.query("SELECT pg_catalog.to_regclass($1) IS NOT NULL", name);
    if (!found)
        return std::move(found).error();
    return found->boolean(0, 0);
}

Result<std::vector<std::string>> VersionTable::read(postgres::Connection &connection) const
{
    // Two round trips and no failing statement: an empty database leaves no error in the server's log.
    auto present = exists(connection);
    if (!present)
        return std::move(present).error();
    std::vector<std::string> rows;
    if (!*present)
        return rows;
    auto found = connection.query(selectSql());
    if (!found)
        return std::move(found).error();
    for (int row = 0; row < found->rowCount(); ++row)
        rows.push_back(found->text(row, 0));
    return rows;
}

Result<void> VersionTable::ensure(postgres::Connection &connection) const
{
    auto present = exists(connection);
    if (!present)
        return std::move(present).error();
    if (*present)
        return {};
    auto created = connection.execute(createSql());
    if (created)
        return {};
    // duplicate_table, or unique_violation in pg_type: another session was faster.
    const std::string state = created.error().sql ? created.error().sql->sqlstate : std::string();
    if (state == "42P07" || state == "23505")
        return {};
    return std::move(created).error();
}

std::string VersionTable::selectSql() const
{
    return "SELECT version_num FROM " + qualifiedName();
}

std::string VersionTable::createSql() const
{
    return "CREATE TABLE " + definition();
}

std::string VersionTable::createIfMissingSql() const
{
    return "CREATE TABLE IF NOT EXISTS " + definition();
}

std::string VersionTable::definition() const
{
    return qualifiedName() + " (\n    version_num VARCHAR(32) NOT NULL,\n    CONSTRAINT " + quoted(m_name + "_pkc")
        + " PRIMARY KEY (version_num)\n);";
}

std::vector<std::string> VersionTable::changeSql(const revision::VersionChange &change, bool checked) const
{
    const std::string table = qualifiedName();
    std::vector<std::string> statements;
    const auto add = [&](const std::string &statement, const std::string &row) {
        statements.push_back(checked ? withCheck(statement, table, row) : statement);
    };
    const auto where = [&](const std::string &row) {
        return " WHERE " + table + ".version_num = " + text::quoteLiteral(row);
    };
    // Alembic (runtime/migration.py): a row that stays becomes the last one that comes; the others are deleted
    // or inserted before.
    const bool updates = !change.removed.empty() && !change.added.empty();
    const std::size_t deletions = change.removed.size() - (updates ? 1 : 0);
    const std::size_t insertions = change.added.size() - (updates ? 1 : 0);
    for (std::size_t i = 0; i < deletions; ++i)
        add("DELETE FROM " + table + where(change.removed[i]), change.removed[i]);
    for (std::size_t i = 0; i < insertions; ++i)
        statements.push_back("INSERT INTO " + table + " (version_num) VALUES (" + text::quoteLiteral(change.added[i])
                             + ')');
    if (updates) {
        add("UPDATE " + table + " SET version_num = " + text::quoteLiteral(change.added.back())
                + where(change.removed.back()),
            change.removed.back());
    }
    return statements;
}

} // namespace retort::run
