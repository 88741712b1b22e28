// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/connecting.h"

#include "app/cli/interruption.h"
#include "app/cli/output.h"
#include "engine/session/access.h"

#include <condition_variable>
#include <cstdio>
#include <mutex>

namespace retort::cli
{

using std::chrono::milliseconds;

namespace
{

/// What is said while a server is waited for: a line that counts down on a terminal, else one sentence at the start.
class CountDown
{
public:
    CountDown(Output &output, std::string name)
        : m_output(output)
        , m_name(std::move(name))
        , m_isLive(isTerminal(stderr))
    {
    }
    ~CountDown()
    {
        if (m_isLive && m_hasSpoken)
            std::fputs("\r\x1b[K", stderr);
    }
    CountDown(const CountDown &) = delete;
    CountDown &operator=(const CountDown &) = delete;

    /// Returns when the time is over, or at once on an interruption: false.
    bool wait(milliseconds pause, milliseconds left, const Error &error)
    {
        if (!m_isLive && !m_hasSpoken)
            m_output.note(stateOf(error) + "; trying again for " + seconds(left) + '.');
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        constexpr milliseconds tick{1'000};
        while (pause.count() > 0 && !interruption().stop_requested()) {
            if (m_isLive) {
                std::fputs(("\r\x1b[K" + stateOf(error) + ", next try in " + seconds(pause) + " (giving up in "
                            + seconds(left) + ')')
                               .c_str(),
                           stderr);
                std::fflush(stderr);
            }
            m_hasSpoken = true;
            const milliseconds slice = std::min(pause, tick);
            never.wait_for(lock, interruption(), slice, [] { return false; });
            pause -= slice;
            left -= slice;
        }
        return !interruption().stop_requested();
    }

private:
    std::string stateOf(const Error &error) const
    {
        return m_name + (error.code == "server-starting" ? ": the server is starting" : ": no server answers yet");
    }

    static std::string seconds(milliseconds time)
    {
        return std::to_string(std::chrono::ceil<std::chrono::seconds>(time).count()) + " s";
    }

    Output &m_output;
    std::string m_name;
    bool m_isLive;
    bool m_hasSpoken = false;
};

} // namespace

ConnectManner::ConnectManner(Output &output, const session::Workspace *workspace, std::optional<milliseconds> patience)
    : m_output(&output)
    , m_workspace(workspace)
    , m_patience(patience)
{
}

Result<postgres::Connection> ConnectManner::goOn(Error error, const postgres::ConnectionSettings &settings,
                                                 const project::Database *database) const
{
    session::ConnectPatience patience(m_patience);
    {
        CountDown countDown(*m_output, database ? database->name : settings.toAddress());
        while (const auto pause = patience.nextTry(error)) {
            if (!countDown.wait(*pause, patience.left(), error))
                return makeError("cancelled", "Connecting to " + settings.toDisplayString() + " was cancelled.", {},
                                 ExitStatus::Interrupted);
            auto connected = postgres::Connection::connect(settings, interruption());
            if (connected)
                return connected;
            error = std::move(connected).error();
        }
    }
    if (m_workspace && database)
        return session::withComposeAdvice(std::move(error), *m_workspace, *database, settings);
    return error;
}

} // namespace retort::cli
