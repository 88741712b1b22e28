// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/mapcheck.h"

#include <vector>

namespace retort::script
{

Result<void> checkMapWith(const revision::RevisionMap &map, const revision::Revision &revision)
{
    std::vector<revision::Revision> revisions;
    revisions.reserve(map.size() + 1);
    for (std::size_t i = 0; i < map.size(); ++i)
        revisions.push_back(map.at(static_cast<revision::Index>(i)));
    if (const auto known = map.find(revision.id))
        revisions[static_cast<std::size_t>(*known)] = revision;
    else
        revisions.push_back(revision);
    auto built = revision::RevisionMap::build(std::move(revisions));
    return built ? Result<void>() : Result<void>(std::move(built).error());
}

} // namespace retort::script
