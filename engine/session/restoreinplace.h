// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

/// For this room only.
namespace retort::session
{

/// A restore for users who may not make databases: in one transaction that first drops what is there.
struct RestoreInPlace {
    postgres::ConnectionSettings settings;
    int serverVersion = 0; ///< 150020
    std::filesystem::path file;
    std::string lastSql; ///< within the transaction, at its end; with semicolons
    std::stop_token stop;
    std::function<void()> onWaiting;
};

/// Blocks. Whatever ends it early, the death of this program too, rolls all of it back: the transaction can't commit
/// before its last statement has come.
/// Errors: restore-failed, with what psql or pg_restore said; cancelled.
Result<void> restoreInPlace(const RestoreInPlace &what);

} // namespace retort::session
