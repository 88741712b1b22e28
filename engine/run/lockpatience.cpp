// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/lockpatience.h"

#include "engine/base/duration.h"
#include "engine/run/pause.h"

#include <utility>

namespace retort::run
{

LockPatience::LockPatience(RunSession &session, RunNarrator &narrator, const RunOptions &options, std::stop_token stop,
                           std::string what)
    : m_session(session)
    , m_narrator(narrator)
    , m_options(options)
    , m_stop(std::move(stop))
    , m_what(std::move(what))
{
}

bool LockPatience::allows(Error &error)
{
    if (!error.isRetryable())
        return false;
    m_blockers = m_session.takeBlockers();
    // What came before a step of a rehearsal is in the same transaction.
    if (!m_options.dryRun && m_retries < m_options.lockRetries && !m_stop.stop_requested())
        return true;
    if (!m_blockers.empty())
        error.message += ", behind " + m_blockers;
    if (m_retries > 0)
        error.message += "; tried " + std::to_string(m_retries + 1) + " times in "
            + durationText(std::chrono::round<Milliseconds>(std::chrono::steady_clock::now() - m_start));
    if (error.hint.empty() && !m_blockers.empty())
        error.hint = "Wait until that session has ended its transaction, or end it (SELECT pg_terminate_backend(PID)),"
                     " then run the same command again.";
    return false;
}

void LockPatience::waitAfter(const Error &error)
{
    const Milliseconds wait = retryPause(m_retries++);
    m_narrator.waiting(m_what + ": " + error.message + (m_blockers.empty() ? "" : ", behind " + m_blockers)
                       + ". It was rolled back; try " + std::to_string(m_retries + 1) + " of "
                       + std::to_string(m_options.lockRetries + 1) + " in " + durationText(wait) + '.');
    pause(wait, m_stop);
}

} // namespace retort::run
