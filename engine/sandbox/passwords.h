// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

#include <filesystem>
#include <map>
#include <string>

namespace retort::sandbox
{

/// The superuser of every sandbox and, under the same name, the database that is nobody's.
/// Not `postgres`: a project may well call a database, and so its role, that.
inline constexpr const char *superuserName = "retort_admin";

/// 32 characters of a-z, A-Z, 0-9, - and _ from the kernel's random numbers: 192 bits.
std::string makePassword();

/// The generated passwords of a sandbox: the only secrets that Retort writes to a file, mode 0600, in a folder of
/// mode 0700, and good for this server alone.
class Passwords
{
public:
    /// Those of a new server: the superuser's.
    static Passwords generate();
    /// Errors: sandbox-failed when the file is missing, damaged, or readable by others.
    static Result<Passwords> load(const std::filesystem::path &file);
    /// Replaces the file at once or not at all, by way of `draft` beside it.
    Result<void> save(const std::filesystem::path &file, const std::filesystem::path &draft) const;

    struct Entry {
        std::string password;
        bool isReady = false; ///< role and database are there
    };
    /// Empty when the role is unknown.
    const Entry *find(const std::string &role) const;
    /// The role's entry, with a password generated when it is new.
    Entry &require(const std::string &role);

private:
    std::map<std::string, Entry> m_entries;
};

} // namespace retort::sandbox
