// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <stop_token>

/// For this room only.
namespace retort::run
{

/// Sleeps, or wakes when a stop is requested.
void pause(std::chrono::milliseconds duration, std::stop_token stop);
/// Between half of it and all of it: two that got into each other's way should not do so for ever.
std::chrono::milliseconds withJitter(std::chrono::milliseconds duration);
/// Before the retry of this number, from 0: doubled each time up to 3 s, with jitter.
std::chrono::milliseconds retryPause(int retry);

} // namespace retort::run
