// SPDX-License-Identifier: GPL-3.0-or-later
// The floor of applying revisions: a bare libpq program that sends each as one query, its transaction and the change
// of the version table included. Argument: a script in which a line "-- next" ends each revision.
// The connection comes from PG… variables.

#include <cstdio>
#include <fstream>
#include <libpq-fe.h>
#include <string>

namespace
{

bool send(PGconn *connection, const std::string &revision)
{
    PGresult *result = PQexec(connection, revision.c_str());
    const ExecStatusType status = PQresultStatus(result);
    PQclear(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        return true;
    std::fputs(PQerrorMessage(connection), stderr);
    return false;
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    PGconn *connection = PQconnectdb("");
    if (PQstatus(connection) != CONNECTION_OK) {
        std::fputs(PQerrorMessage(connection), stderr);
        return 1;
    }
    std::ifstream script(arguments[1]);
    std::string revision;
    int status = 0;
    for (std::string line; status == 0 && std::getline(script, line);) {
        if (line == "-- next") {
            status = send(connection, revision) ? 0 : 1;
            revision.clear();
        } else {
            revision.append(line).append(1, '\n');
        }
    }
    PQfinish(connection);
    return status;
}
