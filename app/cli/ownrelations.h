// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/context.h"

#include <string>
#include <vector>

namespace retort::cli
{

/// The tables that belong to Retort, where a project says it; with --url those of a project that says nothing.
/// After Context::connect().
std::vector<std::string> ownRelations(Context &context);
/// Of a database that is named by its address alone.
std::vector<std::string> ownRelationsElsewhere();

} // namespace retort::cli
