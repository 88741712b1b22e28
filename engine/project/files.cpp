// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/files.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace retort::project {

namespace {

Error writeFailed(const std::filesystem::path &path)
{
    Error error = makeError("write-failed", "The file can't be written: " + std::string(std::strerror(errno)) + '.',
                            "Check the folder's permissions and the free space.");
    error.place.file = path.string();
    return error;
}

Result<void> write(const std::filesystem::path &path, std::string_view text, int flags)
{
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0666);
    if (descriptor < 0)
        return writeFailed(path);
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            Error error = writeFailed(path);
            ::close(descriptor);
            return error;
        }
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    if (::close(descriptor) != 0)
        return writeFailed(path);
    return {};
}

} // namespace

Result<std::string> readFile(const std::filesystem::path &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return makeError("unreadable", std::strerror(errno));
    std::string text;
    while (true) {
        const std::size_t held = text.size();
        text.resize(held + 16 * 1024);
        const ssize_t count = ::read(descriptor, text.data() + held, text.size() - held);
        text.resize(held + static_cast<std::size_t>(count > 0 ? count : 0));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int reason = errno;
            ::close(descriptor);
            if (count < 0)
                return makeError("unreadable", std::strerror(reason));
            return text;
        }
    }
}

Result<void> writeNewFile(const std::filesystem::path &path, std::string_view text)
{
    return write(path, text, O_EXCL);
}

Result<void> appendToFile(const std::filesystem::path &path, std::string_view text)
{
    return write(path, text, O_APPEND);
}

} // namespace retort::project
