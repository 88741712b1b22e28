// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/backup.h"

#include "engine/base/redact.h"
#include "engine/base/text.h"
#include "engine/base/timetext.h"
#include "engine/sandbox/sandbox.h"
#include "engine/session/command.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

namespace retort::session
{

namespace
{

namespace fs = std::filesystem;

constexpr std::chrono::hours longestDump{48};

Error failure(const std::string &why, const std::string &hint)
{
    return makeError("backup-failed", "The backup failed: " + why + "; nothing was run.", hint);
}

/// Of the newest installation where there is one, since pg_dump refuses servers that are newer than itself; else what
/// the search path finds.
std::string dumpProgram()
{
    const auto installation = sandbox::findInstallation();
    return installation ? (installation->binFolder / "pg_dump").string() : std::string("pg_dump");
}

/// A connection string without the password.
std::string addressOf(const postgres::ConnectionSettings &settings)
{
    std::string address;
    for (const auto &[keyword, value] : settings.keywords) {
        if (keyword == "password" || keyword == "application_name")
            continue;
        std::string quoted;
        for (const char c : value) {
            if (c == '\'' || c == '\\')
                quoted += '\\';
            quoted += c;
        }
        address += (address.empty() ? "" : " ") + keyword + "='" + quoted + '\'';
    }
    return address;
}

std::string restoreCommandFor(const postgres::ConnectionSettings &settings, const fs::path &file)
{
    std::string command = "pg_restore --clean --if-exists";
    for (const auto &[flag, value] : {std::pair{" -h ", settings.host()}, std::pair{" -p ", settings.port()},
                                      std::pair{" -U ", settings.user()}, std::pair{" -d ", settings.databaseName()}}) {
        if (!value.empty())
            command += flag + value;
    }
    return command + ' ' + file.string();
}

std::string sizeText(std::uintmax_t bytes)
{
    static constexpr std::array<const char *, 4> units{"bytes", "kB", "MB", "GB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1'000 && unit + 1 < units.size()) {
        size /= 1'000;
        ++unit;
    }
    const auto tenths = static_cast<std::uintmax_t>(size * 10 + 0.5);
    return std::to_string(tenths / 10) + (unit > 0 ? '.' + std::to_string(tenths % 10) : "") + ' ' + units[unit];
}

} // namespace

std::string Backup::sentence() const
{
    return "Backup: " + file.string() + " (" + sizeText(bytes) + "); restore it with: " + restoreCommand;
}

bool isBackupDue(const project::Database &database, const PlanPreview &plan)
{
    if (plan.plan.isEmpty())
        return false;
    switch (database.backupPolicy()) {
    case project::BackupPolicy::Never:
        return false;
    case project::BackupPolicy::Always:
        return true;
    case project::BackupPolicy::Destructive:
        break;
    }
    return std::any_of(plan.steps.begin(), plan.steps.end(),
                       [](const StepPreview &step) { return !step.losses.empty(); });
}

fs::path backupFileFor(const project::Database &database)
{
    const std::string time = localTime(std::chrono::system_clock::now(), "%Y%m%d-%H%M%S");
    return database.run.backupFolder / (database.name + '-' + time + ".dump");
}

Result<Backup> makeBackup(const postgres::ConnectionSettings &settings, const fs::path &file)
{
    std::error_code problem;
    if (fs::exists(file, problem))
        return failure(file.string() + " is there already", "Name another file, or move that one away.");
    if (!file.parent_path().empty())
        fs::create_directories(file.parent_path(), problem);
    const fs::path partial = file.string() + ".part";
    std::vector<std::string> variables;
    if (settings.hasPassword())
        variables.push_back("PGPASSWORD=" + settings.value("password"));
    for (const char *name : {"PGPASSFILE", "PGSERVICEFILE", "PGSSLMODE", "PGSSLROOTCERT", "PGSYSCONFDIR"}) {
        if (const char *value = std::getenv(name))
            variables.push_back(std::string(name) + '=' + value);
    }
    const auto dumped = runCommand({dumpProgram(), "--format=custom", "--no-password", "--file=" + partial.string(),
                                    "--dbname=" + addressOf(settings)},
                                   "/", longestDump, variables);
    if (!dumped || !dumped->succeeded()) {
        fs::remove(partial, problem);
        if (!dumped)
            return failure("pg_dump could not be started",
                           "Install the PostgreSQL client programs, of the server's version or newer.");
        Redactor redactor;
        redactor.addSecret(settings.value("password"));
        const std::string said(text::trimmed(redactor.masked(dumped->errors)));
        return failure(said.empty() ? "pg_dump ended with status " + std::to_string(dumped->status) : said,
                       "Mend that, or set backup = \"never\" for this database in retort.toml.");
    }
    fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write, problem);
    fs::rename(partial, file, problem);
    if (problem)
        return failure(problem.message(), "Look at the folder of " + file.string() + '.');
    return Backup{file, fs::file_size(file, problem), restoreCommandFor(settings, file)};
}

} // namespace retort::session
