// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/project/environment.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retort::project {

/// How careful to be with a database. Shown as a word and a colour wherever an action can start.
enum class Tier { Dev, Staging, Prod };
std::string toString(Tier tier);

/// One `[database.NAME]` of the project file, values still unexpanded: no secret is held here.
struct Database {
    std::string name;
    std::string branch;  ///< branch label that it is bound to; empty: unbound
    std::string purpose; ///< what it is for, in the team's words (S-06)
    Tier tier = Tier::Dev;
    std::map<std::string, std::string> connection; ///< url, host, port …: may hold ${VAR}
    std::map<std::string, std::string> hosts;      ///< container name → address to use from here
    std::filesystem::path schema;                  ///< desired state; empty when not given

    bool operator==(const Database &) const = default;
};

/// A project as its file says.
struct Project {
    std::string name;
    std::filesystem::path file;   ///< absolute
    std::filesystem::path folder; ///< of `file`
    std::vector<std::filesystem::path> locations; ///< absolute
    std::string versionTable = "alembic_version";
    std::string versionTableSchema; ///< empty: the connection's search_path, as in Alembic
    std::string fileTemplate = "%(rev)s_%(slug)s";
    std::vector<Database> databases; ///< in the file's order

    /// Errors: unknown-database (status Usage) with the names and the nearest match; with an empty name
    /// the only database, or database-not-named with the choices (S-04).
    Result<const Database *> database(const std::string &name) const;
    std::vector<std::string> databaseNames() const;
};

/// The nearest retort.toml upward from `start`. Errors: project-not-found (status Usage).
Result<std::filesystem::path> findProjectFile(const std::filesystem::path &start);
/// Errors, all status Usage with place: project-unreadable, project-syntax, unknown-key (with the nearest match),
/// wrong-type, database-missing-branch …
Result<Project> loadProject(const std::filesystem::path &file);
/// A new project in `folder`: retort.toml, locations, .env.example, .gitignore. Errors: folder-not-empty, write-failed.
Result<Project> initProject(const std::filesystem::path &folder);

/// Expands a database's connection against the environment.
/// A SQLAlchemy URL (postgresql+psycopg2://…) is accepted. Passwords hold any character unescaped (S-89).
/// Errors: missing-variable (status Usage) names the variable and the database (S-88); bad-url.
Result<postgres::ConnectionSettings> connectionSettings(const Project &project, const Database &database,
                                                        const Environment &environment);
/// Settings from `--url`.
Result<postgres::ConnectionSettings> connectionSettingsFromUrl(const std::string &url);
/// Whether any variable that the database's connection names is set: then the environment wins and no sandbox starts.
bool isConfigured(const Database &database, const Environment &environment);

} // namespace retort::project
