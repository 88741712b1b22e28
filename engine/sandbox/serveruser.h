// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <sys/types.h>

#include <filesystem>
#include <string>

namespace retort::sandbox
{

/// Whom the server runs as. PostgreSQL refuses to run as root, so root drops to `postgres`, else to `nobody`.
struct ServerUser {
    uid_t uid = 0;
    gid_t gid = 0;
    std::string name;
    bool isDropped = false; ///< another user than this process
};

/// Errors: sandbox-failed when root has nobody to drop to.
Result<ServerUser> findServerUser();

/// Whether `user` may pass through every folder of `path` that exists.
bool canReach(const ServerUser &user, const std::filesystem::path &path);

} // namespace retort::sandbox
