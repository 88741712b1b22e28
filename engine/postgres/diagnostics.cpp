// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/diagnostics.h"

#include "engine/base/text.h"

#include <charconv>

namespace retort::postgres {

namespace {

std::string field(const PGresult *result, int code)
{
    const char *text = PQresultErrorField(result, code);
    return text ? text : std::string();
}

/// Where libpq made the error up itself, it has no fields, only a text.
std::string messageOf(const PGresult *result)
{
    std::string message = field(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message.empty())
        message = text::trimmed(PQresultErrorMessage(result));
    return message;
}

} // namespace

SqlDiagnostic diagnosticOf(const PGresult *result, std::string_view statement)
{
    SqlDiagnostic diagnostic;
    diagnostic.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (diagnostic.severity.empty())
        diagnostic.severity = field(result, PG_DIAG_SEVERITY); // before PostgreSQL 9.6
    diagnostic.sqlstate = field(result, PG_DIAG_SQLSTATE);
    diagnostic.message = messageOf(result);
    diagnostic.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
    diagnostic.hint = field(result, PG_DIAG_MESSAGE_HINT);
    diagnostic.context = field(result, PG_DIAG_CONTEXT);
    diagnostic.schema = field(result, PG_DIAG_SCHEMA_NAME);
    diagnostic.table = field(result, PG_DIAG_TABLE_NAME);
    diagnostic.column = field(result, PG_DIAG_COLUMN_NAME);
    diagnostic.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
    diagnostic.statement = statement;
    const std::string position = field(result, PG_DIAG_STATEMENT_POSITION);
    std::from_chars(position.data(), position.data() + position.size(), diagnostic.position);
    return diagnostic;
}

Error errorOf(const PGresult *result, std::string_view statement, const Redactor &redactor)
{
    SqlDiagnostic diagnostic = diagnosticOf(result, statement);
    redactor.apply(diagnostic);
    Error error = makeError("sql-error", diagnostic.message, diagnostic.hint);
    error.sql = std::move(diagnostic);
    if (error.losesConnection()) {
        error.code = "connection-lost";
        error.message = "The server ended the session: " + error.sql->message + '.';
        error.status = ExitStatus::Unreachable;
    } else if (error.sql->sqlstate == "55P03") { // lock_not_available
        error.status = ExitStatus::Locked;
    }
    return error;
}

} // namespace retort::postgres
