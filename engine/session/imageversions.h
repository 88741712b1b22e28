// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace retort::session
{

struct ImageTrouble {
    std::string code;
    std::string sentence;
    std::string remedy;
};

/// What is amiss between a container image's tag and the server that answers (S-18): image-impossible (TimescaleDB
/// dropped that PostgreSQL before), image-frozen (a "latest" tag that no new TimescaleDB reaches any more),
/// image-differs (the server isn't of that image). Tags as in "postgres:15.4", "timescale/timescaledb:2.25.2-pg15".
std::vector<ImageTrouble> imageTroubles(std::string_view image, std::string_view serverVersion,
                                        std::string_view timescaleVersion);

} // namespace retort::session
