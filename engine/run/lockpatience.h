// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runnarrator.h"
#include "engine/run/runner.h"
#include "engine/run/runsession.h"

#include <chrono>
#include <stop_token>
#include <string>

/// For this room only.
namespace retort::run
{

/// Whether a revision, or a statement outside a transaction, that met a lock timeout or a deadlock is tried again. One
/// object for each thing that is tried.
class LockPatience
{
public:
    /// `what`: "Revision 4852c1ce1a0f".
    LockPatience(RunSession &session, RunNarrator &narrator, const RunOptions &options, std::stop_token stop,
                 std::string what);

    /// False for any other error, and once it was tried often enough: then the error says how often, and who was in
    /// the way.
    bool allows(Error &error);
    /// Says so, and waits.
    void waitAfter(const Error &error);

private:
    RunSession &m_session;
    RunNarrator &m_narrator;
    const RunOptions &m_options;
    std::stop_token m_stop;
    std::string m_what;
    std::string m_blockers;
    int m_retries = 0;
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace retort::run
