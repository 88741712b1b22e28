// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/origin.h"

#include <array>
#include <vector>

#include <pwd.h>
#include <unistd.h>

namespace retort::run
{

namespace
{

std::string userName()
{
    std::vector<char> buffer(16'384);
    passwd entry{};
    passwd *found = nullptr;
    getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found);
    return found ? found->pw_name : std::to_string(geteuid());
}

std::string hostName()
{
    std::array<char, 256> name{};
    return gethostname(name.data(), name.size() - 1) == 0 ? std::string(name.data()) : std::string();
}

} // namespace

Origin originOfThisProcess()
{
    static const Origin origin{userName(), hostName(), "retort " RETORT_VERSION};
    return origin;
}

} // namespace retort::run
