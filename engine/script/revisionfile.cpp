// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/revisionfile.h"

#include "engine/script/descriptor.h"
#include "engine/script/filescan.h"

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

namespace retort::script {

namespace {

RevisionFile fileFrom(ScannedFile scanned, const std::filesystem::path &path)
{
    return {std::move(scanned.revision), path, scanned.up, scanned.down};
}

} // namespace

Result<RevisionFile> readRevisionFile(const std::filesystem::path &path)
{
    const Descriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return unreadable(path.string(), errno);
    std::string buffer;
    auto scanned = scanDescriptor(descriptor.number(), path.string(), buffer);
    if (!scanned)
        return std::move(scanned).error();
    return fileFrom(std::move(scanned).value(), path);
}

Result<RevisionFile> parseRevisionFile(std::string_view text, const std::filesystem::path &path)
{
    auto scanned = scanText(text, path.string());
    if (!scanned)
        return std::move(scanned).error();
    return fileFrom(std::move(scanned).value(), path);
}

Result<std::string> readSection(const RevisionFile &file, const Section &section)
{
    return file.kept ? file.kept->text.substr(section.offset, section.length) : readSection(file.path, section);
}

Result<std::string> readSection(const std::filesystem::path &path, const Section &section)
{
    const Descriptor descriptor(open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.isOpen())
        return unreadable(path.string(), errno);
    std::string text(section.length, '\0');
    std::size_t held = 0;
    while (held < text.size()) {
        const ssize_t count = pread(descriptor.number(), text.data() + held, text.size() - held,
                                    static_cast<off_t>(section.offset + held));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return unreadable(path.string(), errno);
        if (count == 0)
            return changedMeanwhile(path.string());
        held += static_cast<std::size_t>(count);
    }
    return text;
}

} // namespace retort::script
