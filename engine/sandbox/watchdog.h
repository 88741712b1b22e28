// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/layout.h"
#include "engine/sandbox/uniquefd.h"

namespace retort::sandbox
{

/// A small process that waits for ours to end. When we end without dismissing it, by a crash or kill -9, it does what
/// we could not: gives the server up, and stops it when nobody else uses it.
class Watchdog
{
public:
    Watchdog() = default;
    /// Errors: sandbox-failed.
    static Result<Watchdog> start(const Layout &layout, bool isThrowAway);

    /// Our work is done: it ends, and does nothing.
    void dismiss();

private:
    explicit Watchdog(UniqueFd line)
        : m_line(std::move(line))
    {
    }
    UniqueFd m_line; ///< the only writing end: the kernel closes it when we die, and then the watchdog acts
};

} // namespace retort::sandbox
