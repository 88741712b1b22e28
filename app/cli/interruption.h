// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"

#include <stop_token>

namespace retort::cli
{

/// From now on the first SIGINT or SIGTERM asks for a stop, so that the statement in flight is cancelled and the run
/// ends at a revision boundary; a second one ends the program at once. Called again it does nothing. A signal that
/// the caller's parent had set to be ignored (nohup) stays ignored. A reader of our output that goes away (SIGPIPE)
/// no longer ends the program either: a run is not to be left half-way for the sake of its log.
void catchInterruptions();
/// Requested once a signal came.
std::stop_token interruption();
/// Status 130 or 143, by the signal that came; 130 when none did.
ExitStatus interruptedStatus();

} // namespace retort::cli
