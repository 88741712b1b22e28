// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/diff/part.h"

namespace retort::diff
{

/// For a table that can't be altered into what it is to be (a plain one that becomes partitioned, another partition
/// key): the old one is renamed, its rows are copied into the new one, and then it goes. No row is lost.
void addTableCopy(const End &end, const catalog::Relation &relation, Part &part);

} // namespace retort::diff
