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

/// --at, for verbs that look at a database, so that they look at a revision's schema instead.
struct AtOption {
    std::string revision; ///< as `upgrade` takes a target; empty: the database as it is
    session::ScratchChoice scratch;
};
void addAtOption(CLI::App &verb, AtOption &option);

/// What such a verb looks at: a session on the database, or on a scratch one that the branch has been replayed on.
class SchemaSession
{
public:
    /// Errors: those of Context::connect, of planning and of Replay; usage, for --at without a project's database.
    static Result<SchemaSession> open(Context &context, const AtOption &option);

    postgres::Connection &connection() { return m_filled ? m_filled->connection : *m_connection; }

private:
    std::optional<scratch::ScratchServer> m_server; ///< outlives what is on it
    std::optional<scratch::FilledDatabase> m_filled;
    std::optional<postgres::Connection> m_connection;
};

} // namespace retort::cli
