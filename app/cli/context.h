// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/databaseaccess.h"
#include "app/cli/invocation.h"
#include "app/cli/output.h"
#include "engine/revision/plan.h"
#include "engine/session/backup.h"
#include "engine/session/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace retort::cli
{

/// What a verb works with: the options, the output, and the project, opened when it is first asked for.
/// On the main thread; verbs that work on several databases at once hand each thread its DatabaseAccess.
class Context
{
public:
    Context(const Invocation &invocation, Output &output);

    const GlobalOptions &options() const { return m_options; }
    const std::string &verbName() const { return m_verbName; }
    Output &output() { return m_output; }

    /// Finds and reads the project file, no revision file yet. Errors: those of findProjectFile and Workspace::open.
    Result<void> openProject();
    /// openProject(), and the revision files. Begin connections first: they go on meanwhile.
    Result<void> loadRevisions();
    /// The same where files are missing, with the texts that the database kept in their place.
    Result<void> loadRevisionsWithKept(DatabaseAccess &access);
    /// Only after openProject().
    session::Workspace &workspace() { return *m_workspace; }
    /// Only after loadRevisions().
    const revision::RevisionMap &map() { return m_workspace->scripts().map(); }

    /// The database that was named, or the only one. Errors: unknown-database, database-not-named; those of
    /// openProject(); usage when --url was given, which has no project.
    Result<const project::Database *> database();
    /// The one that was named, or all. Errors: as above.
    Result<std::vector<const project::Database *>> databases();
    /// The map as the named database sees it; with several databases and none named the whole map, as in Alembic.
    /// Only after loadRevisions().
    Result<revision::BranchBinding> binding();

    /// Begins to connect, with the sandbox started where it serves the database. What fails is kept in the access
    /// and comes out when it is used, so that one database can't hide another (S-25).
    /// A session that only looks can't write where the database is read-only but for confirmed runs (S-91).
    enum class Purpose { Look, Change };
    DatabaseAccess access(const project::Database &database, Purpose purpose = Purpose::Look);
    /// How to reach it, with the sandbox started where it serves the database.
    Result<postgres::ConnectionSettings> settingsFor(const project::Database &database);
    /// See session::cautions(). Only after loadRevisions(); on the main thread.
    std::vector<std::string> cautions(const project::Database &database, const revision::Plan &plan);
    /// Of the project's runs that succeeded, as the journal on this machine knows them. On the main thread.
    std::vector<session::KnownDuration> journalledDurations();
    /// A session on --url, or else on the project's database: for verbs that only need a connection.
    Result<postgres::Connection> connect();
    /// A session on a URI or libpq's keywords, or on a database of the project. Errors: as above.
    Result<postgres::Connection> connectToServer(const std::string &uriOrKeywords);
    Result<postgres::Connection> connectToDatabase(const std::string &name);

private:
    Result<void> openForDatabase();
    ConnectManner manner();
    Result<postgres::Connection> connectWith(Result<postgres::ConnectionSettings> settings,
                                             const project::Database *database);

    GlobalOptions m_options;
    std::string m_verbName;
    Output &m_output;
    std::optional<session::Workspace> m_workspace;
    bool m_hasRevisions = false;
};

} // namespace retort::cli
