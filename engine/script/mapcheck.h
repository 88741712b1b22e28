// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/revision/revisionmap.h"

namespace retort::script
{

/// Whether the map stays valid with this revision in place of the one of its id, or added where there is none: asked
/// before a file is written (S-41). Errors: those of RevisionMap::build.
Result<void> checkMapWith(const revision::RevisionMap &map, const revision::Revision &revision);

} // namespace retort::script
