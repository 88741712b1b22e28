// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of a snapshot: a bare libpq program that asks the catalog ten bulk questions, one after the other, in one
// transaction, and looks at every field of the answers. With "token" it asks only whether anything changed.
// The connection comes from libpq's environment.

#include "tests/bench/catalog/tokensql.h"

#include <cstddef>
#include <cstdio>
#include <cstring>
#include <libpq-fe.h>
#include <string>
#include <vector>

namespace
{

const std::string relations = "c.relnamespace IN (SELECT oid FROM pg_namespace"
                              " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')";

const std::vector<std::string> questions{
    "SELECT c.oid, n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relacl, c.reloptions, c.reltuples"
    " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        + relations,
    "SELECT a.attrelid, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
    " a.attgenerated, a.attstorage, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a"
    " JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
    " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND "
        + relations,
    "SELECT r.conrelid, r.conname, r.contype, pg_get_constraintdef(r.oid), r.convalidated FROM pg_constraint r"
    " JOIN pg_class c ON c.oid = r.conrelid WHERE "
        + relations,
    "SELECT i.indrelid, i.indexrelid, pg_get_indexdef(i.indexrelid), i.indisvalid FROM pg_index i"
    " JOIN pg_class c ON c.oid = i.indrelid WHERE "
        + relations,
    "SELECT d.objoid, d.objsubid, d.description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid WHERE "
        + relations,
    "SELECT d.classid, d.objid, d.refobjid, d.deptype FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid WHERE "
        + relations,
    "SELECT s.seqrelid, s.seqstart, s.seqincrement, s.seqmax FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid"
    " WHERE "
        + relations,
    "SELECT t.tgrelid, t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
    " WHERE NOT t.tgisinternal AND "
        + relations,
    "SELECT c.oid, pg_get_viewdef(c.oid) FROM pg_class c WHERE c.relkind IN ('v', 'm') AND " + relations,
    "SELECT p.oid, p.proname, pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.prokind <> 'a' AND p.pronamespace IN"
    " (SELECT oid FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema')",
};

} // namespace

int main(int count, char **arguments)
{
    PGconn *connection = PQconnectdb("");
    if (PQstatus(connection) != CONNECTION_OK) {
        std::fputs(PQerrorMessage(connection), stderr);
        return 1;
    }
    const bool isToken = count > 1 && std::strcmp(arguments[1], "token") == 0;
    std::vector<std::string> asked{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    if (isToken)
        asked.push_back(tokenSql());
    else
        asked.insert(asked.end(), questions.begin(), questions.end());
    std::size_t bytes = 0;
    for (const std::string &question : asked) {
        PGresult *result = PQexec(connection, question.c_str());
        const auto status = PQresultStatus(result);
        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
            std::fputs(PQresultErrorMessage(result), stderr);
            return 1;
        }
        for (int row = 0; row < PQntuples(result); ++row) {
            for (int column = 0; column < PQnfields(result); ++column)
                bytes += std::strlen(PQgetvalue(result, row, column));
        }
        PQclear(result);
    }
    PQfinish(connection);
    return bytes > 0 ? 0 : 1;
}
