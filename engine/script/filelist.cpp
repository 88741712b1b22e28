// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/filelist.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace retort::script {

namespace {

enum class Kind { File, Folder, Other };

Kind kindOf(DIR *folder, const dirent &entry)
{
    if (entry.d_type == DT_REG)
        return Kind::File;
    if (entry.d_type == DT_DIR)
        return Kind::Folder;
    if (entry.d_type != DT_LNK && entry.d_type != DT_UNKNOWN)
        return Kind::Other;
    struct stat status{};
    // A link to a file is a file; a link to a folder could make a circle, and is left out as in Alembic.
    if (fstatat(dirfd(folder), entry.d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return Kind::Other;
    if (S_ISDIR(status.st_mode))
        return Kind::Folder;
    if (S_ISLNK(status.st_mode) && fstatat(dirfd(folder), entry.d_name, &status, 0) != 0)
        return Kind::File; // a dead link: reading it says so
    return S_ISREG(status.st_mode) ? Kind::File : Kind::Other;
}

std::uint64_t keyOf(std::string_view name)
{
    std::uint64_t key = 0;
    for (std::size_t i = 0; i < 8; ++i)
        key = key << 8U | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0U);
    return key;
}

Error missing(const std::string &folder, int systemError)
{
    Error error = makeError("location-missing",
                            "The revision folder " + folder + " can't be read: " + std::strerror(systemError) + '.',
                            "Create it, or correct locations in retort.toml.", ExitStatus::Usage);
    error.place.file = folder;
    return error;
}

bool overlap(const std::vector<std::filesystem::path> &locations)
{
    if (locations.size() < 2)
        return false;
    std::vector<std::string> real;
    for (const auto &location : locations) {
        std::error_code ignored;
        real.push_back(std::filesystem::weakly_canonical(location, ignored).string() + '/');
    }
    std::sort(real.begin(), real.end());
    return std::adjacent_find(real.begin(), real.end(),
                              [](const std::string &a, const std::string &b) { return b.starts_with(a); })
        != real.end();
}

} // namespace

Result<FileList> FileList::of(const std::vector<std::filesystem::path> &locations)
{
    FileList list;
    for (const auto &location : locations) {
        std::string folder = location.string();
        if (!folder.ends_with('/'))
            folder += '/';
        if (const auto added = list.addFolder(folder); !added)
            return added.error();
    }
    if (overlap(locations))
        list.removeRepeated();
    return list;
}

std::string FileList::pathOf(std::size_t file) const
{
    const std::string_view name = nameOf(file);
    const std::string &folder = m_folders[m_files[file].folder];
    std::string path;
    path.reserve(folder.size() + name.size());
    return path.append(folder).append(name);
}

Result<void> FileList::addFolder(const std::string &folder)
{
    const std::unique_ptr<DIR, int (*)(DIR *)> stream(opendir(folder.c_str()), closedir);
    if (!stream)
        return missing(folder, errno);
    const auto index = static_cast<std::uint32_t>(m_folders.size());
    m_folders.push_back(folder);
    const std::size_t first = m_files.size();
    std::vector<std::string> inner;
    errno = 0;
    while (const dirent *entry = readdir(stream.get())) {
        const std::string_view name = entry->d_name;
        if (name.starts_with('.'))
            continue;
        const bool isScript = name.ends_with(".sql");
        if (!isScript && entry->d_type == DT_REG)
            continue;
        const Kind kind = kindOf(stream.get(), *entry);
        if (kind == Kind::Folder) {
            inner.push_back(folder + std::string(name) + '/');
        } else if (kind == Kind::File && isScript) {
            m_files.push_back({keyOf(name), static_cast<std::uint32_t>(m_names.size()),
                               static_cast<std::uint32_t>(name.size()), index});
            m_names += name;
        }
        errno = 0;
    }
    if (errno != 0)
        return missing(folder, errno);
    sortFrom(first);
    std::sort(inner.begin(), inner.end());
    for (const std::string &sub : inner) {
        if (const auto added = addFolder(sub); !added)
            return added;
    }
    return {};
}

void FileList::sortFrom(std::size_t first)
{
    const std::string_view names = m_names;
    std::sort(m_files.begin() + static_cast<std::ptrdiff_t>(first), m_files.end(), [&](const File &a, const File &b) {
        if (a.key != b.key)
            return a.key < b.key;
        return names.substr(a.offset, a.length) < names.substr(b.offset, b.length);
    });
}

void FileList::removeRepeated()
{
    std::vector<std::string> real;
    for (const std::string &folder : m_folders) {
        std::error_code ignored;
        real.push_back(std::filesystem::weakly_canonical(folder, ignored).string());
    }
    std::set<std::pair<std::string, std::string_view>> seen;
    std::erase_if(m_files, [&](const File &file) {
        return !seen.emplace(real[file.folder], std::string_view(m_names).substr(file.offset, file.length)).second;
    });
}

} // namespace retort::script
