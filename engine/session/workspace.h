// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"
#include "engine/postgres/connectionsettings.h"
#include "engine/project/environment.h"
#include "engine/project/project.h"
#include "engine/revision/branchbinding.h"
#include "engine/run/historyaudit.h"
#include "engine/run/runner.h"
#include "engine/script/scriptdirectory.h"

#include <filesystem>
#include <memory>
#include <string>

namespace retort::sandbox
{
class Sandbox;
struct Options;
} // namespace retort::sandbox

namespace retort::session
{

/// An opened project: its file, its environment, its revision files, and the way to each database,
/// the sandbox included where the environment names no server. What both programs begin with.
///
/// A value with shared, immutable parts: copies are cheap and may go to other threads. Blocks on files and, in
/// startSandbox(), on a server's start: not for the GUI thread.
class Workspace
{
public:
    /// Reads the project file and the environment, no revision file yet. `file`: retort.toml, or a folder that holds
    /// it. Errors: those of project::loadProject and Environment::load.
    static Result<Workspace> open(const std::filesystem::path &file);

    /// Reads the project file and the environment again, revision files still due; keeps the sandbox's lease.
    Result<Workspace> reopened() const;

    const project::Project &project() const { return m_project; }
    const project::Environment &environment() const { return m_environment; }
    run::VersionTable versionTable() const;
    /// The names of the version and history tables and what belongs to them, with their schema where it is known.
    std::vector<std::string> ownRelations() const;
    /// None where the project keeps none.
    std::optional<run::HistoryTable> historyTable() const;
    /// Where the database's history and the revision files tell different stories; nothing where it keeps none.
    /// `rows`: where the database is. Errors: those of the connection.
    Result<std::vector<run::HistoryFinding>> auditHistory(postgres::Connection &connection,
                                                          const std::vector<std::string> &rows) const;
    /// The options of a run that its database is to remember: in the project's history table, by this command line.
    run::RunOptions recorded(run::RunOptions options, std::string command) const;

    /// Reads all revision files. Errors: those of ScriptDirectory::load.
    Result<void> loadScripts();
    /// The same where files are missing: what the database's history keeps stands in for those of its version rows
    /// (`rows`), and of whatever a file revises or depends on. Errors: also those of the connection.
    Result<void> loadScriptsWithKept(postgres::Connection &connection, const std::vector<std::string> &rows);
    /// Empty before loadScripts().
    const script::ScriptDirectory &scripts() const { return *m_scripts; }
    std::shared_ptr<const script::ScriptDirectory> sharedScripts() const { return m_scripts; }
    /// The map seen from one database: bound to its branch.
    revision::BranchBinding bindingFor(const project::Database &database) const;

    /// True when no variable of the database's connection is set, so that the sandbox serves it.
    bool isServedBySandbox(const project::Database &database) const;
    bool usesSandbox() const;
    /// The project's own sandbox: its folder, and one database for each of the project's.
    sandbox::Options sandboxOptions() const;
    /// Starts (or joins) the project's sandbox when some database needs it; this object and its copies then hold
    /// the lease. Does nothing when it is already held. Errors: those of Sandbox::open.
    Result<void> startSandbox();
    /// Errors: missing-variable, bad-url; sandbox-not-started when startSandbox() is still due.
    Result<postgres::ConnectionSettings> settingsFor(const project::Database &database) const;
    /// The same, but as the superuser where it is the sandbox's: for what takes one.
    Result<postgres::ConnectionSettings> administratorSettingsFor(const project::Database &database) const;

private:
    project::Project m_project;
    project::Environment m_environment;
    std::shared_ptr<const script::ScriptDirectory> m_scripts = std::make_shared<script::ScriptDirectory>();
    std::shared_ptr<sandbox::Sandbox> m_sandbox;
};

} // namespace retort::session
