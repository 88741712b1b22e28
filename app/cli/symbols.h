// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <string>
#include <vector>

/// Revisions as a person names them (Alembic manual, "Partial Revision Identifiers" and "Relative Migration
/// Identifiers").
namespace retort::cli
{

/// Sessions on the database that was named, or on all, begun before the revision files are read.
Result<std::vector<DatabaseAccess>> beginAccess(Context &context);

/// Of known ids.
std::vector<revision::Index> indicesOf(const revision::RevisionMap &map, const std::vector<std::string> &ids);

/// The revisions that an id, a prefix, a label, head, heads, base or current means; on a bound database head, heads
/// and base are its branch's. Connects for "current" alone. Loads the revisions.
/// Errors: those of RevisionMap::resolve; of the database for "current".
Result<std::vector<revision::Index>> resolveSymbol(Context &context, const std::string &symbol);

} // namespace retort::cli
