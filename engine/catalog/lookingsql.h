// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/error.h"
#include "engine/catalog/relation.h"

#include <string>
#include <string_view>

/// What looks at data have in common. For this room only.
namespace retort::catalog
{

/// For a read-only transaction that has begun: nobody waits for it, and it for nobody, for long.
inline constexpr std::string_view dataLimits = "SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '500ms'";

/// schema.name, quoted.
std::string quotedName(const RelationName &name);
/// What a limit's running out means to who wanted to look at `what`; other errors as they are.
Error explainLimits(Error error, const std::string &what);

} // namespace retort::catalog
