// SPDX-License-Identifier: GPL-3.0-or-later
// For LD_PRELOAD: a calendar clock that somebody keeps setting. Each 20 ms it jumps: an hour ahead, a day back, ten
// years ahead, and right again. Clocks that only measure are left alone (clock_gettime(2)).
#include <ctime>

#include <dlfcn.h>
#include <sys/time.h>

namespace
{

using GetTime = int (*)(clockid_t, timespec *);

GetTime realGetTime()
{
    static const auto function = reinterpret_cast<GetTime>(dlsym(RTLD_NEXT, "clock_gettime"));
    return function;
}

time_t offset()
{
    constexpr time_t hour = 3'600;
    constexpr time_t offsets[] = {0, hour, -24 * hour, 10 * 365 * 24 * hour};
    timespec steady{};
    realGetTime()(CLOCK_MONOTONIC, &steady);
    return offsets[(steady.tv_nsec / 20'000'000) % 4];
}

} // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec *now)
{
    const int result = realGetTime()(clock, now);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += offset();
    return result;
}

int gettimeofday(timeval *now, void *) noexcept
{
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1'000;
    return 0;
}

time_t time(time_t *now) noexcept
{
    timespec precise{};
    clock_gettime(CLOCK_REALTIME, &precise);
    if (now)
        *now = precise.tv_sec;
    return precise.tv_sec;
}
}
