// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/libpq.h"

#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <string>

#include <libpq-fe.h>

namespace
{

/// The library's binary interface has had this number since PostgreSQL 8.3; new functions don't change it.
constexpr const char *libraryName = "libpq.so.5";

/// Null when there is none.
void *library()
{
    static void *const loaded = dlopen(libraryName, RTLD_LAZY | RTLD_LOCAL);
    return loaded;
}

/// Whoever calls it has a connection or a result, so the library is there; a function that it lacks can't be done
/// without.
template <typename Function>
Function *entry(const char *name)
{
    void *const found = library() ? dlsym(library(), name) : nullptr;
    if (!found) {
        std::fprintf(stderr, "error: %s has no %s.\n", libraryName, name);
        std::abort();
    }
    return reinterpret_cast<Function *>(found);
}

} // namespace

namespace retort::postgres
{

Result<void> loadLibpq()
{
    if (library())
        return {};
    return makeError("libpq-missing", std::string("PostgreSQL's client library, ") + libraryName + ", can't be loaded.",
                     "Install it: Debian's package is libpq5.");
}

} // namespace retort::postgres

/// Defines libpq's function of that name as a call of the loaded library's.
#define FORWARD(Returned, name, parameters, arguments)                                                                 \
    extern "C" Returned name parameters                                                                                \
    {                                                                                                                  \
        static auto *const function = entry<Returned parameters>(#name);                                               \
        return function arguments;                                                                                     \
    }

// clang-format off
FORWARD(int, PQbackendPID, (const PGconn *conn), (conn))
FORWARD(int, PQcancel, (PGcancel *cancel, char *errbuf, int errbufsize), (cancel, errbuf, errbufsize))
FORWARD(void, PQclear, (PGresult *res), (res))
FORWARD(char *, PQcmdStatus, (PGresult *res), (res))
FORWARD(char *, PQcmdTuples, (PGresult *res), (res))
FORWARD(PostgresPollingStatusType, PQconnectPoll, (PGconn *conn), (conn))
FORWARD(PGconn *, PQconnectStartParams, (const char *const *keywords, const char *const *values, int expand_dbname), (keywords, values, expand_dbname))
FORWARD(int, PQconsumeInput, (PGconn *conn), (conn))
FORWARD(int, PQdsplen, (const char *s, int encoding), (s, encoding))
FORWARD(int, PQenterPipelineMode, (PGconn *conn), (conn))
FORWARD(char *, PQerrorMessage, (const PGconn *conn), (conn))
FORWARD(int, PQexitPipelineMode, (PGconn *conn), (conn))
FORWARD(void, PQfinish, (PGconn *conn), (conn))
FORWARD(int, PQflush, (PGconn *conn), (conn))
FORWARD(char *, PQfname, (const PGresult *res, int field_num), (res, field_num))
FORWARD(void, PQfreeCancel, (PGcancel *cancel), (cancel))
FORWARD(void, PQfreemem, (void *ptr), (ptr))
FORWARD(PGcancel *, PQgetCancel, (PGconn *conn), (conn))
FORWARD(int, PQgetCopyData, (PGconn *conn, char **buffer, int async), (conn, buffer, async))
FORWARD(PGresult *, PQgetResult, (PGconn *conn), (conn))
FORWARD(int, PQgetisnull, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(int, PQgetlength, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(char *, PQgetvalue, (const PGresult *res, int tup_num, int field_num), (res, tup_num, field_num))
FORWARD(int, PQisBusy, (PGconn *conn), (conn))
FORWARD(int, PQmblen, (const char *s, int encoding), (s, encoding))
FORWARD(int, PQnfields, (const PGresult *res), (res))
FORWARD(int, PQntuples, (const PGresult *res), (res))
FORWARD(const char *, PQparameterStatus, (const PGconn *conn, const char *paramName), (conn, paramName))
FORWARD(char *, PQpass, (const PGconn *conn), (conn))
FORWARD(int, PQpipelineSync, (PGconn *conn), (conn))
FORWARD(int, PQputCopyData, (PGconn *conn, const char *buffer, int nbytes), (conn, buffer, nbytes))
FORWARD(int, PQputCopyEnd, (PGconn *conn, const char *errormsg), (conn, errormsg))
FORWARD(char *, PQresultErrorField, (const PGresult *res, int fieldcode), (res, fieldcode))
FORWARD(char *, PQresultErrorMessage, (const PGresult *res), (res))
FORWARD(ExecStatusType, PQresultStatus, (const PGresult *res), (res))
FORWARD(int, PQsendFlushRequest, (PGconn *conn), (conn))
FORWARD(int, PQsendQuery, (PGconn *conn, const char *query), (conn, query))
FORWARD(int, PQsendQueryParams, (PGconn *conn, const char *command, int nParams, const Oid *paramTypes, const char *const *paramValues, const int *paramLengths, const int *paramFormats, int resultFormat), (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))
FORWARD(int, PQserverVersion, (const PGconn *conn), (conn))
FORWARD(PGVerbosity, PQsetErrorVerbosity, (PGconn *conn, PGVerbosity verbosity), (conn, verbosity))
FORWARD(PQnoticeReceiver, PQsetNoticeReceiver, (PGconn *conn, PQnoticeReceiver proc, void *arg), (conn, proc, arg))
FORWARD(int, PQsetnonblocking, (PGconn *conn, int arg), (conn, arg))
FORWARD(int, PQsocket, (const PGconn *conn), (conn))
FORWARD(int, PQsslInUse, (PGconn *conn), (conn))
FORWARD(ConnStatusType, PQstatus, (const PGconn *conn), (conn))
FORWARD(PGTransactionStatusType, PQtransactionStatus, (const PGconn *conn), (conn))
FORWARD(int, pg_char_to_encoding, (const char *name), (name))
// clang-format on
