// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sandbox/installation.h"

#include "engine/base/text.h"
#include "engine/sandbox/failure.h"
#include "engine/sandbox/process.h"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <vector>

namespace fs = std::filesystem;

namespace retort::sandbox
{

namespace
{

/// Older ones lack what the server is started with.
constexpr int oldestMajor = 13;

bool isThere(const fs::path &path)
{
    std::error_code problem;
    return fs::exists(path, problem);
}

bool hasPrograms(const fs::path &binFolder)
{
    return ::access((binFolder / "postgres").c_str(), X_OK) == 0 && ::access((binFolder / "initdb").c_str(), X_OK) == 0;
}

std::vector<fs::path> foldersOfPath()
{
    const char *path = std::getenv("PATH");
    std::vector<fs::path> folders;
    if (!path)
        return folders;
    for (const std::string_view part : text::split(path, ':')) {
        if (part.starts_with('/'))
            folders.emplace_back(part);
    }
    return folders;
}

/// Debian's and its relatives' way of keeping several versions, newest first.
std::vector<fs::path> foldersOfDebian()
{
    std::vector<std::pair<int, fs::path>> found;
    std::error_code problem;
    for (const fs::directory_entry &entry : fs::directory_iterator("/usr/lib/postgresql", problem)) {
        const std::string name = entry.path().filename().native();
        int major = 0;
        std::from_chars(name.data(), name.data() + name.size(), major);
        found.emplace_back(major, entry.path() / "bin");
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> folders;
    for (const auto &[major, folder] : found)
        folders.push_back(folder);
    return folders;
}

/// What the control file says under default_version (manual, "Extension Files").
std::string versionInControlFile(const fs::path &path)
{
    std::ifstream file(path);
    std::string line;
    while (std::getline(file, line)) {
        if (!text::trimmed(line).starts_with("default_version"))
            continue;
        const std::size_t begin = line.find('\'');
        const std::size_t end = line.find('\'', begin + 1);
        if (begin != std::string::npos && end != std::string::npos)
            return line.substr(begin + 1, end - begin - 1);
    }
    return {};
}

/// The version of the extension, where its control file and its library are in the places that the layouts of Debian,
/// of the PostgreSQL packages for others and of a build from source have for them.
std::optional<std::string> findTimescale(const fs::path &binFolder, int majorVersion)
{
    const fs::path prefix = binFolder.parent_path();
    const std::vector<fs::path> libraries = {prefix / "lib", prefix / "lib/postgresql", prefix / "lib64"};
    const std::vector<fs::path> shares = {prefix / "share", prefix / "share/postgresql",
                                          fs::path("/usr/share/postgresql") / std::to_string(majorVersion)};
    const bool hasLibrary = std::any_of(libraries.begin(), libraries.end(), [](const fs::path &folder) {
        return isThere(folder / "timescaledb.so");
    });
    for (const fs::path &folder : shares) {
        const fs::path control = folder / "extension/timescaledb.control";
        if (hasLibrary && isThere(control))
            return versionInControlFile(control);
    }
    return std::nullopt;
}

/// "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)" → "15.20".
std::string versionIn(const std::string &text)
{
    const std::size_t start = text.find_first_of("0123456789");
    return start == std::string::npos ? std::string() : text.substr(start, text.find_first_of(" \n", start) - start);
}

std::optional<Installation> inspect(const fs::path &folder)
{
    std::error_code problem;
    // A link in a folder of PATH leads to where libraries and extensions are found from.
    const fs::path program = fs::canonical(folder / "postgres", problem);
    if (problem || !hasPrograms(program.parent_path()))
        return std::nullopt;
    Installation installation;
    installation.binFolder = program.parent_path();
    installation.version = versionOfProgram(program);
    std::from_chars(installation.version.data(), installation.version.data() + installation.version.size(),
                    installation.majorVersion);
    if (installation.majorVersion < oldestMajor)
        return std::nullopt;
    const auto timescale = findTimescale(installation.binFolder, installation.majorVersion);
    installation.hasTimescale = timescale.has_value();
    installation.timescaleVersion = timescale.value_or(std::string());
    return installation;
}

std::optional<Installation> firstOf(const std::vector<fs::path> &folders, int majorVersion)
{
    for (const fs::path &folder : folders) {
        auto installation = inspect(folder);
        if (installation && (majorVersion == 0 || installation->majorVersion == majorVersion))
            return installation;
    }
    return std::nullopt;
}

Error notInstalled(std::string message, int majorVersion = 15)
{
    return makeError("postgresql-not-installed", std::move(message),
                     "apt-get install postgresql-" + std::to_string(majorVersion)
                         + ", or set RETORT_PG_BIN to the folder of its programs",
                     ExitStatus::Unreachable);
}

} // namespace

std::string versionOfProgram(const fs::path &program)
{
    Launch ask;
    ask.command = {program.native(), "--version"};
    ask.environment = plainEnvironment();
    const Result<std::string> answer = runToEnd(ask);
    return answer ? versionIn(*answer) : std::string();
}

Result<Installation> findInstallation(int majorVersion)
{
    if (const char *named = std::getenv("RETORT_PG_BIN"); named && *named) {
        if (auto installation = firstOf({named}, majorVersion))
            return *std::move(installation);
        if (majorVersion == 0)
            return notInstalled(std::string("RETORT_PG_BIN names ") + named
                                + ", but the programs postgres and initdb of PostgreSQL 13 or newer are not there");
    }
    if (auto installation = firstOf(foldersOfPath(), majorVersion))
        return *std::move(installation);
    if (auto installation = firstOf(foldersOfDebian(), majorVersion))
        return *std::move(installation);
    if (majorVersion != 0)
        return notInstalled("the sandbox was made by PostgreSQL " + std::to_string(majorVersion)
                                + ", which is not installed",
                            majorVersion);
    return notInstalled("no PostgreSQL server is installed, so there is no sandbox to start");
}

Result<Installation> findInstallation()
{
    return findInstallation(0);
}

} // namespace retort::sandbox
