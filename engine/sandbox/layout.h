// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/sandbox/serveruser.h"

#include <filesystem>
#include <string>
#include <vector>

namespace retort::sandbox
{

/// What lies where in a sandbox's folder.
class Layout
{
public:
    explicit Layout(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
    }

    const std::filesystem::path &folder() const { return m_folder; }
    std::filesystem::path data() const { return m_folder / "data"; }
    /// Where initdb works: it becomes `data` when all of it is there, so a half-made one is known by its name.
    std::filesystem::path unfinishedData() const { return m_folder / "data.unfinished"; }
    std::filesystem::path passwords() const { return m_folder / "passwords"; }
    std::filesystem::path passwordsDraft() const { return m_folder / "passwords.new"; }
    std::filesystem::path log() const { return m_folder / "server.log"; }
    std::filesystem::path keepFlag() const { return m_folder / "keep"; }
    std::filesystem::path openLock() const { return m_folder / "open.lock"; }     ///< held while starting or stopping
    std::filesystem::path leaseLock() const { return m_folder / "leases.lock"; }  ///< shared by all who use the server
    std::filesystem::path serverLock() const { return m_folder / "server.lock"; } ///< held by the server's processes

    bool isMade() const; ///< has a data folder that initdb finished
    bool isKept() const;

private:
    std::filesystem::path m_folder;
};

/// Creates the folder with mode 0700; where the server runs as another user, 0710 with that user's group, so that
/// nothing but the data folder is the server's own. Errors: sandbox-failed when it is somebody else's, open to
/// others, holds other things, or can't be reached by the server's user.
Result<void> ensureFolder(const Layout &layout, const ServerUser &user);

/// Removes what we made in the folder, and the folder when nothing else is in it.
Result<void> removeFolder(const Layout &layout);

/// Makes a folder for the server's sockets: short, since a socket's path must fit into 107 characters
/// (unix(7), sun_path), and open to the server's user alone.
Result<std::filesystem::path> makeSocketFolder(const Layout &layout, const ServerUser &user);
/// Where that folder may be, in the order of preference. Names only.
std::vector<std::filesystem::path> socketFolders(const Layout &layout);

/// A name in the temporary folder for a sandbox that is thrown away.
std::filesystem::path temporaryFolder();

} // namespace retort::sandbox
