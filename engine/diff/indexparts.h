// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// What every index has, that of a constraint too: comment, CLUSTER ON, REPLICA IDENTITY.
void addIndexProperties(const catalog::Relation &relation, const catalog::Index &index, Part &part);

} // namespace retort::diff
