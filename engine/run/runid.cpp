// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runid.h"

#include "engine/base/randomhex.h"

namespace retort::run
{

std::string newRunId()
{
    return randomHex(16);
}

} // namespace retort::run
