// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/session/workspace.h"

#include "engine/sandbox/sandbox.h"
#include "engine/session/kepttexts.h"

#include <algorithm>
#include <map>
#include <utility>

namespace retort::session
{

Result<Workspace> Workspace::open(const std::filesystem::path &file)
{
    std::error_code ignored;
    const bool isFolder = std::filesystem::is_directory(file, ignored);
    auto loaded = project::loadProject(isFolder ? file / "retort.toml" : file);
    if (!loaded)
        return std::move(loaded).error();
    Workspace workspace;
    workspace.m_project = std::move(loaded).value();
    auto environment = project::Environment::load(workspace.m_project.folder);
    if (!environment)
        return std::move(environment).error();
    workspace.m_environment = std::move(environment).value();
    return workspace;
}

Result<Workspace> Workspace::reopened() const
{
    auto again = open(m_project.file);
    if (again)
        again->m_sandbox = m_sandbox;
    return again;
}

std::vector<std::string> Workspace::ownRelations() const
{
    const std::string schema = m_project.versionTableSchema.empty() ? "" : m_project.versionTableSchema + '.';
    std::vector<std::string> names{schema + m_project.versionTable};
    if (!m_project.historyTable.empty()) {
        names.push_back(schema + m_project.historyTable);
        names.push_back(schema + m_project.historyTable + "_id_seq");
    }
    return names;
}

std::optional<run::HistoryTable> Workspace::historyTable() const
{
    if (m_project.historyTable.empty())
        return std::nullopt;
    return run::HistoryTable(m_project.historyTable, m_project.versionTableSchema);
}

Result<std::vector<run::HistoryFinding>> Workspace::auditHistory(postgres::Connection &connection,
                                                                 const std::vector<std::string> &rows) const
{
    const auto table = historyTable();
    return table ? run::auditHistory(connection, *table, *m_scripts, rows) : std::vector<run::HistoryFinding>();
}

run::RunOptions Workspace::recorded(run::RunOptions options, std::string command) const
{
    options.historyTable = m_project.historyTable;
    options.command = std::move(command);
    return options;
}

run::VersionTable Workspace::versionTable() const
{
    return run::VersionTable(m_project.versionTable, m_project.versionTableSchema);
}

Result<void> Workspace::loadScripts()
{
    auto scripts = script::ScriptDirectory::load(m_project.locations);
    if (!scripts)
        return std::move(scripts).error();
    m_scripts = std::make_shared<script::ScriptDirectory>(std::move(scripts).value());
    return {};
}

Result<void> Workspace::loadScriptsWithKept(postgres::Connection &connection, const std::vector<std::string> &rows)
{
    const auto table = historyTable();
    if (!table)
        return loadScripts();
    auto scripts = script::ScriptDirectory::loadWithKept(
        m_project.locations, rows,
        [&](const std::string &revision) { return readKeptText(connection, *table, revision); });
    if (!scripts)
        return std::move(scripts).error();
    m_scripts = std::make_shared<script::ScriptDirectory>(std::move(scripts).value());
    return {};
}

revision::BranchBinding Workspace::bindingFor(const project::Database &database) const
{
    std::map<std::string, std::string> databaseOfLabel;
    for (const project::Database &other : m_project.databases) {
        if (!other.branch.empty())
            databaseOfLabel.emplace(other.branch, other.name);
    }
    return revision::BranchBinding(m_scripts->map(), database.name, database.branch, std::move(databaseOfLabel));
}

bool Workspace::isServedBySandbox(const project::Database &database) const
{
    return !project::isConfigured(database, m_environment);
}

bool Workspace::usesSandbox() const
{
    return std::any_of(m_project.databases.begin(), m_project.databases.end(),
                       [this](const project::Database &database) { return isServedBySandbox(database); });
}

sandbox::Options Workspace::sandboxOptions() const
{
    sandbox::Options options;
    options.folder = sandbox::folderForProject(m_project.file);
    options.databases = m_project.databaseNames();
    return options;
}

Result<void> Workspace::startSandbox()
{
    if (m_sandbox || !usesSandbox())
        return {};
    auto opened = sandbox::Sandbox::open(sandboxOptions());
    if (!opened)
        return std::move(opened).error();
    m_sandbox = std::make_shared<sandbox::Sandbox>(std::move(opened).value());
    return {};
}

Result<postgres::ConnectionSettings> Workspace::settingsFor(const project::Database &database) const
{
    if (!isServedBySandbox(database))
        return project::connectionSettings(m_project, database, m_environment);
    if (!m_sandbox) {
        return makeError("sandbox-not-started", "The sandbox that serves " + database.name + " is not running.",
                         "retort sandbox start", ExitStatus::Unreachable);
    }
    return m_sandbox->settingsFor(database.name);
}

Result<postgres::ConnectionSettings> Workspace::administratorSettingsFor(const project::Database &database) const
{
    auto settings = settingsFor(database);
    if (!settings || !isServedBySandbox(database))
        return settings;
    postgres::ConnectionSettings administrator = m_sandbox->superuserSettings();
    administrator.keywords["dbname"] = settings->databaseName();
    return administrator;
}

} // namespace retort::session
