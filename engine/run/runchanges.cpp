// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/run/runchanges.h"

namespace retort::run
{

std::string toString(RelationChange::Kind kind)
{
    switch (kind) {
    case RelationChange::Kind::Added: return "added";
    case RelationChange::Kind::Removed: return "removed";
    case RelationChange::Kind::Altered: return "altered";
    }
    return {};
}

} // namespace retort::run
