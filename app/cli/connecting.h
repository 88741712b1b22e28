// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/postgres/connection.h"
#include "engine/project/project.h"

#include <chrono>
#include <optional>

namespace retort::session
{
class Workspace;
}

namespace retort::cli
{

class Output;

/// How the command line comes to its sessions: patiently where a server starts (S-16), and with what the Compose file
/// knows where one can't be reached. A value; the output and the workspace outlive it.
class ConnectManner
{
public:
    ConnectManner(Output &output, const session::Workspace *workspace,
                  std::optional<std::chrono::milliseconds> patience);

    /// After a first attempt has failed: tries again as long as that makes sense, with a count-down on standard error.
    /// `database`: nothing for a session on --url. Errors: those of Connection::connect, container-only-name;
    /// cancelled.
    Result<postgres::Connection> goOn(Error error, const postgres::ConnectionSettings &settings,
                                      const project::Database *database) const;

private:
    Output *m_output;
    const session::Workspace *m_workspace;
    std::optional<std::chrono::milliseconds> m_patience;
};

} // namespace retort::cli
