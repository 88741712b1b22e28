// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/pause.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <random>
#include <utility>

namespace retort::run
{

using std::chrono::milliseconds;

void pause(milliseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait_for(lock, std::move(stop), duration, [] { return false; });
}

milliseconds withJitter(milliseconds duration)
{
    static thread_local std::minstd_rand random(std::random_device{}());
    return milliseconds(std::uniform_int_distribution<std::int64_t>(duration.count() / 2, duration.count())(random));
}

milliseconds retryPause(int retry)
{
    constexpr milliseconds first{200};
    constexpr milliseconds longest{3'000};
    return withJitter(std::min(longest, first * (1 << std::min(retry, 10))));
}

} // namespace retort::run
