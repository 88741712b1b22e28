// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/relation.h"

#include <string>
#include <vector>

namespace retort::catalog {

/// What `\d` (or `\d+`: `verbose`) of psql 15 prints for the relation on a server of `serverVersion` (150020),
/// byte for byte, the empty line at the end included. Pure.
std::string psqlText(const Relation &relation, bool verbose, int serverVersion);

/// The lines below the table part, in psql's order. A footer may hold line breaks.
std::vector<std::string> psqlFooters(const Relation &relation, bool verbose, int serverVersion);

} // namespace retort::catalog
