// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/postgresfixture.h"

#include <string>
#include <vector>

namespace retort::test {

/// What pg_dump writes of the database, as its owner, with these further options; without the comments that name
/// versions and the random words of its `\restrict`. Ends the executable when it fails.
std::string pgDump(const ScratchDatabase &database, const std::vector<std::string> &options = {});

/// The same as whoever the settings name.
std::string pgDump(const postgres::ConnectionSettings &settings, const std::vector<std::string> &options = {});

/// Runs a script through `psql -X -v ON_ERROR_STOP=1`, as the owner. What psql wrote to standard error when it failed;
/// empty when all is well.
std::string psqlFailure(const ScratchDatabase &database, const std::string &script);

/// The same as whoever the settings name.
std::string psqlFailure(const postgres::ConnectionSettings &settings, const std::string &script);

/// What `psql -X -c COMMAND` writes to standard output, as the owner. Ends the executable when it fails.
std::string psqlOutput(const ScratchDatabase &database, const std::string &command);

} // namespace retort::test
