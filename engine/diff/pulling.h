// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/matching.h"

namespace retort::diff
{

/// Decides what becomes of each object: made, dropped, altered, or dropped and made anew, because it can't be altered
/// or because something that it is built on must go.
void decide(Matching &matching, const End &before);

} // namespace retort::diff
