// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of a start: a bare libpq program that connects and makes two queries.
// The connection comes from RETORT_BENCH_URL.

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <libpq-fe.h>

int main()
{
    const char *url = std::getenv("RETORT_BENCH_URL");
    PGconn *connection = PQconnectdb(url == nullptr ? "" : url);
    if (PQstatus(connection) != CONNECTION_OK) {
        std::fputs(PQerrorMessage(connection), stderr);
        return 1;
    }
    int status = 0;
    for (const char *query : {"SELECT to_regclass('alembic_version')", "SELECT version_num FROM alembic_version"}) {
        PGresult *result = PQexec(connection, query);
        if (PQresultStatus(result) != PGRES_TUPLES_OK)
            status = 1;
        PQclear(result);
    }
    PQfinish(connection);
    return status;
}
