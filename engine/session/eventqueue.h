// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/run/runevents.h"

#include <mutex>
#include <utility>
#include <vector>

namespace retort::session {

/// Carries run events from a worker to the GUI thread, which takes them ten times a second: an eye follows no more,
/// and a script of 400,000 statements must not become 400,000 queued calls. Any thread.
class EventQueue
{
public:
    void push(const run::RunEvent &event)
    {
        const std::lock_guard lock(m_mutex);
        m_events.push_back(event);
    }

    std::vector<run::RunEvent> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_events, {});
    }

private:
    std::mutex m_mutex;
    std::vector<run::RunEvent> m_events;
};

} // namespace retort::session
