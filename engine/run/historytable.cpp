// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/historytable.h"

#include "engine/base/text.h"

#include <array>
#include <utility>

namespace retort::run
{

namespace
{

using Operation = HistoryEntry::Operation;
using EntryResult = HistoryEntry::Result;

/// The columns that select() asks for.
enum Column {
    Id,
    Run,
    OperationName,
    ResultName,
    Revision,
    RowsBefore,
    RowsAfter,
    Started,
    Duration,
    Statements,
    Digest,
    Begun,
    DatabaseUser,
    User,
    Host,
    Program,
    Command,
    File,
    Checksum,
    SqlState,
    ErrorText,
    Reason,
    Backup,
    Body,
};

constexpr std::array<std::pair<Operation, std::string_view>, 5> operations{{
    {Operation::Upgrade, "upgrade"},
    {Operation::Downgrade, "downgrade"},
    {Operation::Stamp, "stamp"},
    {Operation::AcceptEdit, "accept-edit"},
    {Operation::Restore, "restore"},
}};
constexpr std::array<std::pair<EntryResult, std::string_view>, 3> results{{
    {EntryResult::Done, "done"},
    {EntryResult::Failed, "failed"},
    {EntryResult::Running, "running"},
}};

/// Of the entries that say what a revision's file was when it was applied, or accepted later.
constexpr std::string_view tellsOfAFile = "result = 'done' AND revision IS NOT NULL AND checksum IS NOT NULL"
                                          " AND operation IN ('upgrade', 'accept-edit')";

template <typename Value, std::size_t size>
std::string nameIn(const std::array<std::pair<Value, std::string_view>, size> &names, Value value)
{
    for (const auto &[candidate, name] : names) {
        if (candidate == value)
            return std::string(name);
    }
    return {};
}

template <typename Value, std::size_t size>
Value valueIn(const std::array<std::pair<Value, std::string_view>, size> &names, std::string_view name)
{
    for (const auto &[value, candidate] : names) {
        if (candidate == name)
            return value;
    }
    return names.front().first;
}

/// The literal of a text[]: each element quoted (manual, "Array Input and Output Syntax").
std::string arrayLiteral(const std::vector<std::string> &values)
{
    std::string array = "{";
    for (const std::string &value : values) {
        if (array.size() > 1)
            array += ',';
        array += '"';
        for (const char c : value) {
            if (c == '"' || c == '\\')
                array += '\\';
            array += c;
        }
        array += '"';
    }
    return text::quoteLiteral(array + '}');
}

/// What arrayLiteral() wrote, and any other one-dimensional text[] without NULLs, as the server prints it.
std::vector<std::string> arrayValues(std::string_view array)
{
    std::vector<std::string> values;
    if (array.size() <= 2)
        return values;
    array = array.substr(1, array.size() - 2);
    std::string value;
    bool isQuoted = false;
    for (std::size_t i = 0; i < array.size(); ++i) {
        const char c = array[i];
        if (c == '\\' && i + 1 < array.size())
            value += array[++i];
        else if (c == '"')
            isQuoted = !isQuoted;
        else if (c == ',' && !isQuoted)
            values.push_back(std::exchange(value, {}));
        else
            value += c;
    }
    values.push_back(std::move(value));
    return values;
}

std::string literalOrNull(const std::string &value)
{
    return value.empty() ? "NULL" : text::quoteLiteral(value);
}

std::string interval(Milliseconds duration)
{
    return text::quoteLiteral(std::to_string(duration.count()) + " milliseconds");
}

} // namespace

std::string toString(Operation operation)
{
    return nameIn(operations, operation);
}

std::string toString(EntryResult result)
{
    return nameIn(results, result);
}

HistoryTable::HistoryTable(std::string name, std::string schema)
    : m_name(std::move(name))
    , m_schema(std::move(schema))
{
}

std::string HistoryTable::qualifiedName() const
{
    return (m_schema.empty() ? std::string() : text::quoteIdentifier(m_schema) + '.') + text::quoteIdentifier(m_name);
}

Result<bool> HistoryTable::exists(postgres::Connection &connection) const
{
    const std::vector<postgres::Parameter> name{qualifiedName()};
    auto found = connection.query("SELECT pg_catalog.to_regclass($1) IS NOT NULL", name);
    if (!found)
        return std::move(found).error();
    return found->boolean(0, 0);
}

std::string HistoryTable::createSql() const
{
    return "CREATE TABLE IF NOT EXISTS " + qualifiedName()
        + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run text NOT NULL, operation text NOT NULL,"
          " result text NOT NULL, revision text, rows_before text[] NOT NULL, rows_after text[] NOT NULL,"
          " started timestamp with time zone NOT NULL, finished timestamp with time zone,"
          " statements integer NOT NULL DEFAULT 0, digest text, begun integer NOT NULL DEFAULT 0,"
          " database_user text NOT NULL DEFAULT SESSION_USER, os_user text, host text, program text, command text,"
          " file text, checksum text, body text, sqlstate text, error text, reason text, backup text)";
}

namespace
{

/// Names no column that keeps its default: each one named costs the server some time for every revision.
std::string insertInto(const std::string &table, const HistoryEntry &entry, const std::string &started,
                       const std::string &finished)
{
    std::string columns = "run, operation, result, rows_before, rows_after, started";
    std::string values = text::quoteLiteral(entry.run) + ", " + text::quoteLiteral(toString(entry.operation)) + ", "
        + text::quoteLiteral(toString(entry.result)) + ", " + arrayLiteral(entry.rowsBefore) + ", "
        + arrayLiteral(entry.rowsAfter) + ", " + started;
    const auto add = [&columns, &values](std::string_view column, const std::string &value) {
        columns.append(", ").append(column);
        values.append(", ").append(value);
    };
    if (!finished.empty())
        add("finished", finished);
    if (entry.statements != 0)
        add("statements", std::to_string(entry.statements));
    if (entry.begun != 0)
        add("begun", std::to_string(entry.begun));
    const std::pair<std::string_view, const std::string &> texts[]{
        {"revision", entry.revision}, {"digest", entry.digest},     {"os_user", entry.user}, {"host", entry.host},
        {"program", entry.program},   {"command", entry.command},   {"file", entry.file},    {"checksum", entry.checksum},
        {"body", entry.body},         {"sqlstate", entry.sqlstate}, {"error", entry.error},  {"reason", entry.reason},
        {"backup", entry.backup}};
    for (const auto &[column, value] : texts) {
        if (!value.empty())
            add(column, text::quoteLiteral(value));
    }
    return "INSERT INTO " + table + " (" + columns + ") VALUES (" + values + ')';
}

} // namespace

std::string HistoryTable::insertSql(const HistoryEntry &entry) const
{
    const bool isOver = entry.result != EntryResult::Running;
    return insertInto(qualifiedName(), entry, "pg_catalog.now()", isOver ? "pg_catalog.clock_timestamp()" : "");
}

std::string HistoryTable::insertAfterwardsSql(const HistoryEntry &entry) const
{
    return insertInto(qualifiedName(), entry,
                      "pg_catalog.clock_timestamp() - CAST(" + interval(entry.duration) + " AS interval)",
                      "pg_catalog.clock_timestamp()");
}

std::string HistoryTable::progressSql(std::int64_t id, int statements, const std::string &digest, int begun) const
{
    return "UPDATE " + qualifiedName() + " SET statements = " + std::to_string(statements) + ", digest = "
        + literalOrNull(digest) + ", begun = " + std::to_string(begun) + " WHERE id = " + std::to_string(id);
}

std::string HistoryTable::resumeSql(std::int64_t id, const HistoryEntry &entry) const
{
    return "UPDATE " + qualifiedName()
        + " SET result = 'running', finished = NULL, sqlstate = NULL, error = NULL, run = "
        + text::quoteLiteral(entry.run) + " WHERE id = " + std::to_string(id);
}

std::string HistoryTable::finishSql(std::int64_t id, const HistoryEntry &entry) const
{
    return "UPDATE " + qualifiedName()
        + " SET result = 'done', begun = 0, finished = pg_catalog.clock_timestamp(), checksum = "
        + literalOrNull(entry.checksum) + ", body = " + literalOrNull(entry.body) + " WHERE id = " + std::to_string(id);
}

std::string HistoryTable::failSql(std::int64_t id, const HistoryEntry &entry) const
{
    return "UPDATE " + qualifiedName() + " SET result = 'failed', begun = " + std::to_string(entry.begun)
        + ", finished = pg_catalog.clock_timestamp(), sqlstate = " + literalOrNull(entry.sqlstate)
        + ", error = " + literalOrNull(entry.error) + " WHERE id = " + std::to_string(id);
}

Result<std::vector<HistoryEntry>> HistoryTable::read(postgres::Connection &connection, const Query &query) const
{
    std::string rest;
    if (!query.revision.empty())
        rest += " WHERE revision = " + text::quoteLiteral(query.revision);
    rest += " ORDER BY id DESC";
    if (query.limit > 0)
        rest += " LIMIT " + std::to_string(query.limit);
    return select(connection, rest, query.withBodies);
}

Result<std::vector<HistoryEntry>> HistoryTable::readRuns(postgres::Connection &connection, int limit) const
{
    return select(connection,
                  " WHERE run IN (SELECT run FROM " + qualifiedName() + " GROUP BY run ORDER BY max(id) DESC LIMIT "
                      + std::to_string(limit) + ") ORDER BY id DESC",
                  false);
}

Result<std::vector<HistoryEntry>> HistoryTable::lastApplied(postgres::Connection &connection, bool withBodies) const
{
    return select(connection,
                  " WHERE id IN (SELECT max(id) FROM " + qualifiedName() + " WHERE " + std::string(tellsOfAFile)
                      + " GROUP BY revision) ORDER BY id",
                  withBodies);
}

Result<std::optional<HistoryEntry>> HistoryTable::lastApplied(postgres::Connection &connection,
                                                              const std::string &revision) const
{
    auto entries = select(connection,
                          " WHERE revision = " + text::quoteLiteral(revision) + " AND " + std::string(tellsOfAFile)
                              + " ORDER BY id DESC LIMIT 1",
                          true);
    if (!entries)
        return std::move(entries).error();
    return entries->empty() ? std::nullopt : std::optional(std::move(entries->front()));
}

Result<std::vector<HistoryEntry>> HistoryTable::select(postgres::Connection &connection, const std::string &rest,
                                                       bool withBodies) const
{
    std::vector<HistoryEntry> entries;
    auto present = exists(connection);
    if (!present)
        return std::move(present).error();
    if (!*present)
        return entries;
    auto found = connection.query(
        "SELECT id, run, operation, result, revision, rows_before, rows_after,"
        " (extract(epoch FROM started) * 1000)::bigint,"
        " (extract(epoch FROM coalesce(finished, started) - started) * 1000)::bigint, statements, digest, begun,"
        " database_user, os_user, host, program, command, file, checksum, sqlstate, error, reason, backup, "
        + std::string(withBodies ? "body" : "NULL") + " FROM " + qualifiedName() + rest);
    if (!found)
        return std::move(found).error();
    entries.reserve(static_cast<std::size_t>(found->rowCount()));
    for (int row = 0; row < found->rowCount(); ++row) {
        HistoryEntry entry;
        entry.id = found->integer(row, Id);
        entry.run = found->text(row, Run);
        entry.operation = valueIn(operations, found->value(row, OperationName));
        entry.result = valueIn(results, found->value(row, ResultName));
        entry.revision = found->text(row, Revision);
        entry.rowsBefore = arrayValues(found->value(row, RowsBefore));
        entry.rowsAfter = arrayValues(found->value(row, RowsAfter));
        entry.started = Clock::time_point(Milliseconds(found->integer(row, Started)));
        entry.duration = Milliseconds(found->integer(row, Duration));
        entry.statements = static_cast<int>(found->integer(row, Statements));
        entry.digest = found->text(row, Digest);
        entry.begun = static_cast<int>(found->integer(row, Begun));
        entry.databaseUser = found->text(row, DatabaseUser);
        entry.user = found->text(row, User);
        entry.host = found->text(row, Host);
        entry.program = found->text(row, Program);
        entry.command = found->text(row, Command);
        entry.file = found->text(row, File);
        entry.checksum = found->text(row, Checksum);
        entry.body = found->text(row, Body);
        entry.sqlstate = found->text(row, SqlState);
        entry.error = found->text(row, ErrorText);
        entry.reason = found->text(row, Reason);
        entry.backup = found->text(row, Backup);
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace retort::run
