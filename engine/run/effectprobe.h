// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connection.h"
#include "engine/script/statementeffect.h"

/// For this room only.
namespace retort::run
{

/// What the catalog says of a statement that was sent and whose end nobody saw.
enum class Finding {
    Done,
    NotDone, ///< or once more does no harm
    Begun,   ///< DETACH PARTITION CONCURRENTLY that waits for its FINALIZE
    Unknown,
};

/// Errors: those of the connection.
Result<Finding> findEffect(postgres::Connection &connection, const script::StatementEffect &effect);

} // namespace retort::run
