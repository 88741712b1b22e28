// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/scratch/catalogcache.h"

#include "engine/base/randomhex.h"
#include "engine/project/files.h"
#include "engine/script/checksum.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

namespace fs = std::filesystem;

namespace retort::scratch
{

namespace
{

/// Some hundred revisions of a few projects.
constexpr std::size_t mostFiles = 2'000;

/// Tells builds of the program apart: another one may read more of a catalog, or read it in another way.
std::string programMark()
{
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    const auto time = fs::last_write_time(program, failure).time_since_epoch().count();
    return std::to_string(time) + ' ' + std::to_string(fs::file_size(program, failure));
}

} // namespace

fs::path CatalogCache::defaultFolder()
{
    if (const char *cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/')
        return fs::path(cache) / "retort/catalogs";
    if (const char *home = std::getenv("HOME"); home && home[0] == '/')
        return fs::path(home) / ".cache/retort/catalogs";
    return {};
}

CatalogCache::CatalogCache(fs::path folder)
    : m_folder(std::move(folder))
{
}

fs::path CatalogCache::fileFor(const std::string &key) const
{
    return m_folder / (key + ".json");
}

std::optional<catalog::Snapshot> CatalogCache::find(const std::string &key) const
{
    std::error_code failure;
    const fs::path file = fileFor(key);
    if (m_folder.empty() || !fs::exists(file, failure))
        return std::nullopt;
    const auto text = project::readFile(file);
    if (!text)
        return std::nullopt;
    auto snapshot = catalog::snapshotFromJson(*text, file.string());
    if (!snapshot)
        return std::nullopt;
    fs::last_write_time(file, fs::file_time_type::clock::now(), failure); // the longest unused go first
    return *std::move(snapshot);
}

void CatalogCache::keep(const std::string &key, const catalog::Snapshot &snapshot) const
{
    if (m_folder.empty())
        return;
    std::error_code failure;
    fs::create_directories(m_folder, failure);
    fs::permissions(m_folder, fs::perms::owner_all, failure);
    if (failure || fs::exists(fileFor(key), failure))
        return;
    // Without fsync: a file that a power failure cuts can't be read, and is made again.
    const fs::path draft = m_folder / (key + '.' + randomHex(8));
    {
        std::ofstream file(draft, std::ios::binary);
        fs::permissions(draft, fs::perms::owner_read | fs::perms::owner_write, failure);
        file << catalog::toJson(snapshot);
        if (!file.flush() || failure) {
            fs::remove(draft, failure);
            return;
        }
    }
    fs::rename(draft, fileFor(key), failure);
    forgetOldest();
}

void CatalogCache::forgetOldest() const
{
    std::error_code failure;
    std::vector<std::pair<fs::file_time_type, fs::path>> files;
    for (const fs::directory_entry &entry : fs::directory_iterator(m_folder, failure)) {
        if (entry.path().extension() == ".json")
            files.emplace_back(entry.last_write_time(failure), entry.path());
    }
    if (files.size() <= mostFiles)
        return;
    std::sort(files.begin(), files.end());
    for (std::size_t i = 0; i < files.size() - mostFiles; ++i)
        fs::remove(files[i].second, failure);
}

CatalogKey::CatalogKey()
{
    static const std::string mark = programMark();
    add("retort catalog " RETORT_VERSION);
    add(mark);
}

void CatalogKey::add(std::string_view part)
{
    // The length keeps "ab" + "c" and "a" + "bc" apart.
    m_digest = script::byteChecksum(m_digest + ' ' + std::to_string(part.size()) + '\n' + std::string(part));
}

} // namespace retort::scratch
