// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/scratchschemas.h"

#include <optional>

namespace CLI
{
class App;
}

namespace retort::cli
{

class Context;

/// --scratch and --scratch-on-production, for verbs that make scratch databases.
void addScratchOptions(CLI::App &verb, session::ScratchChoice &choice);

/// The session that scratch databases are made beside; none for the sandbox, where no database is asked at all.
/// Errors: those of connecting.
Result<std::optional<postgres::Connection>> connectForScratch(Context &context, const project::Database &database,
                                                              const session::ScratchChoice &choice);

} // namespace retort::cli
