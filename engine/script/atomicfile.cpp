// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/atomicfile.h"

#include "engine/script/descriptor.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace retort::script
{

namespace
{

Error writeFailed(const std::filesystem::path &path, int reason)
{
    Error error =
        makeError("write-failed", "The revision file can't be written: " + std::string(std::strerror(reason)) + '.',
                  "Check the folder's permissions and the free space.");
    error.place.file = path.string();
    return error;
}

/// Hidden, so that nobody reads it as a revision before it is whole.
std::filesystem::path temporaryBeside(const std::filesystem::path &path)
{
    return path.parent_path()
        / ('.' + path.filename().string().substr(0, 200) + '.' + std::to_string(getpid()) + ".tmp");
}

/// Writes and syncs a file that must be new. 0, or the reason.
int writeAndSync(const std::filesystem::path &path, std::string_view text, mode_t mode)
{
    const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!file.isOpen())
        return errno;
    while (!text.empty()) {
        const ssize_t count = write(file.number(), text.data(), text.size());
        if (count < 0 && errno != EINTR)
            return errno;
        text.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
    }
    return fsync(file.number()) == 0 ? 0 : errno;
}

/// Gives a file its final name, unless something has that name. 0, or the reason.
int moveWithoutReplacing(const std::filesystem::path &from, const std::filesystem::path &to)
{
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    // Some file systems know no such rename, but can link.
    if (link(from.c_str(), to.c_str()) != 0)
        return errno;
    unlink(from.c_str());
    return 0;
}

/// The name too; not every file system can, and the file itself is safe.
void syncFolderOf(const std::filesystem::path &path)
{
    const Descriptor folder(open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        fsync(folder.number());
}

} // namespace

Result<void> writeNewFile(const std::filesystem::path &path, std::string_view text)
{
    std::error_code failure;
    std::filesystem::create_directories(path.parent_path(), failure);
    if (failure)
        return writeFailed(path, failure.value());
    const std::filesystem::path temporary = temporaryBeside(path);
    int reason = writeAndSync(temporary, text, 0666);
    if (reason == 0)
        reason = moveWithoutReplacing(temporary, path);
    if (reason != 0) {
        unlink(temporary.c_str());
        if (reason != EEXIST)
            return writeFailed(path, reason);
        Error error = makeError("file-exists", "There is already a file of that name.",
                                "Choose another message or id, or move the file away.", ExitStatus::Usage);
        error.place.file = path.string();
        return error;
    }
    syncFolderOf(path);
    return {};
}

Result<void> replaceFile(const std::filesystem::path &path, std::string_view before, std::string_view text)
{
    std::error_code failure;
    const std::filesystem::path real = std::filesystem::canonical(path, failure);
    if (failure)
        return writeFailed(path, failure.value());
    struct stat facts {
    };
    if (stat(real.c_str(), &facts) != 0)
        return writeFailed(path, errno);
    if (access(real.c_str(), W_OK) != 0)
        return writeFailed(path, errno);
    std::ifstream stream(real, std::ios::binary);
    const std::string now(std::istreambuf_iterator<char>(stream), {});
    if (!stream || now != before) {
        Error error = makeError("file-changed", "The file changed while it was being edited.",
                                "Look at it again, then repeat.", ExitStatus::Usage);
        error.place.file = path.string();
        return error;
    }
    const std::filesystem::path temporary = temporaryBeside(real);
    int reason = writeAndSync(temporary, text, facts.st_mode & 07777);
    if (reason == 0 && chmod(temporary.c_str(), facts.st_mode & 07777) != 0)
        reason = errno;
    if (reason == 0 && std::rename(temporary.c_str(), real.c_str()) != 0)
        reason = errno;
    if (reason != 0) {
        unlink(temporary.c_str());
        return writeFailed(path, reason);
    }
    syncFolderOf(real);
    return {};
}

} // namespace retort::script
