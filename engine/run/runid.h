// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace retort::run
{

/// 16 random hexadecimal digits: what a run is known by in the database's history and in the journal.
std::string newRunId();

} // namespace retort::run
