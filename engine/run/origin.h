// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace retort::run
{

/// Who starts runs from here, as records tell it.
struct Origin {
    std::string user;    ///< of the operating system
    std::string host;    ///< this machine's name
    std::string program; ///< "retort 0.1.0"
};

/// Of this process. Any thread.
Origin originOfThisProcess();

} // namespace retort::run
