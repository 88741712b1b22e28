// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// What every view has, a continuous aggregate too: privileges, and comments and privileges of its columns.
void addViewProperties(const End &end, const catalog::Relation &relation, Part &part);

} // namespace retort::diff
