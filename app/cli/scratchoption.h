// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/scratchschemas.h"

namespace CLI
{
class App;
}

namespace retort::cli
{

/// --scratch and --scratch-on-production, for verbs that make scratch databases.
void addScratchOptions(CLI::App &verb, session::ScratchChoice &choice);

} // namespace retort::cli
