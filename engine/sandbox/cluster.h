// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/sandbox/layout.h"
#include "engine/sandbox/passwords.h"
#include "engine/sandbox/postmaster.h"

#include <string>
#include <vector>

namespace retort::sandbox
{

/// Makes the data folder with initdb: UTF8, locale C.UTF-8, scram-sha-256 for every connection, and a superuser with
/// the password of `passwords`. Errors: sandbox-failed with what initdb said.
Result<void> createCluster(const Layout &layout, const Installation &installation, const ServerUser &user,
                           const Passwords &passwords, bool isThrowAway);

/// Creates the databases that are not there yet, each owned by a role of its own name that may create more, for
/// scratch copies. Updates the password file. Errors: sandbox-failed; what the server said.
Result<void> createDatabases(const Layout &layout, const Postmaster &postmaster, Passwords &passwords,
                             const std::vector<std::string> &databases);

/// How `role` reaches `database`. Its password source is "sandbox".
postgres::ConnectionSettings settingsOf(const Postmaster &postmaster, const Passwords &passwords,
                                        const std::string &role, const std::string &database);

} // namespace retort::sandbox
