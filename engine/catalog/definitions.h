// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/catalog/reader.h"

#include <string>
#include <vector>

namespace retort::catalog {

/// Reads everything but sizes and activity of the relations whose oids are known, and forgets those that were dropped
/// meanwhile. The server locks a view, and whatever it reads, to print it; where somebody holds one of those
/// exclusively for longer than a moment, that relation keeps name, kind and owner, says so in `lockedBy`, and the
/// others are read. Errors: those of the connection.
Result<void> readDefinitions(Reader &reader, std::vector<Relation> &relations);

/// Reads sizes and activity, what of them can be had in a short time. Errors: those of the connection.
Result<void> readMeasures(Reader &reader, std::vector<Relation> &relations);

} // namespace retort::catalog
