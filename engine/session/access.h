// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/project/project.h"
#include "engine/session/workspace.h"

#include <chrono>
#include <optional>

/// How the programs come to a session on a database, beyond its settings.
namespace retort::session
{

/// The settings for a session that only looks: on a read-only database (Database::isReadOnly) the server itself then
/// refuses every write (default_transaction_read_only, set as the session starts, so that no pooler can hand the
/// setting on to somebody else's session).
postgres::ConnectionSettings settingsForLooking(const project::Database &database,
                                                postgres::ConnectionSettings settings);

/// The error of a failed connection with what the project's Compose file knows: a host that resolves only inside a
/// container network gets its published port as remedy (code container-only-name), a port that a stopped container
/// publishes the command that starts it. Reads files in these cases alone; any other error stays as it is.
Error withComposeAdvice(Error error, const Workspace &workspace, const project::Database &database,
                        const postgres::ConnectionSettings &settings);

/// How long to try again while a server starts (S-16).
class ConnectPatience
{
public:
    using Milliseconds = std::chrono::milliseconds;
    using Clock = std::chrono::steady_clock;

    static constexpr Milliseconds standard{30'000};

    /// `asked`: nothing for `standard`, which holds for a server that says it is starting (SQLSTATE 57P03). Who asks
    /// for a time of their own waits for one that isn't there yet as well: containers that come up beside us.
    explicit ConnectPatience(std::optional<Milliseconds> asked = {}, Clock::time_point begun = Clock::now());

    /// How long to wait before the next attempt; nothing when this failure won't pass by waiting, or time is up.
    std::optional<Milliseconds> nextTry(const Error &error, Clock::time_point now = Clock::now());
    /// Until it is given up.
    Milliseconds left(Clock::time_point now = Clock::now()) const;

private:
    bool mayPass(const Error &error) const;

    bool m_isAsked;
    Clock::time_point m_end;
    Milliseconds m_pause{1'000};
};

} // namespace retort::session
