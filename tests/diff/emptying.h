// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"

namespace retort::test
{

/// Drops all that was made in a database, since making another takes five times as long. The session's user is the
/// superuser. False where something may be left: then drop the database.
bool emptyDatabase(postgres::Connection &connection);

} // namespace retort::test
