// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/diff/objects.h"

#include "engine/diff/kinds.h"

namespace retort::diff
{

std::set<std::string> objectsOf(const catalog::Snapshot &snapshot)
{
    const End end(snapshot);
    std::set<std::string> objects;
    for (const Part &part : collectParts(end))
        objects.insert(part.id.toString());
    return objects;
}

} // namespace retort::diff
