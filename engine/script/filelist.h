// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace retort::script {

/// The names of all `*.sql` files under some locations, in load order, packed so that 100,000 of them are cheap.
///
/// The order is Alembic's: locations as given; in each folder the file names sorted by their bytes,
/// then the sub-folders likewise. Hidden files and folders are left out, links to folders not followed.
/// A file that two locations share is listed once.
class FileList
{
public:
    /// Errors (status Usage): location-missing, for a location that isn't there or can't be read.
    static Result<FileList> of(const std::vector<std::filesystem::path> &locations);

    std::size_t size() const { return m_files.size(); }
    std::uint32_t folderOf(std::size_t file) const { return m_files[file].folder; }
    std::string_view nameOf(std::size_t file) const
    {
        return std::string_view(m_names).substr(m_files[file].offset, m_files[file].length);
    }
    /// With its trailing slash.
    const std::string &folder(std::uint32_t index) const { return m_folders[index]; }
    std::string pathOf(std::size_t file) const;

private:
    struct File {
        std::uint64_t key = 0; ///< the name's first eight bytes, big end first: settles most comparisons
        std::uint32_t offset = 0;
        std::uint32_t length = 0;
        std::uint32_t folder = 0;
    };

    Result<void> addFolder(const std::string &folder);
    void sortFrom(std::size_t first);
    void removeRepeated();

    std::vector<File> m_files;
    std::vector<std::string> m_folders;
    std::string m_names;
};

} // namespace retort::script
