// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retort::postgres {

/// Wakes a poll() from another thread: an eventfd. notify() from any thread, the rest from the waiting one.
class Wakeup
{
public:
    Wakeup();
    ~Wakeup();
    Wakeup(const Wakeup &) = delete;
    Wakeup &operator=(const Wakeup &) = delete;

    /// To poll for reading; -1 when the process has no descriptor left, which poll() ignores.
    int descriptor() const { return m_descriptor; }
    void notify() const;
    void clear() const;

private:
    int m_descriptor = -1;
};

} // namespace retort::postgres
