// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"

#include <libpq-fe.h>

namespace retort::postgres {

/// libpq's cancel object: a copy of the address and the key, independent of its connection. For this room only.
struct CancelHandle::Handle {
    explicit Handle(const PGconn *connection);
    ~Handle();
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    PGcancel *request;
};

} // namespace retort::postgres
