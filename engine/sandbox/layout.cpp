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

namespace retort::sandbox
{

namespace
{

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

constexpr const char *writableRemedy = "make its parent writable, or set XDG_DATA_HOME to a folder that is";

/// Makes a folder and its missing parents. Whatever our umask, the server's user must be able to pass through them,
/// and nobody else needs more than that.
Result<void> createFolder(const fs::path &folder, mode_t mode, const ServerUser &user)
{
    std::error_code problem;
    if (folder.has_parent_path() && !fs::exists(folder.parent_path(), problem)) {
        if (auto parent = createFolder(folder.parent_path(), user.isDropped ? 0711 : 0700, user); !parent)
            return parent;
    }
    if (::mkdir(folder.c_str(), mode) == 0)
        ::chmod(folder.c_str(), mode);
    else if (errno != EEXIST)
        return systemFailure("can't create the sandbox folder " + folder.string(), errno, writableRemedy);
    return {};
}

/// Only an empty folder becomes a sandbox, so that a mistyped path never costs anyone their files. One look at its
/// entries, since another process may be making or removing the sandbox: the lock is the first to come and the last
/// to go.
bool isForeign(const Layout &layout)
{
    bool isEmpty = true;
    std::error_code problem;
    for (const fs::directory_entry &entry : fs::directory_iterator(layout.folder(), problem)) {
        if (entry.path().filename() == layout.openLock().filename())
            return false;
        isEmpty = false;
    }
    return !isEmpty;
}

Result<void> restrictFolder(const Layout &layout, const ServerUser &user)
{
    const fs::path &folder = layout.folder();
    const mode_t mode = user.isDropped ? 0710 : 0700;
    if (user.isDropped && ::chown(folder.c_str(), ::geteuid(), user.gid) != 0)
        return systemFailure("can't hand the sandbox folder " + folder.string() + " to group of " + user.name, errno);
    if (::chmod(folder.c_str(), mode) != 0)
        return systemFailure("can't restrict the sandbox folder " + folder.string(), errno, writableRemedy);
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
    ::mkdir(folder.c_str(), 0700);
    struct stat facts = {};
    // Ours and not yet the server's: just made, or by a process that ended here.
    if (user.isDropped && ::lstat(folder.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode) && facts.st_uid == ::geteuid()
        && ::lchown(folder.c_str(), user.uid, user.gid) != 0)
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
    if (auto created = createFolder(folder, 0700, user); !created)
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
                       "choose a place whose parents others may enter, such as /var/lib: XDG_DATA_HOME, or TMPDIR"
                       " for a server that is thrown away");
    return {};
}

Result<void> removeFolder(const Layout &layout)
{
    std::error_code problem;
    // The lock that tells a sandbox's folder from any other goes last, so that a removal cut short can be repeated.
    for (const fs::path &entry :
         {layout.data(), layout.unfinishedData(), layout.passwords(), layout.passwordsDraft(), layout.log(),
          layout.keepFlag(), layout.leaseLock(), layout.serverLock(), layout.openLock()}) {
        fs::remove_all(entry, problem);
        if (problem)
            return failure("can't remove " + entry.string() + ": " + problem.message());
    }
    ::rmdir(layout.folder().c_str());
    return {};
}

std::vector<fs::path> socketFolders(const Layout &layout)
{
    const std::string name = "retort-" + std::to_string(::geteuid()) + '-' + hashOf(layout.folder().native());
    std::vector<fs::path> folders;
    // Root's own run-time folder is closed to the user that the server runs as; /run is open to all and nobody but
    // root can put a folder of that name there first.
    if (::geteuid() == 0)
        folders.push_back("/run" / fs::path(name));
    else if (const fs::path ours = absoluteVariable("XDG_RUNTIME_DIR"); !ours.empty())
        folders.push_back(ours / name);
    folders.push_back("/tmp" / fs::path(name));
    return folders;
}

Result<fs::path> makeSocketFolder(const Layout &layout, const ServerUser &user)
{
    const std::vector<fs::path> folders = socketFolders(layout);
    for (const fs::path &folder : folders) {
        if (fitsSocket(folder) && makeOwnFolder(folder, user))
            return folder;
    }
    return failure("can't make a private folder for the server's socket: " + folders.back().string()
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
