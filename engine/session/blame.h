// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session/scratchschemas.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace retort::session
{

/// Where an object of a branch's schema comes from.
struct ObjectOrigin {
    std::string created; ///< the revision that made it
    std::string changed; ///< that touched it last; the same where none has
    std::string table = {}; ///< of an index, whose name doesn't say it: "public.users"
    bool operator==(const ObjectOrigin &) const = default;
};

/// Of every object that the branch's head has, by ObjectId::toString(): "column public.users.mail". From the schemas
/// before and after each revision, replayed on a scratch database. Blocks; any thread. Errors: those of Replay.
Result<std::map<std::string, ObjectOrigin>> findOrigins(const revision::BranchBinding &binding,
                                                        scratch::Replay &replay, std::stop_token stop = {});

/// Those of a relation and all that is part of it (`name`: "users", "public.users"), or of one part ("users.mail");
/// the relation itself first. Errors: relation-not-found with the nearest name (status Usage); name-ambiguous, where
/// several schemas have one.
Result<std::vector<std::pair<std::string, ObjectOrigin>>>
originsOf(const std::map<std::string, ObjectOrigin> &origins, const std::string &name);

} // namespace retort::session
