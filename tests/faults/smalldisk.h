// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include <sys/types.h>

namespace retort::test
{

/// A file system of a few megabytes in memory, for a server to fill up. Only root can make one.
class SmallDisk
{
public:
    /// `megabytes` of room; its folder belongs to `owner`. Where it can't be made, problem() says why.
    SmallDisk(int megabytes, uid_t owner);
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;
    /// Gone with all that is on it, as soon as nobody has a file of it open.
    ~SmallDisk();

    const std::string &problem() const { return m_problem; }
    const std::filesystem::path &folder() const { return m_folder; }
    void grow(int megabytes);

private:
    std::filesystem::path m_folder;
    std::string m_problem;
};

} // namespace retort::test
