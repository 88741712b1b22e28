// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/filelock.h"

#include "engine/sandbox/failure.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <thread>

namespace retort::sandbox
{

namespace
{

/// False when the file was removed, or replaced, while we waited for its lock: then the lock guards nothing.
bool isStillThere(int fd, const std::filesystem::path &file)
{
    struct stat opened = {};
    struct stat named = {};
    return ::fstat(fd, &opened) == 0 && ::stat(file.c_str(), &named) == 0 && opened.st_ino == named.st_ino
        && opened.st_dev == named.st_dev;
}

} // namespace

Result<std::optional<FileLock>> FileLock::acquire(const std::filesystem::path &file, Kind kind,
                                                  std::chrono::milliseconds limit)
{
    const auto deadline = std::chrono::steady_clock::now() + limit;
    const int operation = (kind == Kind::Shared ? LOCK_SH : LOCK_EX) | LOCK_NB;
    while (true) {
        UniqueFd fd(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
        if (!fd.isOpen())
            return systemFailure("can't open the lock " + file.string(), errno, "make its folder writable");
        while (::flock(fd.get(), operation) != 0) {
            if (errno != EWOULDBLOCK && errno != EINTR)
                return systemFailure("can't lock " + file.string(), errno);
            if (std::chrono::steady_clock::now() >= deadline)
                return std::optional<FileLock>();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        if (isStillThere(fd.get(), file))
            return std::optional<FileLock>(FileLock(std::move(fd)));
    }
}

bool FileLock::upgrade()
{
    return ::flock(m_fd.get(), LOCK_EX | LOCK_NB) == 0;
}

std::vector<int> lockHolders(const std::filesystem::path &file)
{
    struct stat named = {};
    if (::stat(file.c_str(), &named) != 0)
        return {};
    // "1: FLOCK  ADVISORY  READ 712 08:01:131 0 EOF". The device is not compared: stacked file systems report another
    // one here than to stat().
    const std::string inode = ':' + std::to_string(named.st_ino);
    std::vector<int> pids;
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream fields(line);
        std::string number;
        std::string type;
        std::string strictness;
        std::string access;
        std::string place;
        int pid = 0;
        if (fields >> number >> type >> strictness >> access >> pid >> place && type == "FLOCK"
            && place.ends_with(inode))
            pids.push_back(pid);
    }
    std::sort(pids.begin(), pids.end());
    pids.erase(std::unique(pids.begin(), pids.end()), pids.end());
    return pids;
}

} // namespace retort::sandbox
