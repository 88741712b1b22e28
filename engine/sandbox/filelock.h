// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/uniquefd.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <vector>

namespace retort::sandbox
{

/// An flock(2) on a file of the sandbox's folder. The kernel gives it up when its holder dies, however it dies,
/// which is why leases are locks and not files with a pid in them.
class FileLock
{
public:
    enum class Kind { Shared, Exclusive };

    FileLock() = default;
    /// Creates the file (0600) when absent; waits at most `limit`; nothing when another process still holds it.
    /// Errors: sandbox-failed when the file can't be opened.
    static Result<std::optional<FileLock>> acquire(const std::filesystem::path &file, Kind kind,
                                                   std::chrono::milliseconds limit = {});

    /// Turns a shared lock into the only one; false when others hold it too, and then this one is lost.
    bool upgrade();
    bool isHeld() const { return m_fd.isOpen(); }
    int descriptor() const { return m_fd.get(); }
    void release() { m_fd.close(); }

private:
    explicit FileLock(UniqueFd fd)
        : m_fd(std::move(fd))
    {
    }
    UniqueFd m_fd;
};

/// The processes that hold an flock on `file`, from /proc/locks (proc(5)); sorted, each once.
std::vector<int> lockHolders(const std::filesystem::path &file);

} // namespace retort::sandbox
