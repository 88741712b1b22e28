// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"

#include "app/cli/interruption.h"
#include "app/cli/runjournal.h"
#include "engine/base/text.h"
#include "engine/sandbox/sandbox.h"
#include "engine/session/access.h"
#include "engine/session/cautions.h"

#include <filesystem>
#include <set>

namespace retort::cli
{

Context::Context(const Invocation &invocation, Output &output)
    : m_options(invocation.options)
    , m_verbName(invocation.verbName)
    , m_output(output)
{
}

Result<void> Context::openProject()
{
    if (m_workspace)
        return {};
    std::filesystem::path file = m_options.projectFile;
    if (file.empty()) {
        std::error_code failure;
        auto found = project::findProjectFile(std::filesystem::current_path(failure));
        if (!found)
            return std::move(found).error();
        file = std::move(found).value();
    }
    auto opened = session::Workspace::open(file);
    if (!opened)
        return std::move(opened).error();
    m_workspace = std::move(opened).value();
    return {};
}

Result<void> Context::loadRevisions()
{
    if (auto opened = openProject(); !opened)
        return opened;
    if (m_hasRevisions)
        return {};
    auto loaded = m_workspace->loadScripts();
    m_hasRevisions = loaded.isOk();
    return loaded;
}

Result<void> Context::loadRevisionsWithKept(DatabaseAccess &access)
{
    const auto rows = access.rows();
    if (!rows)
        return rows.error();
    auto loaded = m_workspace->loadScriptsWithKept(**access.connection(), *rows);
    m_hasRevisions = loaded.isOk();
    return loaded;
}

/// For verbs that work on a database of the project.
Result<void> Context::openForDatabase()
{
    if (!m_options.url.empty())
        return makeError("usage", "retort " + m_verbName + " works on a project's database, not on --url.",
                         "Choose a database with -x db=NAME.", ExitStatus::Usage);
    if (auto opened = openProject(); !opened)
        return opened;
    if (!m_options.hasEmptyName)
        return {};
    return makeError("database-not-named",
                     "-x db= names no database; the project has "
                         + text::join(m_workspace->project().databaseNames(), ", ") + '.',
                     "Look at the variable that was to name it.", ExitStatus::Usage);
}

Result<const project::Database *> Context::database()
{
    if (auto opened = openForDatabase(); !opened)
        return std::move(opened).error();
    return m_workspace->project().database(m_options.database);
}

Result<std::vector<const project::Database *>> Context::databases()
{
    if (auto opened = openForDatabase(); !opened)
        return std::move(opened).error();
    const project::Project &project = m_workspace->project();
    std::vector<const project::Database *> chosen;
    if (!m_options.database.empty() || project.databases.empty()) {
        const auto named = project.database(m_options.database);
        if (!named)
            return named.error();
        chosen.push_back(*named);
        return chosen;
    }
    for (const project::Database &database : project.databases)
        chosen.push_back(&database);
    return chosen;
}

Result<revision::BranchBinding> Context::binding()
{
    const project::Project &project = m_workspace->project();
    if (m_options.database.empty() && !m_options.hasEmptyName && project.databases.size() != 1)
        return revision::BranchBinding(map(), {}, {});
    const auto named = database();
    if (!named)
        return named.error();
    auto binding = m_workspace->bindingFor(**named);
    if (map().isEmpty())
        return binding;
    if (auto valid = binding.validate(); !valid)
        return std::move(valid).error();
    return binding;
}

Result<postgres::ConnectionSettings> Context::settingsFor(const project::Database &database)
{
    if (m_workspace->isServedBySandbox(database)) {
        const auto status = sandbox::status(m_workspace->sandboxOptions().folder);
        if (status && status->state != sandbox::State::Running) {
            m_output.note("No server is configured for " + database.name + ": starting the project's sandbox. "
                          + m_output.noteStyle().faint("(retort sandbox start keeps it running.)"));
        }
        if (auto started = m_workspace->startSandbox(); !started)
            return std::move(started).error();
    }
    return m_workspace->settingsFor(database);
}

ConnectManner Context::manner()
{
    return {m_output, m_workspace ? &*m_workspace : nullptr, m_options.connectWait};
}

DatabaseAccess Context::access(const project::Database &database, Purpose purpose)
{
    auto settings = settingsFor(database); // starting the sandbox may be interrupted at any moment
    catchInterruptions();
    if (settings && purpose == Purpose::Look)
        settings = session::settingsForLooking(database, *std::move(settings));
    return DatabaseAccess(database, m_workspace->versionTable(), std::move(settings), manner());
}

std::vector<std::string> Context::cautions(const project::Database &database, const revision::Plan &plan)
{
    const auto journalled = [this](const std::vector<std::string> &databases) {
        std::set<std::string> revisions;
        const auto journal = loadRunJournal();
        for (const std::string &name : databases) {
            const auto applied = journal ? (*journal)->appliedRevisions(m_workspace->project().file.string(), name)
                                         : Result<std::vector<std::string>>(journal.error());
            if (applied)
                revisions.insert(applied->begin(), applied->end());
        }
        return revisions;
    };
    return session::cautions(*m_workspace, database, plan, journalled, interruption());
}

std::vector<session::KnownDuration> Context::journalledDurations()
{
    std::vector<session::KnownDuration> known;
    const auto journal = loadRunJournal();
    if (!journal)
        return known;
    const auto durations = (*journal)->durations(m_workspace->project().file.string());
    if (durations)
        session::addDurations(known, *durations);
    return known;
}

Result<postgres::Connection> Context::connect()
{
    if (!m_options.url.empty())
        return connectWith(project::connectionSettingsFromUrl(m_options.url), nullptr);
    const auto named = database();
    if (!named)
        return named.error();
    return connectWith(settingsFor(**named), *named);
}

Result<postgres::Connection> Context::connectToServer(const std::string &uriOrKeywords)
{
    const bool isUri = uriOrKeywords.find("://") != std::string::npos;
    return connectWith(isUri ? project::connectionSettingsFromUrl(uriOrKeywords)
                             : project::connectionSettingsFromKeywords(uriOrKeywords),
                       nullptr);
}

Result<postgres::Connection> Context::connectToDatabase(const std::string &name)
{
    if (auto opened = openForDatabase(); !opened)
        return std::move(opened).error();
    const auto named = m_workspace->project().database(name);
    if (!named)
        return named.error();
    return connectWith(settingsFor(**named), *named);
}

Result<postgres::Connection> Context::connectWith(Result<postgres::ConnectionSettings> settings,
                                                  const project::Database *database)
{
    if (!settings)
        return std::move(settings).error();
    if (database != nullptr)
        settings = session::settingsForLooking(*database, *std::move(settings));
    catchInterruptions();
    auto connection = postgres::Connection::connect(*settings, interruption());
    if (!connection)
        connection = manner().goOn(std::move(connection).error(), *settings, database);
    if (connection)
        connection->setStopToken(interruption());
    return connection;
}

} // namespace retort::cli
