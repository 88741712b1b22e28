// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/passwords.h"

#include "engine/base/text.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/uniquefd.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <fstream>

namespace retort::sandbox
{

namespace
{

// One line a role: password, tab, "ready" or "new", tab, role.
constexpr std::string_view readyWord = "ready";
constexpr std::string_view newWord = "new";

Error damaged(const std::filesystem::path &file, const std::string &why)
{
    return failure("the sandbox's password file " + file.string() + ' ' + why,
                   "retort sandbox reset makes a new, empty server");
}

Result<void> writeAll(int fd, std::string_view text, const std::filesystem::path &file)
{
    while (!text.empty()) {
        const ssize_t written = ::write(fd, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return systemFailure("can't write " + file.string(), errno);
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

} // namespace

std::string makePassword()
{
    constexpr std::string_view alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    static_assert(alphabet.size() == 64);
    std::array<unsigned char, 32> bytes{};
    // Up to 256 bytes come whole or not at all (getrandom(2)); it fails only where the kernel has none to give.
    while (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) { }
    std::string password;
    for (const unsigned char byte : bytes)
        password += alphabet[byte % alphabet.size()];
    return password;
}

Passwords Passwords::generate()
{
    Passwords passwords;
    passwords.require(superuserName);
    return passwords;
}

Result<Passwords> Passwords::load(const std::filesystem::path &file)
{
    struct stat facts = {};
    if (::lstat(file.c_str(), &facts) != 0)
        return damaged(file, "is gone, so nobody can log in to the server");
    if (!S_ISREG(facts.st_mode) || facts.st_uid != ::geteuid())
        return damaged(file, "belongs to another user");
    if ((facts.st_mode & 077) != 0)
        return failure("the sandbox's password file " + file.string() + " can be read by others",
                       "chmod 600 " + file.string() + ", or retort sandbox reset for new passwords");
    std::ifstream stream(file);
    Passwords passwords;
    for (std::string line; std::getline(stream, line);) {
        const std::size_t first = line.find('\t');
        const std::size_t second = first == std::string::npos ? first : line.find('\t', first + 1);
        if (second == std::string::npos)
            return damaged(file, "is damaged");
        passwords.m_entries[line.substr(second + 1)] = {line.substr(0, first),
                                                        line.substr(first + 1, second - first - 1) == readyWord};
    }
    if (!passwords.find(superuserName))
        return damaged(file, "is damaged");
    return passwords;
}

Result<void> Passwords::save(const std::filesystem::path &file, const std::filesystem::path &draft) const
{
    ::unlink(draft.c_str());
    UniqueFd fd(::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!fd.isOpen())
        return systemFailure("can't write " + draft.string(), errno);
    std::string content;
    for (const auto &[role, entry] : m_entries)
        content.append(entry.password)
            .append(1, '\t')
            .append(entry.isReady ? readyWord : newWord)
            .append(1, '\t')
            .append(role)
            .append(1, '\n');
    if (auto written = writeAll(fd.get(), content, draft); !written)
        return written;
    if (::fsync(fd.get()) != 0 || ::rename(draft.c_str(), file.c_str()) != 0)
        return systemFailure("can't write " + file.string(), errno);
    return {};
}

const Passwords::Entry *Passwords::find(const std::string &role) const
{
    const auto found = m_entries.find(role);
    return found == m_entries.end() ? nullptr : &found->second;
}

Passwords::Entry &Passwords::require(const std::string &role)
{
    Entry &entry = m_entries[role];
    if (entry.password.empty())
        entry.password = makePassword();
    return entry;
}

} // namespace retort::sandbox
