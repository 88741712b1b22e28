// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/serveruser.h"

#include "engine/sandbox/failure.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <optional>

namespace retort::sandbox
{

namespace
{

std::optional<ServerUser> findUser(const char *name)
{
    std::array<char, 4096> buffer{};
    passwd entry = {};
    passwd *found = nullptr;
    if (::getpwnam_r(name, &entry, buffer.data(), buffer.size(), &found) != 0 || !found || entry.pw_uid == 0)
        return std::nullopt;
    return ServerUser{entry.pw_uid, entry.pw_gid, name, true};
}

} // namespace

Result<ServerUser> findServerUser()
{
    if (::geteuid() != 0)
        return ServerUser{::geteuid(), ::getegid(), {}, false};
    for (const char *name : {"postgres", "nobody"}) {
        if (const auto user = findUser(name))
            return *user;
    }
    return failure("PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as",
                   "apt-get install postgresql-15 creates the user postgres");
}

bool canReach(const ServerUser &user, const std::filesystem::path &path)
{
    std::filesystem::path folder;
    for (const std::filesystem::path &part : path) {
        folder /= part;
        struct stat facts = {};
        if (::stat(folder.c_str(), &facts) != 0)
            break;
        const mode_t needed = facts.st_uid == user.uid ? S_IXUSR : facts.st_gid == user.gid ? S_IXGRP : S_IXOTH;
        if (!S_ISDIR(facts.st_mode) || !(facts.st_mode & needed))
            return false;
    }
    return true;
}

} // namespace retort::sandbox
