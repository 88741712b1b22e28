// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/project/project.h"

#include "engine/base/text.h"

#include <algorithm>

namespace retort::project
{

std::string toString(Tier tier)
{
    switch (tier) {
    case Tier::Dev:
        return "dev";
    case Tier::Staging:
        return "staging";
    case Tier::Prod:
        return "prod";
    }
    return {};
}

std::string toString(BackupPolicy policy)
{
    switch (policy) {
    case BackupPolicy::Never:
        return "never";
    case BackupPolicy::Destructive:
        return "destructive";
    case BackupPolicy::Long:
        return "long";
    case BackupPolicy::Always:
        return "always";
    }
    return {};
}

BackupPolicy Database::backupPolicy() const
{
    return run.backup.value_or(tier == Tier::Prod ? BackupPolicy::Long : BackupPolicy::Never);
}

Result<const Database *> Project::database(const std::string &asked) const
{
    const std::string names = text::join(databaseNames(), ", ");
    if (databases.empty()) {
        Error error = makeError("unknown-database", "The project names no database.",
                                "Add a section [database.NAME] to retort.toml.", ExitStatus::Usage);
        error.place.file = file.string();
        return error;
    }
    if (asked.empty()) {
        if (databases.size() == 1)
            return &databases.front();
        return makeError("database-not-named", "The project has several databases: " + names + '.',
                         "Name one, as in -x db=" + databases.front().name + '.', ExitStatus::Usage);
    }
    const auto found = std::find_if(databases.begin(), databases.end(),
                                    [&](const Database &database) { return database.name == asked; });
    if (found != databases.end())
        return &*found;
    const auto nearest = text::nearestMatch(asked, databaseNames());
    return makeError("unknown-database", "The project has no database \"" + asked + "\"; it has " + names + '.',
                     nearest ? "Did you mean -x db=" + *nearest + '?' : "Name one of them with -x db=NAME.",
                     ExitStatus::Usage);
}

std::vector<std::string> Project::databaseNames() const
{
    std::vector<std::string> names;
    for (const Database &database : databases)
        names.push_back(database.name);
    return names;
}

Result<std::filesystem::path> findProjectFile(const std::filesystem::path &start)
{
    std::error_code failure;
    std::filesystem::path folder = std::filesystem::absolute(start, failure).lexically_normal();
    while (!folder.empty()) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(folder / "retort.toml", ignored))
            return folder / "retort.toml";
        if (folder == folder.parent_path())
            break;
        folder = folder.parent_path();
    }
    return makeError("project-not-found", "There is no retort.toml in " + start.string() + " or above it.",
                     "Go to the project's folder, name its file with -c FILE, or make a project: retort init",
                     ExitStatus::Usage);
}

} // namespace retort::project
