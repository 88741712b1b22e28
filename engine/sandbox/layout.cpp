// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/layout.h"

#include "engine/sandbox/failure.h"
#include "engine/sandbox/passwords.h"
#include "engine/sandbox/sandbox.h"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace fs = std::filesystem;

namespace retort::sandbox {

namespace {

/// FNV-1a, 64 bits, in hexadecimal: the same on every machine and with every compiler.
std::string hashOf(const std::string &text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    std::array<char, 17> digits{};
    std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
    return std::string(digits.data());
}

fs::path absoluteVariable(const char *name)
{
    const char *value = std::getenv(name);
    // The XDG Base Directory Specification: relative paths are to be ignored.
    return value && value[0] == '/' ? fs::path(value) : fs::path();
}

Error notOurs(const fs::path &folder, const std::string &why)
{
    return failure("the sandbox folder " + folder.string() + ' ' + why,
                   "remove it or name another folder; only its owner may read a sandbox");
}

Result<void> createFolder(const fs::path &folder)
{
    std::error_code problem;
    fs::create_directories(folder.parent_path(), problem);
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST)
        return systemFailure("can't create the sandbox folder " + folder.string(), errno,
                             "make its parent writable, or set XDG_DATA_HOME to a folder that is");
    return {};
}

/// Only an empty folder becomes a sandbox, so that a mistyped path never costs anyone their files.
bool isForeign(const Layout &layout)
{
    std::error_code problem;
    return !fs::exists(layout.openLock(), problem) && !fs::is_empty(layout.folder(), problem);
}

Result<void> restrictFolder(const Layout &layout, const ServerUser &user)
{
    const fs::path &folder = layout.folder();
    const mode_t mode = user.isDropped ? 0710 : 0700;
    if (user.isDropped && ::chown(folder.c_str(), ::geteuid(), user.gid) != 0)
        return systemFailure("can't hand the sandbox folder " + folder.string() + " to group of " + user.name, errno);
    if (::chmod(folder.c_str(), mode) != 0)
        return systemFailure("can't restrict the sandbox folder " + folder.string(), errno);
    return {};
}

bool isOwnFolder(const fs::path &folder, const ServerUser &user)
{
    struct stat facts = {};
    return ::lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == user.uid
        && (facts.st_mode & 077) == 0;
}

bool makeOwnFolder(const fs::path &folder, const ServerUser &user)
{
    if (::mkdir(folder.c_str(), 0700) == 0 && user.isDropped && ::lchown(folder.c_str(), user.uid, user.gid) != 0)
        return false;
    return isOwnFolder(folder, user);
}

/// The last component of a socket's path is ".s.PGSQL.65535".
bool fitsSocket(const fs::path &folder)
{
    constexpr std::size_t longest = 107;
    return folder.native().size() + std::string_view("/.s.PGSQL.65535").size() <= longest;
}

} // namespace

bool Layout::isMade() const
{
    std::error_code problem;
    return fs::exists(data() / "PG_VERSION", problem);
}

bool Layout::isKept() const
{
    std::error_code problem;
    return fs::exists(keepFlag(), problem);
}

Result<void> ensureFolder(const Layout &layout, const ServerUser &user)
{
    const fs::path &folder = layout.folder();
    if (auto created = createFolder(folder); !created)
        return created;
    struct stat facts = {};
    if (::lstat(folder.c_str(), &facts) != 0)
        return systemFailure("can't look at the sandbox folder " + folder.string(), errno);
    if (!S_ISDIR(facts.st_mode))
        return notOurs(folder, "is not a folder");
    if (facts.st_uid != ::geteuid())
        return notOurs(folder, "belongs to another user");
    if (isForeign(layout))
        return notOurs(folder, "is not empty and was not made by Retort");
    if ((facts.st_mode & 022) != 0 && layout.isMade())
        return notOurs(folder, "can be written by others");
    if (auto restricted = restrictFolder(layout, user); !restricted)
        return restricted;
    if (user.isDropped && !canReach(user, folder))
        return failure("user " + user.name + ", as whom the server runs, can't reach the sandbox folder "
                           + folder.string(),
                       "set XDG_DATA_HOME to a folder whose parents others may enter, such as /var/lib");
    return {};
}

Result<void> removeFolder(const Layout &layout)
{
    std::error_code problem;
    // The lock that tells a sandbox's folder from any other goes last, so that a removal cut short can be repeated.
    for (const fs::path &entry : {layout.data(), layout.unfinishedData(), layout.passwords(), layout.passwordsDraft(),
                                  layout.log(), layout.keepFlag(), layout.leaseLock(), layout.serverLock(),
                                  layout.openLock()}) {
        fs::remove_all(entry, problem);
        if (problem)
            return failure("can't remove " + entry.string() + ": " + problem.message());
    }
    ::rmdir(layout.folder().c_str());
    return {};
}

Result<fs::path> makeSocketFolder(const Layout &layout, const ServerUser &user)
{
    const std::string name = "retort-" + std::to_string(::geteuid()) + '-' + hashOf(layout.folder().native());
    std::vector<fs::path> parents;
    // Root's own run-time folder is closed to the user that the server runs as; /run is open to all and nobody but
    // root can put a folder of that name there first.
    if (user.isDropped)
        parents.emplace_back("/run");
    else
        parents.push_back(absoluteVariable("XDG_RUNTIME_DIR"));
    parents.emplace_back("/tmp");
    for (const fs::path &parent : parents) {
        const fs::path folder = parent / name;
        if (!parent.empty() && fitsSocket(folder) && makeOwnFolder(folder, user))
            return folder;
    }
    return failure("can't make a private folder for the server's socket: /tmp/" + name
                       + " is somebody else's or can't be made",
                   "set XDG_RUNTIME_DIR to a folder of your own");
}

fs::path temporaryFolder()
{
    const fs::path parent = absoluteVariable("TMPDIR");
    return (parent.empty() ? fs::path("/tmp") : parent) / ("retort-throwaway-" + makePassword().substr(0, 12));
}

fs::path folderForProject(const fs::path &projectFile)
{
    std::error_code problem;
    fs::path file = fs::weakly_canonical(projectFile, problem);
    if (problem)
        file = fs::absolute(projectFile, problem);
    const std::string name = file.parent_path().filename().string() + '-' + hashOf(file.native()).substr(0, 12);

    const Result<ServerUser> user = findServerUser();
    const bool isDropped = user && user->isDropped;
    fs::path dataHome = absoluteVariable("XDG_DATA_HOME");
    if (isDropped && (dataHome.empty() || !canReach(*user, dataHome)))
        dataHome = "/var/lib";
    if (dataHome.empty()) {
        const fs::path home = absoluteVariable("HOME");
        dataHome = (home.empty() ? fs::path("/tmp") : home) / ".local/share";
    }
    return dataHome / "retort" / "sandbox" / name;
}

} // namespace retort::sandbox
