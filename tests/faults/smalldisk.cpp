// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/smalldisk.h"

#include <QtGlobal>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <sys/mount.h>
#include <unistd.h>

namespace retort::test
{

namespace
{

std::string options(int megabytes)
{
    return "mode=0700,size=" + std::to_string(megabytes) + 'm';
}

} // namespace

SmallDisk::SmallDisk(int megabytes, uid_t owner)
{
    std::string name = (std::filesystem::temp_directory_path() / "retort-disk-XXXXXX").string();
    if (!mkdtemp(name.data()))
        qFatal("no temporary folder: %s", std::strerror(errno));
    m_folder = name;
    if (mount("tmpfs", name.c_str(), "tmpfs", MS_NODEV | MS_NOSUID, options(megabytes).c_str()) != 0)
        m_problem = std::string("no file system can be mounted here: ") + std::strerror(errno);
    else if (chown(name.c_str(), owner, static_cast<gid_t>(-1)) != 0)
        m_problem = std::string("the file system can't be given to the server: ") + std::strerror(errno);
}

SmallDisk::~SmallDisk()
{
    umount2(m_folder.c_str(), MNT_DETACH);
    rmdir(m_folder.c_str());
}

void SmallDisk::grow(int megabytes)
{
    if (mount("tmpfs", m_folder.c_str(), "tmpfs", MS_REMOUNT | MS_NODEV | MS_NOSUID, options(megabytes).c_str()) != 0)
        qFatal("the small disk can't grow: %s", std::strerror(errno));
}

} // namespace retort::test
