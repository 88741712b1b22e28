// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <libpq-fe.h>

/// libpq's objects with their owners. For this room only: nobody else includes libpq.
namespace retort::postgres {

struct ConnectionCloser {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
using ConnectionHandle = std::unique_ptr<PGconn, ConnectionCloser>;

struct ResultClearer {
    void operator()(PGresult *result) const { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ResultClearer>;

} // namespace retort::postgres
