// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/postgres/wakeup.h"

#include <cstdint>

#include <sys/eventfd.h>
#include <unistd.h>

namespace retort::postgres {

Wakeup::Wakeup()
    : m_descriptor(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC))
{
}

Wakeup::~Wakeup()
{
    if (m_descriptor >= 0)
        close(m_descriptor);
}

void Wakeup::notify() const
{
    const std::uint64_t one = 1;
    // Fails only when the counter is full, and then the reader is awake anyway.
    [[maybe_unused]] const auto written = write(m_descriptor, &one, sizeof one);
}

void Wakeup::clear() const
{
    std::uint64_t count = 0;
    [[maybe_unused]] const auto taken = read(m_descriptor, &count, sizeof count);
}

} // namespace retort::postgres
