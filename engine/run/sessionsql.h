// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runner.h"

#include <string>
#include <string_view>
#include <vector>

/// The SQL round a run's scripts. For this room only.
namespace retort::run {

/// What a session of a run is set to.
struct SessionSettings {
    Milliseconds lockTimeout{0};
    Milliseconds statementTimeout{0};
    /// client_connection_check_interval: since PostgreSQL 14, and not on every platform.
    bool checksClient = false;
};

/// Statements that give a fresh session the run's limits and its name. SET is not planned: a SELECT of as many
/// set_config() would cost a small revision 3 % of its time.
std::vector<std::string> settingsStatements(const SessionSettings &settings, std::string_view applicationName);

/// Statements, each with its semicolon, that leave a session as if it were new: what DISCARD ALL does (manual,
/// "DISCARD"), but allowed behind a COMMIT in the same message, and without giving up advisory locks.
/// It costs a revision of three statements about 5 % of its time, and a round trip of its own would cost more.
std::string_view resetSql();

/// Statements before a change of the version table: the script may have changed the role.
std::vector<std::string> resetRoleStatements();

/// "retort upgrade 3/7 4852c1ce1a0f".
std::string applicationNameFor(const revision::Plan &plan, std::size_t step);

} // namespace retort::run
