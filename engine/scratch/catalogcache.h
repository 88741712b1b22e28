// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/catalog/snapshot.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace retort::scratch
{

/// Schemas that were made once, by the content of what made them, in files that only the user may read. Whatever can't
/// be read or written counts as not remembered. Any thread, several programs at once.
class CatalogCache
{
public:
    /// $XDG_CACHE_HOME/retort/catalogs, else in the home's .cache. Without either nothing is remembered.
    static std::filesystem::path defaultFolder();

    explicit CatalogCache(std::filesystem::path folder = defaultFolder());

    /// `key`: see CatalogKey.
    std::optional<catalog::Snapshot> find(const std::string &key) const;
    void keep(const std::string &key, const catalog::Snapshot &snapshot) const;

private:
    std::filesystem::path fileFor(const std::string &key) const;
    void forgetOldest() const;

    std::filesystem::path m_folder;
};

/// A SHA-256 of all that a schema comes from, the program included, in the order in which it is added: each part changes what follows.
class CatalogKey
{
public:
    CatalogKey();
    void add(std::string_view part);
    const std::string &toString() const { return m_digest; }

private:
    std::string m_digest;
};

} // namespace retort::scratch
