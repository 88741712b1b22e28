// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/standardstreams.h"

#include <fcntl.h>
#include <unistd.h>

namespace retort
{

void openStandardStreams()
{
    int descriptor = -1;
    do
        descriptor = ::open("/dev/null", O_RDWR); // the lowest number that is free (open(2))
    while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor >= 0)
        ::close(descriptor);
}

} // namespace retort
