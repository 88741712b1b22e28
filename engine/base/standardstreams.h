// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace retort
{

/// For the beginning of main(): opens those of the descriptors 0 to 2 that the parent has closed, on /dev/null. The next
/// socket would get such a number, and what is printed would go to the server.
void openStandardStreams();

} // namespace retort
