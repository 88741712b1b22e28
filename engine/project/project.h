// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/project/environment.h"
#include "engine/project/runsettings.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace retort::project
{

/// How careful to be with a database. Shown as a word and a colour wherever an action can start.
enum class Tier { Dev, Staging, Prod };
std::string toString(Tier tier);

/// One `[database.NAME]` of the project file, values still unexpanded: no secret is held here.
struct Database {
    std::string name;
    std::string branch;  ///< branch label that it is bound to; empty: unbound
    std::string purpose; ///< what it is for, in the team's words (S-06)
    Tier tier = Tier::Dev;
    std::optional<bool> readOnly; ///< see isReadOnly()
    RunSettings run;
    std::map<std::string, std::string> connection; ///< url, host, port …: may hold ${VAR}
    std::map<std::string, std::string> hosts;      ///< container name → address to use from here
    std::filesystem::path schema;                  ///< desired state, absolute; empty when not given
    std::map<std::string, int> lines;              ///< connection key → its line in the project file

    /// Whether sessions that only look at it are read-only by the server's own doing: as the file says, else for
    /// production (S-91).
    bool isReadOnly() const { return readOnly.value_or(tier == Tier::Prod); }
    /// As the file says, else "long" for production and "never" for the others.
    BackupPolicy backupPolicy() const;

    bool operator==(const Database &) const = default;
};

/// A project as its file says.
struct Project {
    std::string name;
    std::filesystem::path file;                   ///< absolute
    std::filesystem::path folder;                 ///< of `file`
    std::vector<std::filesystem::path> locations; ///< absolute
    std::string versionTable = "alembic_version";
    std::string versionTableSchema;              ///< empty: the connection's search_path, as in Alembic
    std::string historyTable = "retort_history"; ///< beside the version table; empty: no history is kept there
    std::string fileTemplate = "%(rev)s_%(slug)s";
    std::vector<Database> databases; ///< in the file's order

    /// Errors: unknown-database (status Usage) with the names and the nearest match; with an empty name
    /// the only database, or database-not-named with the choices (S-04).
    Result<const Database *> database(const std::string &name) const;
    std::vector<std::string> databaseNames() const;
};

/// The nearest retort.toml upward from `start`. Errors: project-not-found (status Usage).
Result<std::filesystem::path> findProjectFile(const std::filesystem::path &start);
/// Reads retort.toml (shared `cli.md`, "Project file"). Without `name` the project is called as its folder, without
/// `locations` its revisions are in `migrations`.
/// Errors, all status Usage with place: project-unreadable, project-syntax, unknown-key (with the nearest match),
/// unknown-value, wrong-type, variable-syntax.
Result<Project> loadProject(const std::filesystem::path &file);
/// A new project in `folder`, made when it isn't there: retort.toml with one sample database, the folder
/// `migrations`, .env.example; `.env` is added to .gitignore. Nothing that exists is overwritten.
/// Errors: project-exists (status Usage) naming the file in the way; write-failed.
Result<Project> initProject(const std::filesystem::path &folder);

/// Expands a database's connection against the environment.
///
/// Where both `url` and single keys are given, the URL wins when its variables are set and it isn't empty; keys other
/// than the address (sslmode, options …) hold for both. A variable set to nothing counts as not set; `${NAME:-}` says
/// that it may be. A SQLAlchemy URL (postgresql+psycopg2://…) is accepted. Passwords hold any character unescaped
/// (S-89). A host that the database's `hosts` name is replaced by its address, except where the name resolves inside
/// a container. `connect_timeout` becomes ConnectionSettings::connectTimeout.
/// Blocks on a name lookup in that one case. Errors, all status Usage: missing-variable names the variable, the
/// database and where it was looked for (S-88); bad-url, bad-port, bad-timeout, bad-value (a NUL), variable-syntax;
/// connection-missing where the database has no address at all. No error holds the value of a variable.
Result<postgres::ConnectionSettings> connectionSettings(const Project &project, const Database &database,
                                                        const Environment &environment);
/// Where each keyword's value comes from: "TIMESCALE_HOST in .env", "retort.toml:12", "PGPORT in the environment".
/// Empty where connectionSettings() fails.
std::map<std::string, std::string> connectionSources(const Project &project, const Database &database,
                                                     const Environment &environment);
/// Settings from `--url`. Errors: bad-url, bad-port, bad-timeout (status Usage).
Result<postgres::ConnectionSettings> connectionSettingsFromUrl(const std::string &url);
/// The same from libpq's keywords, "host=localhost dbname=app".
Result<postgres::ConnectionSettings> connectionSettingsFromKeywords(const std::string &keywords);
/// Whether any variable that the database's connection names is set: then the environment wins and no sandbox starts.
/// A connection that names no variables at all is configured when it gives an address.
bool isConfigured(const Database &database, const Environment &environment);

/// What is allowed but probably not meant: two databases at one address (S-17), a password in the project file (S-90).
std::vector<std::string> projectWarnings(const Project &project, const Environment &environment);

} // namespace retort::project
